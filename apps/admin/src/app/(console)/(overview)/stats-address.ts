import { type ListState, listAddress } from "@/navigation/list-address.ts";

export const ranges = ["HOUR", "DAY", "MONTH"] as const;
export type Range = (typeof ranges)[number];

export const operations = ["SUBMIT_ORDER", "VALIDATE_ORDER", "GET_ORDER", "GET_MENU"] as const;

/** What the charts of the overview show. */
export type StatsFilters = {
  range: Range | null;
  brand: string | null;
  store: string | null;
  operation: (typeof operations)[number] | null;
};
export type StatsState = ListState<StatsFilters>;

export const statsAddress = listAddress<StatsFilters>("/", ({ text, oneOf }) => ({
  range: oneOf("range", ranges),
  brand: text("brand"),
  store: text("store"),
  operation: oneOf("operation", operations),
}));
