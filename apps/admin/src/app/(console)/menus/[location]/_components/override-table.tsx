import type { Words } from "@parley/words";
import { type Column, DataTable } from "@/components/data-table/data-table.tsx";
import { Moment, Zoned } from "@/components/display/moment.tsx";
import { Surface } from "@/components/display/surface.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { words } from "@/words/server.tsx";
import { historyQuery, type Override } from "../history.graphql.ts";
import { authorInWords, type OffReader, type Place, untilInWords } from "../item-state.ts";
import { offReader } from "../off-reader.ts";

/** The overrides of the store's items between pulls of its menu, the newest first. */
export async function OverrideTable({ locationId, nameOf, place }: OverrideTableProps) {
  const [reading, say, reader] = await Promise.all([
    readQuery(historyQuery, { id: locationId }),
    words("menu"),
    offReader(),
  ]);
  if (reading.kind !== "data") return <ReadFailed failure={reading} what={say("history.what")} />;
  const overrides = reading.data.location?.availabilityHistory ?? [];
  return (
    <Surface>
      <DataTable
        caption={say("history.caption")}
        columns={columnsFor(nameOf, place, say, reader)}
        rows={overrides}
        rowKey={(override) => override.id}
        empty={
          <EmptyState icon="history" title={say("history.none")}>
            {say("history.noneHelp")}
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

function columnsFor(
  nameOf: OverrideTableProps["nameOf"],
  place: Place,
  say: Words<"menu">,
  reader: OffReader,
): readonly Column<Override>[] {
  const { zone } = place;
  const by = (override: Override) => authorInWords(override.by, reader.say);
  const ended = ({ endedAt, endedBy }: Override) => {
    if (endedAt === null) return null;
    const at = <Moment at={endedAt} zone={zone} precision="minute" />;
    if (endedBy === null) return at;
    return say.rich("history.endedBy", { at: () => at, by: authorInWords(endedBy, reader.say) });
  };
  return [
    { header: say("history.when"), cell: ({ at }) => <Moment at={at} zone={zone} precision="minute" /> },
    {
      header: say("history.item"),
      cell: (override) => nameOf(override) ?? <span className="text-ink-faint">{say("off.gone")}</span>,
      beside: ({ itemId }) => (
        <>
          {" "}
          <code className="font-mono text-xs break-all text-ink-faint max-md:hidden">{itemId}</code>
        </>
      ),
    },
    {
      header: say("history.said"),
      cell: (override) => {
        const told = changeInWords(override, place, say, reader);
        const { until } = override;
        return until === null ? (
          told
        ) : (
          <Zoned at={until} zone={zone}>
            {told}
          </Zoned>
        );
      },
      beside: ({ reason }) =>
        reason !== null && <span className="break-words text-ink-soft"> · “{reason}”</span>,
      folded: (override) => (
        <>
          {say("history.folded", { by: by(override) })}
          {override.endedAt !== null && (
            <>
              {" · "}
              {say("history.foldedEnded")} {ended(override)}
            </>
          )}
        </>
      ),
    },
    { header: say("history.by"), from: "md", cell: by },
    {
      header: say("history.ended"),
      from: "md",
      className: "text-ink-soft",
      cell: (override) => ended(override) ?? say("history.holds"),
    },
  ];
}

function changeInWords(
  { source, isAvailable, until, at }: Override,
  { zone }: Place,
  say: Words<"menu">,
  reader: OffReader,
): string {
  if (isAvailable) return say("history.back");
  if (source === "POS" && until === null) return say("history.soldOut");
  // Days ahead are counted from when it was set.
  const told = { until: untilInWords(until, { zone, now: new Date(at) }, reader) };
  return say(source === "POS" ? "history.soldOutUntil" : "history.off", told);
}
