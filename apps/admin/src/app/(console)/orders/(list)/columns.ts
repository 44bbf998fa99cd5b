import { type OrderColumn, orderColumns } from "@parley/limits";

const byDefault: readonly OrderColumn[] = ["age", "store", "cause", "order", "pos"];

/** Where a browser keeps what its person chose last. */
export const columnsCookie = "parley.order-columns";

/** The columns to show: those of the address, else of the cookie, else the usual ones. */
export function columnsOf(...texts: readonly (string | null | undefined)[]): OrderColumn[] {
  for (const text of texts) {
    if (text === null || text === undefined) continue;
    const names = text.split(/[,.]/);
    const known = orderColumns.filter((column) => names.includes(column));
    if (known.length > 0 || names.includes("none")) return known;
  }
  return [...byDefault];
}
