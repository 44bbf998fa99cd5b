import { type Database, everyBrand, type LocationId } from "@parley/db";
import {
  countRolloutCalls,
  findMenu,
  findRollout,
  listMenusInForce,
  listRolloutStores,
  noteRolloutFindings,
  ROLLOUT_JOB,
  type Rollout,
  type RolloutCount,
  type RolloutStep,
  type RolloutStore,
  releaseRolloutStore,
  stepRollout,
} from "@parley/db/menus";
import type { Actor } from "@parley/db/orders";
import { fitMenu } from "../fit.ts";
import type { Menus } from "../menus.ts";
import { parseStoredMenu } from "../stored.ts";
import { MENU_REJECTS, stopOf } from "./rule.ts";

/** Between two looks at what became of the released stores, by how long a wave takes. */
const LOOK_MS = { least: 15_000, most: 300_000 };

interface Deps {
  db: Database;
  menus: Pick<Menus, "forgetMenu">;
  now: () => Date;
  /** The name of this process. */
  worker: string;
}

/**
 * Goes on with rollouts: lets go of the stores of a wave, looks what becomes of their orders, and stops or goes on with
 * the next wave after its minutes. Each change is made from the place in the row, so another process goes on from there
 * and of two that do the same one changes nothing.
 */
export function createRolloutJob({ db, menus, now, worker }: Deps): {
  kind: string;
  run(job: { key: string }, signal: AbortSignal): Promise<"done" | { againInMs: number }>;
} {
  const by: Actor = { kind: "worker", name: worker };

  async function run({ key: rolloutId }: { key: string }, signal: AbortSignal) {
    const rollout = await findRollout(db, { scope: everyBrand, rolloutId });
    if (rollout?.state !== "running") return "done";
    if (rollout.nextAt === null) return await letGo(rollout, signal);
    const stop = await lookAt(rollout);
    if (stop !== null) {
      await stepRollout(db, { rollout, step: stop, by, now: now() });
      return { againInMs: 0 };
    }
    const leftMs = rollout.nextAt.getTime() - now().getTime();
    if (leftMs > 0) return { againInMs: Math.min(leftMs, lookMsOf(rollout)) };
    const isLast = rollout.wave >= rollout.waves.length;
    await stepRollout(db, { rollout, step: { kind: isLast ? "done" : "next_wave" }, by, now: now() });
    return { againInMs: 0 };
  }

  async function letGo(rollout: Rollout, signal: AbortSignal) {
    const { id: rolloutId, wave, minutes } = rollout;
    const waiting = await listRolloutStores(db, { rolloutId, state: "waiting" });
    for (const { locationId } of waiting.filter((store) => store.wave <= wave)) {
      if (signal.aborted) return { againInMs: 0 };
      const became = await releaseRolloutStore(db, { rolloutId, locationId, by, now: now() });
      if (became === null) return { againInMs: 0 };
      if (became === "released") menus.forgetMenu(locationId);
    }
    const ofWave = (await listRolloutStores(db, { rolloutId })).filter((store) => store.wave === wave);
    const released = ofWave.filter(({ state }) => state === "released").length;
    const skipped = ofWave.filter(({ state }) => state === "skipped").length;
    // Nothing is to be seen of a wave of which every store was skipped.
    const nextAt = new Date(now().getTime() + (released === 0 ? 0 : minutes * 60_000));
    await stepRollout(db, { rollout, step: { kind: "wave_out", nextAt, released, skipped }, by, now: now() });
    return { againInMs: 0 };
  }

  /** @returns why it has to stop, null where it may go on */
  async function lookAt(rollout: Rollout): Promise<Extract<RolloutStep, { kind: "stop" }> | null> {
    const stores = await listRolloutStores(db, { rolloutId: rollout.id, state: "released" });
    const changed = await changedOf(stores);
    let withFindings = 0;
    for (const store of stores) {
      const findings = store.findings ?? (await noteFindings(rollout.id, store));
      // What a person saw when it went on does not stop it again.
      const isNew = rollout.countsFrom === null || (store.releasedAt ?? now()) >= rollout.countsFrom;
      if (isNew && findings > 0) withFindings += 1;
    }
    const args = { rolloutId: rollout.id, codes: MENU_REJECTS, now: now() };
    const counts = sumOf(await countRolloutCalls(db, args));
    const seen = { counts, rise: rollout.rise, changed: changed.length, withFindings };
    const stop = stopOf(seen);
    return stop === null ? null : { kind: "stop", stop, counted: counts, changed };
  }

  async function changedOf(stores: readonly RolloutStore[]): Promise<LocationId[]> {
    const locationIds = stores.map(({ locationId }) => locationId);
    const rows = await listMenusInForce(db, { scope: everyBrand, locationIds });
    const inForce = new Map<string, string>(rows.map(({ locationId, id }) => [locationId, id]));
    return stores
      .filter(({ locationId, menuId }) => inForce.get(locationId) !== menuId)
      .map(({ locationId }) => locationId);
  }

  async function noteFindings(rolloutId: string, store: RolloutStore): Promise<number> {
    const { locationId, heldMenuId, menuId } = store;
    const before = new Set(await refusingOf(heldMenuId));
    const after = menuId === null ? [] : await refusingOf(menuId);
    const findings = after.filter((finding) => !before.has(finding)).length;
    await noteRolloutFindings(db, { rolloutId, locationId, findings });
    return findings;
  }

  /** What keeps guests from ordering something of a version. */
  async function refusingOf(menuId: string): Promise<string[]> {
    const row = await findMenu(db, { scope: everyBrand, menuId });
    const menu = row === null ? null : parseStoredMenu(row.content);
    return (menu === null ? [] : fitMenu(menu).findings)
      .filter(({ code }) => code === "group_never_filled" || code === "item_never_ordered")
      .map(({ code, kind, id }) => `${code} ${kind} ${id}`);
  }

  return { kind: ROLLOUT_JOB, run };
}

function lookMsOf({ minutes }: Rollout): number {
  return Math.min(LOOK_MS.most, Math.max(LOOK_MS.least, minutes * 6_000));
}

/** What was counted at all stores together. */
export function sumOf(counts: readonly RolloutCount[]): RolloutCount {
  const sum = { calls: 0, refused: 0, callsBefore: 0, refusedBefore: 0 };
  for (const count of counts) {
    sum.calls += count.calls;
    sum.refused += count.refused;
    sum.callsBefore += count.callsBefore;
    sum.refusedBefore += count.refusedBefore;
  }
  return sum;
}
