import { type Database, everyBrand, type LocationId } from "@parley/db";
import {
  type DrillFailure,
  type DrillStep,
  endFireDrill,
  FIRE_DRILL_JOB,
  type FireDrill,
  findFireDrill,
  holdFireDrill,
  moveFireDrill,
} from "@parley/db/menus";
import type { SpareTurn } from "../../orders/dispatch/lane.ts";
import type { SharedLanes } from "../../orders/dispatch/shared-lanes.ts";
import type { PosAdapter } from "../../pos/adapter.ts";
import type { Menu } from "../../pos/menu.ts";
import type { PosRegistry } from "../../pos/registry.ts";
import type { Store } from "../../stores/store.ts";
import { findKeptMenu } from "../kept-menu.ts";
import type { Menus } from "../menus.ts";
import { createDrillBaskets, type DrillBasket } from "./basket.ts";
import { type Difference, type DrillVerdict, differencesOf, judgeCheck } from "./judge.ts";

/** Checks that a POS gets at once, where its store allows so many. */
const AT_ONCE = 4;
/** Items of one run, after which other jobs have their turn. */
const ITEMS_PER_RUN = 48;
/** After an order, and while a POS takes none. */
const AFTER_ORDERS_MS = 250;
const AFTER_TROUBLE_MS = 5_000;
/** How long a POS that takes no orders is waited for. */
const PATIENCE_MS = 10 * 60_000;
/** Items in a row without an answer, after which nobody is asked any more. */
const SILENT_MAX = 8;

interface Deps {
  db: Database;
  menus: Pick<Menus, "getCurrent">;
  findStore(locationId: LocationId): Promise<Store | null>;
  pos: Pick<PosRegistry, "adapterFor">;
  lanes: Pick<SharedLanes, "spare">;
  timings: { attemptDeadlineMs: number };
  now: () => Date;
}

type Ran = "done" | { againInMs: number };

/**
 * Runs fire drills: asks a store's POS about one item after the other, each as an order of its own that is checked and
 * never placed. Orders go first: nothing is asked while one is under way or waiting at the store in this process. What
 * came of some items is written down before the next are asked about, so another process goes on from there.
 */
