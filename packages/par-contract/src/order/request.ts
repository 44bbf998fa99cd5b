import { SchemaError } from "../errors.ts";
import { type DigestReading, digestObject, digestPlan, readDigest } from "../signing/digest-fields.ts";
import type { Drift } from "../wire/drift.ts";
import { isZeroDate } from "../wire/lenient.ts";
import { WireReader } from "../wire/reader.ts";
import type { RecordOf } from "../wire/record.ts";
import { isJsonObject, wirePath } from "../wire/shape.ts";
import { orderRequestTable } from "../wire/tables.ts";
import { foldDiscount, foldOrder, withoutUnsaidCharges } from "./fold.ts";
import type { OrderDetails, OrderLine, OrderModifier, OrderRequest } from "./request-model.ts";

type RequestRecord = RecordOf<typeof orderRequestTable>;
type DetailsRecord = RequestRecord["order"];
type LineRecord = DetailsRecord["items"][number];
type ModifierRecord = NonNullable<LineRecord["modifiers"]>[number];

function modifierFrom(record: ModifierRecord): OrderModifier {
  return {
    modifierId: record.modifierId,
    modifierGroupId: record.modifierGroupId,
    name: record.name,
    quantity: record.quantity ?? 1,
    unitPriceCents: record.unitPrice,
    modifiers: (record.modifiers ?? []).map(modifierFrom),
  };
}

function lineFrom(record: LineRecord, index: number): OrderLine {
  return {
    lineId: record.lineId ?? String(index + 1),
    itemId: record.itemId,
    priceLevelId: record.priceLevelId,
    name: record.name,
    quantity: record.quantity,
    unitPriceCents: record.unitPrice,
    comment: record.comment,
    modifiers: (record.modifiers ?? []).map(modifierFrom),
  };
}

function detailsFrom(record: DetailsRecord): OrderDetails {
  return {
    onlineOrderId: record.onlineOrderId,
    orderType: record.orderType,
    isAsap: record.isAsap ?? record.scheduledAt === null,
    scheduledAt: record.scheduledAt,
    currency: record.currency,
    customer: record.customer,
    delivery: record.delivery,
    curbside: record.curbside,
    tableNumber: record.tableNumber,
    notes: record.notes,
    items: record.items.map(lineFrom),
    discounts: (record.discounts ?? []).map((discount) =>
      foldDiscount({
        discountId: discount.discountId,
        name: discount.name,
        amountCents: discount.amount,
        percent: discount.percent,
        lineIds: discount.lineIds ?? [],
        loyaltyRewardId: discount.loyaltyRewardId,
      }),
    ),
    taxes: (record.taxes ?? []).map((tax) => ({
      taxId: tax.taxId,
      name: tax.name,
      rate: tax.rate,
      amountCents: tax.amount,
    })),
    fees: (record.fees ?? []).map((fee) => ({ feeId: fee.feeId, name: fee.name, amountCents: fee.amount })),
    payments: (record.payments ?? []).filter(isThere).map((payment) => ({
      tenderId: payment.tenderId,
      type: payment.type,
      amountCents: payment.amount,
      tipCents: payment.tipAmount,
      reference: payment.reference,
      cardLast4: payment.cardLast4,
    })),
    subtotalCents: record.subtotal,
    taxTotalCents: record.taxTotal ?? 0,
    discountTotalCents: record.discountTotal ?? 0,
    feeTotalCents: record.feeTotal ?? 0,
    tipTotalCents: record.tipTotal ?? 0,
    grandTotalCents: record.grandTotal,
  };
}

/** An entry that was overlooked is null whatever its type says. */
function isThere<T>(entry: T | null): entry is T {
  return entry !== null;
}

type RequestReader = WireReader<typeof orderRequestTable>;

/** Rules that take more than one field. */
function checkTogether(reader: RequestReader, order: DetailsRecord): void {
  for (const [index, discount] of (order.discounts ?? []).entries()) {
    if (discount.amount === null && discount.percent === null) {
      const at = `${wirePath(orderRequestTable, "order.discounts")}[${index}]`;
      reader.issue("invalid_field", at, "must have an amount or a percentage");
    }
  }
  if (order.orderType === "delivery" && order.delivery === null) {
    reader.issue("missing_field", wirePath(orderRequestTable, "order.delivery"), "is required for delivery");
  }
  if (order.orderType === "table_service" && (order.tableNumber ?? "").trim() === "") {
    const at = wirePath(orderRequestTable, "order.tableNumber");
    reader.issue("missing_field", at, "is required for table service");
  }
}

