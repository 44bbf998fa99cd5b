import type { Issue } from "@parley/par-contract";
import { refusalWords } from "../../explain/refusal-words.ts";
import type { Replay, Replayed } from "../../menus/diff/replay.ts";
import { builder } from "../kernel/builder.ts";

/** Orders that are told of one comparison, at most. */
const BROKEN_MAX = 50;

const ReplayedIssue = builder.objectRef<Issue>("ReplayedIssue").implement({
  description: "Why an order would be refused.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    code: t.exposeString("code", { description: "The code that PAR would be told." }),
    message: t.string({
      description: "The reason, in the reader's language.",
      resolve: ({ message }, _args, { words }) => refusalWords(message, words),
    }),
  }),
});

const ReplayedOrder = builder.objectRef<Replayed>("ReplayedOrder").implement({
  description: "An order that the menu before takes and the menu after refuses, or prices otherwise.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    exchangeId: t.exposeID("exchangeId", { description: "PAR's call that it was read from." }),
    orderId: t.exposeID("orderId", {
      nullable: true,
      description: "The order; null where none was submitted.",
    }),
    at: t.expose("at", { type: "DateTime", description: "When PAR asked." }),
    beforeCents: t.exposeInt("beforeCents", {
      description: "What it comes to under the menu before, without a tip, in the store's cents.",
    }),
    afterCents: t.exposeInt("afterCents", {
      nullable: true,
      description: "And under the menu after; null where that has no price for it.",
    }),
    issues: t.field({
      type: [ReplayedIssue],
      description: "Why it would be refused; empty where it would be taken.",
      resolve: ({ issues }) => [...issues],
    }),
  }),
});

export const MenuReplay = builder.objectRef<Replay>("MenuReplay").implement({
  description:
    "Recent orders of a store, judged by two menus by the rules of validate. PAR's own figures are left out of it.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    judged: t.exposeInt("judged", { description: "How many the menu before takes." }),
    skipped: t.exposeInt("skipped", { description: "How many it would refuse as well." }),
    refused: t.exposeInt("refused", { description: "How many of the former the menu after would refuse." }),
    dearer: t.exposeInt("dearer", { description: "How many it takes at a higher price." }),
    cheaper: t.exposeInt("cheaper", { description: "How many it takes at a lower price." }),
    broken: t.field({
      type: [ReplayedOrder],
      description: `Those that are refused or differ, the refused first; ${BROKEN_MAX} at most.`,
      resolve: ({ broken }) => broken.slice(0, BROKEN_MAX),
    }),
  }),
});
