import type { RefusalCause } from "@parley/db/orders";
import type { CauseClass } from "./cause-class.ts";

/** The class of each reason for which we, or a POS, decide against an order. */
export const REFUSALS: Readonly<Record<RefusalCause, CauseClass>> = {
  invalid_field: "order_not_understood",
  missing_field: "order_not_understood",
  location_closed: "store_closed",
  unsupported_order_type: "store_closed",
  invalid_schedule: "store_closed",
  item_not_found: "menu_mismatch",
  item_unavailable: "sold_out",
  modifier_not_found: "menu_mismatch",
  modifier_unavailable: "sold_out",
  modifier_min: "menu_mismatch",
  modifier_max: "menu_mismatch",
  price_level_not_found: "menu_mismatch",
  price_mismatch: "price_mismatch",
  tax_mismatch: "price_mismatch",
  payment_insufficient: "payment",
  pos_refused: "pos_refused",
  pos_unavailable: "pos_refused",
  pos_error: "pos_refused",
  rejected: "order_not_understood",
};
