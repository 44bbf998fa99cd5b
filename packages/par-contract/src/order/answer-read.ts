import { type ErrorCode, type Issue, isErrorCode, SchemaError } from "../errors.ts";
import type { Drift } from "../wire/drift.ts";
import { fractionToPercent } from "../wire/money.ts";
import { WireReader } from "../wire/reader.ts";
import type { Draft, RecordOf } from "../wire/record.ts";
import { findEntry, isJsonObject, planOf } from "../wire/shape.ts";
import { errorBodyTable, type issueTable, orderAnswerTable } from "../wire/tables.ts";
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

type AnswerRecord = RecordOf<typeof orderAnswerTable>;
type DetailsRecord = AnswerRecord["order"];
type LineRecord = NonNullable<DetailsRecord["items"]>[number];
type ModifierRecord = NonNullable<LineRecord["modifiers"]>[number];
type TaxRecord = NonNullable<DetailsRecord["taxes"]>[number];
type IssueRecord = RecordOf<typeof issueTable>;

/** Refuses codes that the contract does not know, wherever else the body is wrong. */
function checkCodes(
  reader: WireReader<typeof orderAnswerTable> | WireReader<typeof errorBodyTable>,
  issues: readonly (Draft<IssueRecord> | null)[] | null,
): void {
  for (const [index, issue] of (issues ?? []).entries()) {
    const code = issue?.code ?? "";
    if (issue === null || isErrorCode(code)) continue;
    reader.issue(
      "invalid_field",
      `errors[${index}].code`,
      `is not a code of the contract: ${code.slice(0, 50)}`,
    );
  }
}

function issuesFrom(records: readonly IssueRecord[]): Issue[] {
  return records.flatMap(({ code, message, field, lineId, expected, actual }) => {
    if (!isErrorCode(code)) return [];
    return {
      code,
      message,
      field: field ?? undefined,
      lineId: lineId ?? undefined,
      ...(expected === null ? {} : { expected }),
      ...(actual === null ? {} : { actual }),
    };
  });
}

function modifierFrom(record: ModifierRecord): AnswerModifier {
  return {
    modifierId: record.modifierId,
    modifierGroupId: record.modifierGroupId,
    name: record.name,
    quantity: record.quantity ?? 1,
    unitPriceCents: record.unitPrice,
    modifiers: (record.modifiers ?? []).map(modifierFrom),
  };
}

function lineFrom(record: LineRecord, index: number): AnswerLine {
  return {
    lineId: record.lineId ?? String(index + 1),
    itemId: record.itemId,
    priceLevelId: record.priceLevelId,
    name: record.name,
    quantity: record.quantity,
    unitPriceCents: record.unitPrice,
    comment: record.comment,
    modifiers: (record.modifiers ?? []).map(modifierFrom),
    totalCents: record.total,
  };
}

function taxFrom(record: TaxRecord, unit: "percent" | "fraction"): AnswerTax {
  const text = record.rate === null ? null : String(record.rate);
  return {
    taxId: record.taxId,
    name: record.name,
    ratePercent: text !== null && unit === "fraction" ? fractionToPercent(text) : text,
    amountCents: record.amount,
    inclusive: record.inclusive ?? false,
  };
}

function dateFrom(text: string | null): Date | null {
  const instant = text === null ? null : parseInstant(text);
  return instant === null ? null : new Date(instant.milliseconds);
}

function detailsFrom(record: DetailsRecord, unit: "percent" | "fraction"): AnswerDetails {
  return {
    onlineOrderId: record.onlineOrderId,
    posOrderId: record.posOrderId,
    currency: record.currency,
    subtotalCents: record.subtotal,
    taxTotalCents: record.taxTotal ?? 0,
    discountTotalCents: record.discountTotal ?? 0,
    feeTotalCents: record.feeTotal ?? 0,
    tipTotalCents: record.tipTotal ?? 0,
    grandTotalCents: record.grandTotal,
    items: (record.items ?? []).map(lineFrom),
    taxes: (record.taxes ?? []).map((tax) => taxFrom(tax, unit)),
    fees: (record.fees ?? []).map((fee) => ({ feeId: fee.feeId, name: fee.name, amountCents: fee.amount })),
    estimatedReadyAt: dateFrom(record.estimatedReadyAt),
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
  const reader = new WireReader(orderAnswerTable, answerObject(json));
  const { draft } = reader;
  const status = statusFrom(draft.status);
  if (status === null && draft.status !== null) {
    reader.issue("invalid_field", "status", `must be one of ${ORDER_STATUSES.join(", ")}`);
  }
  checkCodes(reader, draft.errors);
  const record = reader.record();
  if (status === null) throw new SchemaError(reader.issues);
  return {
    answer: {
      status,
      requestUid: record.requestUid,
      requestDatetime: record.requestDatetime,
      organizationId: record.organizationId ?? "",
      locationId: record.locationId,
      order: detailsFrom(record.order, style.taxRateUnit ?? "percent"),
      processedAt: dateFrom(record.processedAt) ?? new Date(0),
      errors: issuesFrom(record.errors ?? []),
    },
    drift: reader.drift(),
  };
}

/** Reads a stored answer back from its text. */
export function reviveOrderAnswer(body: string, style: AnswerStyle = {}): OrderAnswer {
  return parseOrderAnswer(JSON.parse(body), style).answer;
}

/**
 * What an order answer says of its order, without reading all of it: the status, and the code of the first error.
 * Null where the text has none that the contract knows.
 */
export function glimpseAnswer(body: string): { status: OrderStatus | null; code: ErrorCode | null } {
  const json: unknown = JSON.parse(body);
  const root = planOf(orderAnswerTable).root;
  let status: OrderStatus | null = null;
  let code: ErrorCode | null = null;
  for (const [key, value] of Object.entries(isJsonObject(json) ? json : {})) {
    const field = findEntry(root, key)?.row?.field;
    if (field === "status" && typeof value === "string") status = statusFrom(value);
    if (field === "errors" && Array.isArray(value)) code = codeOf(value[0]);
  }
  return { status, code };
}

function codeOf(error: unknown): ErrorCode | null {
  const entry = Object.entries(isJsonObject(error) ? error : {}).find(
    ([key]) => key.toLowerCase() === "code",
  );
  const code = entry?.[1];
  return typeof code === "string" && isErrorCode(code) ? code : null;
}

/** Parses a protocol error body. Throws SchemaError when it is none. */
export function parseErrorBody(json: unknown): { issues: readonly Issue[]; requestId: string | null } {
  const reader = new WireReader(errorBodyTable, answerObject(json));
  checkCodes(reader, reader.draft.errors);
  const record = reader.record();
  return { issues: issuesFrom(record.errors), requestId: record.requestId };
}

function answerObject(json: unknown): Readonly<Record<string, unknown>> {
  if (isJsonObject(json)) return json;
  throw new SchemaError([{ code: "invalid_json", message: "The answer must be a JSON object." }]);
}
