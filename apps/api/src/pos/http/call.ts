import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { failpoint } from "../../failpoint.ts";
import type { CallControl } from "../adapter.ts";

/** One request as bytes; path includes the prefix of the store's URL. */
export interface HttpRequest {
  origin: string;
  method: "GET" | "POST" | "PUT" | "DELETE";
  path: string;
  headers: Record<string, string>;
  body: string | null;
  /** An answer longer than this is cut off and not used. */
  answerBytesMax: number;
}

/**
 * How the call ended. `not_sent` is proof: no byte of the request was written. `broken` happened after
 * the write, so it says nothing about what the POS did.
 */
export type HttpResult =
  | { kind: "answer"; status: number; headers: IncomingHttpHeaders; body: Buffer }
  | { kind: "not_sent"; reason: string }
  | { kind: "broken"; reason: string; status: number | null; body: Buffer };

/** Stops a call from our side; `reason` is the stable code that the outcome will have. */
class CallStopped extends Error {
  override name = "CallStopped";
  readonly reason: string;

  constructor(reason: string) {
    super(`The call was stopped: ${reason}`);
    this.reason = reason;
  }
}

/**
 * Makes one call: no retry, no redirect followed, no compressed answer read, no byte after the
 * deadline. The request goes out in one piece right after the deadline check, so we know for sure
 * whether anything was written and need not guess it from an error's name.
 */
export function callOnce(
  dispatcher: Dispatcher,
  request: HttpRequest,
  ctl: CallControl,
): Promise<HttpResult> {
  return new Promise((resolve) => {
    // Drills interrupt only the placing of orders; reads can be repeated safely.
    const places = request.method === "PUT" || request.method === "POST";
    const call = new CallHandler(request.answerBytesMax, ctl, resolve, places);
    if (call.isOver) return;
    try {
      dispatcher.dispatch(
        {
          origin: request.origin,
          method: request.method,
          path: request.path,
          headers: { ...request.headers, "accept-encoding": "identity" },
          body: request.body,
          // The deadline limits the whole call; no other timeouts are needed.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        call,
      );
      if (places && !call.isWritten) failpoint("cp09");
    } catch (error) {
      call.fail(error);
    }
  });
}

class CallHandler implements Dispatcher.DispatchHandler {
  readonly #bytesMax: number;
  readonly #places: boolean;
  readonly #ctl: CallControl;
  readonly #resolve: (result: HttpResult) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #onAbort = () => this.#stop("aborted");
  #controller: Dispatcher.DispatchController | null = null;
  #status: number | null = null;
  #headers: IncomingHttpHeaders = {};
  #chunks: Buffer[] = [];
  #length = 0;
  isOver = false;

  constructor(bytesMax: number, ctl: CallControl, resolve: (result: HttpResult) => void, places: boolean) {
    this.#bytesMax = bytesMax;
    this.#places = places;
    this.#ctl = ctl;
    this.#resolve = resolve;
    this.#timer = setTimeout(() => this.#stop("deadline"), Math.max(0, ctl.deadlineMs - performance.now()));
    ctl.signal?.addEventListener("abort", this.#onAbort, { once: true });
    const early = this.#tooLate();
    if (early) this.#stop(early);
  }

  /** Called by undici right before it writes the request; throwing here prevents the write. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.isOver) throw new CallStopped("over");
    const late = this.#tooLate();
    if (late) throw new CallStopped(late);
    this.#controller = controller;
    if (this.#places) setImmediate(() => failpoint("cp11"));
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    // An empty coding is none (RFC 9110, 5.6.1).
    if (!/^\s*(identity)?\s*$/i.test(String(headers["content-encoding"] ?? ""))) this.#stop("answer_encoded");
    else if (Number(headers["content-length"] ?? 0) > this.#bytesMax) this.#stop("answer_too_large");
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isOver) return;
    this.#length += chunk.length;
    if (this.#length > this.#bytesMax) this.#stop("answer_too_large");
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const status = this.#status;
    if (status === null) this.fail(new CallStopped("no_answer"));
    else this.#settle({ kind: "answer", status, headers: this.#headers, body: this.#body() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.fail(error);
  }

  fail(error: unknown): void {
    const reason = reasonOf(error);
    this.#settle(
      this.isWritten
        ? { kind: "broken", reason, status: this.#status, body: this.#body() }
        : { kind: "not_sent", reason },
    );
  }

  /** The socket has the request: from here on nothing can prove that it did not arrive. */
  get isWritten(): boolean {
    return this.#controller !== null;
  }

  #tooLate(): string | null {
    if (this.#ctl.signal?.aborted) return "aborted";
    return performance.now() >= this.#ctl.deadlineMs ? "deadline" : null;
  }

  /** Ends the call now; drops the connection if the request was already written to it. */
  #stop(reason: string): void {
    const stopped = new CallStopped(reason);
    this.fail(stopped);
    this.#controller?.abort(stopped);
  }

  #body(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  #settle(result: HttpResult): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.#timer);
    this.#ctl.signal?.removeEventListener("abort", this.#onAbort);
    this.#resolve(result);
  }
}

/** Our codes for errors that the HTTP library and the system name in their own way. */
const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection_refused",
  ENOTFOUND: "name_not_found",
  EAI_AGAIN: "name_not_found",
  ECONNRESET: "connection_lost",
  EPIPE: "connection_lost",
  UND_ERR_SOCKET: "connection_lost",
  UND_ERR_CONNECT_TIMEOUT: "connect_timeout",
  UND_ERR_HEADERS_OVERFLOW: "answer_head_too_large",
};

function reasonOf(error: unknown): string {
  if (error instanceof CallStopped) return error.reason;
  if (error instanceof Error && error.name === "HTTPParserError") return "answer_not_http";
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return "call_failed";
  return REASONS[error.code] ?? error.code.toLowerCase();
}
