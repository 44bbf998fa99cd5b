import type { CallOutcome } from "@parley/db/exchanges";
import type { StoredAnswer } from "@parley/db/orders";
import {
  type ErrorCode,
  glimpseAnswer,
  type Issue,
  type OrderAnswer,
  type OrderStatus,
  readdressOrderAnswer,
  renderErrorBody,
  renderOrderAnswer,
  type Switches,
  signAnswer,
  signBody,
  statusPath,
} from "@parley/par-contract";
import { toAppError } from "../errors.ts";
import { loggedError } from "../logger.ts";
import type { RenderedLists } from "../menus/rendered-menus.ts";
import type { ConflictResult, FinalEnd, StatusResult, StoreRef, UnmappedResult } from "../orders/room.ts";
import { type Caller, signatureStatus } from "./caller.ts";
import { MethodNotAllowed } from "./router.ts";

/** An answer to PAR before it is sent. Only this module makes them. */
export type Reply = OrderReply | UnsignedReply;

/** An order-shaped answer to a verified request. Nothing else may ever be signed. */
export interface OrderReply extends ReplyBase {
  mayBeSigned: true;
}

/** A menu or a refusal. */
export interface UnsignedReply extends ReplyBase {
  mayBeSigned: false;
}

interface ReplyBase {
  status: number;
  body: string;
  /** What follows `body`, kept as bytes; null where `body` is all of the answer. */
  rest: RenderedLists | null;
  headers: Readonly<Record<string, string>>;
  /** What `body` was just rendered from; null where the body was stored or is not about an order. */
  answer: OrderAnswer | null;
  /** What became of what was asked for, whatever the HTTP status. */
  outcome: CallOutcome;
  /** The first code in the answer, if any; a refusal always has one, and a poll that tells of one has none. */
  code: ErrorCode | null;
  /** The true reason, for the record only. */
  reason: string | null;
  about: { orderId: string | null; store: StoreRef | null; onlineOrderId: string | null };
  replayed: boolean;
  /** True where the exchange row was already committed with the order. */
  recorded: boolean;
  /** True for an answer that is large enough to be worth compressing, for a caller that takes it so. */
  compressible: boolean;
}

const NOTHING = { orderId: null, store: null, onlineOrderId: null } as const;
const PLAIN = {
  mayBeSigned: true,
  rest: null,
  answer: null,
  reason: null,
  about: NOTHING,
  replayed: false,
  recorded: false,
  compressible: false,
} as const;
const ANSWERED = { outcome: "accepted", code: null } as const;

/** An order's final answer as it is stored: rendered once, then always sent as it is. */
export function renderFinal(answer: OrderAnswer, switches: Switches): StoredAnswer {
  const stored = { body: render(answer, switches), status: statusFor(answer, switches) };
  verdicts.set(stored, verdictOf(answer.status, answer.errors[0]?.code ?? null));
  return stored;
}

/** What answers decided that this process has rendered: the caller whose call led to one need not read it again. */
const verdicts = new WeakMap<StoredAnswer, Verdict>();

/** A validate's verdict, or a first answer that is not stored. */
export function judgedReply(answer: OrderAnswer, store: StoreRef, switches: Switches): OrderReply {
  return {
    ...PLAIN,
    status: statusFor(answer, switches),
    body: render(answer, switches),
    answer,
    headers: {},
    ...verdictOf(answer.status, answer.errors[0]?.code ?? null),
    about: { ...NOTHING, store, onlineOrderId: answer.order.onlineOrderId },
  };
}

/** 422 by default, the same for an id that is mapped nowhere and for one that another connection mapped. */
export function unmappedReply(result: UnmappedResult, switches: Switches): OrderReply {
  return {
    ...PLAIN,
    status: switches.unmapped_status,
    body: render(result.answer, switches),
    answer: result.answer,
    headers: {},
    outcome: "refused",
    code: result.code,
    about: { ...NOTHING, onlineOrderId: result.answer.order.onlineOrderId },
  };
}

/** What is known for the exchange row of a final submit before the order is committed. */
export function finalPart(end: FinalEnd): Omit<Reply, "recorded"> {
  const about = { orderId: end.orderId, store: end.store, onlineOrderId: null };
  const { status, body } = end.stored;
  return { ...PLAIN, status, body, headers: {}, about, ...verdictIn(end.stored) };
}

/** What a stored answer decided: every submit that gets these bytes was answered so. */
function verdictIn(stored: StoredAnswer): Verdict {
  const known = verdicts.get(stored);
  if (known !== undefined) return known;
  const { status, code } = glimpseAnswer(stored.body);
  return verdictOf(status, code);
}

type Verdict = Pick<ReplyBase, "outcome" | "code">;

function verdictOf(status: OrderStatus | null, code: ErrorCode | null): Verdict {
  if (status === "pending") return { outcome: "pending", code };
  const isRefused = status === "rejected" || status === "errored";
  return isRefused ? { outcome: "refused", code: code ?? "internal" } : { outcome: "accepted", code };
}

