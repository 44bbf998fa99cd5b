import type { Database } from "@parley/db";
import type { Vault } from "@parley/db/secrets";
import { endPosKeys } from "@parley/db/stores";

const EVERY_MS = 60_000;

/** A job that ends the old keys of POSs when their time is over, once the POS signs with the new one. */
export function createKeyEnd({ db, vault, now }: { db: Database; vault: Vault; now: () => Date }) {
  return {
    kind: "pos_keys.end",
    isEndless: true as const,
    async run(): Promise<{ againInMs: number }> {
      await endPosKeys(db, { vault, now: now() });
      return { againInMs: EVERY_MS };
    },
  };
}
