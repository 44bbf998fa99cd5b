import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { whileAlive } from "./while-alive.ts";

const DOUBTED_AFTER_MS = 1_000;
const SIGN_OF_LIFE_WITHIN_MS = 2_000;
const ANSWER_WITHIN_MS = 15_000;

/** Ends only when it is given up. */
function never(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

describe("a query that has no answer", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** What became of it, as far as time has come. */
  function begin(signOfLife: (signal: AbortSignal) => Promise<unknown>) {
    const seen = { isOver: false };
    whileAlive(never, signOfLife).catch(() => {
      seen.isOver = true;
    });
    return seen;
  }

  it("is given up where the API does not say that it lives", async () => {
    const seen = begin(never);
    await vi.advanceTimersByTimeAsync(DOUBTED_AFTER_MS + SIGN_OF_LIFE_WITHIN_MS - 1);
    expect(seen.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen.isOver).toBe(true);
  });

  it("is given up at once where the API cannot be reached any more", async () => {
    const seen = begin(() => Promise.reject(new Error("refused")));
    await vi.advanceTimersByTimeAsync(DOUBTED_AFTER_MS);
    expect(seen.isOver).toBe(true);
  });

  it("is waited for as long as the API lives, but not for ever", async () => {
    const seen = begin(() => Promise.resolve());
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS - 1);
    expect(seen.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(seen.isOver).toBe(true);
  });

  it("leaves the API alone where the answer comes soon", async () => {
    const signOfLife = vi.fn(never);
    await expect(whileAlive(() => Promise.resolve("data"), signOfLife)).resolves.toBe("data");
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS);
    expect(signOfLife).not.toHaveBeenCalled();
  });
});
