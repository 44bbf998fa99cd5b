import { type NextRequest, NextResponse } from "next/server";
import { readConfig } from "./config.ts";
import { pathHeader } from "./navigation/return-path.ts";
import { cameSecurely, securityHeaders } from "./security-headers.ts";

/**
 * Runs before every page and data route: a fresh nonce, the security headers, and the address asked for (a server
 * component cannot see it, and the way to the sign-in page must lead back). It decides nothing about who may see
 * what: that is the API's, asked by each page.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const isSecure = cameSecurely(request);
  const isShared = /^\/(share|invite|reset)\//.test(request.nextUrl.pathname);
  const headers = securityHeaders({ nonce, isDevelopment: readConfig().isDevelopment, isSecure, isShared });

  const onward = new Headers(request.headers);
  // Next reads the nonce out of this request header and puts it on the scripts that it writes.
  onward.set("content-security-policy", headers.get("content-security-policy") ?? "");
  onward.set(pathHeader, request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers: onward } });
  for (const [name, value] of headers) response.headers.set(name, value);
  return response;
}

// Next keeps what passes here in memory, and cuts it at 10 MB: files of mappings go by. So do pictures, which a browser
// may keep.
export const config = { matcher: ["/((?!_next/static|graphql/mapping-imports|graphql/pictures).*)"] };
