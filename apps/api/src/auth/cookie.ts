/** The session cookie's name and flags for an admin at this address. */
export interface SessionCookie {
  name: string;
  prefix: string;
  attributes: { secure: boolean; httpOnly: true; sameSite: "lax"; path: "/" };
}

/**
 * Over https the name starts with `__Host-`, which makes browsers refuse it from any other host, path or
 * plain connection. That prefix needs Secure, which not every browser keeps on http://127.0.0.1; so over
 * http (a developer's machine) the name is plain and Secure is left out.
 *
 * SameSite is Lax, not Strict, because people share links to traces, which must open signed in.
 * Requests that change anything are also checked by their Origin.
 */
export function sessionCookie(adminUrl: string): SessionCookie {
  const secure = new URL(adminUrl).protocol === "https:";
  const prefix = secure ? "__Host-parley" : "parley";
  return {
    name: `${prefix}.session`,
    prefix,
    attributes: { secure, httpOnly: true, sameSite: "lax", path: "/" },
  };
}
