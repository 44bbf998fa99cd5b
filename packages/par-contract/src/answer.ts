import { type Issue, isErrorCode, SchemaError } from "./errors.ts";
import { fractionToPercent, majorUnits, percentToFraction } from "./money.ts";
import { type Drift, WireReader, type WireRecord } from "./reader.ts";
import { findEntry, isJsonObject, planOf, type Spelling } from "./shape.ts";
import type { Switches } from "./switches.ts";
import { errorBodyTable, issueTable, orderAnswerTable } from "./wire.ts";
import { composeWire, type WireInput } from "./writer.ts";

/** PAR's five words [DOC lifecycle]. */
export const ORDER_STATUSES = ["validated", "placed", "pending", "errored", "rejected"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Whether PAR stops polling and caches the status once it has seen it. */
export function isFinalStatus(status: OrderStatus): boolean {
  return status === "placed" || status === "errored" || status === "rejected";
}

/** Contract 3.2, with PAR's ids, money in cents, times as `Date` except the echoed `requestDatetime`. */
export interface OrderAnswer {
  readonly status: OrderStatus;
  readonly requestUid: string;
  /** Byte for byte as received. */
  readonly requestDatetime: string;
  readonly organizationId: string;
  readonly locationId: string;
  readonly order: AnswerDetails;
  readonly processedAt: Date;
  /** Written on refusals and conflicts only. */
  readonly errors: readonly Issue[];
}

export interface AnswerDetails {
  readonly onlineOrderId: string | null;
  /** Null unless placed. */
  readonly posOrderId: string | null;
  /** Null only where no location is known (an unmapped id) and the request named none. */
  readonly currency: string | null;
  readonly subtotalCents: number;
  readonly taxTotalCents: number;
  readonly discountTotalCents: number;
  readonly feeTotalCents: number;
  readonly tipTotalCents: number;
  readonly grandTotalCents: number;
  readonly items: readonly AnswerLine[];
  readonly taxes: readonly AnswerTax[];
  readonly fees: readonly AnswerFee[];
  readonly estimatedReadyAt: Date | null;
}

export interface AnswerLine {
  readonly lineId: string;
  readonly itemId: string;
  readonly priceLevelId: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly unitPriceCents: number | null;
  readonly comment: string | null;
  readonly modifiers: readonly AnswerModifier[];
  /** Quantity times unit price and modifiers; null where it could not be priced. */
  readonly totalCents: number | null;
}

export interface AnswerModifier {
  readonly modifierId: string;
  readonly modifierGroupId: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly unitPriceCents: number | null;
  readonly modifiers: readonly AnswerModifier[];
}

export interface AnswerTax {
  readonly taxId: string | null;
  readonly name: string | null;
  /** Percentage as exact decimal text, `8.75`. */
  readonly ratePercent: string | null;
  readonly amountCents: number;
  /** True when the amount is inside the subtotal and not in the tax total. */
  readonly inclusive: boolean;
}

export interface AnswerFee {
  readonly feeId: string | null;
  readonly name: string | null;
  readonly amountCents: number;
}

/** The two switches that change what an answer looks like. */
export interface AnswerStyle {
  readonly spelling?: Spelling;
  readonly taxRateUnit?: "percent" | "fraction";
}

/** The style that a connection's switches ask for. */
export function answerStyle(switches: Switches): Required<AnswerStyle> {
  return { spelling: switches.answer_spelling, taxRateUnit: switches.tax_rate_unit };
}

function major(cents: number | null): number | null {
  return cents === null ? null : majorUnits(cents);
}

function modifierInput(modifier: AnswerModifier): WireInput {
  return {
    modifierId: modifier.modifierId,
    modifierGroupId: modifier.modifierGroupId,
    name: modifier.name,
    quantity: modifier.quantity,
    unitPrice: major(modifier.unitPriceCents),
    modifiers: modifier.modifiers.map(modifierInput),
  };
}

function lineInput(line: AnswerLine): WireInput {
  return {
    lineId: line.lineId,
    itemId: line.itemId,
    priceLevelId: line.priceLevelId,
    name: line.name,
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

function issueInput(issue: Issue): WireInput {
  return { ...issue };
}

/**
 * Renders an order answer: canonical names (or the connection's spelling), amounts as JSON numbers with their
 * right two decimals, keys in a fixed order. The same answer always gives the same text.
 */
export function renderOrderAnswer(answer: OrderAnswer, style: AnswerStyle = {}): string {
  const { order } = answer;
  const unit = style.taxRateUnit ?? "percent";
  const isRefusal = answer.status === "rejected" || answer.status === "errored";
  const input: WireInput = {
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
      name: tax.name,
      rate: tax.ratePercent === null ? null : rateNumber(tax.ratePercent, unit),
      amount: majorUnits(tax.amountCents),
      inclusive: tax.inclusive,
    })),
    "order.fees": order.fees.map((fee) => ({
      feeId: fee.feeId,
      name: fee.name,
      amount: majorUnits(fee.amountCents),
    })),
    "order.estimatedReadyAt": order.estimatedReadyAt?.toISOString(),
    processedAt: answer.processedAt.toISOString(),
    errors: isRefusal || answer.errors.length > 0 ? answer.errors.map(issueInput) : undefined,
  };
  return JSON.stringify(composeWire(orderAnswerTable, input, style.spelling));
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
    const tail = composeWire(orderAnswerTable, { errors: address.errors.map(issueInput) }, spelling);
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
  const input: WireInput = { errors: issues.map(issueInput), requestId };
  return JSON.stringify(composeWire(errorBodyTable, input, style.spelling));
}

