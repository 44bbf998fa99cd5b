import { randomUUID } from "node:crypto";
import {
  BRIDGE_ERRORS,
  BRIDGE_OPERATIONS,
  type BridgeErrorCode,
  type BridgeIssue,
  BridgeJsonError,
  type BridgeOperation,
  BridgeSignatureError,
  bridgeError,
  bridgePath,
  isBridgeErrorCode,
  parseBridgeJson,
  type SigningKey,
  signingKeyText,
  signRequest,
  verifyAnswer,
} from "@parley/bridge-contract";
import type { Dispatcher } from "undici";
import type { CallControl, PosCall } from "../adapter.ts";
import { callOnce, type HttpResult } from "../http/call.ts";
import { readRetryAfterMs } from "../http/retry-after.ts";

/** Where a store's POS is and how we sign calls to it. */
export interface BridgeTarget {
  dispatcher: Dispatcher;
  /** Includes the prefix if the store's URL has one. */
  url: URL;
  store: string;
  /** Each of them signs, two while a key is changed; an answer signed with any of them is valid. */
  keys: readonly [SigningKey, ...SigningKey[]];
  now: () => Date;
  /** Told with which key the POS signed, as text. */
  keyUsed?: ((key: string) => void) | undefined;
}

export interface BridgeRequest {
  operation: BridgeOperation;
  reference?: string;
  body?: unknown;
  etag?: string | null;
  answerBytesMax: number;
}

/** An answer whose signature was verified, or the reason why there is none. */
export type BridgeAnswer =
  | { kind: "not_sent"; reason: string }
  /** The request was sent, but no reliable answer came back. */
  | { kind: "unreadable"; reason: string; retryAfterMs: number | null }
  | { kind: "unchanged" }
  | { kind: "success"; json: unknown }
  | {
      kind: "error";
      code: BridgeErrorCode;
      /** What the POS wrote, as it wrote it. */
      message: string;
      issues: readonly BridgeIssue[];
      retryAfterMs: number | null;
    };

const RECORDED_BODY_BYTES = 64 * 1024;

/** Signs, sends and verifies one call; never throws because of what the POS does. */
export async function callBridge(
  target: BridgeTarget,
  request: BridgeRequest,
  ctl: CallControl,
): Promise<{ answer: BridgeAnswer; call: PosCall }> {
  const { method } = BRIDGE_OPERATIONS[request.operation];
  const path = bridgePath(request.operation, { store: target.store, ...withReference(request.reference) });
  const body = request.body === undefined ? null : JSON.stringify(request.body);
  const startedAt = target.now();
  const id = `msg_${randomUUID().replaceAll("-", "")}`;
  const [key, ...others] = target.keys;
  const signed = signRequest({ key, others, id, at: startedAt, method, path, body: body ?? "" });
  const fullPath = target.url.pathname.replace(/\/+$/, "") + path;
  const startedMs = performance.now();
  const result = await callOnce(
    target.dispatcher,
    {
      origin: target.url.origin,
      method,
      path: fullPath,
      headers: {
        accept: "application/json",
        "user-agent": "Parley",
        ...(body === null ? {} : { "content-type": "application/json" }),
        ...(request.etag ? { "if-none-match": request.etag } : {}),
        ...signed,
      },
      body,
      answerBytesMax: request.answerBytesMax,
    },
    ctl,
  );
  const durationMs = Math.round((performance.now() - startedMs) * 1_000) / 1_000;
  const call: PosCall = {
    method,
    path: fullPath,
    status: result.kind === "not_sent" ? null : result.status,
    requestBody: body ?? "",
    responseBody: result.kind === "not_sent" ? "" : readableText(result.body),
    durationMs,
    startedAt,
  };
  const line = { id, timestamp: signed["webhook-timestamp"], method, path };
  return { answer: readAnswer(result, line, target), call };
}

function withReference(reference: string | undefined): { reference?: string } {
  return reference === undefined ? {} : { reference };
}

function readAnswer(
  result: HttpResult,
  request: { id: string; timestamp: string; method: string; path: string },
  { keys, now, keyUsed }: BridgeTarget,
): BridgeAnswer {
  if (result.kind === "not_sent") return result;
  if (result.kind === "broken") return { kind: "unreadable", reason: result.reason, retryAfterMs: null };
  const { status, headers, body } = result;
  const retryAfterMs = readRetryAfterMs(headers["retry-after"], now());
  const unreadable = (reason: string): BridgeAnswer => ({ kind: "unreadable", reason, retryAfterMs });
  try {
    const key = verifyAnswer({ keys, headers, request, status, body });
    keyUsed?.(signingKeyText(key));
    if (status === 304) return { kind: "unchanged" };
    if (status >= 300 && status < 400) return unreadable(`redirect_${status}`);
    const json = parseBridgeJson(body);
    if (status === 200 || status === 201) return { kind: "success", json };
    // A part of an answer, or one that an intermediary or a later moment is to complete, decides nothing.
    if (status < 300) return unreadable(status === 206 ? "status_206_partial" : `status_${status}`);
    const error = bridgeError.safeParse(json).data?.error;
    if (!error || !isBridgeErrorCode(error.code)) return unreadable(`status_${status}`);
    // An error code under the wrong status does not have the meaning that this protocol gives it.
    if (BRIDGE_ERRORS[error.code].status !== status) return unreadable(`status_${status}_with_${error.code}`);
    const { message, issues = [] } = error;
    return { kind: "error", code: error.code, message, issues, retryAfterMs };
  } catch (error) {
    if (error instanceof BridgeSignatureError) return unreadable(`status_${status}_${error.reason}`);
    if (error instanceof BridgeJsonError) return unreadable(`status_${status}_${error.reason}`);
    throw error;
  }
}

/** The received body as text, for people to read and for a database that cannot store NUL. */
function readableText(bytes: Buffer): string {
  return bytes.subarray(0, RECORDED_BODY_BYTES).toString("utf8").replaceAll("\u0000", "\ufffd");
}
