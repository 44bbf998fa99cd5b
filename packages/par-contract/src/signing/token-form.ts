import { ContractError, TokenError } from "../errors.ts";
import { parseTokenJson } from "../wire/json.ts";

/** Longest token, in characters. */
export const TOKEN_MAX = 4_096;

/** A token whose form has been checked and whose signature has not. */
export interface TokenForm {
  readonly token: string;
  /** `header.payload`, the bytes that are signed (ASCII). */
  readonly signingInput: string;
  /** Always 32 bytes. */
  readonly signature: Buffer;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Whether the header says nothing beside `alg`, `typ` and `kid`. */
  readonly hasPlainHeader: boolean;
}

const bearerPattern = /^bearer ([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/i;

// Header members that change how a token is to be read, or that name a key to fetch or to trust. `kid` is let
// through and ignored: it chooses nothing here.
const refusedMembers = ["crit", "b64", "enc", "zip", "jwk", "jku", "x5u", "x5c", "cty"];

const plainMembers: ReadonlySet<string> = new Set(["alg", "typ", "kid"]);

function decodePart(part: string, reason: "header" | "payload" | "malformed"): Buffer {
  const bytes = Buffer.from(part, "base64url");
  // Node ignores unused trailing bits; a canonical text is the only one that encodes back to itself.
  if (bytes.toString("base64url") !== part) throw new TokenError(reason);
  return bytes;
}

function parsePart(part: string, reason: "header" | "payload"): Readonly<Record<string, unknown>> {
  const bytes = decodePart(part, reason);
  try {
    return parseTokenJson(bytes);
  } catch (error) {
    if (error instanceof ContractError) throw new TokenError(reason);
    throw error;
  }
}

/**
 * Headers that were found good, by their text, and whether they are plain: a caller's tokens have one between them. It
 * says nothing of a token but what its text says, so it does not matter who sent it first.
 */
const goodHeaders = new Map<string, boolean>();
const GOOD_HEADERS_MAX = 64;
const GOOD_HEADER_LENGTH_MAX = 256;

/** Whether a header that is good is plain as well. @throws TokenError for any other. */
function readHeader(head: string): boolean {
  const header = parsePart(head, "header");
  if (header.alg !== "HS256") throw new TokenError("algorithm");
  if (refusedMembers.some((member) => Object.hasOwn(header, member))) throw new TokenError("header");
  const typ = header.typ;
  if (typ !== undefined && (typeof typ !== "string" || typ.toUpperCase() !== "JWT"))
    throw new TokenError("header");
  const isPlain = Object.keys(header).every((member) => plainMembers.has(member));
  if (head.length <= GOOD_HEADER_LENGTH_MAX) {
    if (goodHeaders.size >= GOOD_HEADERS_MAX) goodHeaders.clear();
    goodHeaders.set(head, isPlain);
  }
  return isPlain;
}

/**
 * Checks the form of an `Authorization` header before any key is touched: `Bearer` in any case, one blank, a
 * compact JWS in canonical base64url, header and payload strict JSON objects without duplicate members, `alg`
 * exactly `HS256`, a signature of 32 bytes. `jose` alone is more lenient in each of these.
 *
 * @throws TokenError
 */
export function readTokenForm(authorization: string | undefined): TokenForm {
  if (authorization === undefined || authorization === "") throw new TokenError("missing");
  if (authorization.length > TOKEN_MAX + 7) throw new TokenError("too_long");
  const match = bearerPattern.exec(authorization);
  if (match === null) throw new TokenError("malformed");
  const [, head = "", body = "", mac = ""] = match;
  const hasPlainHeader = goodHeaders.get(head) ?? readHeader(head);
  const signature = decodePart(mac, "malformed");
  if (signature.length !== 32) throw new TokenError("malformed");
  const claims = parsePart(body, "payload");
  return {
    token: `${head}.${body}.${mac}`,
    signingInput: `${head}.${body}`,
    signature,
    claims,
    hasPlainHeader,
  };
}
