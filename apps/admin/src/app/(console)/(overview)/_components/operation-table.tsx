import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { operationName } from "@/components/exchange/operation.ts";
import { formatDuration } from "@/format/time.ts";
import type { ResultOf } from "@/graphql/document.ts";
import type { overviewQuery } from "../overview.graphql.ts";

type Operation = ResultOf<typeof overviewQuery>["overview"]["operations"][number];

/** The last hour by operation: how many calls, how many refused, how fast. */
export function OperationTable({ operations }: { operations: readonly Operation[] }) {
  const slowest = Math.max(1, ...operations.map((each) => each.p99Ms ?? 0));
  const spread: Column<Operation> = {
    header: "Spread",
    isHeaderHidden: true,
    from: "sm",
    className: "w-1/5",
    cell: (each) => <Spread operation={each} slowest={slowest} />,
  };
  return (
    <Panel title="PAR's calls" aside="last hour">
      <DataTable
        caption="PAR's calls in the last hour"
        columns={[...columns, spread]}
        rows={operations}
        rowKey={(each) => each.operation}
        rowLink={(each) => `/exchanges?operation=${each.operation.toLowerCase()}`}
      />
    </Panel>
  );
}

const columns: readonly Column<Operation>[] = [
  {
    header: "Operation",
    isLead: true,
    cell: (each) => <span className="sm:whitespace-nowrap">{operationName(each.operation)}</span>,
  },
  { header: "Calls", isNumber: true, cell: (each) => each.lastHour.toLocaleString("en-US") },
  {
    header: "Refused",
    isNumber: true,
    cell: ({ refused }) => <span className={refused > 0 ? "font-medium" : "text-ink-faint"}>{refused}</span>,
  },
  {
    header: "p50",
    hint: "Half of the calls were faster",
    isNumber: true,
    cell: ({ p50Ms }) => milliseconds(p50Ms),
  },
  {
    header: "p95",
    hint: "95 of 100 calls were faster",
    isNumber: true,
    cell: ({ p95Ms }) => milliseconds(p95Ms),
  },
  {
    header: "p99",
    hint: "99 of 100 calls were faster",
    isNumber: true,
    cell: ({ p99Ms }) => milliseconds(p99Ms),
  },
];

function milliseconds(value: number | null): string {
  return value === null ? "–" : formatDuration(value);
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
