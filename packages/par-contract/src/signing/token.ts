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
import { TokenError } from "../errors.ts";
import type { SeenGuesses } from "../guesses/guesses.ts";
import { defaultSwitches, type Switches } from "../guesses/switches.ts";
import { hasPlainTimes, judgeClaims } from "./token-claims.ts";
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

/**
 * Whether `jose` can say nothing else of a token whose form is strict, whose HMAC is right and whose claims are good by
 * `judgeClaims`: its header has no member that `jose` would look at beside `alg`, and its times are whole numbers. Such
 * a token, which all of PAR's are, is not handed to `jose`, whose asynchronous HMAC takes as long as the rest of
 * a call's authentication; a property test holds the two verdicts together.
 */
function isPlain(form: TokenForm): boolean {
  return form.hasPlainHeader && hasPlainTimes(form.claims);
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

/**
 * Verifies a bearer token against every candidate secret. A refusal costs the same whatever is wrong: each candidate
 * is tried, and what the token says is judged whoever signed it. A token that has passed both is handed to `jose`,
 * whose verdict counts, where that verdict could be another.
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
  const judged = judgeClaims(form.claims, (signer ?? candidates[0])?.switches ?? defaultSwitches, now);
  if (signer === null) throw new TokenError("no_match");
  try {
    if (judged instanceof TokenError) throw judged;
    if (!isPlain(form)) await verifyByJose(form.token, signer, now);
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
