import type { Database } from "@parley/db";
import { addMenuServings, type MenuServing } from "@parley/db/menus";
import type { Logger } from "../logger.ts";

/** A version of a menu that was served to a connection, or that its order was judged by. */
export interface Served {
  menuId: string;
  connectionId: string;
  as: "menuCalls" | "validates" | "submits";
  at: Date;
}

/**
 * Counts which version was served to whom, beside the answers: noting costs no statement and never fails, and what a
 * database that is away does not take is kept, up to a bound, for the next time.
 */
export interface MenuServings extends AsyncDisposable {
  note(served: Served): void;
  /** Resolves when what was noted has been written, or could not be. */
  flush(): Promise<void>;
}

const FLUSH_MS = 1_000;
/** Pairs of a version and a connection that wait; further ones are not counted. */
const WAITING_MAX = 2_000;

export function createMenuServings(deps: {
  db: Pick<Database, "orm">;
  log: Pick<Logger, "warn">;
}): MenuServings {
  const { db, log } = deps;
  let waiting = new Map<string, MenuServing>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();
  let isWell = true;

  function add(row: MenuServing): void {
    const key = `${row.menuId} ${row.connectionId}`;
    const known = waiting.get(key);
    if (known === undefined) {
      if (waiting.size < WAITING_MAX) waiting.set(key, { ...row });
      return;
    }
    known.firstAt = known.firstAt < row.firstAt ? known.firstAt : row.firstAt;
    known.lastAt = known.lastAt > row.lastAt ? known.lastAt : row.lastAt;
    known.menuCalls += row.menuCalls;
    known.validates += row.validates;
    known.submits += row.submits;
  }

  async function write(): Promise<void> {
    // In one order in every process, so that two never wait for each other's rows.
    const rows = [...waiting.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
    waiting = new Map();
    try {
      await addMenuServings(db, rows);
      isWell = true;
    } catch (error) {
      for (const row of rows) add(row);
      if (isWell) log.warn({ err: error }, "who was served which menu was not noted; it is tried again");
      isWell = false;
    }
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(write);
    return writing;
  }

  return {
    flush,
    note({ menuId, connectionId, as, at }) {
      const none = { menuCalls: 0, validates: 0, submits: 0 };
      add({ menuId, connectionId, firstAt: at, lastAt: at, ...none, [as]: 1 });
      timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
    },
    [Symbol.asyncDispose]: flush,
  };
}
