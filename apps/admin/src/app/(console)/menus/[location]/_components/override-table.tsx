import { Moment } from "@/components/display/moment.tsx";
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
    <div className="overflow-x-auto rounded-lg border bg-surface">
      {overrides.length === 0 ? (
        <EmptyState icon="history" title="Nothing was taken off yet.">
          Who takes an item off, who puts it back, and what the POS reports of single items is kept here.
        </EmptyState>
      ) : (
        <table className="data-table" aria-label="What was said of items">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Item</th>
              <th scope="col">Said</th>
              <th scope="col" className="max-md:hidden">
                By
              </th>
              <th scope="col" className="max-md:hidden">
                Ended
              </th>
            </tr>
          </thead>
          <tbody>
            {overrides.map((override) => (
              <OverrideRow key={override.id} override={override} name={nameOf(override)} place={place} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

interface OverrideTableProps {
  locationId: string;
  /** An item's name on today's menu; null where it is not on it. */
  nameOf: (item: Pick<Override, "kind" | "itemId">) => string | null;
  place: Place;
}

function OverrideRow({ override, name, place }: { override: Override; name: string | null; place: Place }) {
  const { zone } = place;
  const by = authorInWords(override.by);
  const ended = override.endedAt !== null && (
    <>
      <Moment at={override.endedAt} zone={zone} precision="minute" />
      {override.endedBy !== null && ` by ${authorInWords(override.endedBy)}`}
    </>
  );
  return (
    <tr>
      <td>
        <Moment at={override.at} zone={zone} precision="minute" />
      </td>
      <td>
        {name ?? <span className="text-ink-faint">not on the menu any more</span>}{" "}
        <code className="font-mono text-xs break-all text-ink-faint max-md:hidden">{override.itemId}</code>
      </td>
      <td>
        {changeInWords(override, place)}
        {override.reason !== null && (
          <span className="break-words text-ink-soft"> · “{override.reason}”</span>
        )}
        <p className="text-xs text-ink-faint md:hidden">
          by {by}
          {ended && <> · ended {ended}</>}
        </p>
      </td>
      <td className="max-md:hidden">{by}</td>
      <td className="text-ink-soft max-md:hidden">{ended || "holds"}</td>
    </tr>
  );
}

function changeInWords({ source, isAvailable, until, at }: Override, { zone }: Place): string {
  if (isAvailable) return "back";
  const what = source === "POS" ? "sold out" : "off";
  if (source === "POS" && until === null) return what;
  // Days ahead are counted from when it was set.
  return `${what} ${untilInWords(until, { zone, now: new Date(at) })}`;
}
