import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TillClass } from "./classes.ts";
import { Faults } from "./faults.ts";
import { type Journal, openJournal } from "./journal.ts";
import { createStores, type Store } from "./stores.ts";
import { sampleOrder } from "./testing/simulator.ts";
import { Till } from "./till.ts";

// The till alone, so that a test decides which request comes first. Its 12 and 20 seconds never pass here.
let folder: string;
let journal: Journal;
let till: Till;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "parley-till-"));
  journal = await openJournal(join(folder, "journal.jsonl"), (error) => expect.unreachable(error.message));
  const now = () => new Date("2026-01-15T12:34:56.789Z");
  till = new Till({ journal, faults: new Faults(join(folder, "faults-spent.txt"), 1_000), now });
});

afterEach(async () => {
  await till[Symbol.asyncDispose]();
  await journal[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function storeOf(letter: TillClass["letter"], canVoid = false): Store {
  const store = createStores(new Map([["YC-LC-001", { letter, canVoid }]])).get("YC-LC-001");
  if (!store) throw new Error("The simulator plays no YC-LC-001");
  return store;
}

const lineCount = () => readFileSync(join(folder, "journal.jsonl"), "utf8").split("\n").length - 1;

describe("sim-held", () => {
  it.each<[TillClass["letter"], number]>([
    ["A", 1],
    ["B", 1],
    ["C", 2],
    ["D", 2],
  ])("arrives after the later request: a till of class %s has %i of it then", async (letter, count) => {
    const store = storeOf(letter);
    const order = sampleOrder("sim-held", 100);
    const held = till.place(store, order);
    // Still in the network, so the till does not know of it.
    expect(till.find(store, order.reference)).toEqual({ kind: "absent" });
    expect(await till.place(store, order)).toMatchObject({ kind: "placed", isFirst: true });
    expect(await held).toEqual({ kind: "silence" });
    expect(lineCount()).toBe(count);
  });

  it("arrives on its own where no later request comes, here when the till shuts down", async () => {
    const order = sampleOrder("sim-held", 100);
    const held = till.place(storeOf("C"), order);
    await till[Symbol.asyncDispose]();
    expect(await held).toEqual({ kind: "silence" });
    expect(lineCount()).toBe(1);
  });

  it("is not placed where the later order was voided meanwhile", async () => {
    const store = storeOf("C", true);
    const order = sampleOrder("sim-held", 100);
    const slow = till.place(store, sampleOrder("sim-slow", 100, { reference: order.reference }));
    const held = till.place(store, order);
    // A request without delay makes the order that is then voided; `slow` and `held` come too late.
    await journal.place(sampleOrder("elote", 475, { reference: order.reference }), new Date(0));
    expect(await till.void(store, order.reference)).toMatchObject({ kind: "voided" });
    await till[Symbol.asyncDispose]();
    expect([await slow, await held]).toEqual([{ kind: "voided" }, { kind: "silence" }]);
    expect(lineCount()).toBe(2);
  });
});

describe("a crossed answer", () => {
  it("names the store's last order; the order itself is found as it is", async () => {
    const store = storeOf("A");
    const other = sampleOrder("elote", 475);
    const order = sampleOrder("sim-crossed-ack", 100);
    await till.place(store, other);
    const told = await till.place(store, order);
    expect(told).toMatchObject({ record: { reference: other.reference, pos_order_id: "YC-LC-001-000001" } });
    const right = { reference: order.reference, pos_order_id: "YC-LC-001-000002" };
    expect(await till.place(store, order)).toMatchObject({ record: right, isFirst: false });
    expect(till.find(store, order.reference)).toMatchObject({ record: right });
  });

  it("names an order that nobody knows where the store has no other", async () => {
    const order = sampleOrder("sim-crossed-ack", 100);
    const told = await till.place(storeOf("A"), order);
    expect(told).toMatchObject({ kind: "placed", record: { pos_order_id: "YC-LC-001-000000" } });
    expect(told).not.toMatchObject({ record: { reference: order.reference } });
  });

  it("may give our reference another order's number", async () => {
    const store = storeOf("A");
    const order = sampleOrder("sim-crossed-id", 100);
    await till.place(store, sampleOrder("elote", 475));
    expect(await till.place(store, order)).toMatchObject({
      record: { reference: order.reference, pos_order_id: "YC-LC-001-000001" },
    });
    expect(till.find(store, order.reference)).toMatchObject({ record: { pos_order_id: "YC-LC-001-000002" } });
  });
});

describe("a void", () => {
  it("takes what is being written at that moment too", async () => {
    const store = storeOf("C", true);
    const order = sampleOrder("elote", 475);
    await till.place(store, order);
    const writing = journal.place(order, new Date(0));
    const voided = till.void(store, order.reference);
    expect(await writing).toMatchObject({ pos_order_id: "YC-LC-001-000002" });
    expect(await voided).toMatchObject({ kind: "voided", record: { pos_order_id: "YC-LC-001-000001" } });
    expect(lineCount()).toBe(4);
    expect(till.find(store, order.reference)).toEqual({ kind: "voided" });
  });

  it("that a crash cut in two is finished by the next", async () => {
    const store = storeOf("C", true);
    const order = sampleOrder("elote", 475);
    await till.place(store, order);
    await till.place(store, order);
    await till.void(store, order.reference);
    const lines = readFileSync(join(folder, "journal.jsonl"), "utf8").trimEnd().split("\n");
    const cut = join(folder, "cut", "journal.jsonl");
    mkdirSync(join(folder, "cut"));
    writeFileSync(cut, `${lines.slice(0, 3).join("\n")}\n`);
    const after = await openJournal(cut, (error) => expect.unreachable(error.message));
    expect(after.isClosed(store.id, order.reference)).toBe(true);
    await after.void(store.id, order.reference, new Date(0));
    expect(readFileSync(cut, "utf8").trimEnd().split("\n")).toHaveLength(4);
    await after[Symbol.asyncDispose]();
  });
});
