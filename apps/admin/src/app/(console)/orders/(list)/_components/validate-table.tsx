import type { Words } from "@parley/words";
import { DataTable } from "@/components/data-table/data-table.tsx";
import { Age } from "@/components/display/moment.tsx";
import { Mono } from "@/components/display/mono.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { StoreLink } from "@/components/store/store-link.tsx";
import type { ResultOf } from "@/graphql/document.ts";
import type { validatesQuery } from "../submits.graphql.ts";

type Validate = ResultOf<typeof validatesQuery>["validates"]["edges"][number]["node"];

/** Validates that no submit followed; a row leads to the call. */
export function ValidateTable({ rows, now, say }: ValidateTableProps) {
  const store = ({ location, parLocationId }: Validate) => location?.name ?? parLocationId ?? say("noStore");
  const age = (row: Validate) => <Age at={row.at} zone={row.location?.timezone ?? "UTC"} now={now} />;
  return (
    <DataTable
      caption={say("validates.name")}
      columns={[
        {
          header: say("column.status"),
          cell: ({ code }) => (code === null ? say("validates.good") : say("validates.refused")),
          title: ({ code }) => code,
        },
        {
          header: say("column.order"),
          isLead: true,
          cell: (row) => <Mono short={36}>{row.onlineOrderId ?? row.requestUid ?? row.id}</Mono>,
          folded: (row) => (
            <>
              {age(row)} · {store(row)}
            </>
          ),
        },
        { header: say("column.age"), from: "md", cell: age },
        {
          header: say("column.store"),
          from: "md",
          className: "max-w-56 truncate",
          cell: (row) => (row.location === null ? store(row) : <StoreLink store={row.location} />),
        },
        { header: say("column.code"), from: "lg", cell: ({ code }) => code ?? "–" },
      ]}
      rows={rows}
      rowKey={({ id }) => id}
      rowLink={({ id }) => `/exchanges/${id}`}
      empty={
        <EmptyState icon="orders" title={say("validates.none")}>
          {say("validates.noneHint")}
        </EmptyState>
      }
    />
  );
}

interface ValidateTableProps {
  rows: readonly Validate[];
  /** ISO 8601. */
  now: string;
  say: Words<"orders">;
}
