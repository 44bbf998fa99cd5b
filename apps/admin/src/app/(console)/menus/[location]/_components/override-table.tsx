import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Moment } from "@/components/display/moment.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { historyQuery, type Override } from "../history.graphql.ts";
import { authorInWords, type Place, untilInWords } from "../item-state.ts";

/** The overrides of the store's items between pulls of its menu, the newest first. */
export async function OverrideTable({ locationId, nameOf, place }: OverrideTableProps) {
  const reading = await readQuery(historyQuery, { id: locationId });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="this history" />;
  const overrides = reading.data.location?.availabilityHistory ?? [];
  return (
    <Surface>
      <DataTable
        caption="What was said of items"
        columns={columnsFor(nameOf, place)}
        rows={overrides}
        rowKey={(override) => override.id}
        empty={
          <EmptyState icon="history" title="Nothing was taken off yet.">
            Who takes an item off, who puts it back, and what the POS reports of single items is kept here.
          </EmptyState>
        }
      />
    </Surface>
  );
}

interface OverrideTableProps {
  locationId: string;
  /** An item's name on today's menu; null where it is not on it. */
  nameOf: (item: Pick<Override, "kind" | "itemId">) => string | null;
  place: Place;
}

function columnsFor(nameOf: OverrideTableProps["nameOf"], place: Place): readonly Column<Override>[] {
  const { zone } = place;
  const by = (override: Override) => authorInWords(override.by);
  const ended = ({ endedAt, endedBy }: Override) =>
    endedAt !== null && (
      <>
        <Moment at={endedAt} zone={zone} precision="minute" />
        {endedBy !== null && ` by ${authorInWords(endedBy)}`}
      </>
    );
  return [
    { header: "When", cell: ({ at }) => <Moment at={at} zone={zone} precision="minute" /> },
    {
      header: "Item",
      cell: (override) =>
        nameOf(override) ?? <span className="text-ink-faint">not on the menu any more</span>,
      beside: ({ itemId }) => (
        <>
          {" "}
          <code className="font-mono text-xs break-all text-ink-faint max-md:hidden">{itemId}</code>
        </>
      ),
    },
    {
      header: "Said",
      cell: (override) => changeInWords(override, place),
      beside: ({ reason }) =>
        reason !== null && <span className="break-words text-ink-soft"> · “{reason}”</span>,
      folded: (override) => (
        <>
          by {by(override)}
          {override.endedAt !== null && <> · ended {ended(override)}</>}
        </>
      ),
    },
    { header: "By", from: "md", cell: by },
    {
      header: "Ended",
      from: "md",
      className: "text-ink-soft",
      cell: (override) => ended(override) || "holds",
    },
  ];
}

function changeInWords({ source, isAvailable, until, at }: Override, { zone }: Place): string {
  if (isAvailable) return "back";
  const what = source === "POS" ? "sold out" : "off";
  if (source === "POS" && until === null) return what;
  // Days ahead are counted from when it was set.
  return `${what} ${untilInWords(until, { zone, now: new Date(at) })}`;
}
