import type { IncomingMessage } from "node:http";
import { IMPORT_MAX } from "@parley/limits";
import { isRouterState } from "./router-state.ts";

/** Why a request does not get to Next. */
export interface HeadFault {
  status: number;
  /** For the caller, as a sentence. */
  sentence: string;
}

/** More than any form of ours sends. The API takes less. */
export const BODY_BYTES_MAX = 1024 * 1024;
/** Files go through as they come, and nothing keeps them in memory. */
const FILES_PATH = "/graphql/mapping-imports";
/** Answered with 405 in their place: Next gives a 500 to TRACE. */
export const METHODS: readonly string[] = ["GET", "HEAD", "POST"];

const HEADERS_MAX = 100;
const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?)(?::\d{1,5})?$/i;

/**
 * Judges what Node's parser and Next let pass: a head that may mean one thing to us and another to a proxy, an
 * address that is another server's (Next would redirect there), one whose escapes are no text (Next's 500), a router's
 * state that is none (Next's 500 too), and bodies that Next would keep in memory before anybody looks at them.
 */
export function headFault(
  req: Pick<IncomingMessage, "httpVersion" | "method" | "url" | "rawHeaders">,
): HeadFault | null {
  const fault = (status: number, sentence: string): HeadFault => ({ status, sentence });
  const target = req.url ?? "";
  if (req.httpVersion !== "1.1" && req.httpVersion !== "1.0") {
    return fault(400, "This version of HTTP is not spoken here.");
  }
  if (req.rawHeaders.length / 2 > HEADERS_MAX) {
    return fault(431, `A request has ${HEADERS_MAX} headers at most.`);
  }
  if (!METHODS.includes(req.method ?? "")) return fault(405, "This method is not offered.");
  if (!target.startsWith("/")) return fault(421, "Ask for a path: this is no proxy.");
  if (!hasReadablePath(target)) return fault(400, "This address cannot be read.");
  const hosts = valuesOf(req, "host");
  if (hosts.length > 1 || (hosts[0] !== undefined && !HOST.test(hosts[0]))) {
    return fault(400, "The Host header is malformed.");
  }
  const states = valuesOf(req, "next-router-state-tree");
  if (states.length > 1 || !states.every(isRouterState)) {
    return fault(400, "The Next-Router-State-Tree header cannot be read.");
  }
  // Browsers say how long a body is. Without that nobody could tell before it is here.
  if (valuesOf(req, "transfer-encoding").length > 0) return fault(411, "Say how long the body is.");
  const length = Number(valuesOf(req, "content-length")[0] ?? 0);
  if (target === FILES_PATH) {
    return length > IMPORT_MAX.bytes ? fault(413, "The file is larger than 20 MB.") : null;
  }
  if (length > BODY_BYTES_MAX) return fault(413, "The request is larger than 1 MiB.");
  return null;
}

function hasReadablePath(url: string): boolean {
  const [path = ""] = url.split("?", 1);
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function valuesOf({ rawHeaders }: Pick<IncomingMessage, "rawHeaders">, name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name);
}
