import type { UnmappedId as UnmappedRow } from "@parley/db/mappings";
import { TEXT_MAX } from "@parley/limits";
import { ignoreUnmapped } from "../../stores/mappings/ignore.ts";
import { importerOf } from "../imports/importer.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { UnmappedId } from "./unmapped.ts";

const IgnoreUnmappedInput = builder.inputType("IgnoreUnmappedInput", {
  description: "An id of the queue that is never to be mapped, or one to bring back.",
  fields: (t) => ({
    unmappedId: t.id({ required: true, description: "The id's row of the queue." }),
    reason: t.string({
      description: `Why, 1 to ${TEXT_MAX.reason} characters; left out, the id is brought back into the queue.`,
    }),
  }),
});

const IgnoreUnmappedResult = builder.unionType("IgnoreUnmappedResult", {
  description: "The id as it is now, or why nothing was changed.",
  types: [UnmappedId, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("UnmappedId"),
});

builder.mutationField("ignoreUnmapped", (t) =>
  t.field({
    type: IgnoreUnmappedResult,
    description:
      "Takes an id that is never to be mapped out of the queue, so that it raises no issue and no alert, or brings it back. PAR's calls for it stay refused. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: IgnoreUnmappedInput, required: true, description: "Which, and why." }) },
    resolve: (_root, { input }, context) => ignore(context, input),
  }),
);

async function ignore(
  context: GraphqlContext,
  { unmappedId, reason }: typeof IgnoreUnmappedInput.$inferInput,
): Promise<UnmappedRow | Refusal> {
  const { db, now, words } = context;
  const say = words("mappings");
  const asked = { unmappedId, reason: reason ?? null, importer: importerOf(context) };
  const outcome = await ignoreUnmapped({ db, now: now(), say }, asked);
  switch (outcome.kind) {
    case "done":
      return outcome.item;
    case "not_found":
      return refuse("NOT_FOUND", say("refused.noQueued"));
    case "not_allowed":
      return refuse("NOT_ALLOWED", say("refused.onlyCertain"));
    case "so_already":
      return refuse("CONFLICT", say("refused.ignoredAlready"));
    case "invalid":
      return refuse("INVALID", outcome.message, "reason");
  }
}
