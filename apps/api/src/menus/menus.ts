import { setMaxListeners } from "node:events";
import type { Database, LocationId } from "@parley/db";
import { everyBrand, idFrom } from "@parley/db";
import { claimDueMenuPulls, endTimedOverrides, nextMenuPullAt, requestEveryMenuPull } from "@parley/db/menus";
import type { Vault } from "@parley/db/secrets";
import { findLocation } from "@parley/db/stores";
import type { Logger } from "../logger.ts";
import type { PosRegistry } from "../pos/registry.ts";
import { createOverlays } from "./availability/overlay.ts";
import type { CurrentMenu, RefreshOutcome } from "./current-menu.ts";
import { createMenuCache, createOverrideCache } from "./menu-cache.ts";
import { createPuller } from "./pull.ts";
import { createSchedule } from "./schedule.ts";

export interface MenusOptions {
  db: Database;
  vault: Vault;
  pos: PosRegistry;
  now: () => Date;
  log: Logger;
  timings: { menuRefreshMs: number; attemptDeadlineMs: number };
}

/** The room of menus: pulled from each store's POS, kept by content, served from memory. */
export interface Menus extends AsyncDisposable {
  /**
   * The store's menu with its availability overrides applied, from memory once `startSchedule` listens for
   * changes; null before the first pull. A timed override stops counting at its time, by itself.
   */
  getCurrent(locationId: LocationId): Promise<CurrentMenu | null>;
  /** Reads a store's availability overrides again before the next use. */
  forgetOverrides(locationId: LocationId): void;
  /** Reads which version is in force at a store again before the next use. */
  forgetMenu(locationId: LocationId): void;
  /** Pulls now. Two at once for one store are one pull. Does not throw for what a POS may do. */
  refresh(locationId: LocationId): Promise<RefreshOutcome>;
  /** Makes every store due, then pulls what is due as it falls due, sharing the work with other processes. */
  startSchedule(): Promise<void>;
}

const CHANNEL = "parley_changed";
/** Expired overrides that are ended in one statement; none has counted since its time came. */
const ENDED_MAX = 500;

/** Creates the room; nothing runs before `startSchedule`, and nothing after it is disposed of. */
export function createMenus(options: MenusOptions): Menus {
  const { db, now, log, timings } = options;
  const cache = createMenuCache({ db, now, log });
  const overrides = createOverrideCache({ db, now, log });
  const overlays = createOverlays();
  const puller = createPuller({
    ...options,
    isReadable: async (locationId) => (await cache.find(locationId)) !== null,
  });
  const stop = new AbortController();
  // One listener per pull that runs; on demand there is no bound.
  setMaxListeners(0, stop.signal);
  const pulling = new Map<string, Promise<RefreshOutcome>>();
  const tidy = async () => void (await endTimedOverrides(db, { now: now(), limit: ENDED_MAX }));
  const schedule = createSchedule({ nextDueAt: () => nextMenuPullAt(db), claimDue, pull, tidy, now, log });
  let listener: { unlisten(): Promise<void> } | null = null;

  async function getCurrent(locationId: LocationId): Promise<CurrentMenu | null> {
    const [pulled, known] = await Promise.all([cache.find(locationId), overrides.find(locationId)]);
    return pulled === null ? null : overlays.apply(pulled, known, now());
  }

  async function logFailure(locationId: LocationId, outcome: RefreshOutcome): Promise<void> {
    const store = await findLocation(db, { scope: everyBrand, idOrCode: locationId }).catch(() => null);
    log.warn({ locationId, store: store?.code ?? null, outcome }, "a menu could not be pulled");
  }

  async function pullOnce(locationId: LocationId): Promise<RefreshOutcome> {
    try {
      const outcome = await puller.pull(locationId, stop.signal);
      if (outcome.kind === "failed") await logFailure(locationId, outcome);
      else log.info({ locationId, outcome }, "menu pulled");
      // Not after a pull that broke off: where the database is away, what is in memory is all there is.
      cache.forget(idFrom("loc", locationId));
      overrides.forget(idFrom("loc", locationId));
      return outcome;
    } finally {
      pulling.delete(locationId);
    }
  }

  function refresh(locationId: LocationId): Promise<RefreshOutcome> {
    const running = pulling.get(locationId) ?? pullOnce(locationId);
    pulling.set(locationId, running);
    return running;
  }

  async function claimDue(limit: number): Promise<LocationId[]> {
    const at = now();
    // A process that dies while it pulls leaves the store due again when its deadline has long passed.
    const dueAgainAt = new Date(
      at.getTime() + Math.min(timings.attemptDeadlineMs * 3, timings.menuRefreshMs),
    );
    return await claimDueMenuPulls(db, { now: at, dueAgainAt, limit });
  }

  async function pull(locationId: LocationId): Promise<void> {
    try {
      // Due while it is being pulled: this was asked for after that pull began, so that pull does not count.
      await pulling.get(locationId)?.catch(() => {});
      await refresh(locationId);
    } catch (error) {
      log.error({ locationId, err: error }, "a menu pull broke off");
    }
  }

  function onChange(payload: string): void {
    const [topic, locationId] = payload.split(":");
    if (topic === "menus" && locationId !== undefined) cache.forget(idFrom("loc", locationId));
    if (topic === "availability" && locationId !== undefined) overrides.forget(idFrom("loc", locationId));
    if (topic === "locations") schedule.wake();
  }

  return {
    getCurrent,
    forgetOverrides: overrides.forget,
    forgetMenu: cache.forget,
    refresh,
    async startSchedule() {
      listener = await db.listen(CHANNEL, onChange, () => {
        // Notifications sent while nobody listened are lost.
        cache.forgetAll();
        overrides.forgetAll();
        schedule.wake();
      });
      cache.start();
      overrides.start();
      await requestEveryMenuPull(db, { now: now() });
      schedule.start();
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await listener?.unlisten();
      await schedule.stop();
      await Promise.allSettled(pulling.values());
      await Promise.all([cache.idle(), overrides.idle()]);
    },
  };
}
