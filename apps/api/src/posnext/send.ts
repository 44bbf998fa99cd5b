import type { ServerResponse } from "node:http";
import { DIGEST_HEADER } from "@parley/par-contract";
import { failpoint, isFailpointArmed } from "../failpoint.ts";
import { commonHeaders, type Reply } from "./reply.ts";

/**
 * Sends a reply, unless the caller is gone.
 * @param digest over the body that is sent; null for an unsigned answer
 */
export function send(res: ServerResponse, reply: Reply, digest: string | null): void {
  if (res.destroyed || res.headersSent) return;
  const headers: Record<string, string> = { ...commonHeaders(reply.body), ...reply.headers };
  if (digest !== null) headers[DIGEST_HEADER] = digest;
  // We do not wait for the rest of a refused upload: its connection is closed.
  if (!res.req.complete) headers.connection = "close";
  res.writeHead(reply.status, headers);
  const halfway = reply.status === 202 ? "cp06" : "cp18";
  if (isFailpointArmed(halfway)) {
    const half = Math.floor(reply.body.length / 2);
    res.write(reply.body.slice(0, half), () => failpoint(halfway));
    res.end(reply.body.slice(half));
  } else res.end(reply.body);
}
