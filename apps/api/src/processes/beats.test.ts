import { spawn } from "node:child_process";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { watchBeats } from "./beats.ts";
import { type Channel, channelToChild } from "./channel.ts";

const LEASE_MS = 15_000;
const HUNG_BY_MS = LEASE_MS + 2_000;

let hung: number[];
let say: (kind: string) => void;
let endIt: () => void;

function watch(leaseMs = LEASE_MS): void {
  const channel: Channel = {
    send: () => {},
    onMessage: (hear) => {
      say = (kind) => hear({ kind });
    },
    onEnd: (hear) => {
      endIt = hear;
    },
  };
  watchBeats(channel, { leaseMs, onHung: (silentMs) => hung.push(silentMs) });
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
  hung = [];
});
afterEach(() => vi.useRealTimers());

it("finds, once, a process that has served and is silent for a lease", () => {
  watch();
  say("serving");
  for (let second = 0; second < 60; second++) {
    vi.advanceTimersByTime(1_000);
    say("beat");
  }
  vi.advanceTimersByTime(LEASE_MS);
  expect(hung).toEqual([]);
  vi.advanceTimersByTime(10 * LEASE_MS);
  expect(hung).toEqual([LEASE_MS]);
});

it("does not judge a process that starts, nor one that has ended", () => {
  watch();
  vi.advanceTimersByTime(10 * LEASE_MS);
  say("serving");
  endIt();
  vi.advanceTimersByTime(10 * LEASE_MS);
  expect(hung).toEqual([]);
});

it("judges one that drains", () => {
  watch();
  say("serving");
  say("closing");
  vi.advanceTimersByTime(HUNG_BY_MS);
  expect(hung).toEqual([LEASE_MS]);
});

it("judges nobody by the time in which it did not run itself, as on a machine that slept", () => {
  watch();
  say("serving");
  for (let night = 0; night < 3; night++) {
    // Hours pass, and of all the turns that they had, one comes.
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    vi.advanceTimersToNextTimer();
  }
  expect(hung).toEqual([]);
});

it("takes no pause of a second or two for a hang, however short leases are", () => {
  watch(150);
  say("serving");
  vi.advanceTimersByTime(4_000);
  expect(hung).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(hung).toEqual([5_000]);
});

it("tells the end of a process that could not even be started", async () => {
  const child = spawn("/nowhere/node", { stdio: ["ignore", "ignore", "ignore", "ipc"] });
  let ends = 0;
  await new Promise<void>((resolve) =>
    channelToChild(child).onEnd(() => {
      ends += 1;
      resolve();
    }),
  );
  await new Promise((resolve) => setImmediate(resolve));
  expect(ends).toBe(1);
});
