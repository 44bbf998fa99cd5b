import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import { words } from "@/words/server.tsx";
import type { personQuery } from "../person.graphql.ts";

type Entry = ResultOf<typeof personQuery>["auditEntries"]["edges"][number]["node"];

/** What was done about a person and their account, the newest first; before and after are in the audit. */
export async function PersonHistory({ entries }: { entries: readonly Entry[] }) {
  const say = await words("people");
  const columns: readonly Column<Entry>[] = [
    { header: say("history.what"), isLead: true, cell: ({ sentence }) => sentence },
    { header: say("history.by"), cell: ({ by }) => <span data-name="">{by}</span> },
    { header: say("history.at"), cell: ({ at }) => <Moment at={at} zone="UTC" precision="minute" /> },
  ];
  return (
    <DataTable
      caption={say("history.title")}
      columns={columns}
      rows={entries}
      rowKey={({ id }) => id}
      empty={<EmptyState title={say("history.empty")} />}
    />
  );
}
