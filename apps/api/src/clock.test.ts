import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aheadBy, createClockWatch } from "./clock.ts";
import { createLogger } from "./logger.ts";

describe("aheadBy (R8)", () => {
  it.each([
    ["within the time that the answer took", { before: 0, theirs: 4_000, after: 5_000 }, null],
    ["within tolerance of it", { before: 0, theirs: 6_000, after: 5_000 }, null],
    ["behind", { before: 0, theirs: 3_600_000, after: 1_000 }, -3_599_000],
    ["ahead", { before: 3_600_000, theirs: 0, after: 3_600_100 }, 3_600_000],
  ])("tells nothing less than the difference that is certain: %s", (_how, read, ahead) => {
    expect(aheadBy(read)).toBe(ahead);
  });
});

describe("the clock watch", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test[Symbol.asyncDispose]());

  async function watch(offMs: number) {
    const lines: string[] = [];
    const log = createLogger("warn", { write: (line: string) => lines.push(line) });
    const clock = createClockWatch({ db: test.db, now: () => new Date(Date.now() + offMs), log });
    await clock.start();
    clock.stop();
    return { lines, aheadMs: clock.aheadMs() };
  }

  it("warns of a clock that differs from the database's, and of no other", async () => {
    expect(await watch(0)).toEqual({ lines: [], aheadMs: null });
    const { lines, aheadMs } = await watch(3_600_000);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain("differs from the database's");
    expect(aheadMs).toBeGreaterThan(3_500_000);
    expect((await watch(-3_600_000)).aheadMs).toBeLessThan(-3_500_000);
  });
});
