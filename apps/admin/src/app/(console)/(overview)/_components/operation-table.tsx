import type { Words } from "@parley/words";
import type { Language } from "@parley/words/language";
import { formatValue } from "@/components/chart/format.ts";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { operationName } from "@/components/exchange/operation.ts";
import type { ResultOf } from "@/graphql/document.ts";
import { language, words } from "@/words/server.tsx";
import type { statsQuery } from "../stats.graphql.ts";

type Operation = ResultOf<typeof statsQuery>["stats"]["operations"][number];

/** PAR's calls by operation: how many, how many refused, how fast. */
export async function OperationTable({ operations, lately }: OperationTableProps) {
  const [say, sayCalls, reader] = await Promise.all([words("overview"), words("exchanges"), language()]);
  const slowest = Math.max(1, ...operations.map((each) => each.p99Ms ?? 0));
  const spread: Column<Operation> = {
    header: say("calls.spread"),
    isHeaderHidden: true,
    from: "sm",
    className: "w-1/5",
    cell: (each) => <Spread operation={each} slowest={slowest} />,
  };
  return (
    <Panel title={say("calls.title")} aside={lately}>
      <DataTable
        caption={say("calls.caption", { lately })}
        columns={[...columnsIn(say, sayCalls, reader), spread]}
        rows={operations}
        rowKey={(each) => each.operation}
        rowLink={(each) => `/exchanges?operation=${each.operation.toLowerCase()}`}
      />
      <p className="border-t px-3 py-2 text-xs text-ink-soft">{say("calls.note")}</p>
    </Panel>
  );
}

interface OperationTableProps {
  operations: readonly Operation[];
  /** Over which time, in words. */
  lately: string;
}

function columnsIn(
  say: Words<"overview">,
  sayCalls: Words<"exchanges">,
  reader: Language,
): readonly Column<Operation>[] {
  const time = (name: "p50" | "p95" | "p99", hint: string): Column<Operation> => ({
    header: name,
    hint,
    isNumber: true,
    cell: (each) => formatValue(each[`${name}Ms`], "duration", reader),
  });
  return [
    {
      header: say("calls.operation"),
      isLead: true,
      cell: (each) => <span className="sm:whitespace-nowrap">{operationName(each.operation, sayCalls)}</span>,
    },
    {
      header: say("calls.calls"),
      isNumber: true,
      cell: ({ calls }) => formatValue(calls, "count", reader),
    },
    {
      header: say("calls.refused"),
      isNumber: true,
      cell: ({ refused }) => (
        <span className={refused > 0 ? "font-medium" : "text-ink-faint"}>
          {formatValue(refused, "count", reader)}
        </span>
      ),
    },
    time("p50", say("calls.half")),
    time("p95", say("calls.faster", { share: 95 })),
    time("p99", say("calls.faster", { share: 99 })),
  ];
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
