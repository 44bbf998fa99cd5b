import type { PosStore } from "../registry.ts";
import { readStorePos, type StoredPos } from "../store-pos.ts";

/** A store in the form that the registry takes, made from the fields of its row. */
export function storeOf({ locationId = "loc_1", ...stored }: StoredPos & { locationId?: string }): PosStore {
  return { locationId, pos: readStorePos(stored) };
}
