import type { Words } from "@parley/words";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import type { RetentionPolicy } from "../retention.graphql.ts";

/** The limits of every brand; a row leads to what is past them. */
export function BrandTable({
  say,
  policies,
  chosenId,
}: {
  say: Words<"retention">;
  policies: readonly RetentionPolicy[];
  chosenId: string;
}) {
  const days = (count: number | null) => (count === null ? say("forEver") : say("days", { days: count }));
  const columns: Column<RetentionPolicy>[] = [
    {
      header: say("column.brand"),
      isLead: true,
      cell: ({ id, name }) =>
        name === null ? (
          <span title={say("noBrandHint")} className={id === chosenId ? "font-semibold" : ""}>
            {say("noBrand")}
          </span>
        ) : (
          <span data-name="" className={id === chosenId ? "font-semibold" : ""}>
            {name}
          </span>
        ),
    },
    { header: say("column.bodies"), isNumber: true, cell: ({ bodiesDays }) => days(bodiesDays) },
    { header: say("column.calls"), isNumber: true, cell: ({ exchangesDays }) => days(exchangesDays) },
    { header: say("column.guests"), isNumber: true, cell: ({ guestsDays }) => days(guestsDays) },
  ];
  return (
    <DataTable
      caption={say("brands")}
      columns={columns}
      rows={policies}
      rowKey={({ id }) => id}
      rowLink={({ id }) => `/settings/retention?brand=${id}`}
    />
  );
}
