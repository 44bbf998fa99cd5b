import type { Words } from "@parley/words";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { formatDuration } from "@/format/time.ts";
import { words } from "@/words/server.tsx";
import type { EngineerTrace } from "../engineer.graphql.ts";
import { eventName } from "../event-name.ts";

/** The tries to place the order. The reference stays the same, so that the POS can tell a repeat from an order. */
export async function AttemptList({ attempts, zone, adapterClass }: AttemptListProps) {
  const say = await words("order");
  const reference = attempts[0]?.reference;
  if (reference === undefined) return null;
  return (
    <Panel
      title={say("tries.title")}
      aside={say.rich("tries.aside", { letter: adapterClass, ref: () => <Mono>{reference}</Mono> })}
    >
      <DataTable
        caption={say("tries.title")}
        columns={columnsIn(zone, say)}
        rows={attempts}
        rowKey={(attempt) => attempt.number}
      />
    </Panel>
  );
}

interface AttemptListProps {
  attempts: EngineerTrace["attempts"];
  zone: string;
  /** What the POS can promise after doubt, `A` to `D` or `X`. */
  adapterClass: string;
}

function columnsIn(zone: string, say: Words<"order">): readonly Column<EngineerTrace["attempts"][number]>[] {
  return [
    { header: say("tries.number"), cell: (attempt) => attempt.number },
    {
      header: say("tries.began"),
      from: "sm",
      cell: ({ startedAt }) => <Moment at={startedAt} zone={zone} precision="millisecond" withDate={false} />,
    },
    {
      header: say("tries.took"),
      isNumber: true,
      cell: ({ startedAt, finishedAt }) =>
        finishedAt === null
          ? say("tries.running")
          : formatDuration(Date.parse(finishedAt) - Date.parse(startedAt)),
    },
    {
      header: say("tries.outcome"),
      cell: ({ outcome }) => (outcome === null ? "–" : eventName(outcome, say)),
      beside: ({ fenced }) => fenced && <span className="text-ink-faint"> {say("tries.late")}</span>,
    },
    {
      header: say("tries.reason"),
      className: "font-mono text-xs text-ink-soft",
      cell: ({ reason }) => reason ?? "–",
    },
  ];
}
