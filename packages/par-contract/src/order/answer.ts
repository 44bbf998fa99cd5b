import { cutText, isWritable, LIST_MAX, TEXT_MAX } from "@parley/limits";
import type { Issue } from "../errors.ts";
import type { Switches } from "../guesses/switches.ts";
import { refProblem } from "../wire/ids.ts";
import { majorUnits, percentToFraction } from "../wire/money.ts";
import type { InputOf } from "../wire/record.ts";
import { findEntry, isJsonObject, planOf, type Spelling } from "../wire/shape.ts";
import { errorBodyTable, orderAnswerTable } from "../wire/tables.ts";
import { composeWire, writeWire } from "../wire/writer.ts";
import type { AnswerLine, AnswerModifier, AnswerStyle, OrderAnswer } from "./answer-model.ts";

/** The style that a connection's switches ask for. */
export function answerStyle(switches: Switches): Required<AnswerStyle> {
  return { spelling: switches.answer_spelling, taxRateUnit: switches.tax_rate_unit };
}

function major(cents: number | null): number | null {
  return cents === null ? null : majorUnits(cents);
}

type AnswerInput = InputOf<typeof orderAnswerTable>;
type LineInput = NonNullable<AnswerInput["order.items"]>[number];
type ModifierInput = NonNullable<LineInput["modifiers"]>[number];
type IssueInput = NonNullable<AnswerInput["errors"]>[number];

function modifierInput(modifier: AnswerModifier): ModifierInput {
  return {
    modifierId: modifier.modifierId,
    modifierGroupId: modifier.modifierGroupId,
    name: nameOf(modifier.name),
    quantity: modifier.quantity,
    unitPrice: major(modifier.unitPriceCents),
    modifiers: modifier.modifiers.map(modifierInput),
  };
}

function lineInput(line: AnswerLine): LineInput {
  return {
    lineId: line.lineId,
    itemId: line.itemId,
    priceLevelId: line.priceLevelId,
    name: nameOf(line.name),
    quantity: line.quantity,
    unitPrice: major(line.unitPriceCents),
    comment: line.comment ?? undefined,
    modifiers: line.modifiers.map(modifierInput),
    total: major(line.totalCents),
  };
}

/** An exact percentage as the JSON number of the connection's `tax_rate_unit`. */
export function rateNumber(ratePercent: string, unit: "percent" | "fraction"): number {
  return Number(unit === "fraction" ? percentToFraction(ratePercent) : ratePercent);
}

/**
 * Issues as they may be written: a POS says why it refuses in its own words, at whatever length, and PAR must be
 * able to read every answer.
 */
function issueInputs(issues: readonly Issue[]): IssueInput[] {
  return issues.slice(0, LIST_MAX.issues).map((issue) => {
    const { message, field, lineId, expected, actual } = issue;
    return {
      ...issue,
      message: cutText(message.trim() === "" ? issue.code : message, TEXT_MAX.issueMessage),
      ...(field == null ? {} : { field: cutText(field, TEXT_MAX.issueField) }),
      ...(lineId == null || refProblem(lineId) === null ? {} : { lineId: undefined }),
      ...(typeof expected === "string" ? { expected: cutText(expected, TEXT_MAX.issueValue) } : {}),
      ...(typeof actual === "string" ? { actual: cutText(actual, TEXT_MAX.issueValue) } : {}),
    };
  });
}

/** A time of a POS's, which need not be one that PAR can read. */
function instantOf(at: Date | null): string | undefined {
  return at !== null && isWritable(at) ? at.toISOString() : undefined;
}

/** A name of the menu's, which a POS may make longer than PAR's field. */
function nameOf(name: string | null): string | null {
  return name === null ? null : cutText(name, TEXT_MAX.menuName);
}

/**
 * Renders an order answer: canonical names (or the connection's spelling), amounts as JSON numbers with their
 * right two decimals, keys in a fixed order. The same answer always gives the same text.
 */
export function renderOrderAnswer(answer: OrderAnswer, style: AnswerStyle = {}): string {
  const { order } = answer;
  const unit = style.taxRateUnit ?? "percent";
  const isRefusal = answer.status === "rejected" || answer.status === "errored";
  const input: AnswerInput = {
    status: answer.status,
    requestUid: answer.requestUid,
    requestDatetime: answer.requestDatetime,
    organizationId: answer.organizationId,
    locationId: answer.locationId,
    "order.onlineOrderId": order.onlineOrderId,
    "order.posOrderId": order.posOrderId,
    "order.subtotal": majorUnits(order.subtotalCents),
    "order.taxTotal": majorUnits(order.taxTotalCents),
    "order.discountTotal": majorUnits(order.discountTotalCents),
    "order.feeTotal": majorUnits(order.feeTotalCents),
    "order.tipTotal": majorUnits(order.tipTotalCents),
    "order.grandTotal": majorUnits(order.grandTotalCents),
    "order.currency": order.currency,
    "order.items": order.items.map(lineInput),
    "order.taxes": order.taxes.map((tax) => ({
      taxId: tax.taxId,
      name: nameOf(tax.name),
      rate: tax.ratePercent === null ? null : rateNumber(tax.ratePercent, unit),
      amount: majorUnits(tax.amountCents),
      inclusive: tax.inclusive,
    })),
    "order.fees": order.fees.map((fee) => ({
      feeId: fee.feeId,
      name: nameOf(fee.name),
      amount: majorUnits(fee.amountCents),
    })),
    "order.estimatedReadyAt": instantOf(order.estimatedReadyAt),
    processedAt: answer.processedAt.toISOString(),
    errors: isRefusal || answer.errors.length > 0 ? issueInputs(answer.errors) : undefined,
  };
  return writeWire(orderAnswerTable, input, style.spelling);
}

/**
 * Puts another request's address on a stored answer (an alias, a 409): the same text but for `request_uid`,
 * `request_datetime` and, when given, `errors`.
 */
export function readdressOrderAnswer(
  body: string,
  address: { requestUid: string; requestDatetime: string; errors?: readonly Issue[] },
): string {
  const json: unknown = JSON.parse(body);
  if (!isJsonObject(json)) throw new TypeError("a stored answer is a JSON object");
  const root = planOf(orderAnswerTable).root;
  const spelling = spellingOf(Object.keys(json));
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(json)) {
    const field = findEntry(root, key)?.row?.field;
    if (field === "errors" && address.errors !== undefined) continue;
    if (field === "requestUid") out[key] = address.requestUid;
    else if (field === "requestDatetime") out[key] = address.requestDatetime;
    else out[key] = value;
  }
  if (address.errors !== undefined) {
    const tail = composeWire(errorBodyTable, { errors: issueInputs(address.errors) }, spelling);
    Object.assign(out, tail);
  }
  return JSON.stringify(out);
}

function spellingOf(keys: readonly string[]): Spelling {
  if (keys.some((key) => key.includes("_"))) return "snake";
  return keys.some((key) => /^[A-Z]/.test(key)) ? "pascal" : "camel";
}

/**
 * Renders a protocol error (contract 3.5), which is never signed and echoes nothing.
 *
 * @param requestId our own id of the request, so that a person can find its exchange.
 */
export function renderErrorBody(
  issues: readonly Issue[],
  requestId: string,
  style: AnswerStyle = {},
): string {
  const input = { errors: issueInputs(issues), requestId };
  return JSON.stringify(composeWire(errorBodyTable, input, style.spelling));
}
