import { type SQL, sql } from "drizzle-orm";
import { personOf, recordChanges } from "../audit/audit.ts";
import { newIds } from "../ids.ts";
import { textArray } from "../sql/arrays.ts";
import { type MappingChange, type MappingTransaction, Overtaken } from "./bulk.ts";
import { MAPPING_KINDS, type MappingKind } from "./kinds.ts";

interface BulkArgs {
  kind: MappingKind;
  /** The import that the changes are of, or that they undo. */
  importId: string;
  /** True for changes that take an import back. */
  isUndo: boolean;
  changedBy: string;
  /** Why, in the words of whoever does it. */
  reason?: string | null | undefined;
  address?: string | null | undefined;
  now: Date;
}

/** Rows in one statement. */
const AT_ONCE = 5_000;

/**
 * Writes the changes, and for each brand one entry in the audit: who may read that brand's entries is told how many of
 * its ids changed, and the history of each id names the import. The statements of one lot run while the next is put
 * together.
 * @throws Overtaken where somebody else changed one meanwhile
 */
export async function writeMappings(
  tx: MappingTransaction,
  changes: readonly MappingChange[],
  args: BulkArgs,
): Promise<void> {
  let written = Promise.resolve();
  for (let from = 0; from < changes.length; from += AT_ONCE) {
    const lot = statementsOf(changes.slice(from, from + AT_ONCE), args);
    await written;
    written = runLot(tx, lot);
    // It is awaited with the next lot; until then a failure is nobody's yet.
    written.catch(() => {});
  }
  await written;
  await settleQueue(tx, changes, args);
  await record(tx, changes, args);
}

interface Lot {
  end: SQL;
  ending: number;
  insert: SQL;
}

async function runLot(tx: MappingTransaction, { end, ending, insert }: Lot): Promise<void> {
  const ended = ending === 0 ? { count: 0 } : await tx.execute(end);
  if (ended.count !== ending) throw new Overtaken();
  await tx.execute(insert);
}

function statementsOf(
  changes: readonly MappingChange[],
  { kind, importId, isUndo, changedBy, reason = null, now }: BulkArgs,
): Lot {
  const { table } = MAPPING_KINDS[kind];
  const at = instantOf(now);
  const live = { ids: [] as string[], isLast: [] as string[] };
  const made = { connections: [] as string[], parIds: [] as string[], targets: [] as string[] };
  const versions: number[] = [];
  for (const { connectionId, parId, newest, to } of changes) {
    if (newest?.isLive) {
      live.ids.push(newest.id);
      live.isLast.push(String(to === null));
    }
    if (to === null) continue;
    made.connections.push(connectionId);
    made.parIds.push(parId);
    made.targets.push(to.targetId);
    versions.push((newest?.version ?? 0) + 1);
  }
  const end = sql`
    update ${table} t set replaced_at = ${at}, replaced_by = ${changedBy},
      replaced_import_id = ${isUndo ? null : importId}::text, end_reason = case when c.is_last then ${reason}::text end
    from unnest(${textArray(live.ids)}::text[], ${textArray(live.isLast)}::bool[]) c (id, is_last)
    where t.id = c.id and t.replaced_at is null`;
  const insert = sql`
    insert into ${table} (id, connection_id, ${nameOf(table.parId)}, ${nameOf(table.targetId)}, version, valid_from,
      changed_by, import_id, reason)
    select id, connection, par, target, version, ${at}, ${changedBy}, ${isUndo ? null : importId}::text,
      ${reason}::text
    from unnest(${textArray(newIds("map", versions.length))}::text[], ${textArray(made.connections)}::text[],
      ${textArray(made.parIds)}::text[], ${textArray(made.targets)}::text[], ${textArray(versions.map(String))}::int[])
      c (id, connection, par, target, version)`;
  return { end, ending: live.ids.length, insert };
}

/**
 * What has a meaning leaves the queue; what loses by an undo the one that took it from there returns to it, with its
 * counts. Both begin at the queue, which is short, and know by the instant what was written just now.
 */
async function settleQueue(
  tx: MappingTransaction,
  changes: readonly MappingChange[],
  { kind, isUndo, now }: BulkArgs,
): Promise<void> {
  const { table } = MAPPING_KINDS[kind];
  const at = instantOf(now);
  const connections = textArray([...new Set(changes.map(({ connectionId }) => connectionId))]);
  const queued = sql`u.kind = ${kind} and u.connection_id = any(${connections}::text[])
    and t.connection_id = u.connection_id and t.${nameOf(table.parId)} = u.par_id`;
  if (changes.some(({ to }) => to !== null))
    await tx.execute(sql`
      update unmapped_ids u set resolved_at = ${at}, ignored_at = null, ignored_by = null, ignored_reason = null
      from ${table} t
      where ${queued} and u.resolved_at is null and t.replaced_at is null and t.valid_from = ${at}`);
  if (isUndo && changes.some(({ to }) => to === null))
    await tx.execute(sql`
      update unmapped_ids u set resolved_at = null from ${table} t
      where ${queued} and u.resolved_at = t.valid_from and t.replaced_at = ${at}
        and not exists (select from ${table} n where n.connection_id = u.connection_id
          and n.${nameOf(table.parId)} = u.par_id and n.replaced_at is null)`);
}

/** Of ids that go from one brand to another only who administers both is told. */
async function record(
  tx: MappingTransaction,
  changes: readonly MappingChange[],
  { kind, importId, isUndo, changedBy, address, now }: BulkArgs,
): Promise<void> {
  const by = personOf(changedBy, address);
  if (by === null) return;
  const counts = new Map<string | null, { mapped: number; ended: number }>();
  for (const { newest, to } of changes) {
    const from = newest?.isLive ? newest.brandId : to?.brandId;
    const brandId = to === null || to.brandId === from ? (from ?? null) : null;
    const count = counts.get(brandId) ?? { mapped: 0, ended: 0 };
    counts.set(brandId, count);
    count[to === null ? "ended" : "mapped"] += 1;
  }
  const entries = [...counts].map(([brandId, { mapped, ended }]) => ({
    action: isUndo ? ("mapping_import_undone" as const) : ("mappings_imported" as const),
    subjectId: importId,
    detail: { kind, import: importId, mapped, ...(ended > 0 && { ended }) },
    by,
    place: { brandId, locationId: null },
    now,
  }));
  await recordChanges(tx, entries);
}

function instantOf(now: Date): SQL {
  return sql`${now.toISOString()}::timestamptz`;
}

/** A column without its table, as where one is written. */
export function nameOf(column: { name: string }): SQL {
  return sql`${sql.identifier(column.name)}`;
}
