import type { IncomingMessage } from "node:http";
import {
  type BrandScope,
  type Database,
  deleteSession,
  findOperator,
  findOperatorByApiKey,
  type Operator,
  type OperatorRole,
} from "@parley/db";
import { apiKeyOf, hashApiKey } from "./api-key.ts";
import { ABSOLUTE_SECONDS, type AuthLibrary } from "./library.ts";
import { headersForLibrary } from "./request.ts";

/** Who asks, as known from this request's cookie or key. Read anew on each request. */
export interface OperatorSession extends Operator {
  via: "session" | "api_key";
}

/**
 * The operator of a request, or null. An `Authorization` header is judged alone: with a wrong key in it, the
 * cookie is not looked at.
 */
export async function readOperator(args: {
  db: Database;
  library: AuthLibrary;
  headers: IncomingMessage["headers"];
  now: Date;
}): Promise<OperatorSession | null> {
  const { db, library, headers, now } = args;
  if (headers.authorization !== undefined) {
    const key = apiKeyOf(headers.authorization);
    const operator = key === null ? null : await findOperatorByApiKey(db, { hash: hashApiKey(key), now });
    return operator && { ...operator, via: "api_key" };
  }
  if (headers.cookie === undefined) return null;
  const found = await library.api.getSession({ headers: headersForLibrary(headers, undefined) });
  if (found === null) return null;
  if (now.getTime() - found.session.createdAt.getTime() >= ABSOLUTE_SECONDS * 1000) {
    await deleteSession(db, { sessionId: found.session.id });
    return null;
  }
  const operator = await findOperator(db, { operatorId: found.user.id });
  return operator && { ...operator, via: "session" };
}

/** The brands that an operator may see: those of all his grants. */
export function scopeOf(operator: Operator): BrandScope {
  return scopeOfRoles(operator, ["admin", "support", "viewer"]);
}

/** The brands on which he has one of these roles. */
export function scopeOfRoles(operator: Operator, roles: readonly OperatorRole[]): BrandScope {
  const brandIds: string[] = [];
  for (const { role, brandId } of operator.grants) {
    if (!roles.includes(role)) continue;
    if (brandId === null) return { all: true };
    brandIds.push(brandId);
  }
  return { all: false, brandIds };
}

/** Whether a brand is in a scope. */
export function covers(scope: BrandScope, brandId: string): boolean {
  return scope.all || scope.brandIds.includes(brandId);
}
