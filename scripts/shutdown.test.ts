import { describe, expect, it } from "vitest";
import { createShutdown, type Part } from "./shutdown.ts";

const silent = { step: () => {}, warn: () => {}, plain: () => {} };

function scene() {
  const clock = { ms: 0 };
  const acts: string[] = [];
  let left: (code: number) => void = () => {};
  const exited = new Promise<number>((resolve) => {
    left = resolve;
  });
  const shutdown = createShutdown({
    screen: silent,
    exit: (code) => left(code),
    monotonicMs: () => clock.ms,
  });
  const part = (name: string, rank: number, more: Partial<Part> = {}) =>
    shutdown.add({
      name,
      rank,
      stop: async () => void acts.push(`stop ${name}`),
      kill: () => acts.push(`kill ${name}`),
      ...more,
    });
  return { clock, acts, exited, shutdown, part };
}

describe("createShutdown", () => {
  it("stops the parts by rank, whatever the order of their start, and exits 0", async () => {
    const { acts, exited, shutdown, part } = scene();
    part("PostgreSQL", 4);
    part("simulator", 3);
    part("api", 1);
    part("admin", 2);
    shutdown.signal();
    expect(await exited).toBe(0);
    expect(acts).toEqual(["stop api", "stop admin", "stop simulator", "stop PostgreSQL"]);
  });

  it("goes on when one part cannot be stopped", async () => {
    const { acts, exited, shutdown, part } = scene();
    part("api", 1, { stop: () => Promise.reject(new Error("stuck")) });
    part("admin", 2);
    shutdown.signal();
    expect(await exited).toBe(0);
    expect(acts).toEqual(["stop admin"]);
  });

  it("takes the copy of a Ctrl-C that npm passes on for the same keystroke", async () => {
    const { acts, clock, shutdown, part } = scene();
    part("api", 1, { stop: () => new Promise(() => {}) });
    shutdown.signal();
    clock.ms = 20;
    shutdown.signal();
    expect(acts).toEqual([]);
  });

  it("kills on the second Ctrl-C, but still stops PostgreSQL properly", async () => {
    const { acts, clock, exited, shutdown, part } = scene();
    part("api", 1, { stop: () => new Promise(() => {}) });
    shutdown.add({ name: "PostgreSQL", rank: 4, stop: async () => void acts.push("stop PostgreSQL") });
    shutdown.signal();
    clock.ms = 2_000;
    shutdown.signal();
    expect(await exited).toBe(130);
    expect(acts).toEqual(["kill api", "stop PostgreSQL"]);
  });
});
