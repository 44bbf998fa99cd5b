import type { IncomingMessage, ServerResponse } from "node:http";
import { DIGEST_HEADER, REQUEST_ID_HEADER } from "@parley/par-contract";
import { failpoint, isFailpointArmed } from "../failpoint.ts";
import { discardRest } from "../http/discard.ts";
import { gzipOf } from "./gzip.ts";
import { BODY_LIMIT_BYTES } from "./message.ts";
import { commonHeaders, type Reply } from "./reply.ts";

/**
 * Sends a reply, unless the caller is gone.
 * @param digest over the body that is sent; null for an unsigned answer
 * @param exchangeId by which a person finds the record of the call
 */
export async function send(
  res: ServerResponse,
  reply: Reply,
  digest: string | null,
  exchangeId: string,
): Promise<void> {
  if (res.destroyed || res.headersSent) return;
  const headers: Record<string, string> = {
    ...commonHeaders(reply),
    [REQUEST_ID_HEADER]: exchangeId,
    ...reply.headers,
  };
  if (digest !== null) headers[DIGEST_HEADER] = digest;
  if (!res.req.complete) {
    if (isShortAndUnread(res.req)) discardRest(res.req, { bytesMax: BODY_LIMIT_BYTES });
    // We do not wait for the rest of a long or slow upload: its connection is closed.
    else headers.connection = "close";
  }
  if (reply.compressible && takesGzip(res.req.headers["accept-encoding"])) {
    const bytes = await gzipOf(reply);
    if (res.destroyed) return;
    const coded = { "content-encoding": "gzip", "content-length": String(bytes.length) };
    res.writeHead(reply.status, { ...headers, ...coded });
    res.end(bytes);
    return;
  }
  res.writeHead(reply.status, headers);
  const halfway = reply.status === 202 ? "cp06" : "cp18";
  if (isFailpointArmed(halfway)) {
    const half = Math.floor(reply.body.length / 2);
    res.write(reply.body.slice(0, half), () => failpoint(halfway));
    res.write(reply.body.slice(half));
    res.end(reply.rest?.bytes);
  } else if (reply.rest === null) res.end(reply.body);
  else {
    res.write(reply.body);
    res.end(reply.rest.bytes);
  }
}

/** Whether nobody has begun to read a body that, as far as it was declared, is one that we would take. */
function isShortAndUnread(req: IncomingMessage): boolean {
  return req.readableFlowing === null && Number(req.headers["content-length"] ?? 0) <= BODY_LIMIT_BYTES;
}

/** Whether an `Accept-Encoding` takes gzip (RFC 9110 12.5.3): by its name, else by `*`, and not with a weight of 0. */
function takesGzip(header: string | string[] | undefined): boolean {
  const weights = new Map<string, number>();
  for (const entry of String(header ?? "")
    .toLowerCase()
    .split(",")) {
    const [coding = "", ...parameters] = entry.split(";").map((part) => part.trim());
    const weight = parameters.find((parameter) => /^q\s*=/.test(parameter))?.replace(/^q\s*=\s*/, "") ?? "1";
    weights.set(coding, Number(weight));
  }
  return (weights.get("gzip") ?? weights.get("x-gzip") ?? weights.get("*") ?? 0) > 0;
}