/** Whether it is for now, where a date that was never set is none. */
function isAsap({ isAsap, scheduledAt }: DetailsRecord): boolean {
  return isAsap ?? (scheduledAt === null || isZeroDate(scheduledAt));
}

/** Notes what was read as something else than it is, beyond what the reader has noted field by field. */
function noteFolds(reader: RequestReader, record: DetailsRecord, { order, asSent }: OrderRequest): void {
  const at = (field: string) => wirePath(orderRequestTable, field);
  if (order.orderType !== asSent.orderType) reader.noteLeniency(at("order.orderType"), "letter case");
  for (const name of ["customer", "delivery", "curbside"] as const) {
    if (asSent[name] !== null && order[name] === null)
      reader.noteLeniency(at(`order.${name}`), "empty object");
  }
  if ((record.discounts ?? []).some(({ amount, percent }) => amount !== null && percent !== null)) {
    reader.noteLeniency(`${at("order.discounts")}[]`, "amount and percentage");
  }
  const said = withoutUnsaidCharges(order);
  for (const name of ["discounts", "taxes", "fees"] as const) {
    if (said[name].length < order[name].length) reader.noteLeniency(`${at(`order.${name}`)}[]`, "left out");
  }
  const isOtherType = (type: string | null, index: number) =>
    type !== null && type.trim() !== "" && type !== order.payments[index]?.type;
  if (asSent.payments.some(({ type }, index) => isOtherType(type, index))) {
    reader.noteLeniency(`${at("order.payments")}[].type`, "letter case");
  }
}

/** How a body is to be parsed, by what it is sent for. */
interface ParseOptions {
  readonly judgesPayments?: boolean;
}

/** A body whose digest fields have been read; the rest waits for `parseOrderRequest`. */
export class OrderReading {
  readonly #reader: RequestReader;

  constructor(reader: RequestReader) {
    this.#reader = reader;
  }

  /** See `parseOrderRequest`. */
  parse({ judgesPayments = true }: ParseOptions = {}): { request: OrderRequest; drift: Drift } {
    if (!judgesPayments) this.#reader.overlook(wirePath(orderRequestTable, "order.payments"));
    const { requestUid, requestDatetime, organizationId, locationId, order } = this.#reader.record();
    checkTogether(this.#reader, order);
    // Throws what the rules together have found.
    this.#reader.record();
    const asSent = detailsFrom(order);
    const folded = foldOrder({ ...asSent, isAsap: isAsap(order) });
    const request = { requestUid, requestDatetime, organizationId, locationId, order: folded, asSent };
    noteFolds(this.#reader, order, request);
    return { request, drift: this.#reader.drift() };
  }
}

const orderDigest = digestPlan(orderRequestTable);

/**
 * Begins to read the body of validate or submit: what the digest covers, and nothing else is judged. Once the
 * digest has been verified, `parseOrderRequest` goes on from the same reading.
 *
 * @param json what `parseJson` returned.
 * @param options `isSigned`: false for a call that carries no digest, whose fields are then optional.
 * @throws what `readDigestFields` throws.
 */
export function readOrderBody(
  json: unknown,
  options: { isSigned?: boolean } = {},
): { digest: DigestReading; reading: OrderReading } {
  const body = digestObject(json);
  const reader = new WireReader(orderRequestTable, body, "lenient");
  return { digest: readDigest(orderDigest, reader, body, options), reading: new OrderReading(reader) };
}

/**
 * Parses the body of validate or submit (contract 3.1).
 *
 * @param body what `readOrderBody` gave as `reading`, or what `parseJson` returned.
 * @param options `judgesPayments`: false before payment, when nothing in `payments` can refuse an order.
 * @returns the request, and where the body differs from what the wire table says.
 * @throws SchemaError with one issue per field: `missing_field` or `invalid_field`, each with its path.
 */
export function parseOrderRequest(
  body: unknown,
  options: ParseOptions = {},
): { request: OrderRequest; drift: Drift } {
  if (body instanceof OrderReading) return body.parse(options);
  if (!isJsonObject(body))
    throw new SchemaError([{ code: "invalid_json", message: "The body must be a JSON object." }]);
  return new OrderReading(new WireReader(orderRequestTable, body, "lenient")).parse(options);
}
