import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { isIP } from "node:net";

/**
 * What a passkey shows, judged by WebAuthn level 2, chapters 7.1 and 7.2. No attestation is asked for: it would say who
 * made a device, which decides nothing here. So what is registered is a public key and the device's word for it, given
 * by who proved in other ways who they are; what signs in is a signature.
 */

/** Where passkeys of this installation hold: the host that they are bound to, and the one origin that may use them. */
export interface PasskeyPlace {
  host: string;
  origin: string;
}

/** @returns null where the admin is reached by an address, or over plain http: browsers have no passkeys there */
export function passkeyPlace(adminUrl: string): PasskeyPlace | null {
  const { protocol, hostname, origin } = new URL(adminUrl);
  const isName = isIP(hostname.replace(/^\[|\]$/g, "")) === 0;
  const isSecure = protocol === "https:" || hostname === "localhost" || hostname.endsWith(".localhost");
  return isName && isSecure ? { host: hostname, origin } : null;
}

/** What a device gives, each part in base64url. */
interface Given {
  credentialId: string;
  clientData: string;
  authenticatorData: string;
}

export interface GivenKey extends Given {
  /** SPKI, DER. */
  publicKey: string;
}

export interface GivenSignature extends Given {
  signature: string;
  /** Whose it is, as the device kept it; null where it kept nothing. */
  handle: string | null;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const HAS_KEY = 0x40;
/** Where a new key's part begins, and in it the length of its id. */
const HEAD_BYTES = 37;
const ID_LENGTH_AT = HEAD_BYTES + 16;

export interface NewKey {
  publicKey: Uint8Array;
  counter: number;
}

/**
 * A new key, or null where what is shown is not one: made for another place or by another challenge, by a device that
 * did not verify its person, or of a kind that we do not judge.
 * @param isChallenge whether it is ours
 */
export function readNewKey(
  place: PasskeyPlace,
  given: GivenKey,
  isChallenge: (challenge: string) => boolean,
): NewKey | null {
  const [clientData, data, publicKey] = [given.clientData, given.authenticatorData, given.publicKey].map(
    bytesOf,
  );
  if (clientData == null || data == null || publicKey == null) return null;
  if (!isFor(place, "webauthn.create", clientData, isChallenge)) return null;
  const head = headOf(place, data);
  if (head === null || !head.isVerified || (head.flags & HAS_KEY) === 0) return null;
  const idBytes = data.length > ID_LENGTH_AT + 2 ? data.readUInt16BE(ID_LENGTH_AT) : 0;
  const id = data.subarray(ID_LENGTH_AT + 2, ID_LENGTH_AT + 2 + idBytes).toString("base64url");
  if (id === "" || id !== given.credentialId || keyOf(publicKey) === null) return null;
  return { publicKey, counter: head.counter };
}

/** What a signature says that is right. */
export interface Shown {
  /** Whether the device made sure that it is its person, by a finger, a face or a PIN. */
  isVerified: boolean;
  counter: number;
}

/** Judges a signature by the key that was registered; null where it is not right. */
export function readSignature(
  place: PasskeyPlace,
  given: GivenSignature,
  publicKey: Uint8Array,
  isChallenge: (challenge: string) => boolean,
): Shown | null {
  const [clientData, data, signature] = [given.clientData, given.authenticatorData, given.signature].map(
    bytesOf,
  );
  if (clientData == null || data == null || signature == null) return null;
  if (!isFor(place, "webauthn.get", clientData, isChallenge)) return null;
  const head = headOf(place, data);
  const key = keyOf(publicKey);
  if (head === null || key === null) return null;
  const signed = Buffer.concat([data, createHash("sha256").update(clientData).digest()]);
  return isSigned(key, signed, signature) ? { isVerified: head.isVerified, counter: head.counter } : null;
}

/** The keys that we ask devices for, by COSE's numbers: ES256, EdDSA, RS256. */
export const PASSKEY_ALGORITHMS = [-7, -8, -257];

function isSigned(key: KeyObject, signed: Buffer, signature: Buffer): boolean {
  try {
    return verify(key.asymmetricKeyType === "ed25519" ? null : "sha256", signed, key, signature);
  } catch {
    return false;
  }
}

function keyOf(der: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
    const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    const isKnown =
      key.asymmetricKeyType === "ed25519" ||
      (key.asymmetricKeyType === "ec" && namedCurve === "prime256v1") ||
      (key.asymmetricKeyType === "rsa" && modulusLength >= 2048);
    return isKnown ? key : null;
  } catch {
    return null;
  }
}

function headOf(place: PasskeyPlace, data: Buffer) {
  if (data.length < HEAD_BYTES) return null;
  if (!data.subarray(0, 32).equals(createHash("sha256").update(place.host).digest())) return null;
  const flags = data.readUInt8(32);
  if ((flags & PRESENT) === 0) return null;
  return { flags, isVerified: (flags & VERIFIED) !== 0, counter: data.readUInt32BE(33) };
}

function isFor(
  place: PasskeyPlace,
  type: "webauthn.create" | "webauthn.get",
  clientData: Buffer,
  isChallenge: (challenge: string) => boolean,
): boolean {
  let read: unknown;
  try {
    read = JSON.parse(clientData.toString("utf8"));
  } catch {
    return false;
  }
  const said: Record<string, unknown> = Object(read);
  return (
    said.type === type &&
    said.origin === place.origin &&
    said.crossOrigin !== true &&
    typeof said.challenge === "string" &&
    isChallenge(said.challenge)
  );
}

function bytesOf(text: string): Buffer | null {
  return /^[\w-]+$/.test(text) ? Buffer.from(text, "base64url") : null;
}
