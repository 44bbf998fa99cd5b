import type { Issue, OrderRequest, Switches } from "@parley/par-contract";
import type { Menu } from "../../pos/menu.ts";
import { priceOrder } from "../../pricing/price-order.ts";

/** An order that PAR asked about, as it was recorded. */
export interface PastOrder {
  exchangeId: string;
  orderId: string | null;
  at: Date;
  request: OrderRequest;
  switches: Switches;
}

/** What one of two menus makes of an order that the other took. */
export interface Replayed extends Omit<PastOrder, "request" | "switches"> {
  /** Without a tip, in cents. `afterCents` is null where nothing could be priced. */
  beforeCents: number;
  afterCents: number | null;
  /** Why it would be refused; empty where it would be taken. */
  issues: readonly Issue[];
}

export interface Replay {
  /** Orders that the first menu takes. */
  judged: number;
  /** Orders that it would refuse itself, so the other breaks nothing. */
  skipped: number;
  refused: number;
  dearer: number;
  cheaper: number;
  /** Those that are refused or come to another amount, the refused first, then by how much they differ. */
  broken: Replayed[];
}

/** What PAR's figures are compared with: they are of the menu that PAR had, and a new one would bring new figures. */
const OF_FIGURES: readonly string[] = ["price_mismatch", "tax_mismatch"];

/**
 * Judges past orders by two menus, by the rules of validate at their own time, and tells which of those that the
 * first takes are refused by the second or come to another amount. What PAR's own figures say is left out: they are
 * of a menu of then. Pure; nothing is written or sent.
 */
export function replayOrders(args: {
  orders: readonly PastOrder[];
  before: Menu;
  after: Menu;
  store: { timezone: string; currency: string };
}): Replay {
  const { orders, before, after, store } = args;
  const replay: Replay = { judged: 0, skipped: 0, refused: 0, dearer: 0, cheaper: 0, broken: [] };
  for (const { request, switches, ...order } of orders) {
    const judge = (menu: Menu) => judged({ request, switches, menu, store, at: order.at });
    const was = judge(before);
    if (was.issues.length > 0 || was.cents === null) {
      replay.skipped += 1;
      continue;
    }
    replay.judged += 1;
    const is = judge(after);
    const isRefused = is.issues.length > 0;
    if (isRefused) replay.refused += 1;
    else if (is.cents !== null && is.cents > was.cents) replay.dearer += 1;
    else if (is.cents !== null && is.cents < was.cents) replay.cheaper += 1;
    if (isRefused || is.cents !== was.cents)
      replay.broken.push({ ...order, beforeCents: was.cents, afterCents: is.cents, issues: is.issues });
  }
  const differs = ({ beforeCents, afterCents }: Replayed) =>
    Math.abs((afterCents ?? beforeCents) - beforeCents);
  const rank = ({ issues }: Replayed) => (issues.length > 0 ? 1 : 0);
  replay.broken.sort((one, other) => rank(other) - rank(one) || differs(other) - differs(one));
  return replay;
}

function judged(args: {
  request: OrderRequest;
  switches: Switches;
  menu: Menu;
  store: { timezone: string; currency: string };
  at: Date;
}): { issues: Issue[]; cents: number | null } {
  const { request, switches, menu, store, at } = args;
  const outcome = priceOrder({ operation: "validate_order", request, menu, store, switches, now: at });
  const { order } = outcome;
  const cents = order === null ? null : order.computedGrandTotalCents - order.tipTotalCents;
  const issues = outcome.kind === "priced" ? [] : outcome.issues;
  // Where nothing was priced, the figures are not what is wrong.
  return { cents, issues: cents === null ? issues : issues.filter(({ code }) => !OF_FIGURES.includes(code)) };
}
