import type { Database, LocationId } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import { type ConformanceRun, findStore, insertConformanceRun, type Location } from "@parley/db/stores";
import type { CurrentMenu } from "../../menus/current-menu.ts";
import { runLive } from "../../pos/conformance/live.ts";
import { claimOf } from "../../pos/kinds.ts";
import type { PosRegistry } from "../../pos/registry.ts";
import { readStorePos, type StorePos } from "../../pos/store-pos.ts";
import { describeLocationPos } from "../location-pos.ts";
import type { Claim } from "./claims.ts";
import { testOrders } from "./test-order.ts";

export { LIVE_CHECKS, type LiveCheckName } from "../../pos/conformance/live.ts";

/** Why no run may be made at a store. */
export type NoRun =
  /** Guests order there and the POS is no sandbox: the orders of a run would be cooked. */
  | "kitchen"
  | "no_pos"
  /** The store has no menu, or nothing on it can be ordered. */
  | "no_menu"
  /** Its settings or its key cannot be used. */
  | "unusable"
  /** What such a POS promises is not for anybody to state. */
  | "class_fixed";

export type RunOutcome = { kind: "ran"; run: ConformanceRun } | { kind: "refused"; why: NoRun };

export interface Conformance {
  /** Puts a store's POS to the checks of a claim. It places orders there; the caller has checked that `by` may. */
  run(args: { location: Location; claim: Claim; by: Actor }): Promise<RunOutcome>;
}

/** Shorter than an operator's mutation may take. */
const BUDGET_MS = 18_000;

export function createConformance(deps: {
  db: Database;
  vault: Vault;
  pos: Pick<PosRegistry, "adapterFor">;
  menus: { getCurrent(locationId: LocationId): Promise<CurrentMenu | null> };
  now: () => Date;
}): Conformance {
  const { db, vault, now } = deps;

  async function run({ location, claim, by }: Parameters<Conformance["run"]>[0]): Promise<RunOutcome> {
    const why = noRunAt(location);
    if (why !== null) return { kind: "refused", why };
    const claimed = await posOf(location, claim);
    if (claimed === null) return { kind: "refused", why: "unusable" };
    const current = await deps.menus.getCurrent(location.id);
    const storeName = claimed.storeName ?? location.code;
    const goodOrder =
      current === null ? null : testOrders({ menu: current.menu, location, storeName, now: now() });
    if (goodOrder === null) return { kind: "refused", why: "no_menu" };
    const began = performance.now();
    const lane = `conformance ${location.id}`;
    const adapter = deps.pos.adapterFor({ lane, pos: claimed });
    const results = await runLive({ adapter, goodOrder, budgetMs: BUDGET_MS });
    const { id: locationId, brandId } = location;
    const kept = await insertConformanceRun(db, {
      run: {
        ...{ locationId, brandId, posKind: claimed.kind, posUrl: claimed.url ?? "" },
        ...claim,
        passed: results.every(({ passed }) => passed),
        results,
        durationMs: Math.round(performance.now() - began),
      },
      by,
      now: now(),
    });
    return { kind: "ran", run: kept };
  }

  /** The store's POS as if it promised what is claimed; null where it cannot be called. */
  async function posOf({ id }: Location, claim: Claim): Promise<StorePos | null> {
    const found = await findStore(db, { vault, locationId: id });
    if (found === null) return null;
    const { posKind: kind, posSettings } = found.location;
    const settings = { ...Object(posSettings), ...claimOf(kind, claim) };
    const pos = readStorePos({ kind, settings, secret: found.posSecret });
    return pos.connection.kind === "usable" ? pos : null;
  }

  return { run };
}

/** Why no run may be made at a store, as far as its row says; null where one may. */
export function noRunAt(location: Location): NoRun | null {
  const { kind, environment } = describeLocationPos(location);
  if (location.posKind === null) return "no_pos";
  if (claimOf(kind, { adapterClass: "D", canVoid: false }) === null) return "class_fixed";
  return location.isTest || environment === "sandbox" ? null : "kitchen";
}
