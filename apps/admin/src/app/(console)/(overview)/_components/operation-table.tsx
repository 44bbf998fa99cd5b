import Link from "next/link";
import { Panel } from "@/components/display/panel.tsx";
import { operationName } from "@/components/exchange/operation.ts";
import { formatDuration } from "@/format/time.ts";
import type { ResultOf } from "@/graphql/document.ts";
import type { overviewQuery } from "../overview.graphql.ts";

type Operation = ResultOf<typeof overviewQuery>["overview"]["operations"][number];

/** The last hour by operation: how many calls, how many refused, how fast. */
export function OperationTable({ operations }: { operations: readonly Operation[] }) {
  const slowest = Math.max(1, ...operations.map((each) => each.p99Ms ?? 0));
  return (
    <Panel title="PAR's calls" aside="last hour">
      <table className="data-table">
        <thead>
          <tr>
            <th scope="col">Operation</th>
            <th scope="col" className="number">
              Calls
            </th>
            <th scope="col" className="number">
              Refused
            </th>
            <th scope="col" className="number" title="Half of the calls were faster">
              p50
            </th>
            <th scope="col" className="number" title="95 of 100 calls were faster">
              p95
            </th>
            <th scope="col" className="number" title="99 of 100 calls were faster">
              p99
            </th>
            <th scope="col" className="max-sm:hidden">
              <span className="sr-only">Spread</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {operations.map((each) => (
            <tr key={each.operation} className="row-link">
              <td>
                <Link
                  href={`/exchanges?operation=${each.operation.toLowerCase()}`}
                  data-row-link
                  className="font-medium sm:whitespace-nowrap"
                >
                  {operationName(each.operation)}
                </Link>
              </td>
              <td className="number">{each.lastHour.toLocaleString("en-US")}</td>
              <td className={`number ${each.refused > 0 ? "font-medium" : "text-ink-faint"}`}>
                {each.refused}
              </td>
              <Milliseconds value={each.p50Ms} />
              <Milliseconds value={each.p95Ms} />
              <Milliseconds value={each.p99Ms} />
              <td className="w-1/5 max-sm:hidden">
                <Spread operation={each} slowest={slowest} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function Milliseconds({ value }: { value: number | null }) {
  return <td className="number whitespace-nowrap">{value === null ? "–" : formatDuration(value)}</td>;
}

/** From p50 to p99 with a mark at p95, all rows on one scale. The numbers stand beside it. */
function Spread({ operation: { p50Ms, p95Ms, p99Ms }, slowest }: { operation: Operation; slowest: number }) {
  if (p50Ms === null || p95Ms === null || p99Ms === null) return null;
  const at = (ms: number) => (ms / slowest) * 1000;
  return (
    <svg viewBox="0 0 1000 8" preserveAspectRatio="none" className="block h-2 w-full" aria-hidden="true">
      <rect x="0" y="3.5" width="1000" height="1" className="fill-line" />
      <rect
        x={at(p50Ms)}
        y="2"
        width={Math.max(4, at(p99Ms) - at(p50Ms))}
        height="4"
        className="fill-accent opacity-35"
      />
      <rect x={at(p50Ms)} y="0" width="5" height="8" className="fill-accent" />
      <rect x={at(p95Ms)} y="1" width="5" height="6" className="fill-accent" />
    </svg>
  );
}
