import { writeSync } from "node:fs";

/**
 * Named places at which a drill may end or stop this process, so that "killed between these two lines"
 * is exact and can be repeated. Nothing happens at any of them unless `FAILPOINT` names it
 * (docs/reliability.md has the table of the places and what each leaves behind).
 */

export const FAILPOINTS = [
  /** Half of PAR's body was read. */
  "cp01",
  /** Token and digest are verified; the ledger was not read yet. */
  "cp02",
  /** The order is committed; nothing was dispatched or answered. */
  "cp05",
  /** Half of a 202 was written. */
  "cp06",
  /** The attempt is committed; no connection was made for it. */
  "cp07",
  /** It is recorded that an attempt was not sent. */
  "cp08",
  /** The call to the POS was begun; none of it was written. */
  "cp09",
  /** The request to the POS was written; no answer has arrived. */
  "cp11",
  /** The POS's answer is in memory; its result is not recorded. */
  "cp14",
  /** The result is committed; PAR was not answered. */
  "cp17",
  /** Half of a final answer was written. */
  "cp18",
  /** Leases of lost workers were ended. */
  "cp20",
  /** A look-up at the POS is under way. */
  "cp21",
  /** A further attempt is committed and was not sent. */
  "cp22",
  /** The answer to an order's INSERT was lost; whether it is committed was not asked yet. */
  "cp28",
  /** Several orders are in one statement, which was not sent. */
  "cp29",
  /** Several orders were committed by one statement; nothing was dispatched or answered. */
  "cp30",
  /** Several results are in one statement, which was not sent. */
  "cp31",
  /** Several results were committed by one statement; PAR was not answered. */
  "cp32",
] as const;
export type FailpointName = (typeof FAILPOINTS)[number];

const ACTIONS = { kill: "SIGKILL", stop: "SIGSTOP", term: "SIGTERM" } as const;
export type FailpointAction = keyof typeof ACTIONS;

export interface Failpoint {
  name: FailpointName;
  action: FailpointAction;
  /** Acts when the place is reached for the n-th time, once. */
  at: number;
}

const ENTRY = /^(cp\d\d):(kill|stop|term)(?:@([1-9]\d{0,5}))?$/;

/**
 * Reads `cp07:kill@3,cp20:stop`; without `@n` the first time counts.
 * @returns null where the text has another form
 */
export function parseFailpoints(text: string): Failpoint[] | null {
  const points: Failpoint[] = [];
  for (const entry of text.split(",").filter((part) => part !== "")) {
    const [, named, action, at] = ENTRY.exec(entry) ?? [];
    const name = FAILPOINTS.find((known) => known === named);
    if (name === undefined || !isAction(action)) return null;
    points.push({ name, action, at: at === undefined ? 1 : Number(at) });
  }
  return points;
}

function isAction(text: string | undefined): text is FailpointAction {
  return text !== undefined && text in ACTIONS;
}

let armed: Failpoint[] = [];

/** Arms this process; the main program does it once, before it serves anything. */
export function armFailpoints(points: readonly Failpoint[]): void {
  armed = [...points];
}

/** The process has reached the place. */
export function failpoint(name: FailpointName): void {
  if (armed.length === 0) return;
  for (const point of armed) {
    if (point.name !== name) continue;
    point.at -= 1;
    if (point.at !== 0) continue;
    // Written synchronously, because nothing runs after the signal.
    writeSync(2, `failpoint ${name} ${point.action}\n`);
    process.kill(process.pid, ACTIONS[point.action]);
  }
}

/** True where this place may still act; the caller then splits a write so that there is a half to stop at. */
export function isFailpointArmed(name: FailpointName): boolean {
  return armed.some((point) => point.name === name && point.at > 0);
}
