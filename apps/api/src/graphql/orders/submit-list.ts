import { isAboutGuest } from "@parley/db/orders";
import {
  type AmountPointer as AmountPointerRow,
  listSubmits,
  type Submit as SubmitRow,
  searchSubmits,
} from "@parley/db/submits";
import { findIssue } from "../../issues/find.ts";
import { orderFilterOf } from "../../issues/of-issue.ts";
import { submitFilterOf } from "../../orders/submit-filter.ts";
import { builder, type SubmitsUnderstood } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { pageArgs, pageComplexity, readPage } from "../kernel/page.ts";
import { recordSearch } from "./guest.ts";
import { Order } from "./order.ts";
import { masksGuests, SearchReading, searchTextOf } from "./order-search.ts";
import { RefusedSubmit } from "./refused-submit.ts";
import { SubmitFilter } from "./submit-filter.ts";

const Submit = builder.unionType("Submit", {
  description: "A submit that PAR sent: the order that it became, or the refused one that never became one.",
  types: [Order, RefusedSubmit],
  resolveType: (row) => ("receivedAt" in row ? "Order" : "RefusedSubmit"),
});

const SubmitOrder = builder.enumType("SubmitOrder", {
  description: "The orders in which an index has the submits.",
  values: {
    NEWEST_FIRST: { value: "newest", description: "By the time at which PAR sent them." },
    OLDEST_FIRST: { value: "oldest", description: "The same, the other way round." },
  },
});

const AmountPointer = builder.objectRef<AmountPointerRow>("AmountPointer").implement({
  description: "Amounts that a search term may mean; nothing was searched by them.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    minHundredths: t.exposeInt("minHundredths", {
      description:
        "The least of them, in hundredths whatever the currency: for `minHundredths` of the filter.",
    }),
    maxHundredths: t.exposeInt("maxHundredths", {
      description: "The most of them: for `maxHundredths` of the filter.",
    }),
    name: t.exposeString("name", {
      nullable: true,
      description: "The name in the term, to go on searching for; null for none.",
    }),
  }),
});

const SubmitSearchInfo = builder.objectRef<SubmitsUnderstood>("SubmitSearchInfo").implement({
  description: "What a search made of its term. Nothing found means nothing found by these readings.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    understoodAs: t.field({
      type: [SearchReading],
      description: "As what these were found; where none was, all that the term was looked up as.",
      resolve: ({ readings }) => readings,
    }),
    leftOut: t.exposeStringList("leftOut", {
      description: "Words of the term that nothing was looked up by.",
    }),
    amounts: t.expose("amounts", {
      type: AmountPointer,
      nullable: true,
      description:
        "Where the term says an amount only about, such as `$11`, `11-12` or `about 11`: what to narrow the list to.",
    }),
    isTogether: t.exposeBoolean("isTogether", {
      description: "True where each order has the name in the term and one of the other readings.",
    }),
    isSimilar: t.exposeBoolean("isSimilar", {
      description: "True where nothing has the name, and these have one that is spelled much like it.",
    }),
    isPartial: t.exposeBoolean("isPartial", {
      description:
        "True where so many fit that not all of them were looked at: narrow it by a store or a time.",
    }),
    hidesGuests: t.boolean({
      description:
        "True where the term may be a guest's, and some guests are masked for you: those were not searched.",
      resolve: ({ readings }, _args, context) => readings.some(isAboutGuest) && masksGuests(context),
    }),
  }),
});

const SubmitsConnection = builder.connectionObject(
  {
    type: Submit,
    name: "QuerySubmitsConnection",
    description: "A page of submits.",
    authScopes: { signedIn: true },
    fields: (t) => ({
      search: t.field({
        type: SubmitSearchInfo,
        nullable: true,
        description: "What was made of the search; null where nothing was searched for.",
        resolve: (page) => page.submitSearch ?? null,
      }),
    }),
  },
  {
    name: "QuerySubmitsConnectionEdge",
    description: "One submit of the page.",
    authScopes: { signedIn: true },
  },
);

builder.queryField("submits", (t) =>
  t.field({
    type: SubmitsConnection,
    description:
      "Every submit that PAR sent, refused ones included, as far back as calls are kept. Calls without a valid token are left out unless the filter asks for them.",
    authScopes: { signedIn: true },
    complexity: pageComplexity,
    args: {
      ...pageArgs(t),
      search: t.arg.string({
        description:
          "Anything typed or pasted, such as an id, a phone number or its last four digits, an e-mail, a name, an amount, a minute, a digest, a sentence that holds some of these.",
      }),
      filter: t.arg({ type: SubmitFilter, description: "Which ones." }),
      order: t.arg({ type: SubmitOrder, description: "`NEWEST_FIRST` when left out." }),
    },
    resolve: async (_root, { filter, search, order, ...args }, context) => {
      const text = searchTextOf(search);
      const { db, scopeFor } = context;
      const scope = scopeFor("orders.read");
      const guestScope = scopeFor("guests.read");
      const within = filter?.issueId ? await ordersOfIssue(filter.issueId, context) : undefined;
      const asked = { scope, filter: submitFilterOf(filter, context.now(), within) };
      let understood: SubmitsUnderstood | null = null;
      const page = await readPage(
        args,
        (row: SubmitRow) => row.at,
        async ({ limit, after }) => {
          const slice = order === "oldest" ? { limit, before: after, inverted: true } : { limit, after };
          if (text === "") return await listSubmits(db, { ...asked, page: slice });
          const { submits, ...rest } = await searchSubmits(db, { ...asked, text, guestScope, page: slice });
          understood = rest;
          await recordSearch(text, rest.readings, context);
          return submits;
        },
      );
      const edges = page.edges.map(({ cursor, node }) => ({
        cursor,
        node: node.kind === "order" ? node.order : node.refused,
      }));
      return { ...page, edges, submitSearch: understood };
    },
  }),
);

/** Null where the issue does not exist for this person. */
async function ordersOfIssue(id: string, { db, scopeFor, now, ledgerNow }: GraphqlContext) {
  const scope = scopeFor("orders.read");
  const issue = await findIssue(db, { scope, id, now: now(), ledgerNow: ledgerNow() });
  return issue === null ? null : orderFilterOf(issue);
}
