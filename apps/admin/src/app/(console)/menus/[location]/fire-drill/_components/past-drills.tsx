import { DataTable } from "@/components/data-table/data-table.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { words } from "@/words/server.tsx";
import { drillSentence } from "../drill-words.ts";
import type { Drill } from "../fire-drill.graphql.ts";

/** The fire drills that are kept of a store, the newest first. */
export async function PastDrills({
  drills,
  zone,
  now,
}: {
  drills: readonly Drill[];
  zone: string;
  now: string;
}) {
  const say = await words("drill");
  return (
    <Panel title={say("page.past")}>
      <DataTable
        caption={say("page.past")}
        rows={drills}
        rowKey={({ id }) => id}
        columns={[
          {
            header: say("page.when"),
            cell: ({ startedAt }) => <Age at={startedAt} zone={zone} now={now} words />,
          },
          { header: say("page.came"), isLead: true, cell: (drill) => drillSentence(drill, say) },
          {
            header: say("page.by"),
            from: "md",
            cell: ({ startedBy }) => <span data-name="">{startedBy}</span>,
          },
          {
            header: say("page.menu"),
            from: "md",
            cell: ({ isOfMenuInForce }) => say(isOfMenuInForce ? "page.inForce" : "page.former"),
          },
        ]}
      />
    </Panel>
  );
}
