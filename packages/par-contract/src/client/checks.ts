import { timingSafeEqual } from "node:crypto";
import { ContractError, ERROR_CODES } from "../errors.ts";
import type { Switches } from "../guesses/switches.ts";
import { parseMenuAnswer } from "../menu/menu.ts";
import { type OperationName, statusPath } from "../operations.ts";
import type { AnswerStyle, OrderAnswer } from "../order/answer-model.ts";
import { parseErrorBody, parseOrderAnswer } from "../order/answer-read.ts";
import { type DigestReading, readDigestFields } from "../signing/digest-fields.ts";
import { DIGEST_HEADER, REPLAYED_HEADER } from "../signing/headers.ts";
import { computeDigest, signatureString } from "../signing/signature.ts";

/** One thing that was looked at in an answer. */
export interface Check {
  readonly name: "status" | "content_type" | "shape" | "digest" | "echo" | "outcome" | "location";
  readonly ok: boolean;
  readonly detail: string;
}

/** An answer and the call that it belongs to. */
export interface CheckInput {
  readonly operation: OperationName;
  readonly requestBody: string | null;
  readonly path: string;
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly json: unknown;
  };
  readonly sharedId: string;
  readonly switches: Switches;
  readonly style: AnswerStyle;
}

function check(name: Check["name"], ok: boolean, detail: string): Check {
  return { name, ok, detail };
}

/** Statuses under which the contract sends an order-shaped body. */
function orderStatuses(switches: Switches): readonly number[] {
  return [200, 202, switches.conflict_status, switches.unmapped_status, switches.refusal_status];
}

/**
 * Judges one answer as PAR would have to: is it the contract's, and is it signed over what it says?
 * A protocol error (400, 401, 404, 5xx) fails the `status` check, whatever the reason.
 */
export function checkAnswer(input: CheckInput): readonly Check[] {
  const [first, ...rest] = checkBody(input);
  const type = input.response.headers["content-type"] ?? "none";
  const contentType = check("content_type", /^application\/json\b/i.test(type), type);
  return first === undefined ? [contentType] : [first, contentType, ...rest];
}

function checkBody(input: CheckInput): readonly Check[] {
  if (input.operation === "get_menu") return checkMenu(input);
  const { response, switches } = input;
  const isOrder = orderStatuses(switches).includes(response.status) && !isErrorBody(response.json);
  return isOrder ? checkOrder(input) : checkProtocolError(input);
}

function isErrorBody(json: unknown): boolean {
  try {
    parseErrorBody(json);
  } catch (error) {
    if (error instanceof ContractError) return false;
    throw error;
  }
  return typeof json === "object" && json !== null && !("status" in json) && !("Status" in json);
}

function checkProtocolError(input: CheckInput): readonly Check[] {
  const { status, json, headers } = input.response;
  const digest = headers[DIGEST_HEADER];
  return [
    check("status", false, `${status}${errorSummary(json)}`),
    check(
      "digest",
      digest === undefined,
      digest === undefined ? "none, as it should be" : "a protocol error is signed",
    ),
  ];
}

function errorSummary(json: unknown): string {
  try {
    const [issue] = parseErrorBody(json).issues;
    return issue === undefined ? "" : ` ${issue.code}: ${issue.message}`;
  } catch (error) {
    if (error instanceof ContractError) return " with a body that is not the contract's error body";
    throw error;
  }
}

function checkOrder(input: CheckInput): readonly Check[] {
  const status = check("status", true, String(input.response.status));
  const digest = checkDigest(input);
  let answer: OrderAnswer;
  try {
    answer = parseOrderAnswer(input.response.json, input.style).answer;
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return [status, check("shape", false, error.issues.map((issue) => issue.message).join("; ")), digest];
  }
  return [
    status,
    check("shape", true, "an order answer of the contract"),
    digest,
    checkEcho(input, answer),
    checkOutcome(input, answer),
    ...checkLocation(input, answer),
  ];
}

function checkDigest(input: CheckInput): Check {
  const sent = input.response.headers[DIGEST_HEADER];
  if (sent === undefined) return check("digest", false, "the answer is not signed");
  let text: string;
  try {
    const reading = input.switches.cents_mode === "double_truncate" ? "X" : "R";
    text = signatureString(readDigestFields(input.response.json).fields, reading);
  } catch (error) {
    if (error instanceof ContractError) return check("digest", false, error.message);
    throw error;
  }
  if (!/^[0-9a-f]{64}$/.test(sent)) return check("digest", false, "is not 64 lower-case hex digits");
  const expected = computeDigest(input.sharedId, text);
  const ok = timingSafeEqual(Buffer.from(expected, "hex"), Buffer.from(sent, "hex"));
  return check("digest", ok, ok ? `over ${text}` : `${sent}, but ${text} gives ${expected}`);
}

