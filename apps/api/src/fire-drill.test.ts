import { randomUUID } from "node:crypto";
import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import {
  type FireDrill,
  type FireDrillFinding,
  findFireDrill,
  listFireDrillFindings,
  listFireDrillSkips,
  listFireDrills,
} from "@parley/db/menus";
import { CLI } from "@parley/db/orders";
import { findLocation, type Location } from "@parley/db/stores";
import { sampleOrder } from "@parley/par-contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFireDrillActs } from "./menus/fire-drill/acts.ts";
import { createFireDrillJob } from "./menus/fire-drill/job.ts";
import { type Door, openDoor } from "./posnext/testing/door.ts";

/** A fire drill over real HTTP against the simulated POS. */

const STORE = "YC-USD-001";
const ITEMS = 500;
const KINDS = { price: "price", id: "unknown", off: "off", choices: "choices" } as const;
type Seed = keyof typeof KINDS;

let door: Door;
let store: Location;
beforeAll(async () => {
  door = await openDoor({ items: ITEMS });
  const found = await findLocation(door.ctx.db, { scope: everyBrand, idOrCode: door.locationId });
  if (found === null) throw new Error("The store is missing");
  store = found;
});
afterAll(() => door[Symbol.asyncDispose]());
/** What is to be put right again. */
const seeded: string[] = [];
beforeEach(async () => {
  for (const item of seeded.splice(0)) await atTill(item, "match");
  const [last] = await drills();
  if (last?.state === "running") await acts().stop(store, last.id, CLI);
});

async function atTill(item: string, act: string): Promise<void> {
  const path = `/simulator/v1/stores/${STORE}/items/${item}/${act}`;
  const { status } = await fetch(door.simulator.url + path, { method: "POST" });
  expect(status).toBe(200);
}

async function seed(item: string, kind: Seed): Promise<[string, Seed]> {
  await atTill(item, `mismatch-${kind}`);
  seeded.push(item);
  return [item, kind];
}

const acts = () => createFireDrillActs({ ...door.ctx, wake: () => {} });
const drills = () => listFireDrills(door.ctx.db, { scope: everyBrand, locationId: store.id, limit: 20 });

async function start(): Promise<FireDrill> {
  const outcome = await acts().start(store, CLI);
  if (outcome.kind !== "started") throw new Error(`Not started: ${outcome.kind}`);
  return outcome.drill;
}

interface Free {
  spare(): Promise<"free" | "orders" | "pos">;
}

/** The job as one process runs it; `before` is called before each check. */
function jobOf(options: { before?: (checks: number) => Promise<unknown>; lanes?: Free } = {}) {
  const { ctx } = door;
  let checks = 0;
  const { findStore } = ctx.ids;
  const pos: Pick<typeof ctx.pos, "adapterFor"> = {
    adapterFor(at) {
      const adapter = ctx.pos.adapterFor(at);
      return Object.assign(Object.create(adapter), {
        check: async (...args: Parameters<typeof adapter.check>) => {
          await options.before?.(++checks);
          return await adapter.check(...args);
        },
      });
    },
  };
  const lanes = options.lanes ?? ctx.dispatcher.lanes;
  const { timings } = ctx.config;
  return createFireDrillJob({
    ...{ db: ctx.operatorsDb, menus: ctx.menus, now: ctx.now },
    findStore,
    pos,
    lanes,
    timings,
  });
}

/** Runs it to its end, as often as it takes. */
async function drive({ id: key }: FireDrill, job = jobOf()): Promise<void> {
  while ((await job.run({ key }, new AbortController().signal)) !== "done");
}

async function readDrill({ id: drillId }: FireDrill): Promise<FireDrill> {
  const drill = await findFireDrill(door.ctx.db, { scope: everyBrand, drillId });
  if (drill === null) throw new Error("The drill is gone");
  return drill;
}

const found = ({ id: drillId }: FireDrill) => listFireDrillFindings(door.ctx.db, { drillId, limit: 1000 });
const pairs = (rows: readonly FireDrillFinding[]) =>
  [...new Map(rows.map(({ productId, kind }) => [productId, kind]))].sort();

