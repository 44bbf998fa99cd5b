import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { personOf, type RecordedChange, recordManyChanges } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { brands } from "../schema/location.ts";
import { organizationMappings, unmappedIds } from "../schema/mapping.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import { MAPPING_KINDS, type MappingKind } from "./kinds.ts";
import type { BrandName } from "./owners.ts";

/** What thousands of mappings are changed in: all of it or nothing. */
export type MappingTransaction = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

/** The newest version of what a PAR id means, in force or ended. */
export interface NewestMapping {
  readonly id: string;
  readonly connectionId: string;
  readonly parId: string;
  readonly targetId: string;
  readonly targetCode: string;
  readonly brandId: string;
  readonly version: number;
  readonly validFrom: Date;
  readonly isLive: boolean;
  readonly importId: string | null;
}

/** What is mapped on some connections, and whose the ids are that nobody has mapped. */
export interface KnownMappings {
  newest: readonly NewestMapping[];
  /** The brand of the organization that PAR last sent an id with. */
  sentWith: readonly { connectionId: string; parId: string; brand: BrandName }[];
  /** The brands that each connection serves, by code. */
  served: readonly { connectionId: string; brand: BrandName }[];
  brands: readonly BrandName[];
}

/** What is to become of one PAR id. */
export interface MappingChange {
  connectionId: string;
  parId: string;
  /** The newest version; null where there never was any. */
  newest: NewestMapping | null;
  /** What it means from now on; null: nothing. */
  to: { targetId: string; brandId: string } | null;
}

interface BulkArgs {
  kind: MappingKind;
  /** The import that the changes are of, or that they undo. */
  importId: string;
  /** True for changes that take an import back. */
  isUndo: boolean;
  changedBy: string;
  address?: string | null | undefined;
  now: Date;
}

/** Rows in one statement: each is some 300 bytes of JSON. */
const AT_ONCE = 10_000;

/** Somebody else changed one of the mappings meanwhile. */
class Overtaken extends Error {}

/**
 * Runs a change of many mappings. Null where somebody else changed one of them meanwhile, so that nothing is written.
 */
export async function changeInBulk<T>(
  db: Database,
  work: (tx: MappingTransaction) => Promise<T>,
): Promise<T | null> {
  try {
    return await db.large.orm.transaction(work);
  } catch (error) {
    // Two first mappings of one id have no row to lock.
    const isTwice = KEYS.some((key) => isTaken(error, key));
    if (isTwice || error instanceof Overtaken) return null;
    throw error;
  }
}

const KEYS = ["organization", "location"].flatMap((kind) => [
  `${kind}_mappings_version`,
  `${kind}_mappings_live`,
]);

/** Everything that rows about these connections are judged by. */
export async function readKnownMappings(
  orm: Pick<Database["orm"], "select" | "selectDistinct" | "selectDistinctOn">,
  { kind, connectionIds }: { kind: MappingKind; connectionIds: readonly string[] },
): Promise<KnownMappings> {
  const ids = [...connectionIds];
  const { table, target, brandId } = MAPPING_KINDS[kind];
  const named = { id: brands.id, code: brands.code, name: brands.name };
  const newest = await orm
    .selectDistinctOn([table.connectionId, table.parId], {
      id: table.id,
      connectionId: table.connectionId,
      parId: table.parId,
      targetId: table.targetId,
      targetCode: target.code,
      brandId,
      version: table.version,
      validFrom: table.validFrom,
      isLive: sql<boolean>`${table.replacedAt} is null`,
      importId: table.importId,
    })
    .from(table)
    .innerJoin(target, eq(target.id, table.targetId))
    .where(inArray(table.connectionId, ids))
    .orderBy(asc(table.connectionId), asc(table.parId), desc(table.version));
  const sentWith = await orm
    .select({ connectionId: unmappedIds.connectionId, parId: unmappedIds.parId, brand: named })
    .from(unmappedIds)
    .innerJoin(
      organizationMappings,
      and(
        eq(organizationMappings.connectionId, unmappedIds.connectionId),
        eq(organizationMappings.parId, unmappedIds.parOrganizationId),
        isNull(organizationMappings.replacedAt),
      ),
    )
    .innerJoin(brands, eq(brands.id, organizationMappings.targetId))
    .where(and(inArray(unmappedIds.connectionId, ids), eq(unmappedIds.kind, kind)));
  const served = await orm
    .selectDistinct({ connectionId: organizationMappings.connectionId, brand: named })
    .from(organizationMappings)
    .innerJoin(brands, eq(brands.id, organizationMappings.targetId))
    .where(and(inArray(organizationMappings.connectionId, ids), isNull(organizationMappings.replacedAt)))
    .orderBy(asc(brands.code));
  return { newest, sentWith, served, brands: await orm.select(named).from(brands) };
}

