import { createSigningKey, parseSigningKey } from "@parley/bridge-contract";
import { type GuardOptions, judgePosUrl } from "./http/guard.ts";
import { isSquareToken, judgeSquareUrl, squareSettings } from "./square/settings.ts";

/** What a bridge POS is reached with, as somebody wants to save it. */
export interface BridgeSettings {
  url: string;
  /** The store's own id at its POS. */
  store: string;
  /** `whsec_…`. */
  key: string;
}

const STORE_MAX = 128;

/** What is wrong with settings before they are saved; null where an adapter could use them. */
export function bridgeSettingsProblem(
  settings: BridgeSettings,
  guard: GuardOptions,
): { field: keyof BridgeSettings; message: string } | null {
  const verdict = judgePosUrl(settings.url, guard);
  if (verdict.kind === "forbidden")
    return { field: "url", message: URL_PROBLEMS[verdict.reason] ?? verdict.reason };
  if (settings.store.length < 1 || settings.store.length > STORE_MAX) {
    return { field: "store", message: `The POS's store id has 1 to ${STORE_MAX} characters.` };
  }
  return isKey(settings.key)
    ? null
    : { field: "key", message: "A bridge key is whsec_ followed by 24 to 64 bytes in base64." };
}

/** What a store at Square is reached with, as somebody wants to save it. */
export interface SquareStoreSettings {
  locationId: string;
  environment: "production" | "sandbox";
  /** Another server than Square's: tests and a local double only. */
  baseUrl?: string;
}

/** What is wrong with settings before they are saved; `token` undefined: the stored one stays. */
export function squareSettingsProblem(
  settings: SquareStoreSettings,
  token: string | undefined,
  guard: GuardOptions,
): { field: "url" | "store" | "key"; message: string } | null {
  const parsed = squareSettings.safeParse(settings);
  if (!parsed.success)
    return { field: "store", message: "A Square location id is 1 to 50 letters and digits." };
  const verdict = judgeSquareUrl(parsed.data, guard);
  if (verdict.kind === "forbidden")
    return { field: "url", message: URL_PROBLEMS[verdict.reason] ?? verdict.reason };
  return token === undefined || isSquareToken(token)
    ? null
    : { field: "key", message: "A Square access token is 16 to 1024 characters without spaces." };
}

const URL_PROBLEMS: Readonly<Record<string, string>> = {
  not_a_plain_https_url: "The URL of a POS is a plain https:// address, without user, query or escapes.",
  host_in_an_odd_spelling: "The host of the POS is spelled in a way that hides what it is.",
  address_not_public: "The POS is not on the public internet; an address of our own network is never called.",
  not_https: "The URL of a POS begins with https://.",
  port_not_allowed: "A POS listens on port 443 or 8443.",
};

function isKey(key: string): boolean {
  try {
    parseSigningKey(key);
    return true;
  } catch {
    // It says no more than that, lest a key gets into a log.
    return false;
  }
}

/** A new key for one store's POS, as text `whsec_…`. */
export function createBridgeKey(): string {
  return createSigningKey();
}
