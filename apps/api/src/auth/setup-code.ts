import { hkdfSync, timingSafeEqual } from "node:crypto";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LENGTH = 10;

/**
 * The code that proves control of the server to the first-run page: ten characters of base32, 50 bits.
 * It is always the same for one master key, so that a copied code is still valid after a restart.
 */
export function setupCode(masterKey: string): string {
  const derived = new Uint8Array(hkdfSync("sha256", masterKey, "", "parley/auth/first-operator", 32));
  let bits = 0;
  let held = 0;
  let code = "";
  for (const byte of derived) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5 && code.length < LENGTH) {
      held -= 5;
      code += BASE32[(bits >>> held) & 31];
    }
    bits &= (1 << held) - 1;
  }
  return code;
}

/** Whether a typed text is the code; case, blanks and dashes do not matter. Any guess takes equally long. */
export function isSetupCode(masterKey: string, typed: string): boolean {
  const given = Buffer.alloc(LENGTH);
  const text = typed.replace(/[\s-]/g, "").toUpperCase();
  given.write(text.slice(0, LENGTH), "latin1");
  return timingSafeEqual(given, Buffer.from(setupCode(masterKey), "latin1")) && text.length === LENGTH;
}
