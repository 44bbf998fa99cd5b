import { Moment } from "@/components/display/moment.tsx";
import { EmptyState } from "@/components/feedback/empty-state.tsx";
import { ReadFailed } from "@/components/feedback/read-failed.tsx";
import { readQuery } from "@/graphql/read.ts";
import { historyQuery, type Word } from "../history.graphql.ts";
import { type Place, speakerInWords, untilInWords } from "../item-state.ts";

/** What was said of the store's items between pulls of its menu, the newest first. */
export async function WordTable({ locationId, nameOf, place }: WordTableProps) {
  const reading = await readQuery(historyQuery, { id: locationId });
  if (reading.kind !== "data") return <ReadFailed failure={reading} what="this history" />;
  const words = reading.data.location?.availabilityHistory ?? [];
  return (
    <div className="overflow-x-auto rounded-lg border bg-surface">
      {words.length === 0 ? (
        <EmptyState icon="history" title="Nothing was taken off yet.">
          Who takes an item off, who puts it back, and what the POS tells of single items is kept here.
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
            {words.map((word) => (
              <WordRow key={word.id} word={word} name={nameOf(word)} place={place} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

interface WordTableProps {
  locationId: string;
  /** An item's name on today's menu; null where it is not on it. */
  nameOf: (item: Pick<Word, "kind" | "itemId">) => string | null;
  place: Place;
}

function WordRow({ word, name, place }: { word: Word; name: string | null; place: Place }) {
  const { zone } = place;
  const by = speakerInWords(word.by);
  const ended = word.endedAt !== null && (
    <>
      <Moment at={word.endedAt} zone={zone} precision="minute" />
      {word.endedBy !== null && ` by ${speakerInWords(word.endedBy)}`}
    </>
  );
  return (
    <tr>
      <td>
        <Moment at={word.at} zone={zone} precision="minute" />
      </td>
      <td>
        {name ?? <span className="text-ink-faint">not on the menu any more</span>}{" "}
        <code className="font-mono text-xs break-all text-ink-faint max-md:hidden">{word.itemId}</code>
      </td>
      <td>
        {saidInWords(word, place)}
        {word.reason !== null && <span className="break-words text-ink-soft"> · “{word.reason}”</span>}
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

function saidInWords({ source, isAvailable, until, at }: Word, { zone }: Place): string {
  if (isAvailable) return "back";
  const what = source === "POS" ? "sold out" : "off";
  if (source === "POS" && until === null) return what;
  // Days ahead are counted from when it was said.
  return `${what} ${untilInWords(until, { zone, now: new Date(at) })}`;
}