function issueFrom(reader: WireReader, record: WireRecord): Issue[] {
  const code = record.text("code") ?? "";
  if (!isErrorCode(code)) {
    reader.issue("invalid_field", `${record.at}code`, `is not a code of the contract: ${code.slice(0, 50)}`);
    return [];
  }
  const scalar = (field: string): Partial<Record<string, string | number | boolean>> => {
    const value = record.scalar(field);
    return value === null ? {} : { [field]: value };
  };
  return [
    {
      code,
      message: record.text("message") ?? "",
      field: record.text("field") ?? undefined,
      lineId: record.text("lineId") ?? undefined,
      ...scalar("expected"),
      ...scalar("actual"),
    },
  ];
}

/** Reads one entry of `errors[]` on its own; null when it has not that shape. */
export function parseIssue(json: unknown): Issue | null {
  if (!isJsonObject(json)) return null;
  const reader = new WireReader();
  const [issue] = issueFrom(reader, reader.read(issueTable, json));
  return reader.issues.length === 0 ? (issue ?? null) : null;
}

function modifierFrom(record: WireRecord): AnswerModifier {
  return {
    modifierId: record.text("modifierId") ?? "",
    modifierGroupId: record.text("modifierGroupId"),
    name: record.text("name"),
    quantity: record.number("quantity") ?? 1,
    unitPriceCents: record.number("unitPrice"),
    modifiers: record.records("modifiers").map(modifierFrom),
  };
}

function lineFrom(record: WireRecord, index: number): AnswerLine {
  return {
    lineId: record.text("lineId") ?? String(index + 1),
    itemId: record.text("itemId") ?? "",
    priceLevelId: record.text("priceLevelId"),
    name: record.text("name"),
    quantity: record.number("quantity") ?? 1,
    unitPriceCents: record.number("unitPrice"),
    comment: record.text("comment"),
    modifiers: record.records("modifiers").map(modifierFrom),
    totalCents: record.number("total"),
  };
}

function taxFrom(record: WireRecord, unit: "percent" | "fraction"): AnswerTax {
  const rate = record.number("rate");
  const text = rate === null ? null : String(rate);
  return {
    taxId: record.text("taxId"),
    name: record.text("name"),
    ratePercent: text !== null && unit === "fraction" ? fractionToPercent(text) : text,
    amountCents: record.number("amount") ?? 0,
    inclusive: record.flag("inclusive") ?? false,
  };
}

function dateFrom(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function detailsFrom(record: WireRecord, unit: "percent" | "fraction"): AnswerDetails {
  return {
    onlineOrderId: record.text("order.onlineOrderId"),
    posOrderId: record.text("order.posOrderId"),
    currency: record.text("order.currency"),
    subtotalCents: record.number("order.subtotal") ?? 0,
    taxTotalCents: record.number("order.taxTotal") ?? 0,
    discountTotalCents: record.number("order.discountTotal") ?? 0,
    feeTotalCents: record.number("order.feeTotal") ?? 0,
    tipTotalCents: record.number("order.tipTotal") ?? 0,
    grandTotalCents: record.number("order.grandTotal") ?? 0,
    items: record.records("order.items").map(lineFrom),
    taxes: record.records("order.taxes").map((tax) => taxFrom(tax, unit)),
    fees: record.records("order.fees").map((fee) => ({
      feeId: fee.text("feeId"),
      name: fee.text("name"),
      amountCents: fee.number("amount") ?? 0,
    })),
    estimatedReadyAt: dateFrom(record.text("order.estimatedReadyAt")),
  };
}

function statusFrom(text: string | null): OrderStatus | null {
  return ORDER_STATUSES.find((status) => status === text) ?? null;
}

/**
 * Parses an order answer, as PAR or a client would (contract 3.2).
 *
 * @throws SchemaError with one issue per field that is missing or wrong.
 */
export function parseOrderAnswer(
  json: unknown,
  style: AnswerStyle = {},
): { answer: OrderAnswer; drift: Drift } {
  if (!isJsonObject(json))
    throw new SchemaError([{ code: "invalid_json", message: "The answer must be a JSON object." }]);
  const reader = new WireReader();
  const record = reader.read(orderAnswerTable, json);
  const status = statusFrom(record.text("status"));
  if (status === null && record.text("status") !== null) {
    reader.issue("invalid_field", "status", `must be one of ${ORDER_STATUSES.join(", ")}`);
  }
  const errors = record.records("errors").flatMap((issue) => issueFrom(reader, issue));
  const processedAt = dateFrom(record.text("processedAt"));
  if (reader.issues.length > 0 || status === null) throw new SchemaError(reader.issues);
  return {
    answer: {
      status,
      requestUid: record.text("requestUid") ?? "",
      requestDatetime: record.text("requestDatetime") ?? "",
      organizationId: record.text("organizationId") ?? "",
      locationId: record.text("locationId") ?? "",
      order: detailsFrom(record, style.taxRateUnit ?? "percent"),
      processedAt: processedAt ?? new Date(0),
      errors,
    },
    drift: reader.drift(),
  };
}

/** Reads a stored answer back from its text. */
export function reviveOrderAnswer(body: string, style: AnswerStyle = {}): OrderAnswer {
  return parseOrderAnswer(JSON.parse(body), style).answer;
}

/** Parses a protocol error body. Throws SchemaError when it is none. */
export function parseErrorBody(json: unknown): { issues: readonly Issue[]; requestId: string | null } {
  if (!isJsonObject(json))
    throw new SchemaError([{ code: "invalid_json", message: "The answer must be a JSON object." }]);
  const reader = new WireReader();
  const record = reader.read(errorBodyTable, json);
  const issues = record.records("errors").flatMap((issue) => issueFrom(reader, issue));
  if (reader.issues.length > 0) throw new SchemaError(reader.issues);
  return { issues, requestId: record.text("requestId") };
}
