import type { SquareClient } from "square";
import type { Dispatcher } from "undici";
import { z } from "zod";
import type { CallControl, PosCall } from "../adapter.ts";
import { callOnce, type HttpResult } from "../http/call.ts";
import { readRetryAfterMs } from "../http/retry-after.ts";

/** Where Square is, and as whom we come. */
export interface SquareTarget {
  dispatcher: Dispatcher;
  url: URL;
  /** The seller's access token. It goes into one header and nowhere else. */
  token: string;
  now: () => Date;
}

/** One entry of Square's `errors`. `detail` may quote the guest's data, so it is read by nobody here. */
export type SquareErrorEntry = z.infer<typeof errorEntry>;

/** What came of one call, by what went over the wire; of the SDK's own errors nothing is concluded. */
export type SquareAnswer<T> =
  | { kind: "not_sent"; reason: string }
  /** Sent, and nothing that came back can be relied on. */
  | { kind: "unreadable"; reason: string; retryAfterMs: number | null }
  | { kind: "success"; value: T }
  | { kind: "error"; status: number; errors: readonly SquareErrorEntry[]; retryAfterMs: number | null };

const errorEntry = z.object({
  category: z.string(),
  code: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/),
  field: z.string().max(512).optional(),
});
const errorBody = z.object({ errors: z.array(errorEntry).min(1) });

const RECORDED_BODY_BYTES = 64 * 1024;
/** The status of an answer that is none, for the SDK's eyes only. */
const NO_ANSWER = 599;

/**
 * Makes one call through Square's SDK, which writes the request and reads the answer, over our own
 * transport, which decides what is sent: one try, no redirect, no compressed answer, a deadline, a
 * limit, and an address that the guard has judged. The SDK checks no answer, so `shape` does.
 * Never throws for what Square does.
 */
export async function callSquare<T>(
  target: SquareTarget,
  request: {
    make: (client: SquareClient) => Promise<unknown>;
    shape: z.ZodType<T>;
    answerBytesMax: number;
  },
  ctl: CallControl,
): Promise<{ answer: SquareAnswer<T>; call: PosCall | null }> {
  // Loading the SDK takes a second and 80 MB, which only those pay who have a store at Square.
  const { SquareClient, SquareError } = await import("square");
  const wire = createWire(target, request.answerBytesMax, ctl);
  const client = new SquareClient({
    token: target.token,
    baseUrl: target.url.href.replace(/\/+$/, ""),
    fetch: wire.fetch,
    maxRetries: 0,
    logging: { silent: true },
  });
  let value: unknown;
  let body: unknown;
  try {
    value = await request.make(client);
  } catch (error) {
    // What the SDK throws is its reading of an answer that `wire` has seen.
    if (wire.seen() === null) throw error;
    body = error instanceof SquareError ? error.body : null;
  }
  const seen = wire.seen();
  if (seen === null) throw new Error("The SDK made no call");
  return { answer: readAnswer(seen.result, { value, body }, request.shape, target), call: seen.call };
}

function readAnswer<T>(
  result: HttpResult,
  read: { value: unknown; body: unknown },
  shape: z.ZodType<T>,
  { now }: SquareTarget,
): SquareAnswer<T> {
  if (result.kind === "not_sent") return result;
  if (result.kind === "broken") return { kind: "unreadable", reason: result.reason, retryAfterMs: null };
  const { status } = result;
  const retryAfterMs = readRetryAfterMs(result.headers["retry-after"], now());
  const unreadable = (reason: string): SquareAnswer<T> => ({ kind: "unreadable", reason, retryAfterMs });
  if (status >= 300 && status < 400) return unreadable(`redirect_${status}`);
  if (status < 300) {
    const parsed = shape.safeParse(read.value);
    return parsed.success ? { kind: "success", value: parsed.data } : unreadable("answer_not_understood");
  }
  const errors = errorBody.safeParse(read.body).data?.errors;
  return errors ? { kind: "error", status, errors, retryAfterMs } : unreadable(`status_${status}`);
}

interface Seen {
  result: HttpResult;
  call: PosCall;
}

/** A `fetch` for one call of the SDK, and what it saw. It resolves whatever happens: the SDK leaves a timer behind where it throws. */
function createWire(target: SquareTarget, answerBytesMax: number, ctl: CallControl) {
  let seen: Seen | null = null;

  async function send(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const url = new URL(input instanceof Request ? input.url : input);
    const path = `${url.pathname}${url.search}`;
    const method = methodOf(init?.method);
    const body = typeof init?.body === "string" ? init.body : null;
    const startedAt = target.now();
    const startedMs = performance.now();
    const result = await callOnce(
      target.dispatcher,
      // The origin is the settings', whatever the SDK makes of its base URL: the token goes nowhere else.
      { origin: target.url.origin, method, path, headers: headersOf(init), body, answerBytesMax },
      ctl,
    );
    seen = {
      result,
      call: {
        method,
        path,
        status: result.kind === "not_sent" ? null : result.status,
        requestBody: body ?? "",
        responseBody: result.kind === "not_sent" ? "" : readableText(result.body),
        durationMs: Math.round((performance.now() - startedMs) * 1_000) / 1_000,
        startedAt,
      },
    };
    return toResponse(result);
  }

  return { fetch: send, seen: (): Seen | null => seen };
}

function methodOf(method: string | undefined) {
  if (method === "POST" || method === "PUT" || method === "DELETE") return method;
  return "GET";
}

function headersOf(init: RequestInit | undefined): Record<string, string> {
  return Object.fromEntries(new Headers(init?.headers));
}

function toResponse(result: HttpResult): Response {
  if (result.kind !== "answer") return new Response(null, { status: NO_ANSWER });
  const { status } = result;
  if (status < 200 || status > NO_ANSWER) return new Response(null, { status: NO_ANSWER });
  const isBodiless = status === 204 || status === 205 || status === 304;
  // As JSON whatever it claims to be: what is none is not understood, and nothing more follows.
  const headers = { "content-type": "application/json" };
  return new Response(isBodiless ? null : new Uint8Array(result.body), { status, headers });
}

/** What arrived, for a person's eyes and for a database that keeps no NUL. */
function readableText(bytes: Buffer): string {
  return bytes.subarray(0, RECORDED_BODY_BYTES).toString("utf8").replaceAll("\u0000", "\ufffd");
}
