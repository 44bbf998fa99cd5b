import type { Case } from "./stored.ts";

/** Days and minutes; the orders were received on 2026-11-23 from 12:01 on, a minute apart. */
export const TIMES: readonly Case[] = [
  // in the order of the US, with a zone, a day alone
  ["11/23/2026 12:01 PM", ["anne"]],
  ["11/23/26 12:01", ["anne"]],
  ["2026-11-23 12:01", ["anne"]],
  ["2026-11-23T12:01:33Z", ["anne"]],
  ["11/23/2026 7:01 AM -05:00", ["anne"]],
  ["23.11.2026 12:02", ["obrien"]],
  ["23/11/2026, 12:02", ["obrien"]],
  ["11/22/2026", []],
  ["2026-11-22", []],
  ["31.02.2026", []],
  ["11/23/2026 25:99", []],
];
