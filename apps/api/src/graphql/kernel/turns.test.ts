import { describe, expect, it } from "vitest";
import { createTurns, type Turns } from "./turns.ts";

const patient = new AbortController().signal;

/** Takes a turn and tells what became of it at once, after all that could begin has begun. */
async function asked(turns: Turns, key: string, signal: AbortSignal = patient) {
  const asking = { key, leave: undefined as (() => void) | null | undefined };
  void turns.take(key, signal).then((leave) => {
    asking.leave = leave;
  });
  await Promise.resolve();
  await Promise.resolve();
  return asking;
}

const open = (ofOne = 2, ofAll = 3, waiting = 2) => createTurns({ ofOne, ofAll, waiting });
const hasBegun = ({ leave }: { leave: unknown }) => typeof leave === "function";

describe("turns", () => {
  it("let one key have its share, and keep the rest for others", async () => {
    const turns = open();
    const greedy = [await asked(turns, "a"), await asked(turns, "a"), await asked(turns, "a")];
    expect(greedy.map(hasBegun)).toEqual([true, true, false]);
    expect(hasBegun(await asked(turns, "b"))).toBe(true);
  });

  it("serve those who wait in turn, whoever waits for more", async () => {
    const turns = open(1, 1, 9);
    const first = await asked(turns, "a");
    const waiting = [await asked(turns, "a"), await asked(turns, "a"), await asked(turns, "b")];
    first.leave?.();
    await Promise.resolve();
    expect(waiting.map(hasBegun)).toEqual([false, false, true]);
    waiting[2]?.leave?.();
    await Promise.resolve();
    expect(waiting.map(hasBegun)).toEqual([true, false, true]);
  });

  it("are refused to whoever has too many waiting, and to nobody else", async () => {
    const turns = open(1, 1, 1);
    await asked(turns, "a");
    await asked(turns, "a");
    expect((await asked(turns, "a")).leave).toBeNull();
    expect((await asked(turns, "b")).leave).toBeUndefined();
  });

  it("are given up by whoever goes away, and passed on", async () => {
    const turns = open(1, 1, 9);
    const first = await asked(turns, "a");
    const leaving = new AbortController();
    const gone = await asked(turns, "a", leaving.signal);
    const last = await asked(turns, "a");
    leaving.abort();
    await Promise.resolve();
    expect(gone.leave).toBeNull();
    first.leave?.();
    await Promise.resolve();
    expect(hasBegun(last)).toBe(true);
    expect((await asked(turns, "a", leaving.signal)).leave).toBeNull();
  });

  it("end once, however often that is said", async () => {
    const turns = open(1, 1, 9);
    const first = await asked(turns, "a");
    const second = await asked(turns, "a");
    const third = await asked(turns, "a");
    first.leave?.();
    first.leave?.();
    await Promise.resolve();
    expect([second, third].map(hasBegun)).toEqual([true, false]);
  });
});