/** The state of an order, as answer to a submit (202 while pending) or to a status call. */
export function orderReply(
  result: StatusResult,
  switches: Switches,
  operation: "submit_order" | "get_order",
): OrderReply {
  const about = { orderId: result.orderId, store: result.store, onlineOrderId: result.onlineOrderId };
  const replayed = operation === "submit_order" && result.replayed;
  const base = { ...PLAIN, about, replayed, code: null };
  const repeated: Record<string, string> = replayed ? { "idempotent-replayed": "true" } : {};
  if (result.kind === "final") {
    const { body, status } = result.stored;
    return {
      ...base,
      ...(operation === "get_order" ? ANSWERED : verdictIn(result.stored)),
      status: operation === "get_order" ? 200 : status,
      body: result.isAlias ? readdressOrderAnswer(body, result.address) : body,
      headers: repeated,
      recorded: result.recorded,
    };
  }
  const status = operation === "get_order" ? switches.pending_poll_status : 202;
  const waiting: Record<string, string> = {};
  if (status === 202 && switches.location_header === "relative")
    waiting.location = statusPath(result.address.requestUid);
  if (switches.pending_retry_after_s > 0) waiting["retry-after"] = String(switches.pending_retry_after_s);
  return {
    ...base,
    outcome: "pending",
    status,
    body: render(result.answer, switches),
    answer: result.answer,
    headers: { ...repeated, ...waiting },
  };
}

const CONFLICTS: Record<ConflictResult["code"], Issue> = {
  idempotency_conflict: {
    code: "idempotency_conflict",
    message: "This request_uid was submitted before with another order",
    field: "request_uid",
  },
  order_already_submitted: {
    code: "order_already_submitted",
    message: "This online_order_id was submitted before with another order",
    field: "order_details.online_order_id",
  },
};

/** The stored order under this request's ids, with the conflict as its error. */
export function conflictReply(result: ConflictResult, switches: Switches): OrderReply {
  const errors = [CONFLICTS[result.code]];
  const stored = "stored" in result ? result.stored.body : render(result.answer, switches);
  return {
    ...PLAIN,
    status: switches.conflict_status,
    body: readdressOrderAnswer(stored, { ...result.address, errors }),
    headers: {},
    outcome: "refused",
    code: result.code,
    about: { orderId: result.orderId, store: result.store, onlineOrderId: result.onlineOrderId },
  };
}

/**
 * A menu answer: not an order, hence never signed.
 * @param body the answer, or what comes before the lists
 */
export function menuReply(body: string, rest: RenderedLists | null, store: StoreRef): UnsignedReply {
  return {
    ...PLAIN,
    ...ANSWERED,
    mayBeSigned: false,
    status: 200,
    body,
    rest,
    headers: { vary: "accept-encoding" },
    about: { ...NOTHING, store },
    compressible: body.length + (rest?.length ?? 0) > 1_024,
  };
}

/**
 * The refusal for whatever was thrown: unsigned, and of the request it repeats only field names.
 * @param requestId our id of the exchange, so that a person can find it
 */
export function refusalReply(error: unknown, requestId: string, caller: Caller | null): UnsignedReply {
  const refused = toAppError(error);
  const status = signatureStatus(error, caller) ?? refused.status;
  const headers: Record<string, string> = {};
  if (status === 401 && refused.code === "unauthorized") headers["www-authenticate"] = "Bearer";
  if (refused.retryAfterSeconds !== null) headers["retry-after"] = String(refused.retryAfterSeconds);
  if (error instanceof MethodNotAllowed) headers.allow = error.allow.join(", ");
  const issues =
    refused.code === "internal"
      ? [{ code: refused.code, message: "Something went wrong on our side" }]
      : refused.issues;
  return {
    ...PLAIN,
    mayBeSigned: false,
    status,
    body: renderErrorBody(issues, requestId),
    headers,
    outcome: "refused",
    code: refused.code,
    reason: refused.reason ?? (refused.code === "internal" ? loggedError(refused.cause).message : null),
  };
}

/**
 * The digest over the answer, with the secret that verified the caller. It is computed from the values that
 * the body was rendered from, else from the stored bytes.
 */
export function signReply(reply: OrderReply, caller: Caller): { digest: string; string: string } {
  const { sharedId, connection } = caller;
  const centsMode = connection.switches.cents_mode;
  return reply.answer === null
    ? signBody({ body: reply.body, sharedId, centsMode })
    : signAnswer({ answer: reply.answer, sharedId, centsMode });
}

/** Headers of every answer to PAR. */
export function commonHeaders({ body, rest }: Pick<Reply, "body" | "rest">): Record<string, string> {
  return {
    "content-type": "application/json; charset=utf-8",
    "content-length": String(Buffer.byteLength(body) + (rest?.bytes.length ?? 0)),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  };
}

function render(answer: OrderAnswer, switches: Switches): string {
  return renderOrderAnswer(answer, {
    spelling: switches.answer_spelling,
    taxRateUnit: switches.tax_rate_unit,
  });
}

function statusFor(answer: OrderAnswer, switches: Switches): number {
  return answer.status === "rejected" || answer.status === "errored" ? switches.refusal_status : 200;
}
