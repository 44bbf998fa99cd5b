import type { LocationId } from "@parley/db";

/** At most this many stores are cached; the one asked for longest ago makes room. */
const STORES_MAX = 500;
/** A cached value this old is compared with the database, which bounds the harm of a lost NOTIFY. */
const RECHECK_MS = 30_000;

interface Entry<T> {
  loaded: Promise<T>;
  checkedAtMs: number;
}

/** One value per store in memory. Caches nothing before `start`, since until then no change would be noticed. */
export interface StoreCache<T> {
  find(locationId: LocationId): Promise<T>;
  /** Begins to cache; to be called once changes are listened for. */
  start(): void;
  forget(locationId: LocationId): void;
  forgetAll(): void;
  /** Resolves when no comparison with the database is running. */
  idle(): Promise<void>;
}

export interface StoreCacheOptions<T> {
  load(locationId: LocationId): Promise<T>;
  /** The value of now, given the cached one: the same object where nothing changed; null to load it again. */
  recheck(locationId: LocationId, value: T): Promise<{ value: T } | null>;
  onRecheckError(locationId: LocationId, error: unknown): void;
  now: () => Date;
}

export function createStoreCache<T>({
  load,
  recheck,
  onRecheckError,
  now,
}: StoreCacheOptions<T>): StoreCache<T> {
  const entries = new Map<string, Entry<T>>();
  const rechecks = new Set<Promise<void>>();
  let isStarted = false;

  function put(locationId: LocationId, loaded: Promise<T>): void {
    entries.delete(locationId);
    entries.set(locationId, { loaded, checkedAtMs: now().getTime() });
    const [oldest] = entries.keys();
    if (entries.size > STORES_MAX && oldest !== undefined) entries.delete(oldest);
  }

  async function compare(locationId: LocationId, entry: Entry<T>): Promise<void> {
    try {
      const found = await recheck(locationId, await entry.loaded);
      if (entries.get(locationId) !== entry) return;
      if (found === null) entries.delete(locationId);
      else put(locationId, Promise.resolve(found.value));
    } catch (error) {
      onRecheckError(locationId, error);
    }
  }

  function find(locationId: LocationId): Promise<T> {
    const known = entries.get(locationId);
    if (known === undefined) {
      const loaded = load(locationId);
      if (!isStarted) return loaded;
      put(locationId, loaded);
      // The caller gets the failure; the cache must not remember it.
      loaded.catch(() => entries.delete(locationId));
      return loaded;
    }
    entries.delete(locationId);
    entries.set(locationId, known);
    const nowMs = now().getTime();
    if (nowMs - known.checkedAtMs > RECHECK_MS) {
      known.checkedAtMs = nowMs;
      const running = compare(locationId, known).finally(() => rechecks.delete(running));
      rechecks.add(running);
    }
    return known.loaded;
  }

  return {
    find,
    start() {
      isStarted = true;
    },
    forget(locationId) {
      entries.delete(locationId);
    },
    forgetAll() {
      entries.clear();
    },
    async idle() {
      await Promise.all(rechecks);
    },
  };
}
