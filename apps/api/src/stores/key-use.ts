import { type Database, idFrom } from "@parley/db";
import type { Vault } from "@parley/db/secrets";
import { touchPosKey } from "@parley/db/stores";

/** Keeps with which key a store's POS last signed: written now and then, not at each call. */
export interface KeyUse {
  /** @param lane of the POS; of one that a store had before nothing is kept */
  note(lane: string, key: string): void;
}

/** What was written so lately is not written again. */
const EVERY_MS = 60_000;
/** Keys that are remembered; beyond that one may be written once more often. */
const REMEMBERED_MAX = 10_000;

export function createKeyUse(deps: {
  db: Database;
  vault: Vault;
  now: () => Date;
  onError: (error: unknown) => void;
}): KeyUse {
  const { db, vault, now, onError } = deps;
  const notedMs = new Map<string, number>();
  return {
    note(lane, key) {
      const locationId = idFrom("loc", lane);
      if (locationId !== lane) return;
      const at = now();
      const name = `${lane} ${key}`;
      if (at.getTime() - (notedMs.get(name) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return;
      if (notedMs.size >= REMEMBERED_MAX) notedMs.clear();
      notedMs.set(name, at.getTime());
      touchPosKey(db, { vault, locationId, key, now: at }).catch(onError);
    },
  };
}
