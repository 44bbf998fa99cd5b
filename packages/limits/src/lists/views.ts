import { readExchanges } from "./exchanges.ts";
import { readIssues } from "./issues.ts";
import { readOrders } from "./orders.ts";
import { type ListFilters, type ParamReader, printParams, readerOf } from "./params.ts";

/** The lists of which a view can be saved. */
export const viewLists = ["orders", "validates", "exchanges", "issues"] as const;
export type ViewList = (typeof viewLists)[number];

const read: Readonly<Record<ViewList, (reader: ParamReader) => ListFilters>> = {
  orders: (reader) => ({ ...readOrders(reader), operation: null }),
  validates: (reader) => {
    const { brand, store, since, from, to, zone } = readOrders(reader);
    return { operation: "validates", brand, store, since, from, to, zone };
  },
  exchanges: readExchanges,
  issues: readIssues,
};

/** Where each list is. */
export const viewPaths: Readonly<Record<ViewList, string>> = {
  orders: "/orders",
  validates: "/orders",
  exchanges: "/exchanges",
  issues: "/issues",
};

/**
 * What a view keeps of a list's address: its filters, its order and its columns, in one form whoever wrote them; what
 * the list does not know is dropped. A search is not kept, because it may be a guest's name or number.
 * @param query with or without the question mark
 */
export function viewParams(list: ViewList, query: string): string {
  const params = Object.fromEntries([...new URLSearchParams(query)].reverse());
  return printParams({ ...read[list](readerOf(params)), q: null, view: null, live: null });
}