export function createFireDrillJob(deps: Deps): {
  kind: string;
  run(job: { key: string }, signal: AbortSignal): Promise<Ran>;
} {
  const { db, now } = deps;

  async function run({ key: drillId }: { key: string }, signal: AbortSignal): Promise<Ran> {
    let drill = await findFireDrill(db, { scope: everyBrand, drillId });
    if (drill?.state !== "running") return "done";
    const fail = async (failure: DrillFailure): Promise<"done"> => {
      await endFireDrill(db, { drillId, failure, now: now() });
      return "done";
    };
    const store = await deps.findStore(drill.locationId);
    if (store === null || store.pos.connection.kind === "unusable") return await fail("pos_gone");
    const menu = await menuOf(deps, drill);
    if (menu === null) return await fail("menu_gone");
    const { timezone, currency } = store;
    const basketOf = createDrillBaskets(menu, { timezone, currency, posStore: store.pos.storeName ?? "" });
    const adapter = deps.pos.adapterFor(store);
    let silent = 0;
    for (let left = ITEMS_PER_RUN; left > 0; left -= AT_ONCE) {
      if (drill.position >= menu.products.length) {
        await endFireDrill(db, { drillId, failure: null, now: now() });
        return "done";
      }
      const turn = await deps.lanes.spare(store.lane);
      if (turn !== "free") return await wait(drill, turn);
      const size = Math.min(AT_ONCE, store.pos.policy.slots);
      const products = menu.products.slice(drill.position, drill.position + size);
      const asked = await Promise.all(products.map((item) => ask(adapter, basketOf(item, now()), signal)));
      // A process that stops knows nothing of the POS.
      if (signal.aborted) return { againInMs: 0 };
      const stop = asked.find(({ kind }) => kind === "not_offered" || kind === "store_closed")?.kind;
      if (stop === "not_offered" || stop === "store_closed") return await fail(stop);
      const step = stepOf(products, asked, drill.position);
      const moved: FireDrill | null = await moveFireDrill(db, { drill, step, now: now() });
      // It was stopped, or another process has gone on.
      if (moved === null) return "done";
      drill = moved;
      for (const { kind } of asked) if (kind !== "skipped") silent = kind === "no_answer" ? silent + 1 : 0;
      if (silent >= SILENT_MAX) return await fail("no_answer");
    }
    return { againInMs: 0 };
  }

  async function wait({ id, movedAt }: FireDrill, turn: Exclude<SpareTurn, "free">): Promise<Ran> {
    if (turn === "pos" && now().getTime() - movedAt.getTime() > PATIENCE_MS) {
      await endFireDrill(db, { drillId: id, failure: "no_answer", now: now() });
      return "done";
    }
    await holdFireDrill(db, { drillId: id, waitsFor: turn });
    return { againInMs: turn === "orders" ? AFTER_ORDERS_MS : AFTER_TROUBLE_MS };
  }

  async function ask(adapter: PosAdapter, basket: DrillBasket, signal: AbortSignal): Promise<Asked> {
    if (basket.kind === "skipped") return basket;
    if (basket.kind === "impossible")
      return { kind: "judged", differences: differencesOf(basket.issues, null, new Map()) };
    // A controller of its own: what AbortSignal.any makes may be collected while only a listener knows it.
    const ending = new AbortController();
    const end = () => ending.abort();
    const { attemptDeadlineMs } = deps.timings;
    const timer = setTimeout(end, attemptDeadlineMs);
    signal.addEventListener("abort", end);
    try {
      const control = { signal: ending.signal, deadlineMs: performance.now() + attemptDeadlineMs };
      return judgeCheck(await adapter.check(basket.order, control), basket);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
    }
  }

  return { kind: FIRE_DRILL_JOB, run };
}

type Asked = DrillVerdict | Extract<DrillBasket, { kind: "skipped" }>;

/** The version that is drilled, in which what is off by now is off. Null where it cannot be read any more. */
async function menuOf({ db, menus, now }: Deps, { locationId, menuId }: FireDrill): Promise<Menu | null> {
  const kept = await findKeptMenu(db, { scope: everyBrand, locationId, menuId, now: now() });
  if (kept === null) return null;
  const current = (await menus.getCurrent(locationId))?.menu;
  if (current === undefined) return kept.current.menu;
  const off = (nodes: readonly { id: string; isAvailable: boolean }[]) =>
    new Set(nodes.filter(({ isAvailable }) => !isAvailable).map(({ id }) => id));
  const [products, modifiers] = [off(current.products), off(current.modifiers)];
  const { menu } = kept.current;
  return {
    ...menu,
    products: menu.products.map((row) => (products.has(row.id) ? { ...row, isAvailable: false } : row)),
    modifiers: menu.modifiers.map((row) => (modifiers.has(row.id) ? { ...row, isAvailable: false } : row)),
  };
}

function stepOf(products: Menu["products"], asked: readonly Asked[], position: number): DrillStep {
  const differences = (one: Asked): Difference[] => ("differences" in one ? one.differences : []);
  return {
    items: products.length,
    skipped: products.flatMap(({ id, name }, at) => {
      const [result] = asked.slice(at, at + 1);
      return result?.kind === "skipped"
        ? [{ position: position + at, productId: id, name, why: result.why }]
        : [];
    }),
    differing: asked.filter((one) => differences(one).length > 0).length,
    findings: products.flatMap(({ id, name }, at) => {
      const [result] = asked.slice(at, at + 1);
      if (result === undefined) return [];
      return differences(result).map((difference, part) => {
        return { position: position + at, part, productId: id, name, ...difference };
      });
    }),
  };
}
