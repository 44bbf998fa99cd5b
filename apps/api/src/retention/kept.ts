import { NO_BRAND, type RetentionKind, type RetentionPolicy } from "@parley/db/retention";
import { daysOf } from "./limits.ts";

const DAY_MS = 86_400_000;

/** Until when something was kept that is not there any more. */
export interface KeptUntil {
  at: Date;
  /** By whose limits; null where it belonged to no brand. */
  brandName: string | null;
  /** Whether it went before that because somebody had its guest erased: `at` is when. */
  isErased: boolean;
}

/** The same of what went with its guest, by when they were erased; null where they were not. */
export function erasedAt(at: Date | null): KeptUntil | null {
  return at === null ? null : { at, brandName: null, isErased: true };
}

/** Until when what was recorded at a moment was kept by the limits of its brand; null while they keep it. */
export function keptUntil(
  policies: readonly RetentionPolicy[],
  args: { kind: RetentionKind; brandId: string | null; recordedAt: Date; now: Date },
): KeptUntil | null {
  const { kind, brandId, recordedAt, now } = args;
  const policy = policies.find(({ id }) => id === (brandId ?? NO_BRAND));
  const days = policy === undefined ? null : daysOf(kind, policy);
  if (policy === undefined || days === null) return null;
  const at = new Date(recordedAt.getTime() + days * DAY_MS);
  return at > now ? null : { at, brandName: policy.brand?.name ?? null, isErased: false };
}
