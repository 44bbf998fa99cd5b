import { createHash, randomBytes } from "node:crypto";

const PREFIX = "parley_key_";
const SHAPE = /^parley_key_[A-Za-z0-9_-]{43}$/;

/** A fresh operator API key. `key` is shown once; `hash` is stored; `prefix` is what lists show. */
export function makeApiKey(): { key: string; hash: string; prefix: string } {
  const key = PREFIX + randomBytes(32).toString("base64url");
  return { key, hash: hashApiKey(key), prefix: key.slice(0, PREFIX.length + 6) };
}

/** SHA-256, because a key has 256 random bits: there is nothing to guess that a slow hash would protect. */
export function hashApiKey(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** The API key of an `Authorization` header, or null where it holds none. */
export function apiKeyOf(authorization: string | undefined): string | null {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  return SHAPE.test(key) ? key : null;
}
