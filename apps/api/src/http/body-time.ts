import type { IncomingMessage, ServerResponse } from "node:http";

/** A request's body has to arrive within this time after its head. */
export const BODY_MS = 15_000;
/** What may come slowly has to come within this time, whatever it is: Node's own limit for whole requests. */
export const SLOW_BODY_MS = 900_000;
/** Who sends slowly still sends so much: a kilobyte a second. */
const BYTES_PER_MS_MIN = 1;

const slow = new WeakSet<IncomingMessage>();

/**
 * Lets a body take longer than others, as long as it goes on coming: for somebody who is signed in and sends a file
 * over a slow line. Whoever does not read it, or answers before it is whole, ends that.
 */
export function maySendSlowly(req: IncomingMessage): void {
  slow.add(req);
}

/** Ends a connection whose request is not whole in time, with 408 where nothing was answered yet. */
export function limitBodyTime(req: IncomingMessage, res: ServerResponse, bodyMs: number): void {
  const { headers, socket } = req;
  if (headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0) return;
  let had = socket.bytesRead;
  const timer = setTimeout(() => {
    if (req.complete || socket.destroyed) return;
    const isComing = socket.bytesRead - had >= bodyMs * BYTES_PER_MS_MIN;
    if (slow.has(req) && isComing && !res.headersSent) {
      had = socket.bytesRead;
      timer.refresh();
    } else if (res.headersSent) {
      socket.destroy();
    } else {
      socket.end("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n", () => socket.destroy());
    }
  }, bodyMs);
  timer.unref();
  req.on("close", () => clearTimeout(timer));
}
