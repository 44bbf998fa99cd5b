import type { IncomingHttpHeaders } from "node:http";
import {
  BRIDGE_ERRORS,
  type BridgeError,
  type BridgeErrorCode,
  type BridgeIssue,
  BridgeJsonError,
  type BridgeOrder,
  bridgeOrder,
  type CheckedOrder,
  matchBridgeRoute,
  type PlacedOrder,
  parseBridgeJson,
  type VoidedOrder,
} from "@parley/bridge-contract";
import type { PlacedRecord, VoidRecord } from "./journal-lines.ts";
import type { Store } from "./stores.ts";
import type { Till } from "./till.ts";

/** A verified request. */
export interface Call {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status: number;
  /** null: no body (304). */
  body: unknown;
  headers?: Record<string, string>;
  /** Written two times, one right behind the other. */
  isTwice?: boolean;
}

/** Carries out a call of the bridge; `silence` means that a test item prevents an answer. */
export async function answerCall(
  call: Call,
  { stores, till }: { stores: ReadonlyMap<string, Store>; till: Till },
): Promise<Answer | "silence"> {
  const route = matchBridgeRoute(call.method, call.path);
  if (route.kind === "not_found") return errorAnswer("route_not_found", "There is no such path");
  if (route.kind === "method_not_allowed") {
    const refusal = errorAnswer("method_not_allowed", "The path does not take this method");
    return { ...refusal, headers: { allow: route.allow.join(", ") } };
  }
  const store = stores.get(route.store);
  if (!store) return errorAnswer("store_not_found", "This POS has no such store");
  if (route.operation === "get_menu") return answerMenu(store, call.headers["if-none-match"]);
  if (route.operation === "find_order") return answerFind(till, store, route.reference ?? "");
  if (route.operation === "void_order") return answerVoid(till, store, route.reference ?? "");
  const order = readOrder(call, store, route.reference);
  if ("status" in order) return order;
  if (route.operation === "check_order") return answerCheck(till.check(store, order), order);
  return answerPlace(till, store, order);
}

function answerMenu(store: Store, ifNoneMatch: string | undefined): Answer {
  const etag = `"${store.menu.version}"`;
  if (ifNoneMatch === etag) return { status: 304, body: null, headers: { etag } };
  return { status: 200, body: store.menu, headers: { etag } };
}

function answerFind(till: Till, store: Store, reference: string): Answer {
  if (store.tillClass.letter === "D") {
    return errorAnswer("look_up_not_offered", "This till cannot be asked for an order");
  }
  const found = till.find(store, reference);
  switch (found.kind) {
    case "placed":
      return { status: 200, body: placedBody(found.record) };
    case "in_progress":
      return inProgress(found.retryAfterSeconds);
    case "voided":
      return errorAnswer("order_voided", "The order was voided");
    case "absent":
      return errorAnswer("order_not_found", "No order of this reference now");
  }
}

async function answerVoid(till: Till, store: Store, reference: string): Promise<Answer> {
  if (!store.tillClass.canVoid) {
    return errorAnswer("void_not_offered", "This till cannot be asked to void an order");
  }
  const result = await till.void(store, reference);
  switch (result.kind) {
    case "voided":
      return { status: 200, body: voidedBody(result.record) };
    case "in_progress":
      return inProgress(result.retryAfterSeconds);
    case "absent":
      return errorAnswer("order_not_found", "No order of this reference now");
  }
}

function answerCheck(issues: BridgeIssue[], order: BridgeOrder): Answer {
  const { reference } = order;
  const body: CheckedOrder =
    issues.length > 0
      ? { status: "refused", reference, issues }
      : { status: "accepted", reference, total_cents: order.totals.grand_cents };
  return { status: 200, body };
}

async function answerPlace(till: Till, store: Store, order: BridgeOrder): Promise<Answer | "silence"> {
  const result = await till.place(store, order);
  switch (result.kind) {
    case "placed":
      return {
        status: result.isFirst ? 201 : 200,
        body: placedBody(result.record),
        isTwice: result.isTwice,
      };
    case "duplicate":
      return errorAnswer("duplicate_reference", "There is an order of this reference");
    case "voided":
      return errorAnswer("order_voided", "The order of this reference was voided");
    case "in_progress":
      return inProgress(result.retryAfterSeconds);
    case "refused":
      return errorAnswer("refused", "The till refuses the order", result.issues);
    case "fault":
      return errorAnswer("internal", "The till had a fault");
    case "silence":
      return "silence";
  }
}

/** The order of a request's body, or the answer that says why it cannot be read. */
function readOrder(call: Call, store: Store, reference: string | null): BridgeOrder | Answer {
  if (!/^application\/json(\s*;|$)/i.test(call.headers["content-type"] ?? "")) {
    return errorAnswer("unsupported_media_type", "Send application/json");
  }
  let json: unknown;
  try {
    json = parseBridgeJson(call.body);
  } catch (error) {
    if (error instanceof BridgeJsonError) return errorAnswer("invalid_request", error.message);
    throw error;
  }
  const parsed = bridgeOrder.safeParse(json);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return errorAnswer("invalid_request", `${first?.path.join(".")}: ${first?.message}`);
  }
  const order = parsed.data;
  if (order.store !== store.id || (reference !== null && order.reference !== reference)) {
    return errorAnswer("invalid_request", "The body names another store or reference than the path");
  }
  return order;
}

function placedBody(record: PlacedRecord): PlacedOrder {
  return {
    status: "placed",
    reference: record.reference,
    store: record.store,
    pos_order_id: record.pos_order_id,
    total_cents: record.total_cents,
    placed_at: record.at,
    ready_at: new Date(Date.parse(record.at) + READY_AFTER_MS).toISOString(),
    ...(record.bill === undefined ? {} : { bill: record.bill }),
  };
}

function voidedBody(record: VoidRecord): VoidedOrder {
  const { reference, store, pos_order_id, total_cents, at } = record;
  return { status: "voided", reference, store, pos_order_id, total_cents, voided_at: at };
}

/** The kitchen promises every order in a quarter of an hour. */
const READY_AFTER_MS = 15 * 60_000;

function inProgress(retryAfterSeconds: number): Answer {
  const answer = errorAnswer("in_progress", "The order is being placed");
  return { ...answer, headers: { "retry-after": String(retryAfterSeconds) } };
}

/** The protocol's error body under the status of its code. */
export function errorAnswer(code: BridgeErrorCode, message: string, issues?: BridgeIssue[]): Answer {
  const body: BridgeError = { error: { code, message, ...(issues ? { issues } : {}) } };
  return { status: BRIDGE_ERRORS[code].status, body };
}
