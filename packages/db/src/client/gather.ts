import postgres from "postgres";
import { isFateUnknown } from "../sql/postgres-errors.ts";

/** In one statement; more of them save nothing more where it was measured. */
const ITEMS_MAX = 32;
/** Bytes of one statement's items, so that they do not make it a large one. */
const LENGTH_MAX = 128 * 1024;
/**
 * A statement that takes longer holds up nobody who came after it: they go on over another connection. Most take a few
 * milliseconds, and a wait for a lock ends before.
 */
const STALLED_MS = 150;

/** How long a statement for several waits for a lock that somebody else has: then each of them waits by itself. */
export const LOCK_WAIT_MS = 50;

export interface GatherOptions<Item, Result> {
  /**
   * Writes these in one statement, which is all or nothing, and gives the result of each in their order. Where there
   * are several it gives up a lock after LOCK_WAIT_MS.
   */
  write(items: readonly Item[]): Promise<readonly Result[]>;
  /** Whether two of them must not be in one statement. */
  areApart(one: Item, other: Item): boolean;
  /** About how many bytes an item has. */
  lengthOf(item: Item): number;
}

/** What the commit of one item led to, as if it had been written alone. Rejects as `write` does. */
export type Gather<Item, Result> = (item: Item) => Promise<Result>;

interface Entry<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Writes together what comes while a statement is under way; what comes while there is none goes at once, so nobody
 * ever waits for company. Each hears of its own commit only:
 *
 * - Where the server refuses a statement for several (a key is taken, a lock is not free, two wait for each other),
 *   nothing of it is written, and each is written again alone: none fails for another.
 * - Where nobody can say whether a statement was done, each is told just that, and looks for its own key.
 */
export function createGather<Item, Result>(options: GatherOptions<Item, Result>): Gather<Item, Result> {
  const { write, areApart, lengthOf } = options;
  let waiting: Entry<Item, Result>[] = [];
  let underWay = 0;

  /** The next ones, in the order in which they came; who must not be beside one of them waits for the next. */
  function take(): Entry<Item, Result>[] {
    const taken: Entry<Item, Result>[] = [];
    const left: Entry<Item, Result>[] = [];
    let length = 0;
    for (const entry of waiting) {
      const grown = length + lengthOf(entry.item);
      const hasPlace = taken.length < ITEMS_MAX && (taken.length === 0 || grown <= LENGTH_MAX);
      if (hasPlace && !taken.some(({ item }) => areApart(item, entry.item))) {
        taken.push(entry);
        length = grown;
      } else left.push(entry);
    }
    waiting = left;
    return taken;
  }

  async function alone({ item, resolve, reject }: Entry<Item, Result>): Promise<void> {
    try {
      const [result] = await write([item]);
      if (result === undefined) throw new Error("A statement did not say what became of its only item");
      resolve(result);
    } catch (error) {
      reject(error);
    }
  }

  async function together(entries: readonly Entry<Item, Result>[]): Promise<void> {
    const results = await write(entries.map(({ item }) => item));
    for (const [at, { resolve, reject }] of entries.entries()) {
      const result = results[at];
      if (result === undefined) reject(new Error("A statement did not say what became of an item"));
      else resolve(result);
    }
  }

  async function fly(): Promise<void> {
    const entries = take();
    const [first] = entries;
    if (first === undefined) return;
    underWay += 1;
    let isCounted = true;
    const end = () => {
      if (!isCounted) return;
      isCounted = false;
      underWay -= 1;
      if (underWay === 0) void fly();
    };
    const stalled = setTimeout(end, STALLED_MS);
    stalled.unref();
    try {
      await (entries.length === 1 ? alone(first) : together(entries));
    } catch (error) {
      if (isOfOne(error)) for (const entry of entries) void alone(entry);
      else for (const { reject } of entries) reject(error);
    } finally {
      clearTimeout(stalled);
      end();
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (underWay === 0) void fly();
    });
}

/** The server's trouble, whatever is written: connection (08), resources (53), operators (57), system (58, XX). */
const OF_SERVER = /^(08|53|57|58|XX)/;

/** Whether a statement was refused, and surely not done, for something that may be one item's. */
function isOfOne(error: unknown): boolean {
  return error instanceof postgres.PostgresError && !OF_SERVER.test(error.code) && !isFateUnknown(error);
}
