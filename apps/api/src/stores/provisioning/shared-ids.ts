import type { Database } from "@parley/db";
import {
  type Connection,
  retireSecret,
  rotateSecret,
  type SecretStrength,
  SharedIdTakenError,
} from "@parley/db/connections";
import type { Actor } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import {
  type CreateConnectionOutcome,
  createConnection,
  generateSharedId,
  sharedIdFault,
} from "./connection.ts";
import { strengthOf } from "./shared-id-strength.ts";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** For how long the old SharedId goes on working, unless said otherwise: a week to change over at PAR. */
export const OVERLAP_MINUTES = 7 * DAY_MINUTES;
export const OVERLAP_MINUTES_MAX = 90 * DAY_MINUTES;

export interface RotationInput {
  connectionId: string;
  /** The version of the connection that the person saw. */
  expectedVersion: number;
  /** Null to have one made. */
  sharedId: string | null;
  /** 0 ends the old one at once. */
  overlapMinutes: number;
  by: Actor;
}

export type RotationOutcome =
  | {
      kind: "rotated";
      connection: Connection;
      secretId: string;
      strength: SecretStrength;
      /** The SharedId where it was made here: to be shown this once. */
      generated: string | null;
      previousEndsAt: Date;
    }
  | { kind: "invalid"; field: "sharedId" | "overlapMinutes"; message: string }
  /** It serves a connection already, this one or another, or its first ten characters do. */
  | { kind: "shared_id_taken" }
  | { kind: "conflict" }
  | { kind: "under_way"; endsAt: Date };

interface SharedIdDeps {
  db: Database;
  vault: Vault;
  now: () => Date;
  demo: boolean;
}

/** The change of a connection's SharedId, the same behind every door that offers it. */
export interface SharedIds {
  /**
   * Adds a SharedId beside the one in use. Each call is verified and answered with the SharedId that signed it, so
   * calls under way are not disturbed, and PAR may change over at any time before the old one ends.
   */
  rotate(input: RotationInput): Promise<RotationOutcome>;
  /** Adds a connection with its first one. */
  create(input: {
    slug: string;
    name: string;
    sharedId: string | null;
    by: Actor;
  }): Promise<CreateConnectionOutcome>;
  /** Ends one of two before its time. */
  retire(input: { connectionId: string; secretId: string; by: Actor }): ReturnType<typeof retireSecret>;
}

export function createSharedIds({ db, vault, now, demo }: SharedIdDeps): SharedIds {
  return {
    async rotate({ connectionId, expectedVersion, sharedId: given, overlapMinutes, by }) {
      if (!Number.isInteger(overlapMinutes) || overlapMinutes < 0 || overlapMinutes > OVERLAP_MINUTES_MAX) {
        const message = `The overlap is 0 to ${OVERLAP_MINUTES_MAX} minutes, which is 90 days.`;
        return { kind: "invalid", field: "overlapMinutes", message };
      }
      const sharedId = given ?? generateSharedId();
      const fault = sharedIdFault(sharedId, { demo });
      if (fault !== null) return { kind: "invalid", field: "sharedId", message: fault };
      const strength = strengthOf(sharedId);
      const at = now();
      const previousEndAt = new Date(at.getTime() + overlapMinutes * MINUTE_MS);
      const write = { vault, connectionId, expectedVersion, sharedId, strength, previousEndAt, by, now: at };
      try {
        const rotation = await rotateSecret(db, write);
        if (rotation.kind !== "rotated") return rotation;
        const { connection, secretId } = rotation;
        const generated = given === null ? sharedId : null;
        return { kind: "rotated", connection, secretId, strength, generated, previousEndsAt: previousEndAt };
      } catch (error) {
        if (error instanceof SharedIdTakenError) return { kind: "shared_id_taken" };
        throw error;
      }
    },
    create: ({ by, ...input }) => createConnection({ db, vault, by, now: now(), demo }, input),
    retire: (input) => retireSecret(db, { ...input, now: now() }),
  };
}
