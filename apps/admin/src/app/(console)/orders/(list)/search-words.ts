import type { ResultOf } from "@/graphql/document.ts";
import type { ordersQuery } from "./orders.graphql.ts";

/** What a search made of its term. */
export type SearchInfo = NonNullable<ResultOf<typeof ordersQuery>["orders"]["search"]>;

type Reading = Pick<SearchInfo["understoodAs"][number], "kind" | "value">;

const words: Record<Reading["kind"], string> = {
  ORDER: "our order id",
  EXCHANGE: "a call’s id",
  DIGEST: "a digest",
  ID: "an id",
  ID_END: "the end of an order number",
  REFERENCE: "our reference at the POS",
  TILL_NUMBER: "a till’s number",
  PHONE: "a phone number",
  EMAIL: "an e-mail address",
  AMOUNT: "an amount",
  TIME: "a time (UTC)",
  NAME: "a name",
};

function inWords({ kind, value }: Reading): string {
  return kind === "PHONE" && value.length < 7
    ? `the end of a phone number (${value})`
    : `${words[kind]} (${value})`;
}

const BY_ID: readonly Reading["kind"][] = ["ORDER", "EXCHANGE", "DIGEST", "ID"];

/** Whether a term was looked up as nothing but what a refused submit is found by, too. */
export function isByIdOnly({ understoodAs }: Pick<SearchInfo, "understoodAs">): boolean {
  return understoodAs.every(({ kind }) => BY_ID.includes(kind));
}

/** The line under the search: as what the term was looked up, and what was left out. */
export function understoodAs({
  understoodAs,
  isTogether,
  isSimilar,
  isPartial,
  hidesGuests,
}: Omit<SearchInfo, "refusedSubmits">): string[] {
  if (understoodAs.length === 0) return ["Nothing in this can be looked for."];
  const names = understoodAs.filter(({ kind }) => kind === "NAME").map(inWords);
  const numbers = understoodAs.filter(({ kind }) => kind !== "NAME").map(inWords);
  return [
    isTogether
      ? `These have ${names.join(" or ")}, and ${numbers.join(" or ")}.`
      : `Looked up as ${understoodAs.map(inWords).join(", ")}.`,
    ...(isSimilar ? ["Nobody has exactly this name: these are spelled much like it."] : []),
    ...(isPartial
      ? [
          "More orders fit than a search can look through, so others are not shown: add a store or a time, or search for more of it.",
        ]
      : []),
    ...(hidesGuests
      ? [
          "Guests that are masked for you were not searched: ask somebody of support to look by name, phone or e-mail.",
        ]
      : []),
  ];
}
