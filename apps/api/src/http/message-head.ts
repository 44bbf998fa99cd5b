import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A request that no door looks at, because its head may mean one thing to us and another to a proxy. */
export interface HeadFault {
  status: 400 | 421 | 431;
  detail: string;
}

type Head = Pick<IncomingMessage, "httpVersion" | "rawHeaders" | "url" | "method">;

/** Node shows the first 1,000 and hides the rest unless it is told otherwise. */
const HEADERS_MAX = 100;
const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?)(?::\d{1,5})?$/;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
const HEALTH = /^\/(?:healthz|readyz)(?:\?|$)/;

/**
 * Judges what Node's parser lets pass: more headers than it shows, a transfer coding in front of `chunked`, a
 * `Host` that is repeated, malformed or not ours, a target in absolute form, versions before 1.0.
 * @param hosts under which the API may be called, in lower case; empty: any
 */
export function headFault(head: Head, hosts: readonly string[]): HeadFault | null {
  const bad = (detail: string): HeadFault => ({ status: 400, detail });
  if (head.httpVersion !== "1.1" && head.httpVersion !== "1.0")
    return bad("This version of HTTP is not spoken here");
  if (head.rawHeaders.length / 2 > HEADERS_MAX) {
    return { status: 431, detail: `A request has ${HEADERS_MAX} headers at most` };
  }
  const codings = valuesOf(head, "transfer-encoding");
  if (codings.length > 0 && (codings.length > 1 || codings[0]?.trim().toLowerCase() !== "chunked")) {
    return bad("The only transfer coding taken is chunked");
  }
  if (codings.length > 0 && head.httpVersion === "1.0") return bad("HTTP/1.0 has no transfer codings");
  const target = head.url ?? "";
  if (!target.startsWith("/") && target !== "*") {
    return { status: 421, detail: "Ask for a path: this is no proxy" };
  }
  const given = valuesOf(head, "host");
  if (given.length > 1) return bad("There are several Host headers");
  const host = given[0]?.toLowerCase();
  // Only HTTP/1.0 may leave it out; Node has refused the others.
  if (host === undefined) return hosts.length === 0 || HEALTH.test(target) ? null : misdirected();
  if (!HOST.test(host)) return bad("The Host header is malformed");
  if (hosts.length === 0 || HEALTH.test(target)) return null;
  const name = host.replace(/:\d+$/, "");
  return hosts.includes(host) || hosts.includes(name) || LOOPBACK.test(name) ? null : misdirected();
}

function misdirected(): HeadFault {
  return { status: 421, detail: "This server is not known under that name" };
}

function valuesOf({ rawHeaders }: Pick<Head, "rawHeaders">, name: string): string[] {
  const values: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [given = "", value = ""] = [rawHeaders[i], rawHeaders[i + 1]];
    if (given.length === name.length && given.toLowerCase() === name) values.push(value);
  }
  return values;
}

const JUDGED_AS_LISTS = ["authorization", "content-type"] as const;

/**
 * A request's headers as all of them came. Node keeps the first `Authorization` and `Content-Type` and drops
 * further ones, where a proxy may have looked at the last; as one list they are refused by whoever reads them.
 */
export function wholeHeaders(req: Pick<IncomingMessage, "headers" | "rawHeaders">): IncomingHttpHeaders {
  let whole = req.headers;
  for (const name of JUDGED_AS_LISTS) {
    const values = valuesOf(req, name);
    if (values.length > 1) whole = { ...whole, [name]: values.join(", ") };
  }
  return whole;
}
