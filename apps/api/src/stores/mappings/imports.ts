import type { Database, Scope } from "@parley/db";
import {
  changeInBulk,
  findImport,
  type ImportedMapping,
  insertImport,
  listImported,
  lockImport,
  type MappingImport,
  type MappingImportFile,
  type MappingTransaction,
  markImported,
  markUndone,
  writeMappings,
} from "@parley/db/mappings";
import { IMPORT_MAX } from "@parley/limits";
import type { WordsOf } from "@parley/words";
import { judgeRows } from "./import.ts";
import type { ImportPlan } from "./plan.ts";
import { type MappingFile, readMappingFile, UnreadableFileError } from "./read-file.ts";

/** Who imports: what they may see and change, and how they are recorded. */
export interface Importer {
  sight: Scope;
  scope: Scope;
  /** As `changedBy` of a mapping. */
  by: string;
  address?: string | null;
}

interface Deps {
  db: Database;
  now: Date;
  words: WordsOf;
}

interface Unreadable {
  kind: "unreadable";
  message: string;
  nextStep: string;
}

/** A file as it was read, and what it would do. */
export interface DryRun {
  kind: "planned";
  file: Omit<MappingFile, "rows"> & { rows: number };
  plan: ImportPlan;
}

/** Takes a file in, until it is imported or a day has passed. What is no table of mappings is refused at once. */
export async function takeFile(
  { db, now, words }: Deps,
  args: { fileName: string; bytes: Uint8Array; encoding: string | null; by: string },
): Promise<{ kind: "taken"; file: MappingImport } | Unreadable> {
  const read = await readWhole(args, words);
  if ("kind" in read) return read;
  const { by: uploadedBy, ...file } = args;
  return { kind: "taken", file: await insertImport(db, { ...file, uploadedBy, now }) };
}

/** What a file would do, of which nothing is kept. */
export async function dryRunFile(
  { db, words }: Deps,
  args: { bytes: Uint8Array; encoding: string | null; importer: Importer; acrossBrands: boolean },
): Promise<DryRun | Unreadable> {
  return await dryRun(db, db.large.orm, words, args);
}

/** What a file that was taken in would do, by the code that imports it. */
export async function dryRunImport(
  { db, now, words }: Deps,
  { importId, ...args }: { importId: string; importer: Importer; acrossBrands: boolean },
): Promise<(DryRun & { taken: MappingImport }) | Unreadable | { kind: "not_found" | "imported_already" }> {
  const taken = await findImport(db, { importId, now });
  const own = ownFile(taken, args.importer);
  if ("kind" in own) return own;
  const planned = await dryRun(db, db.large.orm, words, { ...args, ...own });
  return planned.kind === "planned" ? { ...planned, taken: own.file } : planned;
}

export type ImportOutcome =
  | { kind: "imported"; batch: MappingImport }
  | Unreadable
  /** What would be written is not what was shown. */
  | { kind: "not_found" | "imported_already" | "other_plan" | "nothing" }
  | { kind: "wrong_rows"; count: number };

/**
 * Imports a file that was taken in, as a whole or not at all: plans it once more in the transaction that writes it, and
 * writes only what was shown.
 * @param digest of the plan that was shown
 * @param leaveOut lines that stay as they are
 * @param leaveOutWrong true to import the others where some rows are wrong
 * @param reason as `reasonOf` reads it
 */
export async function commitImport(
  { db, now, words }: Deps,
  args: {
    importId: string;
    digest: string;
    leaveOut: readonly number[];
    leaveOutWrong: boolean;
    acrossBrands: boolean;
    importer: Importer;
    reason?: string | null;
  },
): Promise<ImportOutcome> {
  const { importId, importer, acrossBrands, reason = null } = args;
  const out = new Set(args.leaveOut);
  const outcome = await changeInBulk(db, async (tx): Promise<ImportOutcome> => {
    const own = ownFile(await lockImport(tx, { importId, now }), importer);
    if ("kind" in own) return own;
    const planned = await dryRun(db, tx, words, { ...own, importer, acrossBrands });
    if (planned.kind === "unreadable") return planned;
    const { plan, file } = planned;
    if (plan.digest !== args.digest) return { kind: "other_plan" };
    const rows = plan.rows.filter(({ line }) => !out.has(line));
    const wrong = rows.filter(({ result }) => result === "error").length;
    if (wrong > 0 && !args.leaveOutWrong) return { kind: "wrong_rows", count: wrong };
    const changes = rows.flatMap(({ change }) => change ?? []);
    if (changes.length === 0) return { kind: "nothing" };
    const { kind } = file;
    const { by, address } = importer;
    await writeMappings(tx, changes, { kind, importId, isUndo: false, changedBy: by, address, reason, now });
    const created = rows.filter(({ result }) => result === "created").length;
    const ended = rows.filter(({ result }) => result === "ended").length;
    const counts = { created, changed: changes.length - created - ended, ended };
    const done = { importId, kind, ...counts, acrossBrands, reason, by, now };
    return { kind: "imported", batch: await markImported(tx, done) };
  });
  return outcome ?? { kind: "other_plan" };
}

