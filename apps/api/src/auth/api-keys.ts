import type { Database } from "@parley/db";
import {
  type ApiKey,
  countLiveApiKeys,
  type Grant,
  grantsHeld,
  grantsProblem,
  insertApiKey,
  type OperatorWithGrants,
  revokeApiKey,
} from "@parley/db/operators";
import type { Actor } from "@parley/db/orders";
import { LIST_MAX } from "@parley/limits";
import { nameProblem } from "./operator.ts";
import type { Invalid } from "./problem.ts";

/** What somebody wants of a key. */
export interface ApiKeyWish {
  name: string;
  /** All that it may do, never more than its operator; null: what its operator may. */
  grants?: readonly Grant[] | null | undefined;
  /** From when on it opens nothing; null: it has no end. */
  expiresAt?: Date | null | undefined;
}

export type NewApiKeyOutcome =
  /** `plain` is the key, which is kept nowhere. */
  | { kind: "made"; operator: OperatorWithGrants; key: ApiKey; plain: string }
  | { kind: "not_found" }
  | Invalid<"name" | "grants" | "expiresAt">
  /** It would do what its operator may not. */
  | { kind: "beyond_operator" }
  /** A key that is made now would work on the day when they are let in again. */
  | { kind: "disabled" }
  /** `most` are in use already. */
  | { kind: "too_many"; most: number };

export type RevokedApiKeyOutcome =
  | { kind: "revoked"; operator: OperatorWithGrants }
  | { kind: "not_found" }
  /** They have no such key, or it was revoked before. */
  | { kind: "no_key" };

interface Deps {
  db: Database;
  now: Date;
}

/** `owner` is whose key: null where whoever asks may not change them. */
interface Asked {
  owner: OperatorWithGrants | null;
  by: Actor;
}

/** Makes a key of an operator. */
export async function makeApiKey(
  { db, now }: Deps,
  { owner, by }: Asked,
  { name: given, grants = null, expiresAt = null }: ApiKeyWish,
): Promise<NewApiKeyOutcome> {
  if (owner === null) return { kind: "not_found" };
  const { id: operatorId, disabledAt } = owner.operator;
  const name = given.trim();
  const problem = nameProblem(name);
  if (problem !== null) return { kind: "invalid", field: "name", problem };
  if (expiresAt !== null && expiresAt <= now)
    return { kind: "invalid", field: "expiresAt", problem: "expiryPast" };
  const unfit = grants === null ? null : grants.length === 0 ? "noRoles" : grantsProblem(grants);
  if (unfit !== null) return { kind: "invalid", field: "grants", problem: unfit };
  if (grants !== null && grantsHeld(grants, owner.grants).length < grants.length)
    return { kind: "beyond_operator" };
  if (disabledAt !== null) return { kind: "disabled" };
  const most = LIST_MAX.apiKeys;
  if ((await countLiveApiKeys(db, { operatorId, now })) >= most) return { kind: "too_many", most };
  const made = await insertApiKey(db, { operatorId, name, grants, expiresAt, by, now });
  return { kind: "made", operator: owner, ...made };
}

/** Ends a key of an operator. */
export async function revokeKeyOf(
  { db, now }: Deps,
  { owner, by }: Asked,
  keyId: string,
): Promise<RevokedApiKeyOutcome> {
  if (owner === null) return { kind: "not_found" };
  const isRevoked = await revokeApiKey(db, { operatorId: owner.operator.id, keyId, by, now });
  return isRevoked ? { kind: "revoked", operator: owner } : { kind: "no_key" };
}
