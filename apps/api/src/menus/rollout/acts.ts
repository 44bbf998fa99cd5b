import { type Database, everyBrand, type LedgerNow } from "@parley/db";
import {
  findMenusInForce,
  findRollout,
  listRolloutStores,
  listWaitingMenus,
  type Rollout,
  type RolloutStore,
  setRolloutStoreState,
  startRollout,
  stepRollout,
} from "@parley/db/menus";
import type { Actor } from "@parley/db/orders";
import { findLocation, type Location } from "@parley/db/stores";
import type { WordsOf } from "@parley/words";
import { STORES_MAX } from "../availability/many-stores.ts";
import { pinMenu } from "../pin-menu.ts";
import { problemOfWaves, usualWaves, WAVES_MAX, waveOfEach } from "./waves.ts";

export const ROLLOUT_MINUTES = { usual: 15, max: 1440 };
/** Percentage points. */
export const ROLLOUT_RISE = { usual: 5, max: 50 };

export type StartRolloutOutcome =
  | { kind: "started"; rollout: Rollout }
  | { kind: "invalid"; field: "storeIds" | "waves" | "minutes" | "rise"; message: string }
  /** A store waits in another rollout. */
  | { kind: "taken" };

/** What people do about rollouts; whoever calls has checked that they may. Null: somebody acted first. */
export interface RolloutActs {
  /** Starts one of these stores, in their order. It goes on in the background, in whichever process has time. */
  start(
    args: {
      stores: readonly Location[];
      waves?: readonly number[] | undefined;
      minutes?: number | undefined;
      rise?: number | undefined;
    },
    by: Actor,
    words: WordsOf,
  ): Promise<StartRolloutOutcome>;
  /** Stops one that runs: stores that were let go of stay so, others stay held. */
  stop(rollout: Rollout, by: Actor): Promise<Rollout | null>;
  /** Lets a stopped one go on; calls count from now. */
  resume(rollout: Rollout, by: Actor): Promise<Rollout | null>;
  /** Ends a stopped one where it stands. */
  end(rollout: Rollout, by: Actor): Promise<Rollout | null>;
  /** Holds the released stores of a stopped one at what they had, where nobody held them since, and ends it. */
  rollBack(rollout: Rollout, by: Actor, words: WordsOf): Promise<Rollout | null>;
}

export function createRolloutActs(deps: {
  db: Database;
  now: () => Date;
  ledgerNow: () => LedgerNow;
  /** Called after the commit, so that the job need not wait for the next look. */
  wake: () => void;
  onChange?: ((locationId: Location["id"]) => void) | undefined;
}): RolloutActs {
  const { db, now, ledgerNow, wake, onChange } = deps;

  /** Holds one store again. @returns whether it is held at what it had */
  async function holdAgain(store: RolloutStore, by: Actor, words: WordsOf): Promise<boolean> {
    const { locationId, heldMenuId: menuId, reason } = store;
    const found = await findMenusInForce(db, locationId);
    // It was done by a try that did not come to its end.
    if (found?.inForce.pin) return found.inForce.id === menuId && found.inForce.pin.reason === reason;
    const location = await findLocation(db, { scope: everyBrand, idOrCode: locationId });
    if (found === null || location === null) return false;
    const expectedMenuId = found.inForce.id;
    const asked = { location, expectedMenuId, menuId, reason, by, words };
    return (await pinMenu({ db, now: now(), onChange }, asked)).kind === "set";
  }

  return {
    async start({ stores, minutes = ROLLOUT_MINUTES.usual, rise = ROLLOUT_RISE.usual, ...args }, by, words) {
      const say = words("rollouts");
      const invalid = (field: "storeIds" | "waves" | "minutes" | "rise", message: string) =>
        ({ kind: "invalid", field, message }) as const;
      const [first] = stores;
      if (first === undefined || stores.length > STORES_MAX)
        return invalid("storeIds", say("refused.stores", { max: STORES_MAX }));
      const { brandId } = first;
      if (stores.some((store) => store.brandId !== brandId))
        return invalid("storeIds", say("refused.brands"));
      if (!isWithin(minutes, 1, ROLLOUT_MINUTES.max))
        return invalid("minutes", say("refused.minutes", { max: ROLLOUT_MINUTES.max }));
      if (!isWithin(rise, 0, ROLLOUT_RISE.max))
        return invalid("rise", say("refused.rise", { max: ROLLOUT_RISE.max }));
      const waves = [...(args.waves ?? usualWaves(stores.length))];
      const problem = problemOfWaves(waves, stores.length);
      if (problem === "none") return invalid("waves", say("refused.waves", { max: WAVES_MAX }));
      if (problem === "sum") return invalid("waves", say("refused.sum", { stores: stores.length }));
      const waiting = await listWaitingMenus(
        db,
        stores.map(({ id }) => id),
      );
      const held = new Map(waiting.map((row) => [row.locationId, row]));
      const without = stores.find(({ id }) => !held.has(id));
      if (without !== undefined)
        return invalid("storeIds", say("refused.nothingWaits", { store: without.name }));
      const waveOf = waveOfEach(waves);
      const rows = stores.flatMap(({ id }, index) => {
        const row = held.get(id);
        return row === undefined ? [] : [{ ...row, wave: waveOf[index] ?? waves.length }];
      });
      const rollout = { brandId, waves, minutes, rise, stores: rows };
      const started = await startRollout(db, { rollout, by, now: now(), ledgerNow: ledgerNow() });
      if (started === null) return { kind: "taken" };
      wake();
      return { kind: "started", rollout: started };
    },

    async stop(seen, by) {
      const step = { kind: "stop", stop: "person", counted: null, changed: [] } as const;
      let rollout: Rollout | null = seen;
      // Whoever stops it means it wherever it has come to meanwhile.
      while (rollout?.state === "running") {
        const stopped = await stepRollout(db, { rollout, step, by, now: now() });
        if (stopped !== null) return stopped;
        rollout = await findRollout(db, { scope: everyBrand, rolloutId: seen.id });
      }
      return null;
    },

    async resume(rollout, by) {
      const nextAt = new Date(now().getTime() + rollout.minutes * 60_000);
      const step = { kind: "resume", nextAt, ledgerNow: ledgerNow() } as const;
      const resumed = await stepRollout(db, { rollout, step, by, now: now() });
      if (resumed !== null) wake();
      return resumed;
    },

    end: (rollout, by) => stepRollout(db, { rollout, step: { kind: "end" }, by, now: now() }),

    async rollBack(rollout, by, words) {
      if (rollout.state !== "stopped") return null;
      const released = await listRolloutStores(db, { rolloutId: rollout.id, state: "released" });
      let rolledBack = 0;
      for (const store of released) {
        const isHeld = await holdAgain(store, by, words);
        if (isHeld) rolledBack += 1;
        const { locationId } = store;
        const state = isHeld ? "rolled_back" : "kept";
        await setRolloutStoreState(db, { rolloutId: rollout.id, locationId, state });
      }
      const step = { kind: "roll_back", rolledBack, kept: released.length - rolledBack } as const;
      return await stepRollout(db, { rollout, step, by, now: now() });
    },
  };
}

function isWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
