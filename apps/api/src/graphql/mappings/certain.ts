import type { MappingImport as Batch } from "@parley/db/mappings";
import { MAPPINGS_AT_ONCE } from "@parley/limits";
import {
  acceptCertain,
  type CertainMapping as CertainShape,
  listCertain,
} from "../../stores/mappings/certain.ts";
import { MappingImport } from "../imports/import-acts.ts";
import { importerOf, mayImport } from "../imports/importer.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Conflict, InvalidInput, NotAllowed, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { MappingKind } from "./mapping.ts";
import { Suggestion, UnmappedId } from "./unmapped.ts";

const CertainMapping = builder.objectRef<CertainShape>("CertainMapping").implement({
  description: "A queued id whose meaning is certain.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    key: t.exposeString("key", { description: "Stands for the pair as you saw it: send it to accept it." }),
    unmapped: t.expose("item", { type: UnmappedId, description: "The queued id." }),
    suggestion: t.expose("suggestion", { type: Suggestion, description: "What it means, and why." }),
  }),
});

builder.queryField("certainMappings", (t) =>
  t.field({
    type: [CertainMapping],
    description:
      "Queued ids whose meaning is certain and that you may map: likely by itself, far more than the next, and of a brand or store that no other id of the connection points to. It only reads.",
    authScopes: { signedIn: true },
    complexity: 100,
    args: {
      kind: t.arg({ type: MappingKind, required: true, description: "Which: an import has one kind." }),
    },
    resolve: async (_root, { kind }, context) => {
      if (!mayImport(context)) return [];
      return await listCertain(depsOf(context), { kind, importer: importerOf(context) });
    },
  }),
);

const AcceptCertainInput = builder.inputType("AcceptCertainInput", {
  description: "Certain ones of the queue, as you saw them.",
  fields: (t) => ({
    kind: t.field({ type: MappingKind, required: true, description: "What the ids name." }),
    keys: t.stringList({
      required: true,
      description: `Of \`certainMappings\`: those that you mean, ${MAPPINGS_AT_ONCE} at most.`,
    }),
  }),
});

const AcceptCertainResult = builder.unionType("AcceptCertainResult", {
  description: "The import that mapped them, or why nothing was written.",
  types: [MappingImport, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("MappingImport"),
});

builder.mutationField("acceptCertain", (t) =>
  t.field({
    type: AcceptCertainResult,
    description:
      "Maps queued ids whose meaning is certain, all or none, as one import that `undoImport` takes back. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: AcceptCertainInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) => accept(context, input),
  }),
);

async function accept(
  context: GraphqlContext,
  { kind, keys }: typeof AcceptCertainInput.$inferInput,
): Promise<Batch | Refusal> {
  const say = context.words("mappings");
  if (!mayImport(context)) return refuse("NOT_ALLOWED", say("refused.onlyCertain"));
  const asked = { kind, keys: keys.slice(0, MAPPINGS_AT_ONCE), importer: importerOf(context) };
  const outcome = await acceptCertain(depsOf(context), asked);
  switch (outcome.kind) {
    case "imported":
      return outcome.batch;
    case "other_plan":
      return refuse("CONFLICT", say("refused.otherCertain"));
    case "nothing":
      return refuse("INVALID", say("refused.noneCertain"), "keys");
  }
}

function depsOf({ db, now, words }: GraphqlContext) {
  return { db, now: now(), words };
}
