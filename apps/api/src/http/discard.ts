import type { IncomingMessage } from "node:http";

/** As much and as long as a caller in good faith needs to send what it had begun. */
const LINGER_MS = 5_000;

/**
 * Takes what is left of a request that is answered without being read, and throws it away. To close the connection
 * at once would reset it, and the caller, who is still sending, would see a broken connection instead of the answer.
 */
export function discardRest(req: IncomingMessage, { bytesMax }: { bytesMax: number }): void {
  let left = bytesMax;
  const timer = setTimeout(() => req.destroy(), LINGER_MS).unref();
  const done = () => clearTimeout(timer);
  req
    .on("data", (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) req.destroy();
    })
    .once("end", done)
    .once("close", done);
}
