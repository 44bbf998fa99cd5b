import type { Database } from "@parley/db";
import { type AuditCheck, type KnownSeal, verifyAudit } from "@parley/db/audit";

/** A running gateway seals within seconds. */
const UNSEALED_MAX_MS = 600_000;

/** What a check of the chain says to a person, behind every door that offers it. */
export interface ChainCheck extends AuditCheck {
  /** True where every seal fits; nothing is said of entries that wait for one. */
  isWhole: boolean;
  /** True where entries have waited so long that no gateway seems to seal. */
  isStandingStill: boolean;
}

/**
 * Recomputes the chain over the audit, from its first seal on.
 * @param known a seal that was noted elsewhere: it must be in the chain
 */
export async function checkChain(
  db: Database,
  { known, now }: { known: KnownSeal | null; now: Date },
): Promise<ChainCheck> {
  const check = await verifyAudit(db, { known });
  const { broken, unsealedSince } = check;
  const isStandingStill = unsealedSince !== null && now.getTime() - unsealedSince.getTime() > UNSEALED_MAX_MS;
  return { ...check, isWhole: broken === null, isStandingStill };
}

/** A seal as it is noted elsewhere, `number:hash`; null for a text that is none. */
export function readSeal(text: string): KnownSeal | null {
  const [, number, hash] = /^([1-9]\d{0,14}):([0-9a-f]{64})$/.exec(text.trim()) ?? [];
  return number === undefined || hash === undefined ? null : { number: Number(number), hash };
}
