import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** Codes by time (RFC 6238): SHA-1, six digits, thirty seconds, as every app reads them. */

const STEP_MS = 30_000;
const DIGITS = 6;
/** 160 bits, as RFC 4226 asks. */
const SECRET_BYTES = 20;
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new secret, in base32, as apps are given it. */
export function newTotpSecret(): string {
  return toBase32(randomBytes(SECRET_BYTES));
}

/** The code of a secret at a step. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", fromBase32(secret)).update(counter).digest();
  const at = mac.readUInt8(mac.length - 1) & 15;
  const number = (mac.readUInt32BE(at) & 0x7fffffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, "0");
}

export function stepOf(now: Date): number {
  return Math.floor(now.getTime() / STEP_MS);
}

/** The step whose code somebody typed: that of now, or one beside it for a clock that is a little off; else null. */
export function stepOfCode(secret: string, typed: string, now: Date): number | null {
  const code = typed.replace(/\s/g, "");
  if (!/^\d{6}$/.test(code)) return null;
  const at = stepOf(now);
  const given = Buffer.from(code);
  const fitting = [at - 1, at, at + 1].filter((step) =>
    timingSafeEqual(given, Buffer.from(codeAt(secret, step))),
  );
  return fitting.at(-1) ?? null;
}

/** The link by which an app on the same device takes a secret; a picture of it is what others scan. */
export function otpauthUri({ secret, account, host }: { secret: string; account: string; host: string }) {
  const label = `${encodeURIComponent(`Parley ${host}`)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(`Parley ${host}`)}`;
}

const PAPER_CODES = 10;
/** 80 bits each: nobody guesses one, so a plain hash is enough. */
const PAPER_BYTES = 10;

/** Codes to keep on paper, each for one use, and what is stored of them. */
export function newPaperCodes(): { codes: string[]; hashes: string[] } {
  const codes = Array.from({ length: PAPER_CODES }, () =>
    toBase32(randomBytes(PAPER_BYTES))
      .toLowerCase()
      .replace(/(.{4})(?=.)/g, "$1-"),
  );
  return { codes, hashes: codes.map(paperHashOf) };
}

/** The hash of a code on paper; case, blanks and dashes do not matter. */
export function paperHashOf(typed: string): string {
  return createHash("sha256").update(typed.replace(/[\s-]/g, "").toLowerCase()).digest("hex");
}

function toBase32(bytes: Uint8Array): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32.charAt(Number.parseInt(five, 2))).join("");
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((each) => BASE32.indexOf(each).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
