import { DataTable } from "@/components/data-table/data-table.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { words } from "@/words/server.tsx";
import type { Skipped } from "../fire-drill.graphql.ts";

/** The items that the POS was not asked about, each with why. */
export async function SkippedPanel({ skipped }: { skipped: readonly Skipped[] }) {
  if (skipped.length === 0) return null;
  const say = await words("drill");
  const title = say("page.skippedTitle");
  return (
    <Panel title={title} aside={say("page.items", { count: skipped.length })}>
      <DataTable
        caption={title}
        rows={skipped}
        rowKey={({ itemId }) => itemId}
        columns={[
          {
            header: say("page.item"),
            isLead: true,
            cell: ({ name }) => <span data-name="">{name}</span>,
            beside: ({ itemId }) => (
              <>
                {" "}
                <code className="font-mono text-xs break-all text-ink-faint">{itemId}</code>
              </>
            ),
          },
          { header: say("page.whySkipped"), cell: ({ why }) => say(`skips.${why}`) },
        ]}
      />
    </Panel>
  );
}
