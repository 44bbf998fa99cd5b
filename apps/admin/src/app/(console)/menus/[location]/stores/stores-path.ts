import { withParams } from "@/navigation/search-params.ts";
import type { ActItem } from "../use-set-availability.ts";

/** The page that takes an item of a store's menu off in other stores too; `act` is one of it that can be undone there. */
export function storesPath(
  locationId: string,
  { kind, itemId }: Pick<ActItem, "kind" | "itemId">,
  act: string | null = null,
): string {
  return withParams(`/menus/${locationId}/stores`, { kind, item: itemId, act });
}
