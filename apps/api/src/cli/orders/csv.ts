import type { Order } from "@parley/db/orders";
import { csvLine } from "@parley/limits";
import { orderJson, type Places } from "./view.ts";

/** Orders as a file for spreadsheets: one line each, with the names of their JSON; without guests, as it is. */
export function csvOf(orders: readonly Order[], places: Places): string {
  const rows = orders.map((order) => orderJson(order, places));
  const cells = rows.map((row) =>
    CSV_COLUMNS.map((name) => {
      const value = row[name];
      return value instanceof Date ? value.toISOString() : value;
    }),
  );
  return [CSV_COLUMNS, ...cells].map(csvLine).join("").trimEnd();
}

const CSV_COLUMNS: readonly (keyof ReturnType<typeof orderJson>)[] = [
  "id",
  "state",
  "cause",
  "dispute",
  "disputed_at",
  "connection",
  "location",
  "par_organization_id",
  "par_location_id",
  "request_uid",
  "online_order_id",
  "pos_order_id",
  "pos_reference",
  "attempts",
  "order_type",
  "item_count",
  "currency",
  "subtotal_cents",
  "discount_cents",
  "tax_cents",
  "fee_cents",
  "tip_cents",
  "grand_total_cents",
  "received_at",
  "final_at",
];
