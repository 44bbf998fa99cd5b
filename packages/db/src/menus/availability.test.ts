import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LocationId } from "../ids.ts";
import { hasPosEvent, recordPosEvent } from "../orders/pos-events.ts";
import { createTestDatabase, insertTestStore, type TestDatabase } from "../testing/database.ts";
import {
  endPosOverrides,
  endTimedOverrides,
  listAvailability,
  listAvailabilityHistory,
  type SetAvailabilityArgs,
  setAvailability,
} from "./availability.ts";

let test: TestDatabase;
let locationId: LocationId;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());
beforeEach(async () => {
  locationId = (await insertTestStore(test)).location.id;
});

const noon = new Date("2026-06-01T12:00:00Z");
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const taco = { kind: "product", itemId: "taco" } as const;
const guac = { kind: "modifier", itemId: "guac" } as const;

function set(args: Partial<SetAvailabilityArgs>) {
  return setAvailability(test.db, {
    locationId,
    items: [taco],
    isAvailable: false,
    source: "operator",
    at: noon,
    untilAt: null,
    reason: null,
    by: "opr_1",
    ...args,
  });
}

const inForce = async (now = after(3_600)) =>
  (await listAvailability(test.db, { locationId, now })).map((row) => [
    row.itemId,
    row.source,
    row.isAvailable,
  ]);

describe("setAvailability", () => {
  it("takes items off until somebody puts them back, which leaves no override behind", async () => {
    expect(await set({ items: [taco, guac] })).toEqual([taco, guac]);
    expect(await inForce()).toEqual([
      ["guac", "operator", false],
      ["taco", "operator", false],
    ]);
    expect(await set({ isAvailable: true, at: after(60), items: [taco, guac] })).toEqual([taco, guac]);
    expect(await inForce()).toEqual([]);
    expect(await set({ isAvailable: true, at: after(90) })).toEqual([]);
  });

  it("keeps a timed override in force until its time, and no longer", async () => {
    await set({ untilAt: after(600) });
    expect(await inForce(after(599))).toHaveLength(1);
    expect(await inForce(after(600))).toEqual([]);
    expect(await endTimedOverrides(test.db, { now: after(600), limit: 10 })).toEqual([locationId]);
    const [row] = await listAvailabilityHistory(test.db, { locationId, limit: 10 });
    expect(row).toMatchObject({ endedBy: "time", setBy: "opr_1" });
  });

  it("keeps one override of each source, and lets the later of two reports of the POS count", async () => {
    await set({});
    await set({ source: "pos", by: "pos", at: after(20), isAvailable: true });
    expect(await set({ source: "pos", by: "pos", at: after(10) })).toEqual([]);
    expect(await inForce()).toEqual([
      ["taco", "operator", false],
      ["taco", "pos", true],
    ]);
  });

  it("ends the POS's overrides that a later menu contains, and no others", async () => {
    await set({});
    await set({ source: "pos", by: "pos", at: after(10) });
    const known = await listAvailability(test.db, { locationId, now: after(10) });
    await set({ source: "pos", by: "pos", at: after(5), items: [guac] });
    const overrideIds = known.map(({ id }) => id);
    await endPosOverrides(test.db, { locationId, overrideIds, now: after(40) });
    expect(await inForce()).toEqual([
      ["guac", "pos", false],
      ["taco", "operator", false],
    ]);
  });

  it("takes no report of the POS twice, nor one that came late, when the menu has ended its overrides", async () => {
    const byPos = { source: "pos", by: "pos" } as const;
    await set({ ...byPos, at: after(10) });
    const overrides = await listAvailability(test.db, { locationId, now: after(10) });
    await endPosOverrides(test.db, {
      locationId,
      overrideIds: overrides.map(({ id }) => id),
      now: after(20),
    });
    expect(await set({ ...byPos, at: after(10) })).toEqual([]);
    expect(await set({ ...byPos, at: after(9), isAvailable: true })).toEqual([]);
    expect(await inForce()).toEqual([]);
    expect(await set({ ...byPos, at: after(30) })).toEqual([taco]);
  });

  it("lets two operators take the same item off at once, and keeps one override", async () => {
    await Promise.all([set({ by: "opr_1" }), set({ by: "opr_2" })]);
    expect(await inForce()).toHaveLength(1);
  });
});

describe("recordPosEvent", () => {
  it("knows a message that it has seen", async () => {
    const event = { locationId, kind: "menu.changed", occurredAt: noon, receivedAt: noon, detail: null };
    const known = () => hasPosEvent(test.db, { locationId, messageId: "msg_1" });
    expect(await known()).toBe(false);
    expect(await recordPosEvent(test.db, { ...event, messageId: "msg_1" })).toBe(true);
    expect(await known()).toBe(true);
    expect(await recordPosEvent(test.db, { ...event, messageId: "msg_1" })).toBe(false);
    expect(await recordPosEvent(test.db, { ...event, messageId: "msg_2" })).toBe(true);
  });
});
