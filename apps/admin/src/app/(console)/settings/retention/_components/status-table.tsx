import type { Words } from "@parley/words";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Age, Day, Moment } from "@/components/display/moment.tsx";
import { counted } from "../counted.ts";
import type { RetentionStatus } from "../retention.graphql.ts";

/** What is past its limit at one brand, and how far its deleting has come. */
export function StatusTable({ say, kinds }: { say: Words<"retention">; kinds: readonly RetentionStatus[] }) {
  const now = new Date().toISOString();
  const waits = kinds.find(({ beginsAt, before }) => before !== null && beginsAt !== null && beginsAt > now);
  const columns: Column<RetentionStatus>[] = [
    { header: say("column.kind"), isLead: true, cell: ({ kind }) => say(`kind.${kind}`) },
    {
      header: say("column.before"),
      cell: ({ before }) => (before === null ? say("forEver") : <Day at={before} zone="UTC" />),
      from: "sm",
    },
    { header: say("column.past"), isNumber: true, cell: ({ past, isMore }) => counted(say, past, isMore) },
    { header: say("column.held"), hint: say("heldHint"), isNumber: true, cell: ({ held }) => held },
    {
      header: say("column.gone"),
      isNumber: true,
      cell: ({ deleted }) => deleted.toLocaleString("en-US"),
      from: "md",
    },
    {
      header: say("column.looked"),
      cell: ({ ranAt }) => (ranAt === null ? say("never") : <Age at={ranAt} zone="UTC" now={now} words />),
      from: "md",
    },
  ];
  return (
    <>
      {waits?.beginsAt && (
        <p className="border-b px-3 py-2.5 text-ink-soft">
          {say.rich("begins", {
            at: () => <Moment at={waits.beginsAt ?? now} zone="UTC" precision="minute" />,
          })}
        </p>
      )}
      <DataTable caption={say("column.kind")} columns={columns} rows={kinds} rowKey={({ kind }) => kind} />
    </>
  );
}
