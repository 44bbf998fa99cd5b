import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { formatDuration } from "@/format/time.ts";
import type { Trace } from "../trace.graphql.ts";

/** The tries to place the order. The reference stays the same, so that the POS can tell a repeat from an order. */
export function AttemptList({ attempts, zone, adapterClass }: AttemptListProps) {
  const reference = attempts[0]?.reference;
  if (reference === undefined) return null;
  return (
    <Panel
      title="Tries at the POS"
      aside={
        <>
          class {adapterClass} · our reference <Mono>{reference}</Mono>
        </>
      }
    >
      <DataTable
        caption="Tries at the POS"
        columns={columnsIn(zone)}
        rows={attempts}
        rowKey={(attempt) => attempt.number}
      />
    </Panel>
  );
}

interface AttemptListProps {
  attempts: Trace["attempts"];
  zone: string;
  /** What the POS can promise after doubt, `A` to `D` or `X`. */
  adapterClass: string;
}

function columnsIn(zone: string): readonly Column<Trace["attempts"][number]>[] {
  return [
    { header: "Try", cell: (attempt) => attempt.number },
    {
      header: "Began",
      from: "sm",
      cell: ({ startedAt }) => <Moment at={startedAt} zone={zone} precision="millisecond" withDate={false} />,
    },
    {
      header: "Took",
      isNumber: true,
      cell: ({ startedAt, finishedAt }) =>
        finishedAt === null ? "running" : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt)),
    },
    {
      header: "Outcome",
      cell: ({ outcome }) => outcome?.replaceAll("_", " ") ?? "–",
      beside: ({ fenced }) => fenced && <span className="text-ink-faint"> (too late to count)</span>,
    },
    { header: "Reason", className: "text-ink-soft", cell: ({ reason }) => reason ?? "–" },
  ];
}
