import { createHmac, createSecretKey, type KeyObject, timingSafeEqual, webcrypto } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { JWTClaimValidationFailed, JWTExpired } from "jose/errors";
import { ContractError, TokenError } from "../errors.ts";
import type { SeenGuesses } from "../guesses/guesses.ts";
import type { Switches } from "../guesses/switches.ts";
import { WireReader } from "../wire/reader.ts";
import { tokenClaimTable } from "../wire/tables.ts";
import { readTokenForm, type TokenForm } from "./token-form.ts";

/** A SharedId imported once: the raw key for finding the connection, the `CryptoKey` for `jose`. */
export interface TokenKey {
  readonly raw: KeyObject;
  readonly cryptoKey: webcrypto.CryptoKey;
}

/** One live SharedId that a token may be signed with. */
export interface TokenCandidate {
  readonly id: string;
  readonly key: TokenKey;
  readonly switches: Switches;
}

/** A token that verified: whose it is, and what it claims. */
export interface VerifiedToken {
  readonly candidateId: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly organizationId: string | null;
  readonly locationId: string | null;
  readonly expiresAt: Date;
  readonly seen: SeenGuesses;
}

/** Life of a token without `exp`, from its `iat`, where a connection allows such tokens. */
const LIFE_WITHOUT_EXP_S = 600;

function keyBytes(sharedId: string, jwtKey: Switches["jwt_key"]): Buffer {
  if (sharedId.length < 10 || sharedId.trim() === "")
    throw new RangeError("a SharedId has at least 10 characters");
  return Buffer.from(jwtKey === "full" ? sharedId : sharedId.slice(0, 10), "utf8");
}

/**
 * Imports a SharedId for verifying tokens. Do it once per secret: `jose` imports a raw key again on each call.
 *
 * @throws RangeError when the SharedId is shorter than ten characters.
 */
export async function importTokenKey(sharedId: string, jwtKey: Switches["jwt_key"]): Promise<TokenKey> {
  const bytes = keyBytes(sharedId, jwtKey);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const cryptoKey = await webcrypto.subtle.importKey("raw", bytes, algorithm, false, ["verify"]);
  return { raw: createSecretKey(bytes), cryptoKey };
}

interface TenantClaims {
  readonly organizationId: string | null;
  readonly locationId: string | null;
}

function tenantClaims(claims: Readonly<Record<string, unknown>>): TenantClaims {
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
function wholeSeconds(claims: Readonly<Record<string, unknown>>, name: "exp" | "iat" | "nbf"): number | null {
  const value = claims[name];
  if (value === undefined) return null;
  if (typeof value !== "number" || !Number.isFinite(value)) throw new TokenError(`claim_${name}`);
  return Math.floor(value);
}

/** Judges all times of a token by whole seconds, and what `jose` does not: a capped life, a life without `exp`. */
function expiry(claims: Readonly<Record<string, unknown>>, switches: Switches, nowSeconds: number): number {
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

async function verifyByJose(token: string, candidate: TokenCandidate, now: Date): Promise<void> {
  const { switches, key } = candidate;
  try {
    await jwtVerify(token, key.cryptoKey, {
      algorithms: ["HS256"],
      // Fractions of a second are not its matter: the times were judged by whole ones.
      clockTolerance: switches.clock_skew_s + 1,
      currentDate: now,
      ...(switches.issuer === null ? {} : { issuer: switches.issuer }),
      ...(switches.audience === null ? {} : { audience: switches.audience }),
    });
  } catch (error) {
    if (error instanceof JWTExpired) throw new TokenError("expired");
    if (error instanceof JWTClaimValidationFailed) {
      if (error.claim === "iss") throw new TokenError("issuer");
      if (error.claim === "aud") throw new TokenError("audience");
      if (error.claim === "nbf") throw new TokenError("not_yet_valid");
      throw new TokenError("claims");
    }
    throw new TokenError("no_match");
  }
}

function claimsSeen(tenant: TenantClaims): string {
  const named = [
    tenant.organizationId === null ? "" : "organization",
    tenant.locationId === null ? "" : "location",
  ];
  return named.filter((name) => name !== "").join("+") || "none";
}

function timesSeen(claims: Readonly<Record<string, unknown>>): string {
  const times = [claims.exp, claims.iat, claims.nbf];
  return times.every((time) => time === undefined || Number.isInteger(time)) ? "whole" : "fraction";
}

/**
 * Verifies a bearer token against every candidate secret. The HMAC is computed for all of them, found or not, so
 * that a failure always costs the same; only the match is handed to `jose`.
 *
 * @param args.authorization the whole header value.
 * @param args.now the clock, for `exp`, `nbf` and `iat`.
 * @throws TokenError: one code, `unauthorized`; the `reason` is for the record only.
 */
export async function verifyToken(args: {
  authorization: string | undefined;
  candidates: readonly TokenCandidate[];
  now: Date;
}): Promise<VerifiedToken> {
  const form = readTokenForm(args.authorization);
  let match: TokenCandidate | null = null;
  for (const candidate of args.candidates) {
    const mac = createHmac("sha256", candidate.key.raw).update(form.signingInput, "latin1").digest();
    const isMatch = timingSafeEqual(mac, form.signature);
    if (isMatch && match === null) match = candidate;
  }
  if (match === null) throw new TokenError("no_match");
  try {
    return await judge(form, match, args.now);
  } catch (error) {
    if (error instanceof TokenError) error.signedBy = match.id;
    throw error;
  }
}

/** Judges what a token says, once it is known who signed it. */
async function judge(form: TokenForm, match: TokenCandidate, now: Date): Promise<VerifiedToken> {
  const expiresAt = expiry(form.claims, match.switches, Math.floor(now.getTime() / 1000));
  const tenant = tenantClaims(form.claims);
  await verifyByJose(form.token, match, now);
  return {
    candidateId: match.id,
    claims: form.claims,
    ...tenant,
    expiresAt: new Date(expiresAt * 1000),
    seen: { tenant_claims: claimsSeen(tenant), token_times: timesSeen(form.claims) },
  };
}

/**
 * Signs a token as PAR would: HS256, `iat` now, `exp` after `lifeSeconds`.
 *
 * @param args.claims further claims; they may override `iat` and `exp`.
 */
export async function signToken(args: {
  sharedId: string;
  jwtKey: Switches["jwt_key"];
  now: Date;
  lifeSeconds: number;
  claims?: Readonly<Record<string, unknown>>;
}): Promise<string> {
  const issuedAt = Math.floor(args.now.getTime() / 1000);
  const payload = { iat: issuedAt, exp: issuedAt + args.lifeSeconds, ...args.claims };
  const key = keyBytes(args.sharedId, args.jwtKey);
  const cryptoKey = await webcrypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [
    "sign",
  ]);
  return new SignJWT(payload).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(cryptoKey);
}
