import { randomBytes } from "node:crypto";
import type { Database } from "@parley/db";
import {
  type Connection,
  insertConnection,
  type SecretStrength,
  SharedIdTakenError,
  SlugTakenError,
} from "@parley/db/connections";
import type { Actor } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import { TEXT_MAX } from "@parley/limits";
import { changedSwitches, parseSwitches, SchemaError, sharedIdProblem } from "@parley/par-contract";
import { hasPublishedDigestKey, strengthOf } from "./shared-id-strength.ts";

const SLUG = /^[a-z0-9][a-z0-9-]{1,39}$/;

export type CreateConnectionOutcome =
  | {
      kind: "created";
      connection: Connection;
      strength: SecretStrength;
      /** The SharedId where it was made here: to be shown this once. */
      generated: string | null;
    }
  | { kind: "invalid"; field: "slug" | "name" | "sharedId" | "switches"; message: string }
  | { kind: "slug_taken" }
  /** Another connection has this SharedId, or one with the same first ten characters. */
  | { kind: "shared_id_taken" };

/** A SharedId of 43 random characters (256 bits). No fixed beginning: PAR keys digests by the first ten. */
export function generateSharedId(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * Why a text cannot be a SharedId, as a sentence; null where it can.
 * @param demo the demo alone lives with SharedIds that anybody can read
 */
export function sharedIdFault(sharedId: string, { demo }: { demo: boolean }): string | null {
  const problem =
    sharedId.length > TEXT_MAX.sharedId
      ? `is longer than ${TEXT_MAX.sharedId} characters`
      : sharedIdProblem(sharedId);
  if (problem !== null) return `The SharedId ${problem}.`;
  if (demo || !hasPublishedDigestKey(sharedId)) return null;
  return "The SharedId, or its first ten characters, can be read in Parley's own documents: take another.";
}

/** Creates a connection with its first SharedId; only switches that differ from the default are stored. */
export async function createConnection(
  deps: { db: Database; vault: Vault; by?: Actor | undefined; now: Date; demo: boolean },
  input: {
    slug: string;
    name: string;
    /** Null to have one made. */
    sharedId: string | null;
    switches?: unknown;
  },
): Promise<CreateConnectionOutcome> {
  const { slug } = input;
  const sharedId = input.sharedId ?? generateSharedId();
  const name = input.name.trim();
  if (!SLUG.test(slug)) {
    return {
      kind: "invalid",
      field: "slug",
      message: "A slug has 2 to 40 lower-case letters, digits and dashes.",
    };
  }
  if (name.length < 1 || name.length > TEXT_MAX.name) {
    return { kind: "invalid", field: "name", message: "A name has 1 to 100 characters." };
  }
  const fault = sharedIdFault(sharedId, deps);
  if (fault !== null) return { kind: "invalid", field: "sharedId", message: fault };
  const strength = strengthOf(sharedId);
  try {
    const switches = changedSwitches(parseSwitches(input.switches ?? {}));
    const connection = await insertConnection(deps.db, {
      vault: deps.vault,
      connection: { slug, name, switches, sharedId, strength },
      by: deps.by,
      now: deps.now,
    });
    const generated = input.sharedId === null ? sharedId : null;
    return { kind: "created", connection, strength, generated };
  } catch (error) {
    if (error instanceof SlugTakenError) return { kind: "slug_taken" };
    if (error instanceof SharedIdTakenError) return { kind: "shared_id_taken" };
    if (error instanceof SchemaError) return { kind: "invalid", field: "switches", message: error.message };
    throw error;
  }
}
