import type { PosStore } from "../registry.ts";
import { readStorePos, type StoredPos } from "../store-pos.ts";

/** A store in the form that the registry takes, made from the fields of its row. */
export function storeOf({ lane = "loc_1", ...stored }: StoredPos & { lane?: string }): PosStore {
  return { lane, pos: readStorePos(stored) };
}
