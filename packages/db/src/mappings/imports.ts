import { and, desc, eq, getTableColumns, isNotNull, isNull, lt, notInArray, type SQL } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { mappingImports } from "../schema/mapping.ts";
import { keyset, type Page } from "../sql/page.ts";
import type { MappingTransaction } from "./bulk.ts";
import type { MappingKind } from "./kinds.ts";

const { bytes, ...withoutBytes } = getTableColumns(mappingImports);

/** A file of mappings that somebody gave, and what became of it. */
export type MappingImport = Omit<typeof mappingImports.$inferSelect, "bytes">;
/** The same, with what is in the file; null once it is imported. */
export type MappingImportFile = typeof mappingImports.$inferSelect;

/** So long is a file kept that nobody imports. */
const WAITS_MS = 86_400_000;
/** Files of one person that wait: the oldest make room. */
const WAITING_MAX = 5;

/** Keeps a file until it is imported; sweeps those that waited for a day, and a person's oldest. */
export async function insertImport(
  db: Database,
  args: Pick<MappingImportFile, "fileName" | "encoding" | "uploadedBy"> & { bytes: Uint8Array; now: Date },
): Promise<MappingImport> {
  const { now, ...file } = args;
  const id = newId("imp");
  return await db.large.orm.transaction(async (tx) => {
    const waits = isNull(mappingImports.importedAt);
    await sweepImports(tx, { now });
    const isOwn = eq(mappingImports.uploadedBy, file.uploadedBy);
    const kept = tx
      .select({ id: mappingImports.id })
      .from(mappingImports)
      .where(and(waits, isOwn))
      .orderBy(desc(mappingImports.uploadedAt), desc(mappingImports.id))
      .limit(WAITING_MAX - 1);
    await tx.delete(mappingImports).where(and(waits, isOwn, notInArray(mappingImports.id, kept)));
    const [row] = await tx
      .insert(mappingImports)
      .values({ ...file, id, size: file.bytes.length, uploadedAt: now })
      .returning(withoutBytes);
    if (row === undefined) throw new Error("The file was not kept.");
    return row;
  });
}

/** Deletes the files that waited for a day. */
export async function sweepImports(
  orm: Pick<Database["orm"], "delete">,
  { now }: { now: Date },
): Promise<void> {
  const isOld = lt(mappingImports.uploadedAt, new Date(now.getTime() - WAITS_MS));
  await orm.delete(mappingImports).where(and(isNull(mappingImports.importedAt), isOld));
}

/** A file that waits, with its bytes; or an import without them. A file that waited for a day is none any more. */
export async function findImport(
  db: Database,
  { importId, now }: { importId: string; now: Date },
): Promise<MappingImportFile | null> {
  const [row] = await db.large.orm.select().from(mappingImports).where(isThere(importId));
  return row === undefined || isOver(row, now) ? null : row;
}

/** The same, for a transaction that imports or undoes it: nobody else does so meanwhile. */
export async function lockImport(
  tx: MappingTransaction,
  { importId, now }: { importId: string; now: Date },
): Promise<MappingImportFile | null> {
  const [row] = await tx.select().from(mappingImports).where(isThere(importId)).for("update");
  return row === undefined || isOver(row, now) ? null : row;
}

/** What was imported, the newest first: by one person, or by anybody. */
export async function listImports(
  db: Database,
  { importedBy, page }: { importedBy: string | null; page: Page },
): Promise<MappingImport[]> {
  const { where, orderBy, limit } = keyset(page, { at: mappingImports.importedAt, id: mappingImports.id });
  return await db.orm
    .select(withoutBytes)
    .from(mappingImports)
    .where(
      and(
        isNotNull(mappingImports.importedAt),
        importedBy === null ? undefined : eq(mappingImports.importedBy, importedBy),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}

/** Writes down that a file is imported, and forgets what was in it. */
export async function markImported(
  tx: MappingTransaction,
  args: {
    importId: string;
    kind: MappingKind;
    created: number;
    changed: number;
    ended: number;
    acrossBrands: boolean;
    reason: string | null;
    by: string;
    now: Date;
  },
): Promise<MappingImport> {
  const { importId, by, now, ...done } = args;
  return await update(tx, importId, { ...done, importedAt: now, importedBy: by, bytes: null });
}

/** Writes down that an import is undone. */
export async function markUndone(
  tx: MappingTransaction,
  { importId, undone, by, now }: { importId: string; undone: number; by: string; now: Date },
): Promise<MappingImport> {
  return await update(tx, importId, { undone, undoneAt: now, undoneBy: by });
}

async function update(
  tx: MappingTransaction,
  importId: string,
  change: Partial<MappingImportFile>,
): Promise<MappingImport> {
  const [row] = await tx.update(mappingImports).set(change).where(isThere(importId)).returning(withoutBytes);
  if (row === undefined) throw new Error(`The import ${importId} is gone.`);
  return row;
}

function isThere(importId: string): SQL {
  return eq(mappingImports.id, importId);
}

function isOver({ importedAt, uploadedAt }: MappingImport, now: Date): boolean {
  return importedAt === null && uploadedAt.getTime() < now.getTime() - WAITS_MS;
}
