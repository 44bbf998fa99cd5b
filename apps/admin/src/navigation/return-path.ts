/** Set by `proxy.ts` on the request that reaches the pages; a client's own value is overwritten there. */
export const pathHeader = "x-parley-path";

/**
 * The place to go after sign-in, or `/` when what was asked for is not a page of this site.
 * A browser reads `//host`, `/\host` and addresses with tabs or line ends as another site, so the text is resolved
 * as a browser would and must come out on the same origin, and not at the sign-in page itself.
 */
export function safeReturnPath(asked: string | null | undefined): string {
  if (!asked?.startsWith("/")) return "/";
  const here = "http://here.invalid";
  const url = URL.canParse(asked, here) ? new URL(asked, here) : null;
  if (url === null || url.origin !== here || url.pathname.startsWith("//")) return "/";
  if (/^\/(sign-in|first-run|invite|reset|forgotten|auth|graphql)(\/|$)/.test(url.pathname)) return "/";
  return url.pathname + url.search + url.hash;
}

/** The sign-in page that leads back to `path`. */
export function signInPath(path: string | null): string {
  const back = safeReturnPath(path);
  return back === "/" ? "/sign-in" : `/sign-in?return=${encodeURIComponent(back)}`;
}
