import { describe, expect, it } from "vitest";
import { createUnauthenticatedLimit } from "./unauthenticated-limit.ts";

const LIMITS = { refusalsRecordedMax: 60 };

describe("createUnauthenticatedLimit", () => {
  it("records a bounded number whatever the number of addresses, and counts the rest (S6)", () => {
    let now = 0;
    const limit = createUnauthenticatedLimit(() => now, LIMITS);
    const recorded = () =>
      Array.from({ length: 5_000 }, (_, n) => limit.refused(`192.0.${n % 250}.${n % 20}`).record).filter(
        Boolean,
      );
    expect(recorded()).toHaveLength(3_000);
    expect(limit.unrecorded).toBe(2_000);
    now = 60_000;
    expect(recorded()).toHaveLength(3_000);
    expect(createUnauthenticatedLimit(() => 0, { refusalsRecordedMax: 0 }).refused("192.0.2.1").record).toBe(
      false,
    );
  });

  it("records the first sixty refusals of an address in a minute and counts the rest", () => {
    const limit = createUnauthenticatedLimit(() => 0, LIMITS);
    const recorded = Array.from({ length: 100 }, () => limit.refused("192.0.2.1").record);
    expect(recorded.filter(Boolean)).toHaveLength(60);
    expect(limit.unrecorded).toBe(40);
  });

  it("asks an address to slow down after three hundred refusals, and forgets after a minute", () => {
    let now = 0;
    const limit = createUnauthenticatedLimit(() => now, LIMITS);
    for (let i = 0; i < 300; i++) limit.refused("192.0.2.1");
    expect(limit.refused("192.0.2.1")).toMatchObject({ answer429: true, retryAfterSeconds: 60 });
    expect(limit.refused("192.0.2.2").answer429).toBe(false);
    now = 60_000;
    expect(limit.refused("192.0.2.1").answer429).toBe(false);
  });

  it("lets addresses beyond its memory share one bucket", () => {
    const limit = createUnauthenticatedLimit(() => 0, LIMITS);
    for (let i = 0; i < 10_000; i++) limit.refused(`a${i}`);
    for (let i = 0; i < 300; i++) limit.refused(`b${i}`);
    expect(limit.refused("c").answer429).toBe(true);
  });

  it("counts over all processes of a port, and records no more for that", () => {
    const hearers: ((key: string, count: number) => void)[] = [];
    const limits = [0, 1].map((own) =>
      createUnauthenticatedLimit(() => 0, LIMITS, {
        processes: 2,
        tell: (key, count) => hearers[1 - own]?.(key, count),
        hear: (hear) => {
          hearers[own] = hear;
        },
      }),
    );
    const all = Array.from({ length: 302 }, (_, n) => limits[n % 2]?.refused("192.0.2.1"));
    expect(all.filter((refused) => refused?.record)).toHaveLength(60);
    expect(all.filter((refused) => refused?.answer429)).toHaveLength(2);
  });
});
