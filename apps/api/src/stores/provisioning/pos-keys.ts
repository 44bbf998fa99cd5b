import type { Database, LocationId } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import {
  type Location,
  type PosKey,
  type PosKeyRotation,
  retirePosKey,
  rotatePosKey,
} from "@parley/db/stores";
import { bridgeKeyOf, makeBridgeKey } from "../../pos/bridge/key.ts";
import { OVERLAP_MINUTES_MAX } from "./shared-ids.ts";

export { OVERLAP_MINUTES } from "./shared-ids.ts";

const MINUTE_MS = 60_000;

export type KeyRotationOutcome =
  | {
      kind: "rotated";
      location: Location;
      keyId: string;
      /** The key where it was made here: to be shown this once. */
      made: string | null;
      previousEndsAt: Date;
    }
  | { kind: "invalid"; field: "key" | "overlapMinutes" }
  | Exclude<PosKeyRotation, { kind: "rotated" }>;

interface Deps {
  db: Database;
  vault: Vault;
  now: Date;
}

/**
 * Adds a key beside the one of a store's bridge. Requests are signed with both and answers taken with either, so calls
 * are not disturbed, and the POS may change over at any time before the old one ends.
 * @param args.key as the POS's maker gave it; null to have one made
 * @param args.overlapMinutes 0 ends the old one at once: until the POS has the new one, it refuses everything
 */
export async function rotateKey(
  { db, vault, now }: Deps,
  args: {
    locationId: LocationId;
    expectedVersion: number;
    key: string | null;
    overlapMinutes: number;
    by: Actor;
  },
): Promise<KeyRotationOutcome> {
  const { locationId, expectedVersion, overlapMinutes, by } = args;
  if (!Number.isInteger(overlapMinutes) || overlapMinutes < 0 || overlapMinutes > OVERLAP_MINUTES_MAX)
    return { kind: "invalid", field: "overlapMinutes" };
  const key = args.key === null ? makeBridgeKey() : bridgeKeyOf(args.key.trim());
  if (key === null) return { kind: "invalid", field: "key" };
  const previousEndAt = new Date(now.getTime() + overlapMinutes * MINUTE_MS);
  const write = { vault, locationId, expectedVersion, key, previousEndAt, by, now };
  const outcome = await rotatePosKey(db, write);
  if (outcome.kind !== "rotated") return outcome;
  const { location, keyId } = outcome;
  return {
    kind: "rotated",
    ...{ location, keyId, made: args.key === null ? key : null, previousEndsAt: previousEndAt },
  };
}

/**
 * Ends one of two keys at once, the older or the newer; the other one then has no end. Refused where the POS was not
 * seen to sign with the other one, unless `evenIfUnseen` says that this is meant.
 */
export async function retireKey(
  { db, vault, now }: Deps,
  args: { locationId: LocationId; keyId: string; evenIfUnseen?: boolean | undefined; by: Actor },
): ReturnType<typeof retirePosKey> {
  return await retirePosKey(db, { vault, now, ...args });
}

/** How a key stands: `kept` past its time where the POS has not signed with the newer one yet. */
export type KeyState = "live" | "retiring" | "kept" | "retired";

export function keyStateOf({ retiredAt, endsAt }: PosKey, now: Date): KeyState {
  if (retiredAt !== null) return "retired";
  if (endsAt === null) return "live";
  return endsAt > now ? "retiring" : "kept";
}
