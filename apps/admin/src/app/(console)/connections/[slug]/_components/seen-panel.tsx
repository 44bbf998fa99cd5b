import Link from "next/link";
import { DataTable } from "@/components/data-table/data-table.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { words } from "@/words/server.tsx";
import type { Seen } from "../connection.graphql.ts";
import { formName, traitName } from "../seen-words.ts";

/** What PAR's calls showed of what its documents leave open, where every form is taken as it comes. */
export async function SeenPanel({ seen }: { seen: readonly Seen[] }) {
  const say = await words("seen");
  const rows = seen.filter(({ trait }) => trait !== "refused");
  return (
    <Panel title={say("title")}>
      {rows.length > 0 && <p className="p-3 text-ink-soft">{say("about")}</p>}
      <DataTable
        caption={say("title")}
        columns={[
          { header: say("column.what"), cell: ({ trait }) => traitName(trait, say) },
          {
            header: say("column.form"),
            cell: ({ trait, form, isUsual }) => (
              <>
                {formName(trait, form, say)}
                {!isUsual && <span className="text-wait"> · {say("unusual")}</span>}
              </>
            ),
          },
          {
            header: say("column.calls"),
            cell: ({ calls, lastExchangeId }) => (
              <>
                {say("calls", { count: calls })}{" "}
                <Link
                  href={`/exchanges/${lastExchangeId}`}
                  className="text-accent underline whitespace-nowrap"
                >
                  {say("last")}
                </Link>
              </>
            ),
          },
        ]}
        rows={rows}
        rowKey={({ trait, form }) => `${trait} ${form}`}
        empty={<p className="p-3 text-ink-faint">{say("none")}</p>}
      />
    </Panel>
  );
}
