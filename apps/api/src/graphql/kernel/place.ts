import type { Place } from "@parley/db";
import type { Location } from "@parley/db/stores";

/** Where a store stands, for a question of permission. */
export function placeOf({ id, brandId }: Location): Place {
  return { brandId, locationId: id };
}
