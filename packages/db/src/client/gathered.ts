import type { Database } from "./client.ts";
import { createGather, type Gather, type GatherOptions } from "./gather.ts";

/** Makes a gather once per database, and keeps it. */
export function gathered<Item, Result>(
  optionsOf: (db: Database) => GatherOptions<Item, Result>,
): (db: Database) => Gather<Item, Result> {
  const gathers = new WeakMap<Database, Gather<Item, Result>>();
  return (db) => {
    const known = gathers.get(db);
    if (known !== undefined) return known;
    const made = createGather(optionsOf(db));
    gathers.set(db, made);
    return made;
  };
}
