import type { Database, Scope } from "@parley/db";
import { findMenu, findMenusInForce, type MenuHead } from "@parley/db/menus";
import type { Location } from "@parley/db/stores";
import { ORDER_TYPES } from "@parley/par-contract";
import type { Words } from "@parley/words";
import type { Menu } from "../../pos/menu.ts";
import { fitMenu } from "../fit.ts";
import { menuOfOrderType } from "../of-order-type.ts";
import { parseStoredMenu } from "../stored.ts";
import { type ChangeKind, changeKinds, type MenuChange } from "./changes.ts";
import { diffMenus } from "./diff.ts";
import { listPastOrders } from "./past-orders.ts";
import { type Replay, replayOrders } from "./replay.ts";

/** Changes that one comparison tells, at most. */
export const CHANGES_MAX = 500;

/** What somebody wants to compare: a store's menu, in force or as it once was, for all or one type of orders. */
export interface AskedSide {
  location: Location;
  /** Our id of a version; null for the one in force. */
  menuId: string | null;
  /** A word of the contract; null for all of them. */
  orderType: string | null;
}

export interface ComparedSide extends Omit<AskedSide, "menuId"> {
  head: MenuHead & { isInForce: boolean };
  menu: Menu;
}

export interface Comparison {
  before: ComparedSide;
  after: ComparedSide;
  /** How many there are of each kind, filter or not; kinds without any are left out. */
  counts: { kind: ChangeKind; count: number }[];
  /** Prices that went up and down. */
  raised: number;
  lowered: number;
  /** Those that the filter leaves, at most `CHANGES_MAX`. */
  changes: MenuChange[];
  /** How many the filter leaves. */
  found: number;
}

export type CompareOutcome =
  | ({ kind: "compared" } & Comparison)
  | { kind: "not_found"; message: string }
  /** What was asked for cannot be compared; `field` is the side. */
  | { kind: "invalid"; field: "from" | "to"; message: string };

/**
 * Compares two menus as their POS gave them: versions, stores or order types. What people took off is in neither.
 * @param args.text leaves only changes that have it in a name or an id
 */
export async function compareMenus(
  db: Database,
  args: { scope: Scope; from: AskedSide; to: AskedSide; text: string | null; say: Words<"diff"> },
): Promise<CompareOutcome> {
  const { scope, from, to, text, say } = args;
  for (const [field, side] of [["from", from] as const, ["to", to] as const]) {
    const { orderType } = side;
    if (orderType !== null && !ORDER_TYPES.some((word) => word === orderType))
      return { kind: "invalid", field, message: say("refused.orderType", { types: ORDER_TYPES.join(", ") }) };
  }
  if (from.location.currency !== to.location.currency)
    return { kind: "invalid", field: "from", message: say("refused.currency") };
  const [before, after] = await Promise.all([readSide(db, scope, from), readSide(db, scope, to)]);
  if (before === null || after === null) return { kind: "not_found", message: say("refused.noVersion") };
  const all = diffMenus(before.menu, after.menu);
  const matching = text === null ? all : all.filter((change) => isAbout(change, text));
  const counts = changeKinds.flatMap((kind) => {
    const count = all.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [{ kind, count }];
  });
  const moved = (isIt: (byCents: number) => boolean) =>
    all.filter(
      ({ kind, price }) => kind === "price" && isIt((price?.afterCents ?? 0) - (price?.beforeCents ?? 0)),
    ).length;
  const [raised, lowered] = [moved((cents) => cents > 0), moved((cents) => cents < 0)];
  const changes = matching.slice(0, CHANGES_MAX);
  return { kind: "compared", before, after, counts, raised, lowered, changes, found: matching.length };
}

/**
 * What the second menu of a comparison breaks: recent orders of its store that the first takes. Null where the sides
 * are of different order types: an order is of one.
 * @param args.scope what the asker may read of orders
 */
export async function breaksOf(
  db: Database,
  { before, after, scope, now }: Pick<Comparison, "before" | "after"> & { scope: Scope; now: Date },
): Promise<Replay | null> {
  if (before.orderType !== after.orderType) return null;
  const { orderType, location } = after;
  const past = await listPastOrders(db, { scope, locationId: location.id, now });
  const orders = past.filter(({ request }) => orderType === null || request.order.orderType === orderType);
  return replayOrders({ orders, before: before.menu, after: after.menu, store: location });
}

async function readSide(db: Database, scope: Scope, asked: AskedSide): Promise<ComparedSide | null> {
  const { location, orderType } = asked;
  const menuId = asked.menuId ?? (await findMenusInForce(db, location.id))?.inForce.id ?? null;
  const row = menuId === null ? null : await findMenu(db, { scope, menuId });
  const stored = row === null || row.locationId !== location.id ? null : parseStoredMenu(row.content);
  if (row === null || stored === null) return null;
  const { content: _content, ...head } = row;
  const { menu } = fitMenu(stored);
  return { location, orderType, head, menu: orderType === null ? menu : menuOfOrderType(menu, orderType) };
}

function isAbout({ id, names, before, after }: MenuChange, text: string): boolean {
  const sought = text.trim().toLowerCase();
  const texts = [id, names.before ?? "", names.after ?? "", ...before, ...after];
  return texts.some((one) => one.toLowerCase().includes(sought));
}
