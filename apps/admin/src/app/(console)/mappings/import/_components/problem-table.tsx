"use client";

import { useWords } from "@parley/words/react";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import type { Plan } from "../import.graphql.ts";
import type { ImportAddress } from "../import-address.ts";
import { RowPager } from "./row-pager.tsx";

/** Each cell that is wrong, in the file's order, a page of them. */
export function ProblemTable({ plan, address }: { plan: Plan; address: ImportAddress }) {
  const say = useWords("imports");
  if (plan.problemCount === 0) return null;
  return (
    <div>
      <Panel title={say("page.problems")} aside={say("page.problemsHelp")}>
        <table className="data-table" aria-label={say("page.problems")}>
          <thead>
            <tr>
              <th scope="col" className="number">
                {say("page.columns.line")}
              </th>
              <th scope="col">{say("page.columns.column")}</th>
              <th scope="col">{say("page.columns.value")}</th>
              <th scope="col">{say("page.columns.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {plan.problems.map(({ line, column, value, reason }) => (
              <tr key={`${line} ${column} ${reason}`}>
                <td className="number">{line}</td>
                <td>{column}</td>
                <td className="max-w-64 wrap-anywhere">
                  <Mono>{value === "" ? "\u2013" : value}</Mono>
                </td>
                <td className="min-w-40">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <RowPager
        label={say("page.problems")}
        address={address}
        table="problems"
        shown={plan.problems.length}
        all={plan.problemCount}
      />
    </div>
  );
}
