import type { Words } from "@parley/words";
import Link from "next/link";
import { amountFilter } from "@/components/submit/amounts.ts";
import type { SearchInfo } from "@/components/submit/submit-row.ts";
import { type OrderSearch, orderAddress } from "../order-search.ts";

type Reading = SearchInfo["understoodAs"][number];

/** Under the box: as what the term was looked up, which of its words were not used, and what was left out. */
export function SearchFindings({ found, search, say }: SearchFindingsProps) {
  const { amounts } = found;
  return (
    <p className="mb-3 px-1 text-ink-soft">
      {understoodAs(found, say).join(" ")}
      {amounts !== null && (
        <>
          {" "}
          <Link
            href={orderAddress.print(search, amountFilter(amounts))}
            className="font-medium underline underline-offset-2 hover:text-ink"
          >
            {amountsInWords(amounts, say)}
          </Link>
        </>
      )}
    </p>
  );
}

interface SearchFindingsProps {
  found: SearchInfo;
  /** The list that it was searched in: what narrows it stays. */
  search: OrderSearch;
  say: Words<"orders">;
}

/** What one click on the amounts does that were understood. */
function amountsInWords(amounts: NonNullable<SearchInfo["amounts"]>, say: Words<"orders">): string {
  const { q, min, max } = amountFilter(amounts);
  return q === null ? say("search.amounts", { min, max }) : say("search.amountsOf", { min, max, name: q });
}

export function understoodAs(search: SearchInfo, say: Words<"orders">): string[] {
  const { understoodAs: readings, leftOut } = search;
  if (readings.length === 0) return search.amounts === null ? [say("search.nothing")] : [];
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
