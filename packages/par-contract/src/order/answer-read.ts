import { type Issue, isErrorCode, SchemaError } from "../errors.ts";
import { fractionToPercent } from "../wire/money.ts";
import { type Drift, WireReader } from "../wire/reader.ts";
import type { WireRecord } from "../wire/record.ts";
import { isJsonObject } from "../wire/shape.ts";
import { errorBodyTable, orderAnswerTable } from "../wire/tables.ts";
import { parseInstant } from "../wire/time.ts";
import {
  type AnswerDetails,
  type AnswerLine,
  type AnswerModifier,
  type AnswerStyle,
  type AnswerTax,
  ORDER_STATUSES,
  type OrderAnswer,
  type OrderStatus,
} from "./answer-model.ts";

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
  const instant = text === null ? null : parseInstant(text);
  return instant === null ? null : new Date(instant.milliseconds);
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
