import { and, eq, inArray, sql } from "drizzle-orm";
import type { AuditAction } from "../audit/actions.ts";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { putJob } from "../jobs/jobs.ts";
import type { Actor } from "../orders/actor.ts";
import { menuPins, menus } from "../schema/menu.ts";
import {
  menuRolloutStores,
  menuRollouts,
  type RolloutCount,
  type RolloutState,
  type RolloutStop,
  type RolloutStoreState,
} from "../schema/rollout.ts";
import type { LedgerNow } from "../sql/time.ts";
import { setMenuPinWithin } from "./pins.ts";
import { placeOf, ROLLOUT_JOB, type Rollout } from "./rollouts.ts";

type Transaction = Parameters<Parameters<Database["orm"]["transaction"]>[0]>[0];

const ofStore = (rolloutId: string, locationId: LocationId) =>
  and(eq(menuRolloutStores.rolloutId, rolloutId), eq(menuRolloutStores.locationId, locationId));

/**
 * Lets go of one store at its turn, in one transaction with its place: whoever comes second, or after the rollout was
 * stopped, changes nothing. A store of which somebody changed what it is held at is skipped.
 * @returns null where it was not its turn any more
 */
export async function releaseRolloutStore(
  db: Database,
  args: { rolloutId: string; locationId: LocationId; by: Actor; now: Date },
): Promise<"released" | "skipped" | null> {
  const { rolloutId, locationId, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const [rollout] = await tx
      .select()
      .from(menuRollouts)
      .where(eq(menuRollouts.id, rolloutId))
      .for("update");
    const [store] = await tx.select().from(menuRolloutStores).where(ofStore(rolloutId, locationId));
    if (rollout?.state !== "running" || store?.state !== "waiting" || store.wave > rollout.wave) return null;
    const [pin] = await tx.select().from(menuPins).where(eq(menuPins.locationId, locationId));
    const isAsBefore = pin?.menuId === store.heldMenuId && pin.pinnedAt.getTime() === store.heldAt.getTime();
    const outcome = isAsBefore
      ? await setMenuPinWithin(tx, { locationId, expectedMenuId: store.heldMenuId, pin: null, by, now })
      : null;
    if (outcome?.kind !== "set") {
      await tx.update(menuRolloutStores).set({ state: "skipped" }).where(ofStore(rolloutId, locationId));
      return "skipped";
    }
    const [newest] = await tx
      .select({ id: menus.id })
      .from(menus)
      .where(and(eq(menus.locationId, locationId), menus.isCurrent));
    await tx
      .update(menuRolloutStores)
      .set({ state: "released", menuId: newest?.id ?? store.heldMenuId, releasedAt: now })
      .where(ofStore(rolloutId, locationId));
    return "released";
  });
}

/** Notes how many findings of a released store's version keep guests from ordering. */
export async function noteRolloutFindings(
  db: Database,
  args: { rolloutId: string; locationId: LocationId; findings: number },
): Promise<void> {
  const { rolloutId, locationId, findings } = args;
  await db.orm.update(menuRolloutStores).set({ findings }).where(ofStore(rolloutId, locationId));
}

/** Notes what became of a store that was released. */
export async function setRolloutStoreState(
  db: Database,
  args: {
    rolloutId: string;
    locationId: LocationId;
    state: Extract<RolloutStoreState, "rolled_back" | "kept">;
  },
): Promise<void> {
  const { rolloutId, locationId, state } = args;
  await db.orm.update(menuRolloutStores).set({ state }).where(ofStore(rolloutId, locationId));
}

/** A step of a rollout, from where its writer saw it. */
export type RolloutStep =
  /** The stores of its wave were let go of. */
  | { kind: "wave_out"; nextAt: Date; released: number; skipped: number }
  | { kind: "next_wave" }
  | { kind: "done" }
  | { kind: "stop"; stop: RolloutStop; counted: RolloutCount | null; changed: readonly LocationId[] }
  | { kind: "resume"; nextAt: Date; ledgerNow: LedgerNow }
  | { kind: "end" }
  | { kind: "roll_back"; rolledBack: number; kept: number };

