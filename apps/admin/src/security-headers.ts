/**
 * The headers that every page and every data answer carries.
 * The content policy allows this origin only, scripts by nonce only, and no inline styles at all: bars and charts
 * are SVG with plain attributes, which a policy does not restrict.
 */
export function securityHeaders({ nonce, isDevelopment, isSecure, isShared }: SecurityHeaderInput): Headers {
  const headers = new Headers({
    "content-security-policy": contentSecurityPolicy(nonce, isDevelopment),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Who has a link's address can open it, so nobody else is told it.
    "referrer-policy": isShared ? "no-referrer" : "same-origin",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cache-control": "private, no-store",
  });
  // RFC 6797 forbids the header on plain http, which is how the admin runs on one's own machine.
  if (isSecure) headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
  return headers;
}

/** Whether the browser came by https, at our own server or at a proxy before it. */
export function cameSecurely({ url, headers }: Pick<Request, "url" | "headers">): boolean {
  return new URL(url).protocol === "https:" || headers.get("x-forwarded-proto") === "https";
}

interface SecurityHeaderInput {
  nonce: string;
  isDevelopment: boolean;
  isSecure: boolean;
  /** A page that a link opens to whoever has it. */
  isShared: boolean;
}

function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
