import type { Words } from "@parley/words";
import type { SearchInfo } from "@/components/submit/submit-row.ts";

type Reading = SearchInfo["understoodAs"][number];

/** Under the box: as what the term was looked up, which of its words were not used, and what was left out. */
export function SearchFindings({ search, say }: { search: SearchInfo; say: Words<"orders"> }) {
  return <p className="mb-3 px-1 text-ink-soft">{understoodAs(search, say).join(" ")}</p>;
}

export function understoodAs(search: SearchInfo, say: Words<"orders">): string[] {
  const { understoodAs: readings, leftOut } = search;
  if (readings.length === 0) return [say("search.nothing")];
  const named = (list: readonly Reading[]) => list.map((reading) => inWords(reading, say)).join(", ");
  const isName = ({ kind }: Reading) => kind === "NAME";
  return [
    search.isTogether
      ? say("search.together", {
          name: named(readings.filter(isName)),
          number: named(readings.filter((reading) => !isName(reading))),
        })
      : say("search.as", { readings: named(readings) }),
    ...(leftOut.length > 0
      ? [say("search.leftOut", { words: leftOut.map((word) => `“${word}”`).join(", ") })]
      : []),
    ...(search.isSimilar ? [say("search.similar")] : []),
    ...(search.isPartial ? [say("search.partial")] : []),
    ...(search.hidesGuests ? [say("search.hidesGuests")] : []),
  ];
}

function inWords({ kind, value }: Reading, say: Words<"orders">): string {
  return kind === "PHONE" && value.length < 7
    ? say("reading.PHONE_END", { value })
    : say(`reading.${kind}`, { value });
}
