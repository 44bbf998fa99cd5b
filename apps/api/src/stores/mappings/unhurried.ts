import { setImmediate } from "node:timers/promises";

/** Rows between two pauses: a file of many must not keep orders waiting. */
const ROWS_AT_ONCE = 1_000;

/** Does something for each of many rows, in order, and lets others of this process run in between. */
export async function eachUnhurried<Row>(rows: Iterable<Row>, act: (row: Row) => void): Promise<void> {
  let done = 0;
  for (const row of rows) {
    act(row);
    done += 1;
    if (done % ROWS_AT_ONCE === 0) await setImmediate();
  }
}
