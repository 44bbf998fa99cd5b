import type { LocationId } from "@parley/db";
import { type Database, everyBrand } from "@parley/db";
import {
  confirmMenu,
  endPosOverrides,
  listAvailability,
  listCurrentMenus,
  recordMenuFailure,
  storeMenu,
} from "@parley/db/menus";
import type { Vault } from "@parley/db/secrets";
import { findStore, type Location, listFormerPos } from "@parley/db/stores";
import type { Logger } from "../logger.ts";
import type { MenuOutcome } from "../pos/adapter.ts";
import type { PosRegistry, PosStore } from "../pos/registry.ts";
import { readStorePos } from "../pos/store-pos.ts";
import { problemOf } from "./check.ts";
import type { RefreshOutcome } from "./current-menu.ts";
import { menuVersion } from "./version.ts";

/** After this share of the usual interval a failed pull is tried again; it doubles with each failure. */
const FIRST_RETRY_SHARE = 1 / 60;

export interface Puller {
  /**
   * Pulls one store's menu and writes down what came of it. Ends early when `signal` aborts. A pull that breaks off
   * counts as a failed one, or its POS would be asked for ever at the shortest interval.
   * @throws what it broke off with, where that cannot be written down either
   */
  pull(locationId: LocationId, signal: AbortSignal): Promise<RefreshOutcome>;
}

export interface PullerOptions {
  db: Database;
  vault: Vault;
  pos: PosRegistry;
  now: () => Date;
  log: Logger;
  timings: { menuRefreshMs: number; attemptDeadlineMs: number };
  /** Whether the menu in force can be read; else it is asked for in full. */
  isReadable(locationId: LocationId): Promise<boolean>;
}

export function createPuller(options: PullerOptions): Puller {
  const { db, vault, pos, now, log, timings } = options;
  // Kept per process and not in the database: another process that starts afresh only tries a little sooner.
  const failures = new Map<string, number>();

  function afterMs(ms: number): Date {
    return new Date(now().getTime() + ms);
  }

  async function fail(
    locationId: LocationId,
    reason: string,
    version: string | null,
  ): Promise<RefreshOutcome> {
    const count = (failures.get(locationId) ?? 0) + 1;
    failures.set(locationId, count);
    const waitMs = Math.min(
      timings.menuRefreshMs * FIRST_RETRY_SHARE * 2 ** (count - 1),
      timings.menuRefreshMs,
    );
    await recordMenuFailure(db, { locationId, reason, nextPullAt: afterMs(waitMs) });
    return { kind: "failed", reason, version };
  }

  async function listPosOverrideIds(locationId: LocationId): Promise<string[]> {
    const overrides = await listAvailability(db, { locationId, now: now() });
    return overrides.filter(({ source }) => source === "pos").map(({ id }) => id);
  }

  async function fetch(store: PosStore, etag: string | null, signal: AbortSignal): Promise<MenuOutcome> {
    // A controller of its own: what AbortSignal.any makes may be collected while only a listener knows it.
    const ending = new AbortController();
    const end = () => ending.abort();
    const timer = setTimeout(end, timings.attemptDeadlineMs);
    signal.addEventListener("abort", end);
    try {
      const deadlineMs = performance.now() + timings.attemptDeadlineMs;
      return await pos.adapterFor(store).fetchMenu({ etag }, { signal: ending.signal, deadlineMs });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
    }
  }

  async function pull(locationId: LocationId, signal: AbortSignal): Promise<RefreshOutcome> {
    try {
      return await pullOnce(locationId, signal);
    } catch (error) {
      const outcome = await fail(locationId, "pull_broke_off", null).catch(() => null);
      if (outcome === null) throw error;
      log.error({ locationId, err: error }, "a menu pull broke off");
      return outcome;
    }
  }

  /** Whether a menu came from the POS that the store has now: another one may use the same tag for another menu. */
  async function isOfPosOfNow({ id: locationId, posLink }: Location, fetchedAt: Date): Promise<boolean> {
    if (posLink === null) return true;
    const former = await listFormerPos(db, { vault, locationId });
    return former.every(({ endedAt }) => endedAt <= fetchedAt);
  }

  async function pullOnce(locationId: LocationId, signal: AbortSignal): Promise<RefreshOutcome> {
    const store = await findStore(db, { vault, locationId });
    if (store === null) return { kind: "location_not_found" };
    const [head] = await listCurrentMenus(db, { scope: everyBrand, locationIds: [locationId] });
    const version = head?.version ?? null;
    const { posKind, posSettings, currency } = store.location;
    if (posKind === null) return { kind: "failed", reason: "pos_not_set", version };

    if (signal.aborted) return { kind: "failed", reason: "stopped", version };
    const isOurs = head !== undefined && (await isOfPosOfNow(store.location, head.fetchedAt));
    const etag = isOurs && (await options.isReadable(locationId)) ? head.etag : null;
    // Whatever the POS reported before this moment is in the menu it answers with; later reports may not be.
    const overrideIds = await listPosOverrideIds(locationId);
    const pullStartedAt = now();
    const storePos = readStorePos({ kind: posKind, settings: posSettings, secret: store.posSecret });
    const outcome = await fetch({ lane: locationId, pos: storePos }, etag, signal);
    // A process that stops knows nothing of the POS.
    if (signal.aborted) return { kind: "failed", reason: "stopped", version };
    if (outcome.kind === "failed") return await fail(locationId, outcome.reason, version);

    const nextPullAt = afterMs(timings.menuRefreshMs);
    if (outcome.kind === "unchanged") {
      if (version === null) return await fail(locationId, "menu_unknown: the POS says unchanged", null);
      await confirmMenu(db, { locationId, pullStartedAt, nextPullAt, now: now() });
      failures.delete(locationId);
      await endPosOverrides(db, { locationId, overrideIds, now: now() });
      return { kind: "unchanged", version };
    }
    const problem = problemOf(outcome.menu, { currency });
    if (problem !== null) return await fail(locationId, problem, version);

    const pulledVersion = menuVersion(outcome.menu);
    const { changed } = await storeMenu(db, {
      locationId,
      version: pulledVersion,
      content: outcome.menu,
      source: posKind,
      etag: outcome.etag,
      pullStartedAt,
      nextPullAt,
      now: now(),
    });
    failures.delete(locationId);
    await endPosOverrides(db, { locationId, overrideIds, now: now() });
    return changed
      ? { kind: "changed", version: pulledVersion, previousVersion: version }
      : { kind: "unchanged", version: pulledVersion };
  }

  return { pull };
}
