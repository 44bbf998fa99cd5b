/** Values of this many stores are held; the one asked for longest ago makes room. */
const HELD_MAX = 500;
/** A held value this old is compared with the database, so that no lost NOTIFY lasts longer. */
const RECHECK_MS = 30_000;

interface Entry<T> {
  loaded: Promise<T>;
  checkedAtMs: number;
}

/** Something of each store in memory. Holds nothing until `startHolding`: before that no change is heard of. */
export interface Held<T> {
  find(locationId: string): Promise<T>;
  startHolding(): void;
  forget(locationId: string): void;
  forgetAll(): void;
  /** Ends when no comparison with the database is running. */
  idle(): Promise<void>;
}

export interface HeldOptions<T> {
  load(locationId: string): Promise<T>;
  /** What is there now, given what is held: the same value where nothing changed; null to load it again. */
  recheck(locationId: string, value: T): Promise<{ value: T } | null>;
  onRecheckError(locationId: string, error: unknown): void;
  now: () => Date;
}

export function createHeld<T>({ load, recheck, onRecheckError, now }: HeldOptions<T>): Held<T> {
  const held = new Map<string, Entry<T>>();
  const rechecks = new Set<Promise<void>>();
  let isHolding = false;

  function hold(locationId: string, loaded: Promise<T>): void {
    held.delete(locationId);
    held.set(locationId, { loaded, checkedAtMs: now().getTime() });
    const [oldest] = held.keys();
    if (held.size > HELD_MAX && oldest !== undefined) held.delete(oldest);
  }

  async function compare(locationId: string, entry: Entry<T>): Promise<void> {
    try {
      const found = await recheck(locationId, await entry.loaded);
      if (held.get(locationId) !== entry) return;
      if (found === null) held.delete(locationId);
      else hold(locationId, Promise.resolve(found.value));
    } catch (error) {
      onRecheckError(locationId, error);
    }
  }

  function find(locationId: string): Promise<T> {
    const known = held.get(locationId);
    if (known === undefined) {
      const loaded = load(locationId);
      if (!isHolding) return loaded;
      hold(locationId, loaded);
      // A failure is the caller's to hear, and must not be remembered.
      loaded.catch(() => held.delete(locationId));
      return loaded;
    }
    held.delete(locationId);
    held.set(locationId, known);
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
    startHolding() {
      isHolding = true;
    },
    forget(locationId) {
      held.delete(locationId);
    },
    forgetAll() {
      held.clear();
    },
    async idle() {
      await Promise.all(rechecks);
    },
  };
}
