import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import type { Connection } from "../connections.graphql.ts";

type Switch = Connection["switches"][number];

/** How this connection reads what PAR's documents leave open; what was changed stands out. */
export function SwitchTable({ switches }: { switches: readonly Switch[] }) {
  return (
    <DataTable
      caption="Switches of the contract"
      columns={columns}
      rows={switches.toSorted((a, b) => Number(a.isDefault) - Number(b.isDefault))}
      rowKey={(each) => each.name}
    />
  );
}

const columns: readonly Column<Switch>[] = [
  { header: "Switch", cell: ({ name }) => <code className="font-mono text-xs">{name}</code> },
  {
    header: "Set to",
    className: "whitespace-nowrap",
    cell: ({ value, isDefault }) => (
      <code className={`font-mono text-xs ${isDefault ? "" : "font-semibold"}`}>{value}</code>
    ),
    beside: ({ isDefault }) => (
      <span className={`ml-2 text-xs ${isDefault ? "text-ink-faint" : "text-wait"}`}>
        {isDefault ? "default" : "changed"}
      </span>
    ),
  },
  { header: "Ask PAR", from: "md", className: "text-xs text-ink-soft", cell: ({ question }) => question },
];