function readRequest(body: string): DigestReading | null {
  try {
    return readDigestFields(JSON.parse(body.replace(/^\ufeff/, "")));
  } catch (error) {
    if (error instanceof ContractError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function checkEcho(input: CheckInput, answer: OrderAnswer): Check {
  if (input.requestBody === null) {
    const asked = input.path;
    const ids = [answer.requestUid, answer.order.posOrderId, answer.order.onlineOrderId];
    const ok = ids.some((id) => id !== null && asked.endsWith(statusPath(id)));
    return check(
      "echo",
      ok,
      ok ? "the order that was asked for" : `answers ${answer.requestUid} to ${asked}`,
    );
  }
  const request = readRequest(input.requestBody);
  if (request === null) return check("echo", false, "answers a request that cannot be read");
  const { fields, organizationId } = request;
  const wrong: string[] = [];
  if (answer.requestUid !== fields.requestUid) wrong.push("request_uid");
  if (answer.locationId !== fields.locationId) wrong.push("location_id");
  if (organizationId !== null && answer.organizationId !== organizationId) wrong.push("organization_id");
  // A conflict carries the stored order, whose number may be another one.
  const isConflict = answer.errors.some((issue) => ERROR_CODES[issue.code].status === 409);
  if (!isConflict && answer.order.onlineOrderId !== fields.onlineOrderId) wrong.push("online_order_id");
  // A replay serves the bytes of the first answer, and so the first request's datetime.
  const isReplay = input.response.headers[REPLAYED_HEADER] === "true";
  if (!isReplay && answer.requestDatetime !== fields.requestDatetime) wrong.push("request_datetime");
  return check(
    "echo",
    wrong.length === 0,
    wrong.length === 0 ? "ids and datetime" : `differs in ${wrong.join(", ")}`,
  );
}

function outcomeProblem(input: CheckInput, answer: OrderAnswer): string | null {
  const { status } = input.response;
  const posOrderId = answer.order.posOrderId;
  if (answer.status === "placed" && posOrderId === null) return "placed without a POS order id";
  if (answer.status !== "placed" && posOrderId !== null && status !== 409)
    return "a POS order id that is not placed";
  if (answer.status === "pending" && input.operation === "submit_order" && status === 200)
    return "pending under 200";
  if (status === 202 && answer.status !== "pending") return `${answer.status} under 202`;
  const isRefused = answer.status === "rejected" || answer.status === "errored";
  if (isRefused && answer.errors.length === 0) return `${answer.status} without errors`;
  if (input.operation === "validate_order") {
    return answer.status === "validated" || isRefused ? null : `${answer.status} from validate`;
  }
  return answer.status === "validated" ? `validated from ${input.operation}` : null;
}

function checkOutcome(input: CheckInput, answer: OrderAnswer): Check {
  const problem = outcomeProblem(input, answer);
  const codes = answer.errors.map((issue) => issue.code).join(", ");
  return check(
    "outcome",
    problem === null,
    problem ?? (codes === "" ? answer.status : `${answer.status}: ${codes}`),
  );
}

function checkLocation(input: CheckInput, answer: OrderAnswer): readonly Check[] {
  const location = input.response.headers.location;
  // Optional, but recommended; one that is there has to lead to this order.
  if (input.response.status !== 202 || location === undefined) return [];
  return [check("location", location.endsWith(statusPath(answer.requestUid)), location)];
}

function checkMenu(input: CheckInput): readonly Check[] {
  const { status, json } = input.response;
  if (status !== 200) return checkProtocolError(input);
  try {
    const { answer } = parseMenuAnswer(json, input.style);
    const asked =
      input.requestBody === null ? null : (readRequest(input.requestBody)?.fields.locationId ?? null);
    const echoes = asked === null || asked === answer.locationId;
    const size = answer.menu === null ? "unchanged" : `${answer.menu.products.length} products`;
    return [
      check("status", true, "200"),
      check("shape", true, `a menu answer of the contract, ${size}`),
      check("echo", echoes, echoes ? "location" : "differs in location_id"),
    ];
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    const problem = error.issues.map((issue) => issue.message).join("; ");
    return [check("status", true, "200"), check("shape", false, problem)];
  }
}
