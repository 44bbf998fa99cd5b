import type { IncomingMessage } from "node:http";
import { AppError } from "../errors.ts";
import { failpoint } from "../failpoint.ts";
import { isUncoded } from "../http/coding.ts";
import { isJsonType } from "../http/json-body.ts";
import { wholeHeaders } from "../http/message-head.ts";

/** PAR's largest allowed body. A full-size order has 2.8 KB. */
export const BODY_LIMIT_BYTES = 256 * 1024;

/** One call as it came in: what is known before anything is trusted. */
export interface Message {
  /** Id of the exchange, which the caller gets as `request_id`. */
  readonly id: string;
  readonly method: string;
  /** The raw target without its query. */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly remoteAddress: string | null;
  readonly receivedAt: Date;
}

/**
 * Judges type, coding and declared length from the headers alone, so that nothing is read for a
 * call that cannot be served.
 * @param options `needsBody`: false for a call that may come without a body, and then needs no type; that of a
 * body which comes after all is left to `judgeType`
 * @throws AppError `unsupported_media_type`, `payload_too_large`.
 */
export function judgeHeaders(
  headers: IncomingMessage["headers"],
  { needsBody }: { needsBody: boolean },
): void {
  if (!isUncoded(headers["content-encoding"])) {
    throw new AppError("unsupported_media_type", { message: "Compressed bodies are not taken" });
  }
  const length = Number(headers["content-length"] ?? 0);
  const mayLackType = headers["content-type"] === undefined || length === 0;
  if (needsBody || !mayLackType) judgeType(headers);
  if (length > BODY_LIMIT_BYTES) throw tooLarge();
}

/** @throws AppError `unsupported_media_type`. */
export function judgeType(headers: IncomingMessage["headers"]): void {
  if (isJsonType(headers["content-type"] ?? "")) return;
  throw new AppError("unsupported_media_type", { message: "Send application/json in UTF-8" });
}

/**
 * Reads the whole body, at most 256 KiB and for at most `timeoutMs` milliseconds.
 * @throws AppError `payload_too_large`, `request_timeout`.
 */
export function readBody(req: IncomingMessage, timeoutMs: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const body = new BodyBeingRead(resolve, reject, timeoutMs);
    req.on("data", (chunk: Buffer) => body.take(chunk));
    req.on("end", () => body.end());
    req.on("error", () => body.cut());
    req.on("close", () => body.cut());
  });
}

/** Settled once: by its end, or by what keeps it from one. What comes after that is let go. */
class BodyBeingRead {
  readonly #chunks: Buffer[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #resolve: (bytes: Buffer) => void;
  readonly #reject: (error: AppError) => void;
  #length = 0;
  #isSettled = false;

  constructor(resolve: (bytes: Buffer) => void, reject: (error: AppError) => void, timeoutMs: number) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => {
      if (this.#settle())
        reject(new AppError("request_timeout", { message: "The body took too long to arrive" }));
    }, timeoutMs);
  }

  take(chunk: Buffer): void {
    if (this.#isSettled) return;
    this.#length += chunk.length;
    failpoint("cp01");
    if (this.#length <= BODY_LIMIT_BYTES) this.#chunks.push(chunk);
    else if (this.#settle()) this.#reject(tooLarge());
  }

  end(): void {
    if (!this.#settle()) return;
    const [first] = this.#chunks;
    this.#resolve(this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks));
  }

  cut(): void {
    if (this.#settle())
      this.#reject(new AppError("request_timeout", { message: "The caller went away", reason: "cut" }));
  }

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    clearTimeout(this.#timer);
    return true;
  }
}

function tooLarge(): AppError {
  return new AppError("payload_too_large", { message: "The body is larger than 256 KiB" });
}

/** The call as received, before any check. */
export function receive(
  req: IncomingMessage,
  about: { id: string; remoteAddress: string | null; receivedAt: Date },
): Message {
  const target = req.url ?? "/";
  const query = target.indexOf("?");
  return {
    ...about,
    method: req.method ?? "",
    path: query === -1 ? target : target.slice(0, query),
    headers: wholeHeaders(req),
  };
}
