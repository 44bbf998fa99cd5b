import { listUnmapped, type UnmappedId as UnmappedRow } from "@parley/db/mappings";
import type { Suggestion as SuggestionShape } from "../../stores/mappings/suggest.ts";
import { Connection } from "../connections/connection.ts";
import { Exchange } from "../exchanges/exchange.ts";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { MappingKind } from "./mapping.ts";
import { suggestionsFor } from "./suggestions.ts";

/** Rows of the queue that one answer shows; whoever has more works from the newest down. */
const QUEUE_MAX = 200;

export const Suggestion = builder.objectRef<SuggestionShape>("Suggestion").implement({
  description: "A brand or store that an unmapped id probably means.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    targetId: t.exposeID("targetId", { description: "The brand's or store's id." }),
    label: t.exposeString("label", { description: "Its code and name." }),
    score: t.exposeFloat("score", { description: "0 to 1." }),
    reason: t.exposeString("reason", { description: "Why, in plain words." }),
  }),
});

export const UnmappedId = builder.objectRef<UnmappedRow>("UnmappedId").implement({
  description: "An id that PAR sent and that no mapping knows.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    connection: t.field({
      type: Connection,
      description: "The connection it came on.",
      resolve: (row, _args, { loaders }) => loaders.connection.load(row.connectionId),
    }),
    kind: t.expose("kind", { type: MappingKind, description: "What it names." }),
    parId: t.exposeString("parId", { description: "The id, exactly as PAR sent it." }),
    parOrganizationId: t.exposeString("parOrganizationId", {
      nullable: true,
      description: "The organization it came with, for a location.",
    }),
    firstSeenAt: t.expose("firstSeenAt", { type: "DateTime", description: "When it came first." }),
    lastSeenAt: t.expose("lastSeenAt", { type: "DateTime", description: "When it came last." }),
    seenCount: t.exposeInt("seenCount", { description: "How many calls were refused for it." }),
    sampleExchange: t.field({
      type: Exchange,
      nullable: true,
      description: "One of those calls.",
      resolve: ({ sampleExchangeId }, _args, { loaders }) =>
        sampleExchangeId === null ? null : loaders.exchange.load(sampleExchangeId),
    }),
    ignoredAt: t.expose("ignoredAt", {
      type: "DateTime",
      nullable: true,
      description: "When somebody said that it is never to be mapped; null while it waits.",
    }),
    ignoredBy: t.string({
      nullable: true,
      description: "Who said so.",
      resolve: async ({ ignoredBy }, _args, context) =>
        ignoredBy === null ? null : await nameOfActor(ignoredBy, context),
    }),
    ignoredReason: t.exposeString("ignoredReason", {
      nullable: true,
      description: "Why, in their words.",
    }),
    suggestions: t.field({
      type: [Suggestion],
      description: "What it probably means, best first.",
      resolve: (row, _args, context) => suggestionsFor(context, row),
    }),
  }),
});

builder.queryField("unmappedIds", (t) =>
  t.field({
    type: [UnmappedId],
    description: "The open queue of ids to map, the last seen first; or those that are ignored.",
    authScopes: { signedIn: true },
    args: { ignored: t.arg.boolean({ description: "True for those that are never to be mapped." }) },
    resolve: (_root, { ignored }, { db, scopeFor }) =>
      listUnmapped(db, {
        scope: scopeFor("mappings.read"),
        ignored: ignored ?? false,
        page: { limit: QUEUE_MAX },
      }),
  }),
);
