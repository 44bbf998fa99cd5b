import { and, asc, desc, eq, getTableColumns, inArray, notInArray } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { type LocationId, newId } from "../ids.ts";
import { putJob } from "../jobs/jobs.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import {
  type DrillFailure,
  type DrillWait,
  fireDrillFindings,
  fireDrillSkips,
  fireDrills,
} from "../schema/fire-drill.ts";
import { locations } from "../schema/location.ts";
import { inScope, type Scope, storeColumns } from "../sql/scope.ts";
import type { LedgerNow } from "../sql/time.ts";

export type {
  DrillFailure,
  DrillFindingKind,
  DrillSkip,
  DrillState,
  DrillWait,
} from "../schema/fire-drill.ts";

export type FireDrill = typeof fireDrills.$inferSelect;
export type FireDrillFinding = typeof fireDrillFindings.$inferSelect;
export type FireDrillSkip = typeof fireDrillSkips.$inferSelect;

/** The kind of job that runs them; its key is the drill's id. */
export const FIRE_DRILL_JOB = "menus.fire_drill";

/** Drills of a store that are kept. */
const KEPT = 20;

/** Starts a fire drill and asks for its job. @returns null where one of the store runs already */
export async function startFireDrill(
  db: Database,
  args: {
    location: { id: LocationId; brandId: string };
    menuId: string;
    itemCount: number;
    by: Actor;
    now: Date;
    ledgerNow: LedgerNow;
  },
): Promise<FireDrill | null> {
  const { location, menuId, itemCount, by, now, ledgerNow } = args;
  const { id: locationId, brandId } = location;
  return await db.orm.transaction(async (tx) => {
    const [drill] = await tx
      .insert(fireDrills)
      .values({
        ...{ id: newId("drl"), locationId, menuId, itemCount, state: "running" },
        ...{ startedAt: now, startedBy: actorText(by), movedAt: now },
      })
      .onConflictDoNothing()
      .returning();
    if (drill === undefined) return null;
    const kept = tx
      .select({ id: fireDrills.id })
      .from(fireDrills)
      .where(eq(fireDrills.locationId, locationId))
      .orderBy(desc(fireDrills.id))
      .limit(KEPT);
    await tx
      .delete(fireDrills)
      .where(and(eq(fireDrills.locationId, locationId), notInArray(fireDrills.id, kept)));
    await putJob({ orm: tx }, { kind: FIRE_DRILL_JOB, key: drill.id, now: ledgerNow });
    const detail = { drillId: drill.id, menuId, items: itemCount };
    const place = { brandId, locationId };
    await recordChange(tx, {
      action: "fire_drill_started",
      subjectId: locationId,
      ...{ detail, by, place, now },
    });
    return drill;
  });
}

/** Stops a fire drill. @returns it as it is then, or null where it does not run any more */
export async function stopFireDrill(
  db: Database,
  args: { drillId: string; location: { id: LocationId; brandId: string }; by: Actor; now: Date },
): Promise<FireDrill | null> {
  const { drillId, location, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const [drill] = await tx
      .update(fireDrills)
      .set({ state: "stopped", endedAt: now, waitsFor: null })
      .where(
        and(
          eq(fireDrills.id, drillId),
          eq(fireDrills.locationId, location.id),
          eq(fireDrills.state, "running"),
        ),
      )
      .returning();
    if (drill === undefined) return null;
    await recordChange(tx, {
      action: "fire_drill_stopped",
      subjectId: location.id,
      detail: { drillId, checked: drill.position, items: drill.itemCount },
      by,
      place: { brandId: location.brandId, locationId: location.id },
      now,
    });
    return drill;
  });
}

/** One fire drill, or null where it does not exist for this scope. */
export async function findFireDrill(
  db: Database,
  { scope, drillId }: { scope: Scope; drillId: string },
): Promise<FireDrill | null> {
  const [row] = await db.orm
    .select(getTableColumns(fireDrills))
    .from(fireDrills)
    .innerJoin(locations, eq(locations.id, fireDrills.locationId))
    .where(and(eq(fireDrills.id, drillId), inScope(scope, storeColumns)));
  return row ?? null;
}

