import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where a secret is stored; bound into its ciphertext, so that it opens nowhere else. */
export interface SecretPlace {
  table: string;
  row: string;
  column: string;
}

/** Seals and opens secrets at rest. */
export interface Vault {
  /** Encrypts for one place: a data key of its own, wrapped by the master key, both AES-256-GCM. */
  seal(plain: string, place: SecretPlace): Uint8Array;
  /** Throws VaultError when the bytes were changed, moved to another place, or sealed under another key. */
  open(sealed: Uint8Array, place: SecretPlace): string;
  /** A keyed hash: equal texts give equal values, and nothing can be read from them. Hexadecimal. */
  blindIndex(text: string): string;
}

/** A secret could not be opened, or the master key is not fit for use. */
export class VaultError extends Error {
  override readonly name = "VaultError";
}

// Layout: version 1 byte · key id 4 · [nonce 12 · tag 16 · data key 32] · [nonce 12 · tag 16 · ciphertext].
const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const WRAPPED_BYTES = NONCE_BYTES + TAG_BYTES + KEY_BYTES;
const MASTER_KEY_LENGTH_MIN = 32;

/** Opens the vault of a master key: at least 32 characters, random ones. */
export function openVault({ masterKey }: { masterKey: string }): Vault {
  if (masterKey.length < MASTER_KEY_LENGTH_MIN) {
    throw new VaultError(
      `MASTER_KEY needs at least ${MASTER_KEY_LENGTH_MIN} characters; it has ${masterKey.length}.`,
    );
  }
  const wrappingKey = derive(masterKey, "wrapping", KEY_BYTES);
  const indexKey = derive(masterKey, "blind index", KEY_BYTES);
  const header = Buffer.concat([Buffer.from([VERSION]), derive(masterKey, "key id", KEY_ID_BYTES)]);

  return {
    seal(plain, place) {
      const aad = aadOf(header, place);
      const dataKey = randomBytes(KEY_BYTES);
      return Buffer.concat([
        header,
        encrypt(wrappingKey, dataKey, aad),
        encrypt(dataKey, Buffer.from(plain), aad),
      ]);
    },
    open(sealed, place) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes[0] !== VERSION) throw new VaultError("This is not a sealed secret.");
      if (!bytes.subarray(0, HEADER_BYTES).equals(header)) {
        throw new VaultError("The secret was sealed under another master key.");
      }
      const aad = aadOf(header, place);
      const wrapped = bytes.subarray(HEADER_BYTES, HEADER_BYTES + WRAPPED_BYTES);
      const dataKey = decrypt(wrappingKey, wrapped, aad);
      return decrypt(dataKey, bytes.subarray(HEADER_BYTES + WRAPPED_BYTES), aad).toString();
    },
    blindIndex: (text) => createHmac("sha256", indexKey).update(text).digest("hex"),
  };
}

function derive(masterKey: string, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", masterKey, "parley", purpose, length));
}

function aadOf(header: Buffer, { table, row, column }: SecretPlace): Buffer {
  return Buffer.concat([header, Buffer.from(JSON.stringify([table, row, column]))]);
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(aad);
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]);
}

function decrypt(key: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    }).setAAD(aad);
    decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new VaultError("The secret was changed, or does not belong here.", { cause });
  }
}

/**
 * The master key of an embedded installation: made at the first start, kept in `master.key` of the data
 * folder, readable by its owner only. Two first starts at once agree on one key.
 */
export function loadOrCreateMasterKey(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, "master.key");
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const known = readKey(path);
  if (known !== null) return known;
  try {
    writeFileSync(draft, `${randomBytes(KEY_BYTES).toString("base64url")}\n`, {
      mode: 0o600,
      flag: "wx",
      flush: true,
    });
    // A link, unlike a rename, refuses to replace the key that another start has just made.
    linkSync(draft, path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const made = readKey(path);
  if (made === null) throw new VaultError(`The master key in ${path} cannot be read.`);
  return made;
}

function readKey(path: string): string | null {
  try {
    chmodSync(path, 0o600);
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if (isCode(error, "ENOENT")) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