describe("a fire drill", () => {
  it("finds each of 20 seeded mismatches among 500 items, with both values, and nothing else", async () => {
    const special = (at: number) => `special-${String(at).padStart(3, "0")}`;
    const seeds: (readonly [string, Seed])[] = [];
    for (let at = 0; at < 4; at++)
      for (const [place, kind] of (["price", "id", "off", "choices"] as const).entries())
        seeds.push(await seed(special(20 + 97 * at + place), kind));
    // Of the menu that people wrote: with sizes, with choices that must be made, with an inclusive tax.
    seeds.push(await seed("taco-trio", "price"), await seed("mexican-cola", "price"));
    seeds.push(await seed("horchata", "off"), await seed("elote", "id"));
    expect(seeds).toHaveLength(20);

    const drill = await start();
    await drive(drill);
    const ended = await readDrill(drill);
    const findings = await found(drill);
    expect(pairs(findings)).toEqual(seeds.map(([item, kind]) => [item, KINDS[kind]]).sort());
    // The test items come on top; one of them is sold out, so the POS is not asked about it.
    expect(ended).toMatchObject({
      ...{ state: "done", failure: null, differingCount: 20, skippedCount: 1 },
      ...{ position: ended.itemCount, endedAt: expect.any(Date) },
    });
    expect(await listFireDrillSkips(door.ctx.db, { drillId: drill.id, limit: 9 })).toMatchObject([
      { productId: "sim-sold-out", name: "Test: sold out", why: "off" },
    ]);
    expect(ended.itemCount).toBeGreaterThanOrEqual(ITEMS);
    expect(findings.find(({ productId }) => productId === "taco-trio")).toMatchObject({
      ...{ code: "price_mismatch", ours: "9.50", theirs: "9.75", name: "Taco Trio" },
      message: "Taco Trio has another price",
    });
    expect(findings.find(({ productId }) => productId === "elote")).toMatchObject({
      ...{ code: "item_not_found", ours: "elote", theirs: null },
    });
    expect(door.simulator.journal()).toEqual([]);
  });

  it("finds nothing at a till that is as its menu says: each item is asked for as it can be had", async () => {
    const drill = await start();
    await drive(drill);
    expect(await found(drill)).toEqual([]);
    expect(await readDrill(drill)).toMatchObject({ state: "done", differingCount: 0 });
  });

  it("runs once at a time at a store, is in the audit, and can be stopped: what it found stays", async () => {
    await seed("special-001", "price");
    const drill = await start();
    expect(await acts().start(store, CLI)).toEqual({ kind: "running" });
    await jobOf().run({ key: drill.id }, new AbortController().signal);
    expect(await acts().stop(store, drill.id, CLI)).toMatchObject({ state: "stopped" });
    expect(await acts().stop(store, drill.id, CLI)).toBeNull();
    const before = await readDrill(drill);
    await drive(drill);
    expect(await readDrill(drill)).toEqual(before);
    expect(before.position).toBeLessThan(before.itemCount);
    expect(before.position).toBeGreaterThan(0);
    expect(pairs(await found(drill))).toEqual([["special-001", "price"]]);
    const [stopped, started] = await listAudit(door.ctx.db, { subjectIds: [store.id], page: { limit: 2 } });
    expect([started?.action, stopped?.action]).toEqual(["fire_drill_started", "fire_drill_stopped"]);
  });

  it("writes nothing of what was asked when it is stopped meanwhile", async () => {
    const drill = await start();
    await drive(
      drill,
      jobOf({ before: async (checks) => checks === 9 && (await acts().stop(store, drill.id, CLI)) }),
    );
    expect(await readDrill(drill)).toMatchObject({ state: "stopped", position: 8 });
  });

  it("goes on in another process where a process ended, each item counted once", async () => {
    await seed("special-001", "off");
    const drill = await start();
    const ending = new AbortController();
    const dying = jobOf({ before: async (checks) => checks === 10 && ending.abort() });
    await dying.run({ key: drill.id }, ending.signal);
    expect(await readDrill(drill)).toMatchObject({ state: "running", position: 8 });
    await Promise.all([drive(drill), drive(drill)]);
    const ended = await readDrill(drill);
    expect(ended).toMatchObject({ state: "done", position: ended.itemCount, differingCount: 1 });
    expect(pairs(await found(drill))).toEqual([["special-001", "off"]]);
  });

  it("keeps the newest twenty of a store", async () => {
    for (let count = 0; count < 22; count++) {
      const { id } = await start();
      await acts().stop(store, id, CLI);
    }
    expect(await drills()).toHaveLength(20);
  });
});

describe("orders at the store", () => {
  const order = () => {
    const id = randomUUID();
    return sampleOrder({ root: { request_uid: id }, details: { online_order_id: `ONL-${id}` } });
  };

  it("are placed while checks are under way that the POS does not answer", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let asked = () => {};
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const drill = await start();
    const job = jobOf({
      before: async () => {
        asked();
        await held;
      },
    });
    const running = job.run({ key: drill.id }, new AbortController().signal);
    await isAsked;
    const { response } = await door.par.submit(order());
    expect(response.status).toBe(200);
    expect(door.simulator.journal()).toHaveLength(1);
    release();
    await running;
    expect((await readDrill(drill)).position).toBeGreaterThan(0);
  });

  it("go first: nothing is asked while one is under way, and the drill says so", async () => {
    const { lanes } = door.ctx.dispatcher;
    const at = await door.ctx.ids.findStore(store.id);
    if (at === null) throw new Error("The store is missing");
    const entry = await lanes.enter(at, "con", "new");
    const drill = await start();
    let checks = 0;
    const job = jobOf({ before: async () => checks++ });
    const ran = await job.run({ key: drill.id }, new AbortController().signal);
    expect(ran).toEqual({ againInMs: expect.any(Number) });
    expect([checks, await readDrill(drill)]).toMatchObject([0, { waitsFor: "orders", position: 0 }]);
    if (entry.kind === "entered") entry.leave();
    await job.run({ key: drill.id }, new AbortController().signal);
    expect(await readDrill(drill)).toMatchObject({ waitsFor: null });
    expect(checks).toBeGreaterThan(0);
  });

  it("are not there to be tried out by it: a POS that takes none is left alone", async () => {
    const drill = await start();
    await jobOf({ lanes: { spare: async () => "pos" } }).run({ key: drill.id }, new AbortController().signal);
    expect(await readDrill(drill)).toMatchObject({ state: "running", waitsFor: "pos" });
  });
});

describe("a drill that cannot go on", () => {
  it("ends after some items in a row without an answer, and says so of those", async () => {
    const drill = await start();
    await door.simulator.stop();
    await drive(drill);
    const ended = await readDrill(drill);
    expect(ended).toMatchObject({ state: "failed", failure: "no_answer", position: 8 });
    expect(new Set((await found(drill)).map(({ kind }) => kind))).toEqual(new Set(["no_answer"]));
  });

  it.each([
    [{ posKind: null }, "no_pos"],
    [{ posKind: "pigeon" }, "no_check"],
  ])("is not started where %o", async (change, kind) => {
    expect(await acts().start({ ...store, ...change }, CLI)).toEqual({ kind });
  });
});
