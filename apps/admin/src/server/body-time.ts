import type { IncomingMessage, ServerResponse } from "node:http";

/** What may come slowly has to come within this time, whatever it is: Node's own limit for whole requests. */
export const SLOW_BODY_MS = 900_000;
/** Who sends slowly still sends so much: a kilobyte a second. */
const BYTES_PER_MS_MIN = 1;
/** Files are passed on while they come, and the API answers at once whoever may not send one. */
const FILES = "/graphql/mapping-imports";

/**
 * Ends a connection whose request is not whole within `bodyMs` after its head, with 408 where nothing was answered yet.
 * A file may take longer, as long as it goes on coming and has no answer.
 */
export function limitBodyTime(req: IncomingMessage, res: ServerResponse, bodyMs: number): void {
  const { headers, socket } = req;
  if (headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0) return;
  const isFile = req.method === "POST" && req.url === FILES;
  let had = socket.bytesRead;
  const timer = setTimeout(() => {
    if (req.complete || socket.destroyed) return;
    const isComing = socket.bytesRead - had >= bodyMs * BYTES_PER_MS_MIN;
    if (isFile && isComing && !res.headersSent) {
      had = socket.bytesRead;
      timer.refresh();
    } else if (res.headersSent) {
      socket.destroy();
    } else {
      socket.end("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n", () => socket.destroy());
    }
  }, bodyMs);
  timer.unref();
  req.once("end", () => clearTimeout(timer));
  req.once("close", () => clearTimeout(timer));
}
