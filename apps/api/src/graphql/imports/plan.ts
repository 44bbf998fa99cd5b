import type { MappingImport as Taken } from "@parley/db/mappings";
import { impactOf, meaningsChangedBy } from "../../stores/mappings/impact.ts";
import { type DryRun, dryRunImport } from "../../stores/mappings/imports.ts";
import type { CellProblem, ImportedRow } from "../../stores/mappings/plan.ts";
import { builder } from "../kernel/builder.ts";
import { limits } from "../kernel/limits.ts";
import { MappingImpact } from "../mappings/impact.ts";
import { MappingKind } from "../mappings/mapping.ts";
import { importerOf, mayImport } from "./importer.ts";

const ImportSeparator = builder.enumType("ImportSeparator", {
  description: "What stands between two cells of a file.",
  values: {
    COMMA: { value: ",", description: "A comma." },
    SEMICOLON: { value: ";", description: "A semicolon." },
    TAB: { value: "\t", description: "A tab." },
  } as const,
});

const ImportResult = builder.enumType("ImportResult", {
  description: "What a row of a file would do.",
  values: {
    CREATED: { value: "created", description: "The PAR id means nothing now." },
    CHANGED: { value: "changed", description: "The PAR id means something else now." },
    ENDED: { value: "ended", description: "The PAR id means something now, and would mean nothing." },
    UNCHANGED: { value: "unchanged", description: "The PAR id means this already." },
  } as const,
});

const ImportProblem = builder.objectRef<CellProblem & { line: number }>("ImportProblem").implement({
  description: "A cell of a file that is wrong.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    line: t.exposeInt("line", { description: "The line in the file; 1 is the header." }),
    column: t.exposeString("column", { description: "The column's name." }),
    value: t.exposeString("value", { description: "What stands there." }),
    reason: t.exposeString("reason", { description: "What is wrong, as a sentence." }),
  }),
});

const ImportChange = builder.objectRef<ImportedRow>("ImportChange").implement({
  description: "A row of a file that can be imported.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    line: t.exposeInt("line", { description: "The line in the file; 1 is the header." }),
    connection: t.exposeString("connection", { description: "The connection, as the file names it." }),
    parId: t.exposeString("parId", { description: "PAR's id." }),
    target: t.exposeString("target", {
      description: "Our brand or store, as the file names it; of a row that ends, what it means until then.",
    }),
    before: t.exposeString("before", {
      nullable: true,
      description: "The code of what the id means until then; null where it means nothing or the same.",
    }),
    result: t.field({
      type: ImportResult,
      description: "What the row would do.",
      resolve: ({ result }) => (result === "error" ? "unchanged" : result),
    }),
    warnings: t.exposeStringList("warnings", {
      description: "What a person should look at, as sentences; no reason to refuse the row.",
    }),
  }),
});

interface Shown extends DryRun {
  taken: Taken;
}

const PAGE_ROWS = 50;

export const ImportPlan = builder.objectRef<Shown>("ImportPlan").implement({
  description:
    "What a file of mappings would do, by the code that imports it. Nothing was changed. Send its `digest` to import just this.",
  authScopes: { signedIn: true },
  fields: (t) => {
    const args = {
      offset: t.arg.int({ description: "So many are left out before the first." }),
      limit: t.arg.int({
        description: `At most so many: ${PAGE_ROWS} unless told, ${limits.pageSizeMax} at most.`,
      }),
    };
    return {
      id: t.id({ description: "The file's id.", resolve: ({ taken }) => taken.id }),
      fileName: t.string({ description: "What the file is called.", resolve: ({ taken }) => taken.fileName }),
      kind: t.field({ type: MappingKind, description: "What it maps.", resolve: ({ file }) => file.kind }),
      encoding: t.string({ description: "How it was read.", resolve: ({ file }) => file.encoding }),
      separator: t.field({
        type: ImportSeparator,
        description: "What stands between its cells.",
        resolve: ({ file }) => file.separator,
      }),
      warnings: t.stringList({
        description: "What was read otherwise than it stands there, as sentences.",
        resolve: ({ file }) => file.warnings,
      }),
      digest: t.string({
        description: "Another one where anything of the plan would be another.",
        resolve: ({ plan }) => plan.digest,
      }),
      created: t.int({
        description: "PAR ids that would be mapped.",
        resolve: ({ plan }) => plan.counts.created,
      }),
      changed: t.int({
        description: "PAR ids that would mean something else.",
        resolve: ({ plan }) => plan.counts.changed,
      }),
      ended: t.int({
        description: "PAR ids that would mean nothing any more.",
        resolve: ({ plan }) => plan.counts.ended,
      }),
      unchanged: t.int({
        description: "PAR ids that mean this already.",
        resolve: ({ plan }) => plan.counts.unchanged,
      }),
      wrong: t.int({
        description: "Rows that cannot be imported.",
        resolve: ({ plan }) => plan.counts.error,
      }),
      impact: t.field({
        type: MappingImpact,
        description:
          "What hangs on the PAR ids that would mean something else or nothing, as they are mapped now.",
        resolve: ({ plan, file }, _args, { db, now }) =>
          impactOf(db.large.orm, { meanings: meaningsChangedBy(plan, file.kind), now: now() }),
      }),
      problemCount: t.int({
        description: "Cells that are wrong: a row may have several.",
        resolve: ({ plan }) => plan.rows.reduce((sum, { problems }) => sum + problems.length, 0),
      }),
      problems: t.field({
        type: [ImportProblem],
        description: "The cells that are wrong, in the file's order.",
        args,
        resolve: ({ plan }, page) =>
          pageOf(
            plan.rows.flatMap(({ line, problems }) => problems.map((problem) => ({ line, ...problem }))),
            page,
          ),
      }),
      changes: t.field({
        type: [ImportChange],
        description: "The rows that would create, change or end something, in the file's order.",
        args,
        resolve: ({ plan }, page) =>
          pageOf(
            plan.rows.filter(({ change }) => change !== null),
            page,
          ),
      }),
    };
  },
});

function pageOf<Row>(
  rows: readonly Row[],
  { offset, limit }: { offset?: number | null | undefined; limit?: number | null | undefined },
): readonly Row[] {
  const from = Math.max(0, offset ?? 0);
  const many = Math.min(Math.max(0, limit ?? PAGE_ROWS), limits.pageSizeMax);
  return rows.slice(from, from + many);
}

builder.queryField("dryRunImport", (t) =>
  t.field({
    type: ImportPlan,
    nullable: true,
    description:
      "What a file of mappings would do, which was sent to `/graphql/mapping-imports`. It only reads. Null where there is no such file for you, or not any more: it is kept for a day, or until it is imported.",
    authScopes: { signedIn: true },
    complexity: 100,
    args: {
      id: t.arg.id({ required: true, description: "The file." }),
      acrossBrands: t.arg.boolean({
        description:
          "True where ids of the file are meant to go to another brand; otherwise that is a problem.",
      }),
    },
    resolve: async (_root, { id, acrossBrands }, context) => {
      if (!mayImport(context)) return null;
      // A hundred thousand rows take longer than a page may.
      context.allowBulk();
      const { db, now, words } = context;
      const asked = { importId: id, importer: importerOf(context), acrossBrands: acrossBrands ?? false };
      const found = await dryRunImport({ db, now: now(), words }, asked);
      return found.kind === "planned" ? found : null;
    },
  }),
);
