import { ContractError, TokenError } from "../errors.ts";
import type { SeenGuesses } from "../guesses/guesses.ts";
import type { Switches } from "../guesses/switches.ts";
import { WireReader } from "../wire/reader.ts";
import { findEntry, planOf } from "../wire/shape.ts";
import { tokenClaimTable } from "../wire/tables.ts";
import { readTokenForm } from "./token-form.ts";

// What a token's claims say, judged by a connection's switches. Nothing here proves who signed it.

type Claims = Readonly<Record<string, unknown>>;

/** Claims that are good at a moment. */
interface JudgedClaims extends TenantClaims {
  readonly claims: Claims;
  readonly expiresAt: Date;
  readonly seen: SeenGuesses;
}

/** Life of a token without `exp`, from its `iat`, where a connection allows such tokens. */
const LIFE_WITHOUT_EXP_S = 600;

interface TenantClaims {
  readonly organizationId: string | null;
  readonly locationId: string | null;
}

const { root } = planOf(tokenClaimTable);
const NONE: TenantClaims = { organizationId: null, locationId: null };

function tenantClaims(claims: Claims): TenantClaims {
  if (Object.keys(claims).every((name) => findEntry(root, name) === null)) return NONE;
  const { draft, issues } = new WireReader(tokenClaimTable, claims, "lenient");
  const field = issues[0]?.field;
  if (field === "organization_id" || field === "location_id") throw new TokenError(`claim_${field}`);
  if (issues.length > 0) throw new TokenError("claims");
  return draft;
}

/**
 * The organization and location that a token *says* it is for, before anything about it is proven; null when it
 * names none or is no token. Good for choosing which secrets to try, and for nothing else.
 */
export function peekTokenClaims(authorization: string | undefined): TenantClaims | null {
  try {
    return tenantClaims(readTokenForm(authorization).claims);
  } catch (error) {
    if (error instanceof ContractError) return null;
    throw error;
  }
}

/** A NumericDate of RFC 7519, which may have a fraction: judged by the whole second that it lies in. */
function wholeSeconds(claims: Claims, name: "exp" | "iat" | "nbf"): number | null {
  const value = claims[name];
  if (value === undefined) return null;
  if (typeof value !== "number" || !Number.isFinite(value)) throw new TokenError(`claim_${name}`);
  return Math.floor(value);
}

/** Judges all times of a token by whole seconds, and what `jose` does not: a capped life, a life without `exp`. */
function expiry(claims: Claims, switches: Switches, nowSeconds: number): number {
  const skew = switches.clock_skew_s;
  const issuedAt = wholeSeconds(claims, "iat");
  const notBefore = wholeSeconds(claims, "nbf");
  const expiresAt = wholeSeconds(claims, "exp");
  if (issuedAt !== null && issuedAt > nowSeconds + skew) throw new TokenError("issued_ahead");
  if (notBefore !== null && notBefore > nowSeconds + skew) throw new TokenError("not_yet_valid");
  if (expiresAt !== null) {
    if (expiresAt > nowSeconds + switches.max_token_life_s + skew) throw new TokenError("life_too_long");
    if (expiresAt <= nowSeconds - skew) throw new TokenError("expired");
    return expiresAt;
  }
  if (switches.require_exp || issuedAt === null) throw new TokenError("no_expiry");
  if (issuedAt + LIFE_WITHOUT_EXP_S <= nowSeconds - skew) throw new TokenError("expired");
  return issuedAt + LIFE_WITHOUT_EXP_S;
}

/** Judges who issued a token and for whom, by the rules of `jose`, where a connection expects anything. */
function verifyParties(claims: Claims, { issuer, audience }: Switches): void {
  if (issuer !== null && claims.iss !== issuer) throw new TokenError("issuer");
  const { aud } = claims;
  const isForUs = Array.isArray(aud) ? aud.includes(audience) : aud === audience;
  if (audience !== null && !isForUs) throw new TokenError("audience");
}

function claimsSeen(tenant: TenantClaims): string {
  const named = [
    tenant.organizationId === null ? "" : "organization",
    tenant.locationId === null ? "" : "location",
  ];
  return named.filter((name) => name !== "").join("+") || "none";
}

function timesSeen(claims: Claims): string {
  const times = [claims.exp, claims.iat, claims.nbf];
  return times.every((time) => time === undefined || Number.isInteger(time)) ? "whole" : "fraction";
}

/** Judges what a token says, by a connection's switches: the first fault, or what to make of it. */
export function judgeClaims(claims: Claims, switches: Switches, now: Date): TokenError | JudgedClaims {
  try {
    const expiresAt = expiry(claims, switches, Math.floor(now.getTime() / 1000));
    const tenant = tenantClaims(claims);
    verifyParties(claims, switches);
    return {
      claims,
      ...tenant,
      expiresAt: new Date(expiresAt * 1000),
      seen: { tenant_claims: claimsSeen(tenant), token_times: timesSeen(claims) },
    };
  } catch (error) {
    if (error instanceof TokenError) return error;
    throw error;
  }
}

/**
 * Whether the times of a token that verified are good at another moment, by the switches that it verified under: of all
 * that was judged, nothing else can change.
 */
export function isStillGood({ claims }: { readonly claims: Claims }, switches: Switches, now: Date): boolean {
  try {
    expiry(claims, switches, Math.floor(now.getTime() / 1000));
    return true;
  } catch (error) {
    if (error instanceof TokenError) return false;
    throw error;
  }
}

/** Whether each time that a token names is a whole number. */
export function hasPlainTimes({ exp, iat, nbf }: Claims): boolean {
  return isWholeOrAbsent(exp) && isWholeOrAbsent(iat) && isWholeOrAbsent(nbf);
}

function isWholeOrAbsent(time: unknown): boolean {
  return time === undefined || Number.isSafeInteger(time);
}
