import { and, asc, desc, eq, getTableColumns, inArray, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { type LocationId, newId } from "../ids.ts";
import { putJob } from "../jobs/jobs.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import { menuPins, menus } from "../schema/menu.ts";
import { menuRolloutStores, menuRollouts, type RolloutStoreState } from "../schema/rollout.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import type { LedgerNow } from "../sql/time.ts";

export type { RolloutCount, RolloutState, RolloutStop, RolloutStoreState } from "../schema/rollout.ts";

export type Rollout = typeof menuRollouts.$inferSelect;
export type RolloutStore = typeof menuRolloutStores.$inferSelect;

/** The kind of job that goes on with them; its key is the rollout's id. */
export const ROLLOUT_JOB = "menus.rollout";

/** Stores that are held while a newer version of their POS waits, with what they are held at. */
export async function listWaitingMenus(
  db: Database,
  locationIds: readonly LocationId[],
): Promise<{ locationId: LocationId; heldMenuId: string; heldAt: Date; reason: string }[]> {
  if (locationIds.length === 0) return [];
  return await db.orm
    .select({
      ...{ locationId: menuPins.locationId, heldMenuId: menuPins.menuId },
      ...{ heldAt: menuPins.pinnedAt, reason: menuPins.reason },
    })
    .from(menuPins)
    .innerJoin(menus, and(eq(menus.locationId, menuPins.locationId), menus.isCurrent))
    .where(and(inArray(menuPins.locationId, [...locationIds]), sql`${menus.id} <> ${menuPins.menuId}`));
}

export interface NewRollout {
  brandId: string;
  waves: number[];
  minutes: number;
  rise: number;
  stores: Pick<RolloutStore, "locationId" | "wave" | "heldMenuId" | "heldAt" | "reason">[];
}

/** Starts a rollout and asks for its job. @returns null where one of its stores waits in another */
export async function startRollout(
  db: Database,
  args: { rollout: NewRollout; by: Actor; now: Date; ledgerNow: LedgerNow },
): Promise<Rollout | null> {
  const { rollout, by, now, ledgerNow } = args;
  const { brandId, waves, minutes, rise, stores } = rollout;
  return await db.orm.transaction(async (tx) => {
    // Of two that start at once with a store in common, the later one sees the other's.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`parley rollout ${brandId}`}))`);
    const ids = stores.map(({ locationId }) => locationId);
    const [taken] = await tx
      .select({ id: menuRolloutStores.rolloutId })
      .from(menuRolloutStores)
      .where(and(inArray(menuRolloutStores.locationId, ids), eq(menuRolloutStores.state, "waiting")))
      .limit(1);
    if (taken !== undefined) return null;
    const [row] = await tx
      .insert(menuRollouts)
      .values({
        ...{ id: newId("rol"), brandId, state: "running", waves, wave: 1, minutes, rise },
        ...{ startedAt: now, startedBy: actorText(by), movedAt: now },
      })
      .returning();
    if (row === undefined) throw new Error("A rollout was not written.");
    await tx
      .insert(menuRolloutStores)
      .values(stores.map((store) => ({ ...store, rolloutId: row.id, state: "waiting" as const })));
    await putJob({ orm: tx }, { kind: ROLLOUT_JOB, key: row.id, now: ledgerNow });
    await recordChange(tx, {
      action: "menu_rollout_started",
      ...{ subjectId: row.id, detail: { stores: stores.length, waves, minutes, rise } },
      ...{ by, place: placeOf(row), now },
    });
    return row;
  });
}

/** Where a rollout belongs: to its brand. */
export function placeOf({ brandId }: Pick<Rollout, "brandId">) {
  return { brandId, locationId: null };
}

const scopeColumns = { brandId: menuRollouts.brandId, locationId: null };

/** One rollout, or null where it does not exist for this scope. */
export async function findRollout(
  db: Database,
  { scope, rolloutId }: { scope: Scope; rolloutId: string },
): Promise<Rollout | null> {
  const [row] = await db.orm
    .select(getTableColumns(menuRollouts))
    .from(menuRollouts)
    .where(and(eq(menuRollouts.id, rolloutId), inScope(scope, scopeColumns)));
  return row ?? null;
}

/** The rollouts of the brands in scope, the newest first. */
export async function listRollouts(
  db: Database,
  { scope, limit }: { scope: Scope; limit: number },
): Promise<Rollout[]> {
  return await db.orm
    .select(getTableColumns(menuRollouts))
    .from(menuRollouts)
    .where(inScope(scope, scopeColumns))
    .orderBy(desc(menuRollouts.id))
    .limit(limit);
}

/** The stores of a rollout by wave; the caller has checked that whoever asks may read it. */
export async function listRolloutStores(
  db: Database,
  { rolloutId, state }: { rolloutId: string; state?: RolloutStoreState },
): Promise<RolloutStore[]> {
  return await db.orm
    .select()
    .from(menuRolloutStores)
    .where(
      and(
        eq(menuRolloutStores.rolloutId, rolloutId),
        state === undefined ? undefined : eq(menuRolloutStores.state, state),
      ),
    )
    .orderBy(asc(menuRolloutStores.wave), asc(menuRolloutStores.locationId));
}

/** What was counted at one released store. */
export interface StoreCount {
  locationId: LocationId;
  calls: number;
  refused: number;
  callsBefore: number;
  refusedBefore: number;
}

/**
 * PAR's validates and submits at the released stores of a rollout: since each was released, or since a person let it go
 * on, and in the same span before its release, at least a day. What PAR repeats counts once.
 * @param args.codes the codes of answers that refuse for reasons of the menu
 */
export async function countRolloutCalls(
  db: Pick<Database, "sql">,
  args: { rolloutId: string; codes: readonly string[]; now: Date },
): Promise<StoreCount[]> {
  const { rolloutId, codes, now } = args;
  const { sql: run } = db;
  return await run<StoreCount[]>`
    select s.location_id as "locationId",
      count(*) filter (where e.at >= s.counted_from)::int as calls,
      count(*) filter (where e.at >= s.counted_from and e.code in ${run([...codes])})::int as refused,
      count(*) filter (where e.at < s.released_at)::int as "callsBefore",
      count(*) filter (where e.at < s.released_at and e.code in ${run([...codes])})::int as "refusedBefore"
    from (
      select s.location_id, s.released_at, greatest(s.released_at, r.counts_from) as counted_from
      from menu_rollout_stores s join menu_rollouts r on r.id = s.rollout_id
      where s.rollout_id = ${rolloutId} and s.state in ('released', 'changed')
    ) s
    join exchanges e on e.location_id = s.location_id and e.at <= ${now}
      and e.at >= s.released_at - greatest(interval '1 day', ${now}::timestamptz - s.released_at)
    where e.direction = 'in' and e.operation in ('validate_order', 'submit_order') and not e.replayed
    group by s.location_id`;
}
