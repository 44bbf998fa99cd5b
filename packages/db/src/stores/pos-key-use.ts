import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { posKeys } from "../schema/pos-key.ts";
import type { Vault } from "../secrets/vault.ts";

/** Notes that a store's POS signed with a key; what was noted within the last minute is left alone. */
export async function touchPosKey(
  db: Database,
  { vault, locationId, key, now }: { vault: Vault; locationId: LocationId; key: string; now: Date },
): Promise<void> {
  const minuteAgo = new Date(now.getTime() - 60_000);
  const { keyIndex, lastUsedAt, retiredAt } = posKeys;
  await db.orm
    .update(posKeys)
    .set({ lastUsedAt: now })
    .where(
      and(
        eq(posKeys.locationId, locationId),
        eq(keyIndex, vault.blindIndex(key)),
        isNull(retiredAt),
        or(isNull(lastUsedAt), lt(lastUsedAt, minuteAgo)),
      ),
    );
}
