"use client";

import { useWords } from "@parley/words/react";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { changesOf } from "../changes-of.ts";
import type { Plan } from "../import.graphql.ts";
import type { ImportAddress } from "../import-address.ts";
import { RowPager } from "./row-pager.tsx";

/** The rows that would change something, each with a tick that leaves it out. */
export function ChangeTable({ plan, address, leftOut, take }: ChangeTableProps) {
  const say = useWords("imports");
  const lines = plan.changes.map(({ line }) => line);
  if (changesOf(plan) === 0) {
    return (
      <Panel title={say("page.changes")}>
        <EmptyState title={say("page.noChanges")} />
      </Panel>
    );
  }
  return (
    <div>
      <Panel title={say("page.changes")}>
        <table className="data-table" aria-label={say("page.changes")}>
          <thead>
            <tr>
              <th scope="col">
                <input
                  type="checkbox"
                  aria-label={say("page.takeAll")}
                  checked={lines.every((line) => !leftOut.has(line))}
                  onChange={(event) => take(lines, event.target.checked)}
                />
              </th>
              <th scope="col" className="number">
                {say("page.columns.line")}
              </th>
              <th scope="col">{say("page.columns.parId")}</th>
              <th scope="col" className="max-md:hidden">
                {say("page.columns.connection")}
              </th>
              <th scope="col">{say("page.columns.now")}</th>
              <th scope="col">{say("page.columns.would")}</th>
              <th scope="col">{say("page.columns.look")}</th>
            </tr>
          </thead>
          <tbody>
            {plan.changes.map(({ line, parId, connection, before, target, result, warnings }) => (
              <tr key={line}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={say("page.takeRow", { line, parId })}
                    checked={!leftOut.has(line)}
                    onChange={(event) => take([line], event.target.checked)}
                  />
                </td>
                <td className="number">{line}</td>
                <td className="wrap-anywhere">
                  <Mono>{parId}</Mono>
                </td>
                <td className="max-md:hidden">{connection}</td>
                <td className={before === null ? "text-ink-faint" : ""}>
                  {before ?? say("page.nothingNow")}
                </td>
                <td className={result === "ENDED" ? "text-ink-faint" : ""}>
                  {result === "ENDED" ? say("page.nothingNow") : target}
                </td>
                <td>{warnings.join(" ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
      <RowPager
        label={say("page.changes")}
        address={address}
        table="changes"
        shown={plan.changes.length}
        all={changesOf(plan)}
      />
    </div>
  );
}

interface ChangeTableProps {
  plan: Plan;
  address: ImportAddress;
  /** Lines that are not to be imported, of all pages. */
  leftOut: ReadonlySet<number>;
  take: (lines: readonly number[], isTaken: boolean) => void;
}
