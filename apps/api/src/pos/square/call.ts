import { hasKeyTwice } from "@parley/bridge-contract";
import type { SquareClient } from "square";
import type { Dispatcher } from "undici";
import { z } from "zod";
import type { CallControl, PosCall } from "../adapter.ts";
import { callOnce, type HttpResult } from "../http/call.ts";
import { readRetryAfterMs } from "../http/retry-after.ts";

/** Where Square is, and the credentials that we use there. */
export interface SquareTarget {
  dispatcher: Dispatcher;
  url: URL;
  /** The seller's access token. It is sent in one header and used nowhere else. */
  token: string;
  now: () => Date;
}

/** One entry of Square's `errors`. `detail` may quote the guest's data, so this code never reads it. */
export type SquareErrorEntry = z.infer<typeof errorEntry>;

/** The result of one call, judged by what was sent and received, never by the SDK's own errors. */
export type SquareAnswer<T> =
  | { kind: "not_sent"; reason: string }
  /** The request was sent, but no reliable answer came back. */
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
/** The status that stands for a missing answer; only the SDK sees it. */
const NO_ANSWER = 599;

/**
 * Makes one call through Square's SDK, which writes the request and reads the answer. Our own transport
 * decides what is sent: one try, no redirect, no compressed answer, a deadline, a size limit, and an
 * address that the guard has judged. The SDK does not check answers, so `shape` does.
 * Never throws because of what Square does.
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
  // Loading the SDK takes a second and 80 MB, so only installations with a store at Square load it.
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
    // The SDK throws its own view of an answer that `wire` has already recorded.
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
  if (isAmbiguous(result.body)) return unreadable(`status_${status}_key_twice`);
  if (status < 300 && status !== 200)
    return unreadable(status === 206 ? "status_206_partial" : `status_${status}`);
  if (status === 200) {
    const parsed = shape.safeParse(read.value);
    return parsed.success ? { kind: "success", value: parsed.data } : unreadable("answer_not_understood");
  }
  const errors = errorBody.safeParse(read.body).data?.errors;
  return errors ? { kind: "error", status, errors, retryAfterMs } : unreadable(`status_${status}`);
}

/** Whether an answer has a key twice: the SDK would take the last value, and Square may mean the first. */
function isAmbiguous(body: Buffer): boolean {
  const text = body.toString("utf8");
  try {
    return hasKeyTwice(text, JSON.parse(text));
  } catch {
    return false;
  }
}

interface Seen {
  result: HttpResult;
  call: PosCall;
}

/** A `fetch` for one call of the SDK, and what it saw. It never rejects: the SDK would then leak a timer. */
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
      // The origin comes from the settings, not from the SDK: the token must not go anywhere else.
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
  // Labelled as JSON whatever its own type is: a body that is not JSON is simply not understood.
  const headers = { "content-type": "application/json" };
  return new Response(isBodiless ? null : new Uint8Array(result.body), { status, headers });
}

/** The received body as text, for people to read and for a database that cannot store NUL. */
function readableText(bytes: Buffer): string {
  return bytes.subarray(0, RECORDED_BODY_BYTES).toString("utf8").replaceAll("\u0000", "\ufffd");
}