export type UndoOutcome =
  | { kind: "undone"; batch: MappingImport }
  | { kind: "not_found" | "not_yours" | "undone_already" | "overtaken" }
  /** Somebody changed these after the import. */
  | { kind: "changed_since"; mappings: readonly ImportedMapping[] };

/**
 * Takes everything back that an import did, in one act that is history as well: what it created ends, and what it
 * changed or ended means again what it meant before.
 * @param leaveOutChanged true to leave alone what somebody changed since
 */
export async function undoImport(
  { db, now }: Deps,
  { importId, importer, leaveOutChanged }: { importId: string; importer: Importer; leaveOutChanged: boolean },
): Promise<UndoOutcome> {
  const { by, address, scope } = importer;
  const outcome = await changeInBulk(db, async (tx): Promise<UndoOutcome> => {
    const batch = await lockImport(tx, { importId, now });
    const kind = batch?.kind ?? null;
    if (batch === null || kind === null) return { kind: "not_found" };
    const mappings = await listImported(tx, { kind, importId });
    if (!mappings.every((one) => isWithin(scope, one))) {
      return { kind: batch.importedBy === by ? "not_yours" : "not_found" };
    }
    if (batch.undoneAt !== null) return { kind: "undone_already" };
    const changed = mappings.filter(({ isAsLeft }) => !isAsLeft);
    if (changed.length > 0 && !leaveOutChanged) return { kind: "changed_since", mappings: changed };
    const changes = mappings
      .filter(({ isAsLeft }) => isAsLeft)
      .map((one) => ({ connectionId: one.connectionId, parId: one.parId, newest: one, to: one.before }));
    await writeMappings(tx, changes, { kind, importId, isUndo: true, changedBy: by, address, now });
    return { kind: "undone", batch: await markUndone(tx, { importId, undone: changes.length, by, now }) };
  });
  return outcome ?? { kind: "overtaken" };
}

function isWithin(scope: Scope, { brandId, before }: ImportedMapping): boolean {
  return (
    scope.all ||
    (scope.brandIds.includes(brandId) && (before === null || scope.brandIds.includes(before.brandId)))
  );
}

/** A file that waits: for whoever gave it, and for who may everything; for others there is none. */
function ownFile(
  file: MappingImportFile | null,
  { by, scope }: Importer,
):
  | { file: MappingImport; bytes: Uint8Array; encoding: string | null }
  | { kind: "not_found" | "imported_already" } {
  if (file === null || (file.uploadedBy !== by && !scope.all)) return { kind: "not_found" };
  const { bytes, ...taken } = file;
  return bytes === null ? { kind: "imported_already" } : { file: taken, bytes, encoding: file.encoding };
}

/** The one way from a file's bytes to what it would do. */
async function dryRun(
  db: Database,
  orm: MappingTransaction | Database["orm"],
  words: WordsOf,
  args: { bytes: Uint8Array; encoding: string | null; importer: Importer; acrossBrands: boolean },
): Promise<DryRun | Unreadable> {
  const read = await readWhole(args, words);
  if ("kind" in read) return read;
  const { rows, ...file } = read.table;
  const { importer, acrossBrands } = args;
  const { sight, scope } = importer;
  const plan = await judgeRows(db, orm, {
    kind: file.kind,
    rows,
    sight,
    scope,
    acrossBrands,
    say: words("imports"),
  });
  return { kind: "planned", file: { ...file, rows: rows.length }, plan };
}

async function readWhole(
  { bytes, encoding }: { bytes: Uint8Array; encoding: string | null },
  words: WordsOf,
): Promise<{ table: MappingFile } | Unreadable> {
  const say = words("imports");
  try {
    const table = await readMappingFile(bytes, say, encoding);
    if (table.rows.length <= IMPORT_MAX.rows) return { table };
    const message = say("refused.tooMany", { rows: IMPORT_MAX.rows });
    return { kind: "unreadable", message, nextStep: "" };
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return { kind: "unreadable", message: error.message, nextStep: error.nextStep };
  }
}
