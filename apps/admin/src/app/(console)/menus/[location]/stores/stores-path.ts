import { withParams } from "@/navigation/search-params.ts";
import type { ActItem } from "../use-set-availability.ts";

/** The page that takes an item of a store's menu off in other stores too. */
export function storesPath(locationId: string, { kind, itemId }: Pick<ActItem, "kind" | "itemId">): string {
  return withParams(`/menus/${locationId}/stores`, { kind, item: itemId });
}
