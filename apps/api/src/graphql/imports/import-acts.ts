import { type MappingImport as Batch, listImports } from "@parley/db/mappings";
import { IMPORT_MAX, TEXT_MAX } from "@parley/limits";
import { commitImport, undoImport } from "../../stores/mappings/imports.ts";
import { reasonOf } from "../../stores/mappings/reason.ts";
import { authorOf, nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  ChangedSince,
  type ChangedSinceRefusal,
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { limits } from "../kernel/limits.ts";
import { MappingKind } from "../mappings/mapping.ts";
import { importerOf, mayImport } from "./importer.ts";

const LISTED_MAX = 20;

export const MappingImport = builder.objectRef<Batch>("MappingImport").implement({
  description: "A file of mappings that was imported: one act, which one act takes back.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    fileName: t.exposeString("fileName", { description: "What the file was called." }),
    kind: t.expose("kind", { type: MappingKind, nullable: true, description: "What it mapped." }),
    importedAt: t.expose("importedAt", { type: "DateTime", nullable: true, description: "When." }),
    importedBy: t.string({
      nullable: true,
      description: "Who imported it: an operator by name, or `cli`.",
      resolve: ({ importedBy }, _args, context) => nameOf(importedBy, context),
    }),
    created: t.exposeInt("created", { nullable: true, description: "PAR ids that it mapped." }),
    changed: t.exposeInt("changed", { nullable: true, description: "PAR ids that it gave another meaning." }),
    ended: t.exposeInt("ended", { nullable: true, description: "PAR ids that mean nothing any more by it." }),
    reason: t.exposeString("reason", {
      nullable: true,
      description: "Why, in the words of whoever imported it; null where nobody said.",
    }),
    undoneAt: t.expose("undoneAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was taken back; null where it was not.",
    }),
    undoneBy: t.string({
      nullable: true,
      description: "Who took it back.",
      resolve: ({ undoneBy }, _args, context) => nameOf(undoneBy, context),
    }),
    undone: t.exposeInt("undone", {
      nullable: true,
      description: "How many of its mappings were taken back.",
    }),
  }),
});

async function nameOf(actor: string | null, context: GraphqlContext): Promise<string | null> {
  return actor === null ? null : await nameOfActor(actor, context);
}

builder.queryField("mappingImports", (t) =>
  t.field({
    type: [MappingImport],
    description: `The last ${LISTED_MAX} files of mappings that were imported: by you, or by anybody where you may see all brands.`,
    authScopes: { signedIn: true },
    resolve: async (_root, _args, context) => {
      if (!mayImport(context)) return [];
      const importedBy = context.scopeFor("mappings.edit").all ? null : authorOf(context);
      return await listImports(context.db, { importedBy, page: { limit: LISTED_MAX } });
    },
  }),
);

const ImportMappingsInput = builder.inputType("ImportMappingsInput", {
  description: "A file of mappings as you saw what it would do.",
  fields: (t) => ({
    importId: t.id({ required: true, description: "The file." }),
    digest: t.string({ required: true, description: "Of the plan that you saw." }),
    leaveOut: t.intList({ description: `Lines that stay as they are, ${IMPORT_MAX.leftOut} at most.` }),
    leaveOutWrong: t.boolean({
      description: "True to import the others where some rows are wrong; otherwise that is refused.",
    }),
    acrossBrands: t.boolean({ description: "As for `dryRunImport`." }),
    reason: t.string({
      description: `Why, for whoever reads the history of its mappings: ${TEXT_MAX.reason} characters at most.`,
    }),
  }),
});

const UndoImportInput = builder.inputType("UndoImportInput", {
  description: "The import to take back.",
  fields: (t) => ({
    importId: t.id({ required: true, description: "The import." }),
    leaveOutChanged: t.boolean({
      description: "True to leave alone what somebody changed since; otherwise that is refused.",
    }),
  }),
});

