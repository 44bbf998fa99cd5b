import { and, desc, eq, isNull, type SQL } from "drizzle-orm";
import { personOf, recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { unmappedIds } from "../schema/mapping.ts";
import { isTaken } from "../sql/postgres-errors.ts";
import { everyBrand, type Scope } from "../sql/scope.ts";
import { MAPPING_KINDS, type MappingKind } from "./kinds.ts";
import { listMappings, type Mapping } from "./mappings.ts";
import { type BrandName, coversAll, crossesBrands, listOwners } from "./owners.ts";

/** What became of a write: the mapping now in force, the one that was ended, or what stands in the way now. */
export type MappingWrite =
  | { kind: "mapped" | "ended"; mapping: Mapping }
  | { kind: "conflict"; current: Mapping | null }
  /** The id belongs to `owners` and would mean something of another brand. */
  | { kind: "crosses_brands"; owners: readonly BrandName[] };

export interface MappingWriteArgs {
  kind: MappingKind;
  connectionId: string;
  parId: string;
  /** Our brand or store, which the caller has found in the writer's scope; null ends the mapping. */
  targetId: string | null;
  /** The version in force that the writer saw, null = none was; `any` replaces whatever is in force. */
  expectedVersion: number | null | "any";
  /** The brands whose mappings the writer may replace. One of another brand is a conflict. */
  scope: Scope;
  /** True where the writer said that an id may leave its brand. Nobody may take one of a brand out of scope. */
  acrossBrands?: boolean | undefined;
  /** True to give an id that is ended back to the queue from which this mapping took it, with its counts. */
  returnToQueue?: boolean | undefined;
  changedBy: string;
  /** Why, in the writer's words: it stands with the mapping, and not in the audit. */
  reason?: string | null | undefined;
  /** The address of the person, where it is known. */
  address?: string | null | undefined;
  now: Date;
}

type Transaction = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

/**
 * Sets what a PAR id means: ends the version in force, writes the next, and resolves the queued id. Without
 * a target it only ends: PAR's calls for that id are refused as unmapped from then on.
 */
export async function setMapping(db: Database, args: MappingWriteArgs): Promise<MappingWrite> {
  const { kind, connectionId, parId } = args;
  try {
    const written = await db.orm.transaction((tx) => write(tx, args));
    if (written !== null) return written;
  } catch (error) {
    if (!isTaken(error, MAPPING_KINDS[kind].versionKey)) throw error;
  }
  // Whoever waited for the lock finds the row that the winner replaced, not the winner's own, so what stands
  // in the way is read once the winner's transaction is over.
  const [current] = await listMappings(db, { scope: everyBrand, kind, filter: { connectionId, parId } });
  return { kind: "conflict", current: current ?? null };
}

/** Null where something else is in force than the writer expects, or something that is not theirs to replace. */
async function write(tx: Transaction, args: MappingWriteArgs): Promise<MappingWrite | null> {
  const { kind, connectionId, parId, targetId, scope, expectedVersion, changedBy, now } = args;
  const { table, target, brandId } = MAPPING_KINDS[kind];
  const targeted = { targetCode: target.code, targetName: target.name, brandId };
  const [newest] = await tx
    .select({ mapping: table, ...targeted })
    .from(table)
    .innerJoin(target, eq(target.id, table.targetId))
    .where(and(eq(table.connectionId, connectionId), eq(table.parId, parId)))
    .orderBy(desc(table.version))
    .limit(1)
    .for("update", { of: table });
  const current = newest?.mapping.replacedAt === null ? newest : null;
  if (expectedVersion !== "any" && (current?.mapping.version ?? null) !== expectedVersion) return null;
  if (current !== null && !coversAll(scope, [{ id: current.brandId }])) return null;
  const crossing = targetId === null ? null : await findCrossing(tx, args, targetId);
  if (crossing !== null && !(args.acrossBrands && coversAll(scope, crossing))) {
    return { kind: "crosses_brands", owners: crossing };
  }
  const { reason = null } = args;
  const ended = { replacedAt: now, replacedBy: changedBy, endReason: targetId === null ? reason : null };
  if (current !== null) await tx.update(table).set(ended).where(eq(table.id, current.mapping.id));
  if (targetId === null) {
    if (current === null) return null;
    const { mapping, ...means } = current;
    await recordMapping(tx, args, { current, to: null });
    if (args.returnToQueue) await reopenUnmapped(tx, args, mapping.validFrom);
    return { kind: "ended", mapping: { ...mapping, ...means, ...ended, kind } };
  }
  const version = (newest?.mapping.version ?? 0) + 1;
  const [mapping] = await tx
    .insert(table)
    .values({ id: newId("map"), connectionId, parId, targetId, version, validFrom: now, changedBy, reason })
    .returning();
  const [means] = await tx.select(targeted).from(target).where(eq(target.id, targetId));
  if (mapping === undefined || means === undefined)
    throw new Error(`The mapping of ${parId} was not written.`);
  await resolveUnmapped(tx, args);
  await recordMapping(tx, args, { current, to: { mapping, brandId: means.brandId } });
  return { kind: "mapped", mapping: { ...mapping, ...means, kind } };
}

interface Meaning {
  mapping: { id: string; targetId: string };
  brandId: string;
}

/** Of an id that goes from one brand to another only who administers both is told. */
async function recordMapping(
  tx: Transaction,
  { kind, connectionId, parId, changedBy, address, now }: MappingWriteArgs,
  { current, to }: { current: Meaning | null; to: Meaning | null },
): Promise<void> {
  const by = personOf(changedBy, address);
  const subjectId = (to ?? current)?.mapping.id;
  if (by === null || subjectId === undefined) return;
  const brandIds = new Set([current, to].flatMap((meaning) => meaning?.brandId ?? []));
  const [brandId = null] = brandIds.size === 1 ? brandIds : [];
  const target = { from: current?.mapping.targetId ?? null, to: to?.mapping.targetId ?? null };
  const detail = { kind, connection: connectionId, parId, target };
  const action = to === null ? "mapping_ended" : "mapping_set";
  await recordChange(tx, { action, subjectId, detail, by, place: { brandId, locationId: null }, now });
}

/** The brands that the id would leave; null where it stays. */
async function findCrossing(
  tx: Transaction,
  args: MappingWriteArgs,
  targetId: string,
): Promise<readonly BrandName[] | null> {
  const { target, brandId } = MAPPING_KINDS[args.kind];
  const [means] = await tx.select({ brandId }).from(target).where(eq(target.id, targetId));
  const owners = await listOwners({ orm: tx }, args);
  return means !== undefined && crossesBrands(owners, means.brandId) ? owners : null;
}

async function resolveUnmapped(tx: Transaction, args: MappingWriteArgs): Promise<void> {
  await tx
    .update(unmappedIds)
    .set({ resolvedAt: args.now, ignoredAt: null, ignoredBy: null, ignoredReason: null })
    .where(and(queuedAs(args), isNull(unmappedIds.resolvedAt)));
}

/** A mapping resolves the queued id at the instant from which it holds. */
async function reopenUnmapped(tx: Transaction, args: MappingWriteArgs, resolvedAt: Date): Promise<void> {
  await tx
    .update(unmappedIds)
    .set({ resolvedAt: null })
    .where(and(queuedAs(args), eq(unmappedIds.resolvedAt, resolvedAt)));
}

function queuedAs({ connectionId, kind, parId }: MappingWriteArgs): SQL | undefined {
  return and(
    eq(unmappedIds.connectionId, connectionId),
    eq(unmappedIds.kind, kind),
    eq(unmappedIds.parId, parId),
  );
}