const ACTIONS: Readonly<Record<RolloutStep["kind"], AuditAction>> = {
  wave_out: "menu_rollout_moved",
  next_wave: "menu_rollout_moved",
  done: "menu_rollout_ended",
  stop: "menu_rollout_stopped",
  resume: "menu_rollout_resumed",
  end: "menu_rollout_ended",
  roll_back: "menu_rollout_rolled_back",
};

/** From which state a step may be made. */
const FROM: Readonly<Record<RolloutStep["kind"], RolloutState>> = {
  ...{ wave_out: "running", next_wave: "running", done: "running", stop: "running" },
  ...{ resume: "stopped", end: "stopped", roll_back: "stopped" },
};

/** Makes a step. @returns the rollout as it is then; null where somebody made another step from the same place */
export async function stepRollout(
  db: Database,
  args: { rollout: Pick<Rollout, "id" | "version">; step: RolloutStep; by: Actor; now: Date },
): Promise<Rollout | null> {
  const { rollout, step, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .update(menuRollouts)
      .set({ ...changesOf(step, now), version: sql`${menuRollouts.version} + 1`, movedAt: now })
      .where(
        and(
          eq(menuRollouts.id, rollout.id),
          eq(menuRollouts.version, rollout.version),
          eq(menuRollouts.state, FROM[step.kind]),
        ),
      )
      .returning();
    if (row === undefined) return null;
    await setStores(tx, row, step);
    if (step.kind === "resume")
      await putJob({ orm: tx }, { kind: ROLLOUT_JOB, key: row.id, now: step.ledgerNow });
    await recordChange(tx, {
      action: ACTIONS[step.kind],
      ...{ subjectId: row.id, detail: detailOf(step, row), by, place: placeOf(row), now },
    });
    return row;
  });
}

function changesOf(step: RolloutStep, now: Date) {
  switch (step.kind) {
    case "wave_out":
      return { nextAt: step.nextAt };
    case "next_wave":
      return { wave: sql`${menuRollouts.wave} + 1`, nextAt: null };
    case "done":
      return { state: "done" as const, endedAt: now, nextAt: null };
    case "stop":
      return { state: "stopped" as const, stop: step.stop, counted: step.counted };
    case "resume":
      // A wave that was not out yet goes on with the rest of its stores.
      return {
        ...{ state: "running" as const, stop: null, counted: null, countsFrom: now },
        nextAt: sql`case when ${menuRollouts.nextAt} is null then null else ${step.nextAt.toISOString()}::timestamptz end`,
      };
    case "end":
      return { state: "ended" as const, endedAt: now, nextAt: null };
    case "roll_back":
      return { state: "rolled_back" as const, endedAt: now, nextAt: null };
  }
}

async function setStores(tx: Transaction, { id }: Rollout, step: RolloutStep): Promise<void> {
  if (step.kind === "stop" && step.changed.length > 0)
    await tx
      .update(menuRolloutStores)
      .set({ state: "changed" })
      .where(
        and(
          eq(menuRolloutStores.rolloutId, id),
          eq(menuRolloutStores.state, "released"),
          inArray(menuRolloutStores.locationId, [...step.changed]),
        ),
      );
  if (step.kind === "end" || step.kind === "roll_back")
    await tx
      .update(menuRolloutStores)
      .set({ state: "left" })
      .where(and(eq(menuRolloutStores.rolloutId, id), eq(menuRolloutStores.state, "waiting")));
}

function detailOf(step: RolloutStep, { wave }: Rollout): object {
  switch (step.kind) {
    case "wave_out":
      return { wave, released: step.released, skipped: step.skipped };
    case "stop":
      return { wave, stop: step.stop, ...step.counted };
    case "roll_back":
      return { wave, rolledBack: step.rolledBack, kept: step.kept };
    default:
      return { wave };
  }
}
