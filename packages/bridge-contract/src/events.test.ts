import { describe, expect, it } from "vitest";
import { readBridgeEvent } from "./events.ts";
import { exampleEvents } from "./examples.ts";

const [soldOut, available, menuChanged, orderStatus] = exampleEvents;

describe("readBridgeEvent", () => {
  it.each(exampleEvents)("reads the published example of $kind", (event) => {
    expect(readBridgeEvent(event)).toEqual({ kind: "event", event });
  });

  it("needs one of the two lists of items only", () => {
    const { modifier_ids: _none, ...products } = { ...available, modifier_ids: [] };
    expect(readBridgeEvent(products)).toMatchObject({ kind: "event", event: { modifier_ids: [] } });
    expect(readBridgeEvent({ ...soldOut, product_ids: [], modifier_ids: [] })).toEqual({
      kind: "invalid",
      problem: "product_ids: An event about items names one at least",
    });
  });

  it("keeps what it does not know: a kind, a field, a status", () => {
    const event = { kind: "shift.opened", store: "YC-LC-001", occurred_at: "2026-01-15T20:00:00Z" };
    expect(readBridgeEvent({ ...event, till: 3 })).toEqual({ kind: "unknown", event });
    expect(readBridgeEvent({ ...menuChanged, till: 3 })).toEqual({ kind: "event", event: menuChanged });
    expect(readBridgeEvent({ ...orderStatus, status: "in the oven" }).kind).toBe("event");
  });

  it.each([
    ["no object", []],
    ["no store", { ...menuChanged, store: undefined }],
    ["a store that no POS may have", { ...menuChanged, store: "a b" }],
    ["no time", { ...menuChanged, occurred_at: undefined }],
    ["a time without a zone", { ...menuChanged, occurred_at: "2026-01-15T20:00:00" }],
    ["a time before the year 1", { ...menuChanged, occurred_at: "0000-01-01T00:00:00Z" }],
    ["a time after the year 9999", { ...menuChanged, occurred_at: "9999-12-31T23:59:59-12:00" }],
    ["an end before the year 1", { ...soldOut, until: "0000-01-01T00:00:00Z" }],
    ["an end after the year 9999", { ...soldOut, until: "9999-12-31T23:59:59-12:00" }],
    ["a kind with spaces", { ...menuChanged, kind: "menu changed" }],
    ["an item that no menu may hold", { ...soldOut, product_ids: ["<taco>"] }],
    [
      "more items than a menu has",
      { ...soldOut, product_ids: Array.from({ length: 501 }, (_, n) => `p${n}`) },
    ],
    ["a reference that is not ours", { ...orderStatus, reference: "42" }],
  ])("refuses %s and says what is wrong", (_name, json) => {
    expect(readBridgeEvent(json)).toMatchObject({ kind: "invalid", problem: expect.stringMatching(/.{8,}/) });
  });
});
