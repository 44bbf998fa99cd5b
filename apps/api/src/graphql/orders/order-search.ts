import { searchRefusedSubmits } from "@parley/db/exchanges";
import { isAboutGuest, type Reading } from "@parley/db/orders";
import { Exchange } from "../exchanges/exchange.ts";
import { builder, type SearchUnderstood } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { limits } from "../kernel/limits.ts";
import { badInput } from "../kernel/page.ts";

const SearchReadingKind = builder.enumType("SearchReadingKind", {
  description: "What a search term may be.",
  values: {
    ORDER: { value: "order", description: "Our own order id." },
    EXCHANGE: { value: "exchange", description: "The id of a recorded call." },
    DIGEST: { value: "digest", description: "The digest of a request." },
    ID: {
      value: "id",
      description: "An id of PAR's or the POS's: request uid, online order id, POS order id, location id.",
    },
    ID_END: {
      value: "id_end",
      description: "The end of an order number, of a group of it or of a group of a request uid.",
    },
    REFERENCE: { value: "reference", description: "What we call it at the POS, or the mark on its ticket." },
    TILL_NUMBER: { value: "till_number", description: "The short number that a till shows." },
    PHONE: { value: "phone", description: "A phone number, or its last digits." },
    EMAIL: { value: "email", description: "An e-mail address." },
    AMOUNT: { value: "amount", description: "What the guest pays." },
    TIME: { value: "time", description: "The minute or the day in which PAR submitted it, in UTC." },
    NAME: { value: "name", description: "A guest's name, or a part of one." },
  },
});

export const SearchReading = builder.objectRef<Reading>("SearchReading").implement({
  description: "One way in which a search term was understood.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.expose("kind", { type: SearchReadingKind, description: "As what." }),
    value: t.exposeString("value", { description: "The value looked for, as it was read." }),
  }),
});

/** Refused submits beside the orders; whoever wants all of them looks at the exchanges. */
const REFUSED_MAX = 20;

export const OrderSearchInfo = builder.objectRef<SearchUnderstood>("OrderSearchInfo").implement({
  description: "What a search made of its term. Nothing found means nothing found by these readings.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    understoodAs: t.field({
      type: [SearchReading],
      description:
        "As what these orders were found; where none was, all that the term may be and was looked up as. Empty where nothing in it can be looked for.",
      resolve: ({ readings }) => readings,
    }),
    isTogether: t.exposeBoolean("isTogether", {
      description: "True where each of these has the name in the term and one of the other readings.",
    }),
    isSimilar: t.exposeBoolean("isSimilar", {
      description: "True where nothing has the name, and these have one that is spelled much like it.",
    }),
    isPartial: t.exposeBoolean("isPartial", {
      description:
        "True where so many orders fit that not all of them were looked at: others may fit, newer ones among them. Narrow it by a store or a time, or search for more of the name or number.",
    }),
    hidesGuests: t.boolean({
      description:
        "True where the term may be a guest's name, phone or e-mail, and the guests of some of your brands are masked for you: those were not searched.",
      resolve: ({ readings }, _args, context) => readings.some(isAboutGuest) && masksGuests(context),
    }),
    refusedSubmits: t.field({
      type: [Exchange],
      description: `Submits that were refused before they became an order, newest first, at most ${REFUSED_MAX}.`,
      args: {
        includeUnauthenticated: t.arg.boolean({
          description: "True: also calls without a valid token, which anybody can make.",
        }),
      },
      resolve: async ({ text }, { includeUnauthenticated }, { db, scopeFor }) => {
        const filter = { includeUnauthenticated: includeUnauthenticated ?? false };
        const page = { limit: REFUSED_MAX };
        return (
          await searchRefusedSubmits(db, {
            text,
            scope: scopeFor("orders.read"),
            guestScope: scopeFor("guests.read"),
            filter,
            page,
          })
        ).refused;
      },
    }),
  }),
});

/**
 * What is to be searched for; empty where nothing is.
 * @throws GraphQLError where it is longer than any search
 */
export function searchTextOf(search: string | null | undefined): string {
  if ((search?.length ?? 0) > limits.searchLength) {
    throw badInput(`A search has at most ${limits.searchLength} characters.`);
  }
  return search?.trim() ?? "";
}

/** Whether there are orders that they see and whose guests they do not. */
export function masksGuests({ scopeFor, may }: GraphqlContext): boolean {
  const orders = scopeFor("orders.read");
  if (orders.all) return !scopeFor("guests.read").all;
  const places = [
    ...orders.brandIds.map((brandId) => ({ brandId, locationId: null })),
    ...orders.locationIds.map((locationId) => ({ brandId: null, locationId })),
  ];
  return places.some((place) => !may("guests.read", place));
}
