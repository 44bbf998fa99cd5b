import { describe, expect, it, vi } from "vitest";
import { createWaiters } from "./waiters.ts";

describe("createWaiters", () => {
  it("wakes everybody who waits for the order that changed, and nobody else", async () => {
    const waiters = createWaiters();
    const first = waiters.wait("ord_1", 60_000);
    const second = waiters.wait("ord_1", 60_000);
    const other = waiters.wait("ord_2", 60_000);
    const woken: string[] = [];
    void other.told.then(() => woken.push("other"));
    waiters.tell("ord_1");
    await Promise.all([first.told, second.told]);
    expect(woken).toEqual([]);
    other.cancel();
    await other.told;
  });

  it("wakes all when the line was broken, since news may have been lost", async () => {
    const waiters = createWaiters();
    const waits = [waiters.wait("ord_1", 60_000), waiters.wait("ord_2", 60_000)];
    waiters.tellAll();
    await Promise.all(waits.map(({ told }) => told));
  });

  it("gives up after the time that it was given", async () => {
    vi.useFakeTimers();
    const { told } = createWaiters().wait("ord_1", 8_000);
    await vi.advanceTimersByTimeAsync(8_000);
    await told;
    vi.useRealTimers();
  });
});