/** Writes the changes, each with its entry in the audit. @throws where somebody else changed one meanwhile */
export async function writeMappings(
  tx: MappingTransaction,
  changes: readonly MappingChange[],
  args: BulkArgs,
): Promise<void> {
  for (let from = 0; from < changes.length; from += AT_ONCE) {
    await writeSome(
      tx,
      changes
        .slice(from, from + AT_ONCE)
        .map((change) => ({ ...change, id: newId("map"), version: (change.newest?.version ?? 0) + 1 })),
      args,
    );
  }
}

type NewVersion = MappingChange & { id: string; version: number };

async function writeSome(
  tx: MappingTransaction,
  changes: readonly NewVersion[],
  { kind, importId, isUndo, changedBy, address, now }: BulkArgs,
): Promise<void> {
  const { table } = MAPPING_KINDS[kind];
  const at = sql`${now.toISOString()}::timestamptz`;
  const live = changes.flatMap(({ newest }) => (newest?.isLive ? [{ id: newest.id }] : []));
  const ended = await tx.execute(sql`
    update ${table} t set replaced_at = ${at}, replaced_by = ${changedBy}
    from json_to_recordset(${textOf(live)}) as c (id text) where t.id = c.id and t.replaced_at is null`);
  if (ended.count !== live.length) throw new Overtaken();
  const made = changes.flatMap(({ id, connectionId, parId, version, to }) =>
    to === null ? [] : [{ id, connection: connectionId, par: parId, target: to.targetId, version }],
  );
  await tx.execute(sql`
    insert into ${table} (id, connection_id, ${nameOf(table.parId)}, ${nameOf(table.targetId)}, version, valid_from,
      changed_by, import_id)
    select id, connection, par, target, version, ${at}, ${changedBy}, ${isUndo ? null : importId}::text
    from json_to_recordset(${textOf(made)}) as c (id text, connection text, par text, target text, version int)`);
  await settleQueue(tx, changes, { kind, now });
  const by = personOf(changedBy, address);
  if (by === null) return;
  const entries = changes.map((change): RecordedChange => {
    const { connectionId, parId, newest, to } = change;
    const current = newest?.isLive ? newest : null;
    const brandIds = new Set([current, to].flatMap((meaning) => meaning?.brandId ?? []));
    const [brandId = null] = brandIds.size === 1 ? brandIds : [];
    const target = { from: current?.targetId ?? null, to: to?.targetId ?? null };
    const batch = isUndo ? { undoneImport: importId } : { import: importId };
    return {
      action: to === null ? "mapping_ended" : "mapping_set",
      subjectId: to === null ? (current?.id ?? change.id) : change.id,
      detail: { kind, connection: connectionId, parId, target, ...batch },
      by,
      place: { brandId, locationId: null },
      now,
    };
  });
  await recordManyChanges(tx, entries);
}

/** What has a meaning leaves the queue; what loses the one that took it from there returns to it, with its counts. */
async function settleQueue(
  tx: MappingTransaction,
  changes: readonly NewVersion[],
  { kind, now }: { kind: MappingKind; now: Date },
): Promise<void> {
  const queued = (where: SQL) =>
    sql`u.connection_id = c.connection and u.kind = ${kind} and u.par_id = c.par and ${where}`;
  const mapped = changes.flatMap(({ connectionId, parId, to }) =>
    to === null ? [] : [{ connection: connectionId, par: parId }],
  );
  await tx.execute(sql`
    update unmapped_ids u set resolved_at = ${now.toISOString()}::timestamptz
    from json_to_recordset(${textOf(mapped)}) as c (connection text, par text)
    where ${queued(sql`u.resolved_at is null`)}`);
  const ended = changes.flatMap(({ connectionId, parId, newest, to }) =>
    to !== null || newest === null
      ? []
      : [{ connection: connectionId, par: parId, since: newest.validFrom.toISOString() }],
  );
  await tx.execute(sql`
    update unmapped_ids u set resolved_at = null
    from json_to_recordset(${textOf(ended)}) as c (connection text, par text, since timestamptz)
    where ${queued(sql`u.resolved_at = c.since`)}`);
}

function textOf(rows: readonly object[]): SQL {
  return sql`${JSON.stringify(rows)}::text::json`;
}

/** A column without its table, as where one is written. */
export function nameOf(column: { name: string }): SQL {
  return sql`${sql.identifier(column.name)}`;
}
