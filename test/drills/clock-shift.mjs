import { readFileSync } from "node:fs";

/**
 * Loaded before a program (`node --import`): its time of day is off by the milliseconds that the file
 * DRILL_CLOCK_FILE holds, and follows it. Timers and `performance.now()` stay right, as on a machine whose clock is set.
 */

const RealDate = Date;
const FOLLOW_MS = 50;
let offMs = read();
setInterval(() => {
  offMs = read();
}, FOLLOW_MS).unref();

function read() {
  return Number(readFileSync(process.env.DRILL_CLOCK_FILE ?? "", "utf8"));
}

const now = () => RealDate.now() + offMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
});
