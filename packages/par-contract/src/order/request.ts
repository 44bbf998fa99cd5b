import { SchemaError } from "../errors.ts";
import { type DigestReading, digestObject, digestPlan, readDigest } from "../signing/digest-fields.ts";
import type { Drift } from "../wire/drift.ts";
import { WireReader } from "../wire/reader.ts";
import type { RecordOf } from "../wire/record.ts";
import { isJsonObject, wirePath } from "../wire/shape.ts";
import { orderRequestTable } from "../wire/tables.ts";
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
    discounts: (record.discounts ?? []).map((discount) => ({
      discountId: discount.discountId,
      name: discount.name,
      amountCents: discount.amount,
      percent: discount.percent,
      lineIds: discount.lineIds ?? [],
      loyaltyRewardId: discount.loyaltyRewardId,
    })),
    taxes: (record.taxes ?? []).map((tax) => ({
      taxId: tax.taxId,
      name: tax.name,
      rate: tax.rate,
      amountCents: tax.amount,
    })),
    fees: (record.fees ?? []).map((fee) => ({ feeId: fee.feeId, name: fee.name, amountCents: fee.amount })),
    payments: (record.payments ?? []).map((payment) => ({
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

type RequestReader = WireReader<typeof orderRequestTable>;

/** Rules that take more than one field. */
function checkTogether(reader: RequestReader, order: DetailsRecord): void {
  for (const [index, discount] of (order.discounts ?? []).entries()) {
    if ((discount.amount === null) === (discount.percent === null)) {
      const at = `${wirePath(orderRequestTable, "order.discounts")}[${index}]`;
      reader.issue("invalid_field", at, "must have either an amount or a percentage");
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

/** A body whose digest fields have been read; the rest waits for `parseOrderRequest`. */
export class OrderReading {
  readonly #reader: RequestReader;

  constructor(reader: RequestReader) {
    this.#reader = reader;
  }

  /** See `parseOrderRequest`. */
  parse(): { request: OrderRequest; drift: Drift } {
    const { requestUid, requestDatetime, organizationId, locationId, order } = this.#reader.record();
    checkTogether(this.#reader, order);
    // Throws what the rules together have found.
    this.#reader.record();
    const request = { requestUid, requestDatetime, organizationId, locationId, order: detailsFrom(order) };
    return { request, drift: this.#reader.drift() };
  }
}

const orderDigest = digestPlan(orderRequestTable);

/**
 * Begins to read the body of validate or submit: what the digest covers, and nothing else is judged. Once the
 * digest has been verified, `parseOrderRequest` goes on from the same reading.
 *
 * @param json what `parseJson` returned.
 * @throws what `readDigestFields` throws.
 */
export function readOrderBody(json: unknown): { digest: DigestReading; reading: OrderReading } {
  const body = digestObject(json);
  const reader = new WireReader(orderRequestTable, body);
  return { digest: readDigest(orderDigest, reader, body), reading: new OrderReading(reader) };
}

/**
 * Parses the body of validate or submit (contract 3.1).
 *
 * @param body what `readOrderBody` gave as `reading`, or what `parseJson` returned.
 * @returns the request, and which fields of the body no row knows and which known ones it lacks.
 * @throws SchemaError with one issue per field: `missing_field` or `invalid_field`, each with its path.
 */
export function parseOrderRequest(body: unknown): { request: OrderRequest; drift: Drift } {
  if (body instanceof OrderReading) return body.parse();
  if (!isJsonObject(body))
    throw new SchemaError([{ code: "invalid_json", message: "The body must be a JSON object." }]);
  return new OrderReading(new WireReader(orderRequestTable, body)).parse();
}
