import type { PosStore } from "../registry.ts";
import { readStorePos, type StoredPos } from "../store-pos.ts";

/** A store as the registry is asked about it, from what its row would hold. */
export function storeOf({ locationId = "loc_1", ...stored }: StoredPos & { locationId?: string }): PosStore {
  return { locationId, pos: readStorePos(stored) };
}