/** The fire drills of a store, the newest first. */
export async function listFireDrills(
  db: Database,
  args: { scope: Scope; locationId: LocationId; limit: number },
): Promise<FireDrill[]> {
  return await db.orm
    .select(getTableColumns(fireDrills))
    .from(fireDrills)
    .innerJoin(locations, eq(locations.id, fireDrills.locationId))
    .where(and(eq(fireDrills.locationId, args.locationId), inScope(args.scope, storeColumns)))
    .orderBy(desc(fireDrills.id))
    .limit(args.limit);
}

/** The last fire drill of each of these stores, where one was held. */
export async function listLastFireDrills(
  db: Database,
  args: { scope: Scope; locationIds: readonly LocationId[] },
): Promise<FireDrill[]> {
  return await db.orm
    .selectDistinctOn([fireDrills.locationId], getTableColumns(fireDrills))
    .from(fireDrills)
    .innerJoin(locations, eq(locations.id, fireDrills.locationId))
    .where(and(inArray(fireDrills.locationId, [...args.locationIds]), inScope(args.scope, storeColumns)))
    .orderBy(fireDrills.locationId, desc(fireDrills.id));
}

/** What a fire drill found, in the menu's order; the caller has checked that whoever asks may read the drill. */
export async function listFireDrillFindings(
  db: Database,
  args: { drillId: string; limit: number },
): Promise<FireDrillFinding[]> {
  return await db.orm
    .select()
    .from(fireDrillFindings)
    .where(eq(fireDrillFindings.drillId, args.drillId))
    .orderBy(asc(fireDrillFindings.position), asc(fireDrillFindings.part))
    .limit(args.limit);
}

/** The items that a fire drill did not ask about, in the menu's order; the caller has checked who asks. */
export async function listFireDrillSkips(
  db: Database,
  args: { drillId: string; limit: number },
): Promise<FireDrillSkip[]> {
  return await db.orm
    .select()
    .from(fireDrillSkips)
    .where(eq(fireDrillSkips.drillId, args.drillId))
    .orderBy(asc(fireDrillSkips.position))
    .limit(args.limit);
}

/** What came of some items of a fire drill. */
export interface DrillStep {
  /** How many items were gone through, from where the drill stood. */
  items: number;
  skipped: Omit<FireDrillSkip, "drillId">[];
  differing: number;
  findings: Omit<FireDrillFinding, "drillId">[];
}

/**
 * Writes down what came of the next items. @returns false where the drill was stopped, or another process went on from
 * the same place: then nothing is written
 */
export async function moveFireDrill(
  db: Database,
  { drill, step, now }: { drill: Pick<FireDrill, "id" | "position">; step: DrillStep; now: Date },
): Promise<FireDrill | null> {
  const { id, position } = drill;
  return await db.orm.transaction(async (tx) => {
    const before = and(eq(fireDrills.id, id), eq(fireDrills.position, position), isRunning);
    const [row] = await tx.select().from(fireDrills).where(before).for("update");
    if (row === undefined) return null;
    const [moved] = await tx
      .update(fireDrills)
      .set({
        position: position + step.items,
        skippedCount: row.skippedCount + step.skipped.length,
        differingCount: row.differingCount + step.differing,
        waitsFor: null,
        movedAt: now,
      })
      .where(before)
      .returning();
    if (step.findings.length > 0)
      await tx.insert(fireDrillFindings).values(step.findings.map((row) => ({ ...row, drillId: id })));
    if (step.skipped.length > 0)
      await tx.insert(fireDrillSkips).values(step.skipped.map((row) => ({ ...row, drillId: id })));
    return moved ?? null;
  });
}

const isRunning = eq(fireDrills.state, "running");

/** Says what a running fire drill waits for. */
export async function holdFireDrill(
  db: Database,
  { drillId, waitsFor }: { drillId: string; waitsFor: DrillWait },
): Promise<void> {
  await db.orm
    .update(fireDrills)
    .set({ waitsFor })
    .where(and(eq(fireDrills.id, drillId), isRunning));
}

/** Ends a fire drill that runs: as done, or because it cannot go on. */
export async function endFireDrill(
  db: Database,
  args: { drillId: string; failure: DrillFailure | null; now: Date },
): Promise<void> {
  const { drillId, failure, now } = args;
  const state = failure === null ? "done" : "failed";
  await db.orm
    .update(fireDrills)
    .set({ state, failure, endedAt: now, waitsFor: null })
    .where(and(eq(fireDrills.id, drillId), isRunning));
}
