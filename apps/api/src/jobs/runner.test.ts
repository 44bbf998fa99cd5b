import { DATABASE_CLOCK, type LedgerNow } from "@parley/db";
import { claimJobs, putJob } from "@parley/db/jobs";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createLogger } from "../logger.ts";
import { backOffMs, createJobRunner, type JobHandler, LEASE_MS } from "./runner.ts";

let test: TestDatabase;
let now: Date;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  now = new Date("2026-11-30T12:00:00Z");
  await test.db.sql`delete from jobs`;
});
afterAll(() => test[Symbol.asyncDispose]());

const ledgerNow = () => now;
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
const put = (key = "one", kind = "test") => putJob(test.db, { kind, key, now });
const rows = async () =>
  await test.db.sql<{ kind: string; key: string; attempts: number; dueAt: Date; lastError: string | null }[]>`
    select kind, key, attempts, due_at as "dueAt", last_error as "lastError", worker from jobs order by kind, key`;

/** Something that one side waits for and the other lets go on. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

function process(
  run: JobHandler["run"],
  over: Partial<JobHandler> & { worker?: string; clock?: () => LedgerNow } = {},
) {
  const { worker = "a", clock = ledgerNow, ...more } = over;
  const handlers = [{ kind: "test", run, ...more }];
  const log = createLogger("silent");
  const runner = createJobRunner({ db: test.db, handlers, worker, ledgerNow: clock, log });
  runner.start();
  return runner;
}

describe("the runner of jobs", () => {
  it("runs each job once, however many processes there are, and leaves nothing of it", async () => {
    const ran: string[] = [];
    for (let n = 0; n < 40; n += 1) await put(`job ${n}`);
    const run: JobHandler["run"] = async ({ key }) => {
      ran.push(key);
      return "done";
    };
    await using _a = process(run);
    await using _b = process(run, { worker: "b" });
    await using _c = process(run, { worker: "c" });
    await expect.poll(rows).toEqual([]);
    expect(ran).toHaveLength(40);
    expect(new Set(ran).size).toBe(40);
  });

  it("leaves a job alone that another process has, and takes it over once that one died", async () => {
    await put();
    const claim = { kinds: ["test"], leaseMs: LEASE_MS, limit: 5, now };
    // A process that dies: it never ends what it took.
    expect(await claimJobs(test.db, { ...claim, worker: "dead" })).toHaveLength(1);
    expect(await claimJobs(test.db, { ...claim, worker: "living" })).toEqual([]);
    later(LEASE_MS);
    const tries: number[] = [];
    await using _ = process(async ({ attempt }) => {
      tries.push(attempt);
      return "done";
    });
    await expect.poll(rows).toEqual([]);
    expect(tries).toEqual([2]);
  });

  it("tries again what failed, later each time, and keeps the kind of the error and not its text", async () => {
    await put();
    let hasFailed = 0;
    await using runner = process(async () => {
      if (hasFailed < 2) {
        hasFailed += 1;
        throw new TypeError("a secret");
      }
      return "done";
    });
    const failed = (attempts: number) => ({
      attempts,
      dueAt: new Date(now.getTime() + backOffMs(attempts)),
      lastError: "TypeError",
      worker: null,
    });
    await expect.poll(rows).toMatchObject([failed(1)]);
    later(backOffMs(1));
    runner.wake();
    await expect.poll(rows).toMatchObject([failed(2)]);
    later(backOffMs(2));
    runner.wake();
    await expect.poll(rows).toEqual([]);
    expect([1, 2, 3, 20].map(backOffMs)).toEqual([5_000, 20_000, 80_000, 3_600_000]);
  });

  it("keeps one job of work that never ends, and runs it again when it says", async () => {
    let runs = 0;
    const run: JobHandler["run"] = async () => {
      runs += 1;
      return { againInMs: 60_000 };
    };
    await using runner = process(run, { isEndless: true });
    await using _b = process(run, { isEndless: true, worker: "b" });
    const due = (at: Date) => [{ key: "", attempts: 0, dueAt: at, worker: null }];
    await expect.poll(rows).toMatchObject(due(new Date(now.getTime() + 60_000)));
    runner.wake();
    later(60_000);
    runner.wake();
    await expect.poll(rows).toMatchObject(due(new Date(now.getTime() + 60_000)));
    expect(runs).toBe(2);
  });

  it("runs what it put off when that is due, and not with its next look", async () => {
    let runs = 0;
    const run: JobHandler["run"] = async () => {
      runs += 1;
      return { againInMs: 20 };
    };
    await using _ = process(run, { isEndless: true, clock: () => DATABASE_CLOCK });
    // By its looks alone this would take most of a minute.
    await expect.poll(() => runs, { timeout: 30_000 }).toBeGreaterThan(20);
  });

  it("does not take for done what was asked for during its run", async () => {
    await put();
    const started = gate();
    const mayEnd = gate();
    let runs = 0;
    await using _ = process(async () => {
      runs += 1;
      if (runs === 1) {
        started.resolve();
        await mayEnd.promise;
      }
      return "done";
    });
    await started.promise;
    await put();
    mayEnd.resolve();
    await expect.poll(rows).toEqual([]);
    expect(runs).toBe(2);
  });

  it("lets go of what it cannot end when its process ends, for the next one to run at once", async () => {
    await put();
    const started = gate();
    const runner = process(
      (_job, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          started.resolve();
        }),
    );
    await started.promise;
    await runner[Symbol.asyncDispose]();
    expect(await rows()).toMatchObject([{ attempts: 0, dueAt: now, lastError: null, worker: null }]);
  });

  it("leaves jobs of a kind that it does not know to a process that does", async () => {
    await put("one", "of a later release");
    await put();
    await using _ = process(async () => "done");
    await expect.poll(rows).toMatchObject([{ kind: "of a later release", attempts: 0 }]);
  });
});
