import type { Database, LedgerNow } from "@parley/db";
import type { StoredAnswer } from "@parley/db/orders";
import type { OrderAnswer } from "@parley/par-contract";
import type { Timings } from "../../config.ts";
import type { Menus } from "../../menus/menus.ts";
import type { MenuServings } from "../../menus/servings.ts";
import type { Ids } from "../../stores/resolve-ids.ts";
import type { Dispatcher } from "../dispatch/dispatcher.ts";
import type { Waiters } from "./waiters.ts";

/** What taking orders in needs of the rest. */
export interface OrdersDeps {
  db: Database;
  ids: Ids;
  menus: Menus;
  servings: Pick<MenuServings, "note">;
  dispatcher: Dispatcher;
  waiters: Waiters;
  now: () => Date;
  ledgerNow: () => LedgerNow;
  timings: Timings;
  /** How long a statement may go unanswered. */
  databaseDeadlineMs: number;
  worker: string;
  /** The SharedIds of a connection, which are kept in no order. */
  secretsOf(connectionId: string): readonly string[];
  /** Renders an order's final answer by its connection's switches. */
  renderFinal(connectionId: string, answer: OrderAnswer): Promise<StoredAnswer>;
}
