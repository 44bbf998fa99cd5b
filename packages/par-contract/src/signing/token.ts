import {
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
  webcrypto,
} from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { JWTClaimValidationFailed } from "jose/errors";
import { ContractError, TokenError } from "../errors.ts";
import type { SeenGuesses } from "../guesses/guesses.ts";
import { defaultSwitches, type Switches } from "../guesses/switches.ts";
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

/**
 * So many HMACs at least: a connection has two SharedIds while one is being replaced, and a base path may name none,
 * which nobody is to learn from how long a refusal takes.
 */
const CANDIDATES_MIN = 2;
const DECOY = createSecretKey(randomBytes(32));

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

/** Judges who issued a token and for whom, by the rules of `jose`, where a connection expects anything. */
function verifyParties(claims: Readonly<Record<string, unknown>>, { issuer, audience }: Switches): void {
  if (issuer !== null && claims.iss !== issuer) throw new TokenError("issuer");
  const { aud } = claims;
  const isForUs = Array.isArray(aud) ? aud.includes(audience) : aud === audience;
  if (audience !== null && !isForUs) throw new TokenError("audience");
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
    throw new TokenError(error instanceof JWTClaimValidationFailed ? "claims" : "no_match");
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

/** The candidate that signed a token. The HMAC is computed for all of them, found or not, and for two at least. */
function signerOf(form: TokenForm, candidates: readonly TokenCandidate[]): TokenCandidate | null {
  let signer: TokenCandidate | null = null;
  const isSignedBy = (key: KeyObject) =>
    timingSafeEqual(createHmac("sha256", key).update(form.signingInput, "latin1").digest(), form.signature);
  for (const candidate of candidates) {
    if (isSignedBy(candidate.key.raw) && signer === null) signer = candidate;
  }
  for (let done = candidates.length; done < CANDIDATES_MIN; done += 1) isSignedBy(DECOY);
  return signer;
}

/** Judges what a token says, by a connection's switches: the first fault, or what to make of it. */
function judge(
  form: TokenForm,
  switches: Switches,
  now: Date,
): TokenError | Omit<VerifiedToken, "candidateId"> {
  const { claims } = form;
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
 * Verifies a bearer token against every candidate secret. A refusal costs the same whatever is wrong: each candidate
 * is tried, and what the token says is judged whoever signed it. Only a token that has passed both is handed to
 * `jose`, whose verdict counts.
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
  const { candidates, now } = args;
  const form = readTokenForm(args.authorization);
  const signer = signerOf(form, candidates);
  const judged = judge(form, (signer ?? candidates[0])?.switches ?? defaultSwitches, now);
  if (signer === null) throw new TokenError("no_match");
  try {
    if (judged instanceof TokenError) throw judged;
    await verifyByJose(form.token, signer, now);
    return { candidateId: signer.id, ...judged };
  } catch (error) {
    if (error instanceof TokenError) error.signedBy = signer.id;
    throw error;
  }
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
