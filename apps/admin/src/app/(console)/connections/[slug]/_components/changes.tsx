import { type Catalogue, messagesOf, type Words } from "@parley/words";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Panel } from "@/components/display/panel.tsx";
import { language, words } from "@/words/server.tsx";
import { detailOf, type Reader } from "../change-detail.ts";
import type { ShownConnection } from "../connection.graphql.ts";

type Change = NonNullable<ShownConnection["changes"]>[number];

/** Who changed what about a connection, the newest first. */
export async function Changes({ changes }: { changes: readonly Change[] }) {
  const [say, list, audit] = await Promise.all([words("connection"), words("connections"), words("audit")]);
  const reader = { say, list, language: await language() };
  return (
    <Panel title={say("changes.title")}>
      <DataTable
        caption={say("changes.title")}
        columns={columnsIn(reader, audit)}
        rows={changes}
        rowKey={({ id }) => id}
        empty={<p className="p-3 text-ink-faint">{say("changes.none")}</p>}
      />
    </Panel>
  );
}

const ACTIONS = messagesOf("en", "audit").actions;

function actionName(action: string, audit: Words<"audit">): string {
  const isKnown = (name: string): name is keyof Catalogue["audit"]["actions"] => Object.hasOwn(ACTIONS, name);
  return isKnown(action) ? audit(`actions.${action}`) : action;
}

function columnsIn(reader: Reader, audit: Words<"audit">): readonly Column<Change>[] {
  const { say } = reader;
  return [
    {
      header: say("changes.what"),
      cell: ({ action, detail, reason }) => (
        <>
          {actionName(action, audit)}
          <ul className="text-xs text-ink-soft wrap-anywhere">
            {detailOf(detail, reader).map((line) => (
              <li key={line}>{line}</li>
            ))}
            {reason !== null && <li data-name="">{say("changes.why", { reason })}</li>}
          </ul>
        </>
      ),
    },
    { header: say("changes.by"), cell: ({ by }) => (by === "cli" ? say("changes.cli") : by) },
    { header: say("changes.at"), cell: ({ at }) => <Moment at={at} zone="UTC" precision="minute" /> },
  ];
}
