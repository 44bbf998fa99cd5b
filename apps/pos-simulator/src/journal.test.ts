import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type Journal, openJournal } from "./journal.ts";
import { sampleOrder } from "./testing/simulator.ts";

const at = new Date("2026-01-15T12:34:56.789Z");
const folders: string[] = [];

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "parley-journal-"));
  folders.push(folder);
  return join(folder, "deep", "journal.jsonl");
}

function open(path: string): Promise<Journal> {
  return openJournal(path, (error) => expect.unreachable(error.message));
}

async function placeAndClose(path: string, ...orders: ReturnType<typeof sampleOrder>[]) {
  const journal = await open(path);
  const records = await Promise.all(orders.map((order) => journal.place(order, at)));
  await journal[Symbol.asyncDispose]();
  return records;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("Journal", () => {
  it("has the order's line in the file by the time it says that the order is placed", async () => {
    const path = newPath();
    const journal = await open(path);
    const order = sampleOrder("elote", 475);
    const record = await journal.place(order, at);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      reference: order.reference,
      store: "YC-LC-001",
      pos_order_id: "YC-LC-001-000001",
      online_order_id: order.online_order_id,
      total_cents: 517,
      at: "2026-01-15T12:34:56.789Z",
      request_uid: order.request_uid,
      order_type: "takeout",
      lines: order.lines,
      totals: order.totals,
      notes: null,
    });
    expect(journal.find("YC-LC-001", order.reference)).toEqual(record);
    await journal[Symbol.asyncDispose]();
  });

  it("lets orders that wait together share one fsync", async () => {
    const journal = await open(newPath());
    await Promise.all(Array.from({ length: 100 }, () => journal.place(sampleOrder("elote", 475), at)));
    // The first order goes alone; the other 99 arrive while it is being written.
    expect(journal.counts).toEqual({ placed: 100, syncs: 2 });
    await journal[Symbol.asyncDispose]();
  });

  it("does not know an order before its line is written", async () => {
    const journal = await open(newPath());
    const order = sampleOrder("elote", 475);
    const placing = journal.place(order, at);
    expect(journal.find("YC-LC-001", order.reference)).toBeNull();
    await placing;
    await journal[Symbol.asyncDispose]();
  });
});

describe("openJournal", () => {
  it("knows every order of the file and goes on with each store's next number", async () => {
    const path = newPath();
    const burger = sampleOrder("coleslaw", 299, { store: "BB-LC-001" });
    const [first] = await placeAndClose(path, sampleOrder("elote", 475), sampleOrder("elote", 475), burger);
    const journal = await open(path);
    expect(journal.find("YC-LC-001", first?.reference ?? "")).toEqual(first);
    const next = await journal.place(sampleOrder("elote", 475), at);
    const nextBurger = await journal.place(sampleOrder("coleslaw", 299, { store: "BB-LC-001" }), at);
    expect([next.pos_order_id, nextBurger.pos_order_id]).toEqual(["YC-LC-001-000003", "BB-LC-001-000002"]);
    await journal[Symbol.asyncDispose]();
  });

  it.each(['{"reference":"cut o', '{"reference":"cut off"}\n', "\n", "\0\0\0\0\0"])(
    "drops a torn last line: %j",
    async (torn) => {
      const path = newPath();
      const [first] = await placeAndClose(path, sampleOrder("elote", 475));
      const whole = readFileSync(path, "utf8");
      appendFileSync(path, torn);
      const [second] = await placeAndClose(path, sampleOrder("elote", 475));
      expect(first?.pos_order_id).toBe("YC-LC-001-000001");
      expect(second?.pos_order_id).toBe("YC-LC-001-000002");
      expect(readFileSync(path, "utf8").startsWith(`${whole}{"reference":"${second?.reference}"`)).toBe(true);
    },
  );

  it("does not open a file that is damaged before its last line", async () => {
    const path = newPath();
    await placeAndClose(path, sampleOrder("elote", 475), sampleOrder("elote", 475));
    const [, second] = readFileSync(path, "utf8").split("\n");
    writeFileSync(path, `not json\n${second}\n`);
    await expect(open(path)).rejects.toThrow(/is damaged at line 1; move it away to begin anew$/);
    expect(readFileSync(path, "utf8")).toBe(`not json\n${second}\n`);
  });
});
