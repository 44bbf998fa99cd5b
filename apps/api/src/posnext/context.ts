import type { Logger } from "../logger.ts";
import type { Menus } from "../menus/menus.ts";
import type { MenuServings } from "../menus/servings.ts";
import type { Orders, StoreRef } from "../orders/room.ts";
import type { Ids } from "../stores/resolve-ids.ts";
import type { UnauthenticatedLimit } from "../unauthenticated-limit.ts";
import type { ConnectionBudgets } from "./budgets.ts";
import type { Callers } from "./caller.ts";
import type { ExchangeWriter } from "./exchange.ts";

/** What PAR's endpoints need from the rest of the process. */
export interface PosnextContext {
  callers: Callers;
  orders: Orders;
  menus: Menus;
  servings: Pick<MenuServings, "note">;
  ids: Ids;
  /** The store that a test call proves by its header; null where it proves none. */
  provenStoreOf(header: string): Promise<StoreRef | null>;
  exchanges: ExchangeWriter;
  unauthenticatedLimit: UnauthenticatedLimit;
  budgets: ConnectionBudgets;
  now: () => Date;
  log: Logger;
  bodyTimeoutMs: number;
}
