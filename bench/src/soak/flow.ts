import { type LoadResult, runOpenLoop } from "../load.ts";
import { menuPool, orderPool, type Pool, statusPool } from "../requests.ts";

/** What callers ask for, a second. */
export interface Rates {
  validate: number;
  submit: number;
  status: number;
  menus: number;
}

export type Operation = keyof Rates;

const PATHS = { validate: "/posnext/order/validate", submit: "/posnext/order/submit" };
/** Requests are made a little ahead, since an hour's would fill the memory. */
const AHEAD_S = 3;
const POLL_MS = 100;
/** Placed orders that are asked for. */
const KNOWN_MAX = 5_000;

/** A steady stream of every operation, minute by minute. */
export function createFlow(port: number, rates: Rates) {
  const prefix = `soak-${Date.now()}`;
  const known: string[] = [];
  let batch = 0;

  async function make(operation: Operation, count: number): Promise<Pool> {
    batch += 1;
    const now = new Date();
    const name = `${prefix}-${batch}`;
    if (operation === "menus") return await menuPool(count, name, now);
    if (operation === "status") return await statusPool(known, count, now);
    return await orderPool(PATHS[operation], count, name, { now });
  }

  async function run(operation: Operation, durationMs: number): Promise<LoadResult> {
    const perSecond = rates[operation];
    const ready: Buffer[] = [];
    let isOver = false;
    let submitted: string[] = [];
    const fill = async () => {
      const missing = perSecond * AHEAD_S - ready.length;
      if (missing <= 0) return;
      const pool = await make(operation, missing);
      ready.push(...pool.requests);
      if (operation === "submit") submitted = pool.requestUids;
    };
    const keepFilled = async () => {
      while (!isOver) {
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
        // Those of the batch before were sent and, but for a few, answered.
        if (operation === "submit" && ready.length < perSecond) known.push(...submitted.splice(0));
        if (known.length > KNOWN_MAX) known.splice(0, known.length - KNOWN_MAX);
        await fill();
      }
    };
    await fill();
    const filling = keepFilled();
    const next = () => ready.shift() ?? null;
    const result = await runOpenLoop({ port, perSecond, next, durationMs, warmUpMs: 0 });
    isOver = true;
    await filling;
    return result;
  }

  return {
    /** Places a few orders, to ask for. */
    async begin(): Promise<void> {
      await run("submit", 1_000);
      const pool = await make("submit", rates.submit);
      let at = 0;
      const next = () => pool.requests[at++] ?? null;
      await runOpenLoop({ port, perSecond: rates.submit, next, durationMs: 1_000, warmUpMs: 0 });
      known.push(...pool.requestUids);
    },
    /** Everything at the same time, for so long. */
    async stream(durationMs: number): Promise<Record<Operation, LoadResult>> {
      const [validate, submit, status, menus] = await Promise.all([
        run("validate", durationMs),
        run("submit", durationMs),
        run("status", durationMs),
        run("menus", durationMs),
      ]);
      return { validate, submit, status, menus };
    },
  };
}
