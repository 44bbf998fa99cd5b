import { hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { sessionCookie } from "../cookie.ts";

/**
 * What a browser keeps while its person is at the identity provider: chance, of which state, nonce and PKCE's verifier
 * are made, and where they wanted to go. The server keeps nothing, so that beginning, which anybody can, costs nothing.
 */
export interface WayBack {
  state: string;
  nonce: string;
  verifier: string;
  /** A path of the admin's. */
  returnPath: string;
  endsAt: Date;
}

export interface WaysBack {
  /** @returns the way and a `Set-Cookie` value for the browser */
  begin(returnPath: string): { way: WayBack; cookie: string };
  /** The way of a browser that came back with this state; null where it began none, or too long ago. */
  read(headers: IncomingHttpHeaders, state: string): WayBack | null;
  /** A `Set-Cookie` value that forgets it. */
  forget(): string;
}

const LIFE_MS = 10 * 60_000;

export function createWaysBack(
  { adminUrl, masterKey }: { adminUrl: string; masterKey: string },
  { now }: { now: () => Date },
): WaysBack {
  const { prefix, attributes } = sessionCookie(adminUrl);
  const name = `${prefix}.provider`;
  const flags = `Path=/; HttpOnly; ${attributes.secure ? "Secure; " : ""}SameSite=Lax`;

  function derived(chance: string, what: string): string {
    return Buffer.from(hkdfSync("sha256", masterKey, chance, `parley/auth/provider/${what}`, 32)).toString(
      "base64url",
    );
  }

  function wayOf(chance: string, returnPath: string, endMs: number): WayBack {
    const [state, nonce, verifier] = ["state", "nonce", "verifier"].map((what) => derived(chance, what));
    return {
      state: state ?? "",
      nonce: nonce ?? "",
      verifier: verifier ?? "",
      returnPath,
      endsAt: new Date(endMs),
    };
  }

  return {
    begin(returnPath) {
      const chance = randomBytes(32).toString("base64url");
      const endMs = now().getTime() + LIFE_MS;
      const kept = `${chance}.${endMs}.${Buffer.from(returnPath).toString("base64url")}`;
      const cookie = `${name}=${kept}.${derived(chance, kept)}; Max-Age=${LIFE_MS / 1_000}; ${flags}`;
      return { way: wayOf(chance, returnPath, endMs), cookie };
    },
    read(headers, state) {
      const pair = (headers.cookie ?? "").split(/; */).find((each) => each.startsWith(`${name}=`));
      const [chance, end, path, mark, ...rest] = pair?.slice(name.length + 1).split(".") ?? [];
      if (chance === undefined || end === undefined || path === undefined || mark === undefined) return null;
      if (rest.length > 0 || !isSame(mark, derived(chance, `${chance}.${end}.${path}`))) return null;
      const way = wayOf(chance, Buffer.from(path, "base64url").toString("utf8"), Number(end));
      return way.endsAt > now() && isSame(state, way.state) ? way : null;
    },
    forget: () => `${name}=; Max-Age=0; ${flags}`,
  };
}

function isSame(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
