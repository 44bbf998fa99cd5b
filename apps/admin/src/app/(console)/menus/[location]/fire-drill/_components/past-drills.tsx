import { DataTable } from "@/components/data-table/data-table.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { withParams } from "@/navigation/search-params.ts";
import { words } from "@/words/server.tsx";
import { drillSentence } from "../drill-words.ts";
import type { DrilledStore } from "../fire-drill.graphql.ts";

/** The fire drills that are kept of a store, the newest first. */
export async function PastDrills({ store, shown, now }: PastDrillsProps) {
  const say = await words("drill");
  return (
    <Panel title={say("page.past")}>
      <DataTable
        caption={say("page.past")}
        rows={store.fireDrills}
        rowKey={({ id }) => id}
        rowLink={({ id }) => withParams(`/menus/${store.id}/fire-drill`, { run: id })}
        columns={[
          {
            header: say("page.when"),
            cell: ({ startedAt }) => <Age at={startedAt} zone={store.timezone} now={now} words />,
          },
          {
            header: say("page.came"),
            isLead: true,
            cell: (drill) => drillSentence(drill, say),
            beside: ({ id }) =>
              id === shown && <span className="text-ink-faint"> · {say("page.shown")}</span>,
          },
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

interface PastDrillsProps {
  store: DrilledStore;
  /** The one that the page shows. */
  shown: string | null;
  /** ISO 8601. */
  now: string;
}
