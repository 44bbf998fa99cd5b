import { hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { sessionCookie } from "./cookie.ts";

/**
 * A browser from which an operator signed in carries a cookie that says so, and its tries are counted apart:
 * whatever others try on the same account or from the same address cannot keep its owner out. The cookie opens
 * nothing. It is made for one account, and nobody but us can make one.
 */
export interface Devices {
  /** The device of a request, if it signed in to this account before; else null. */
  read(headers: IncomingHttpHeaders, account: string): string | null;
  /** A `Set-Cookie` value for the browser that has just signed in. */
  cookieFor(account: string): string;
}

const MAX_AGE_SECONDS = 180 * 86_400;
const NONCE_BYTES = 12;

/** @param config the admin's address decides the cookie's name and flags; the key signs it */
export function createDevices(config: { adminUrl: string; masterKey: string }): Devices {
  const { prefix, attributes } = sessionCookie(config.adminUrl);
  const name = `${prefix}.device`;
  const flags = `Max-Age=${MAX_AGE_SECONDS}; Path=/; HttpOnly; ${attributes.secure ? "Secure; " : ""}SameSite=Lax`;

  function proofOf(nonce: string, account: string): string {
    const info = `parley/auth/device/${account}`;
    return Buffer.from(hkdfSync("sha256", config.masterKey, nonce, info, 24)).toString("base64url");
  }

  return {
    read(headers, account) {
      const found = (headers.cookie ?? "").split(/; */).find((pair) => pair.startsWith(`${name}=`));
      const [nonce, proof, ...rest] = found?.slice(name.length + 1).split(".") ?? [];
      if (nonce === undefined || proof === undefined || rest.length > 0 || nonce.length > 64) return null;
      const [given, right] = [Buffer.from(proof), Buffer.from(proofOf(nonce, account))];
      return given.length === right.length && timingSafeEqual(given, right) ? nonce : null;
    },
    cookieFor(account) {
      const nonce = randomBytes(NONCE_BYTES).toString("base64url");
      return `${name}=${nonce}.${proofOf(nonce, account)}; ${flags}`;
    },
  };
}
