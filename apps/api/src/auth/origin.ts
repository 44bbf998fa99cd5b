import type { IncomingHttpHeaders } from "node:http";

/** The admin's own origin and, for a loopback one, the other name of the same machine. */
export function trustedOriginsOf(adminUrl: string): string[] {
  const url = new URL(adminUrl);
  const twins = { localhost: "127.0.0.1", "127.0.0.1": "localhost" } as const;
  const origins = [url.origin];
  if (url.hostname === "localhost" || url.hostname === "127.0.0.1") {
    const twin = new URL(url);
    twin.hostname = twins[url.hostname];
    origins.push(twin.origin);
  }
  return origins;
}

/**
 * Whether a browser says that another site sent this request. A caller that says nothing is not a browser
 * (or is a very old one), so it sends our cookie only if somebody gave it the cookie.
 */
export function isForeign(headers: IncomingHttpHeaders, trusted: readonly string[]): boolean {
  const origin = headers.origin;
  if (origin !== undefined) return !trusted.includes(origin);
  const site = headers["sec-fetch-site"];
  return site !== undefined && site !== "same-origin" && site !== "none";
}
