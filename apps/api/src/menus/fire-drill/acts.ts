import { type Database, everyBrand, type LedgerNow } from "@parley/db";
import { type FireDrill, findMenu, findMenusInForce, startFireDrill, stopFireDrill } from "@parley/db/menus";
import type { Actor } from "@parley/db/orders";
import type { Location } from "@parley/db/stores";
import { POS_KINDS } from "../../pos/kinds.ts";
import { parseStoredMenu } from "../stored.ts";

export type StartDrillOutcome =
  | { kind: "started"; drill: FireDrill }
  /** One runs at the store already. */
  | { kind: "running" }
  | { kind: "no_pos" }
  /** The store's kind of POS cannot be asked without placing an order. */
  | { kind: "no_check" }
  | { kind: "no_menu" };

/** What people do about fire drills; whoever calls has checked that they may. */
export interface FireDrillActs {
  /** Starts one on the menu in force. It runs in the background, in whichever process has time. */
  start(location: Location, by: Actor): Promise<StartDrillOutcome>;
  /** Stops one; what it found stays. Null where it does not run any more. */
  stop(location: Location, drillId: string, by: Actor): Promise<FireDrill | null>;
}

export function createFireDrillActs(deps: {
  db: Database;
  now: () => Date;
  ledgerNow: () => LedgerNow;
  /** Called after the commit, so that the job need not wait for the next look. */
  wake: () => void;
}): FireDrillActs {
  const { db, now, ledgerNow } = deps;
  return {
    async start(location, by) {
      const { posKind } = location;
      if (posKind === null) return { kind: "no_pos" };
      if (!canCheck(posKind)) return { kind: "no_check" };
      const menuId = (await findMenusInForce(db, location.id))?.inForce.id;
      const row = menuId === undefined ? null : await findMenu(db, { scope: everyBrand, menuId });
      const menu = row === null ? null : parseStoredMenu(row.content);
      if (row === null || menu === null) return { kind: "no_menu" };
      const drill = await startFireDrill(db, {
        ...{ location, menuId: row.id, itemCount: menu.products.length },
        ...{ by, now: now(), ledgerNow: ledgerNow() },
      });
      if (drill === null) return { kind: "running" };
      deps.wake();
      return { kind: "started", drill };
    },

    stop: (location, drillId, by) => stopFireDrill(db, { drillId, location, by, now: now() }),
  };
}

/** Whether POSs of this kind can be asked whether they would take an order; one that nobody knows cannot. */
function canCheck(kind: string): boolean {
  const kinds: Readonly<Record<string, { canCheck: boolean }>> = POS_KINDS;
  return Object.hasOwn(kinds, kind) && kinds[kind]?.canCheck === true;
}