const ImportMappingsResult = builder.unionType("ImportMappingsResult", {
  description: "The import, or why nothing was written.",
  types: [MappingImport, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("MappingImport"),
});

const UndoImportResult = builder.unionType("UndoImportResult", {
  description: "The import that was taken back, or why nothing was.",
  types: [MappingImport, NotFound, NotAllowed, Conflict, ChangedSince],
  resolveType: resultType("MappingImport"),
});

builder.mutationFields((t) => ({
  importMappings: t.field({
    type: ImportMappingsResult,
    description:
      "Imports a file of mappings, as a whole or not at all, and only where it does what you saw; PAR's next call uses them. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ImportMappingsInput, required: true, description: "The file." }) },
    resolve: (_root, { input }, context) => importFile(context, input),
  }),
  undoImport: t.field({
    type: UndoImportResult,
    description:
      "Takes back all that an import did, in one act: what it created ends, what it changed or ended means again what it meant before, unless somebody changed it since. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: UndoImportInput, required: true, description: "The import." }) },
    resolve: (_root, { input }, context) => undo(context, input),
  }),
}));

async function importFile(
  context: GraphqlContext,
  input: typeof ImportMappingsInput.$inferInput,
): Promise<Batch | Refusal> {
  const { db, now, words } = context;
  const say = words("imports");
  if (!mayImport(context)) return refuse("NOT_ALLOWED", say("refused.onlyAdmin"));
  const leaveOut = input.leaveOut ?? [];
  if (leaveOut.length > IMPORT_MAX.leftOut)
    return refuse("INVALID", say("refused.leaveOut", { max: IMPORT_MAX.leftOut }), "leaveOut");
  const why = reasonOf(input.reason, words("mappings"));
  if ("problem" in why) return refuse("INVALID", why.problem, "reason");
  context.allowBulk();
  const outcome = await commitImport(
    { db, now: now(), words },
    {
      importId: input.importId,
      digest: input.digest,
      leaveOut,
      leaveOutWrong: input.leaveOutWrong ?? false,
      acrossBrands: input.acrossBrands ?? false,
      importer: importerOf(context),
      ...why,
    },
  );
  switch (outcome.kind) {
    case "imported":
      return outcome.batch;
    case "not_found":
      return refuse("NOT_FOUND", say("refused.noImport"));
    case "imported_already":
      return refuse("CONFLICT", say("refused.imported"));
    case "other_plan":
      return refuse("CONFLICT", say("refused.otherPlan"));
    case "wrong_rows":
      return refuse("INVALID", say("refused.wrongRows", { count: outcome.count }), "leaveOutWrong");
    case "nothing":
      return refuse("INVALID", say("refused.nothing"), "leaveOut");
    case "unreadable":
      return refuse("INVALID", outcome.message, "importId");
  }
}

async function undo(
  context: GraphqlContext,
  { importId, leaveOutChanged }: typeof UndoImportInput.$inferInput,
): Promise<Batch | Refusal | ChangedSinceRefusal> {
  const { db, now, words } = context;
  const say = words("imports");
  if (!mayImport(context)) return refuse("NOT_ALLOWED", say("refused.onlyAdmin"));
  context.allowBulk();
  const asked = { importId, importer: importerOf(context), leaveOutChanged: leaveOutChanged ?? false };
  const outcome = await undoImport({ db, now: now(), words }, asked);
  switch (outcome.kind) {
    case "undone":
      return outcome.batch;
    case "not_found":
      return refuse("NOT_FOUND", say("refused.noBatch"));
    case "not_yours":
      return refuse("NOT_ALLOWED", say("refused.notYours"));
    case "undone_already":
      return refuse("CONFLICT", say("refused.undone"));
    case "overtaken":
      return refuse("CONFLICT", say("refused.otherPlan"));
    case "changed_since": {
      const { mappings } = outcome;
      const message = say("refused.changedSince", { count: mappings.length });
      const parIds = mappings.slice(0, limits.pageSizeMax).map(({ parId }) => parId);
      return { ...refuse("CHANGED_SINCE", message), count: mappings.length, parIds };
    }
  }
}
