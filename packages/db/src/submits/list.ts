import type { Database } from "../client/client.ts";
import { listRefusedSubmits, type RefusedFilter, type RefusedSubmit } from "../exchanges/refused.ts";
import { searchRefusedSubmits } from "../exchanges/refused-search.ts";
import { listOrders, type OrderFilter } from "../orders/list.ts";
import { type OrderSearch, searchOrders } from "../orders/search.ts";
import { type AmountPointer, amountPointerIn } from "../orders/search-amount.ts";
import { distinct, wordsLeftOut } from "../orders/search-term.ts";
import type { Order } from "../orders/types.ts";
import type { Page } from "../sql/page.ts";
import type { Scope } from "../sql/scope.ts";

/** A submit that PAR sent: the order that it became, or the call that was refused before it became one. */
export type Submit =
  | { kind: "order"; id: string; at: Date; order: Order }
  | { kind: "refused"; id: string; at: Date; refused: RefusedSubmit };

/** Which submits to list. */
export interface SubmitFilter {
  /** Null: no orders. */
  orders: OrderFilter | null;
  /** Null: no refused ones. */
  refused: RefusedFilter | null;
}

/**
 * Every submit that PAR sent, newest first. Each source is read by its own index with the page's limit, and what they
 * give is merged: one keyset by time and id leads through both.
 */
export async function listSubmits(
  db: Database,
  args: { scope: Scope; filter: SubmitFilter; page: Page },
): Promise<Submit[]> {
  const { scope, filter, page } = args;
  const [orders, refused] = await Promise.all([
    filter.orders && listOrders(db, { scope, page, filter: filter.orders }),
    filter.refused && listRefusedSubmits(db, { scope, page, filter: filter.refused }),
  ]);
  return merge(page, orders ?? [], refused ?? []);
}

/** What a search found among all submits. */
export interface SubmitSearch extends Omit<OrderSearch, "orders"> {
  submits: Submit[];
  /** Words of the term that nothing was looked up by. */
  leftOut: string[];
  /** Amounts that the term may mean and nothing was searched by: the list can be narrowed to them. */
  amounts: AmountPointer | null;
}

/** Submits that a typed or pasted term may mean, newest first, in pages. */
export async function searchSubmits(
  db: Database,
  args: { text: string; scope: Scope; guestScope: Scope; filter: SubmitFilter; page: Page },
): Promise<SubmitSearch> {
  const { filter, page, ...asked } = args;
  const [orders, refused] = await Promise.all([
    filter.orders && searchOrders(db, { ...asked, page, filter: filter.orders }),
    filter.refused && searchRefusedSubmits(db, { ...asked, page, filter: filter.refused }),
  ]);
  const byRefused = refused?.readings ?? [];
  // A name that is spelled much like it counts only where nobody has the name itself.
  const isSimilar = orders?.isSimilar === true && byRefused.length === 0;
  const counted = orders === null || (orders.isSimilar && !isSimilar) ? [] : orders.orders;
  const byOrders = orders === null || (counted.length === 0 && byRefused.length > 0) ? [] : orders.readings;
  const readings = distinct([...byOrders, ...byRefused]);
  return {
    submits: merge(page, counted, refused?.refused ?? []),
    readings,
    isTogether: counted.length > 0 && orders?.isTogether === true,
    isSimilar,
    isPartial: orders?.isPartial ?? false,
    leftOut: wordsLeftOut(args.text, readings),
    amounts: amountPointerIn(args.text),
  };
}

function merge(page: Page, orders: readonly Order[], refused: readonly RefusedSubmit[]): Submit[] {
  const sign = page.inverted ? 1 : -1;
  const submits: Submit[] = [
    ...orders.map((order) => ({ kind: "order" as const, id: order.id, at: order.receivedAt, order })),
    ...refused.map((row) => ({ kind: "refused" as const, id: row.id, at: row.at, refused: row })),
  ];
  // As the database compares them: ids by their code units.
  const compared = (a: Submit, b: Submit) =>
    a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
  return submits.sort((a, b) => sign * compared(a, b)).slice(0, page.limit);
}
