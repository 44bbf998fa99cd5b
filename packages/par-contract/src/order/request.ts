import { SchemaError } from "../errors.ts";
import { type Drift, WireReader } from "../wire/reader.ts";
import type { WireRecord } from "../wire/record.ts";
import { isJsonObject, wirePath } from "../wire/shape.ts";
import { orderRequestTable } from "../wire/tables.ts";
import type {
  OrderCurbside,
  OrderCustomer,
  OrderDelivery,
  OrderDetails,
  OrderDiscount,
  OrderLine,
  OrderModifier,
  OrderPayment,
  OrderRequest,
} from "./request-model.ts";

function modifierFrom(record: WireRecord): OrderModifier {
  return {
    modifierId: record.text("modifierId") ?? "",
    modifierGroupId: record.text("modifierGroupId"),
    name: record.text("name"),
    quantity: record.number("quantity") ?? 1,
    unitPriceCents: record.number("unitPrice"),
    modifiers: record.records("modifiers").map(modifierFrom),
  };
}

function lineFrom(record: WireRecord, index: number): OrderLine {
  return {
    lineId: record.text("lineId") ?? String(index + 1),
    itemId: record.text("itemId") ?? "",
    priceLevelId: record.text("priceLevelId"),
    name: record.text("name"),
    quantity: record.number("quantity") ?? 1,
    unitPriceCents: record.number("unitPrice"),
    comment: record.text("comment"),
    modifiers: record.records("modifiers").map(modifierFrom),
  };
}

function discountFrom(record: WireRecord): OrderDiscount {
  return {
    discountId: record.text("discountId"),
    name: record.text("name"),
    amountCents: record.number("amount"),
    percent: record.number("percent"),
    lineIds: record.texts("lineIds"),
    loyaltyRewardId: record.text("loyaltyRewardId"),
  };
}

function paymentFrom(record: WireRecord): OrderPayment {
  return {
    tenderId: record.text("tenderId"),
    type: record.text("type"),
    amountCents: record.number("amount"),
    tipCents: record.number("tipAmount"),
    reference: record.text("reference"),
    cardLast4: record.text("cardLast4"),
  };
}

function customerFrom(record: WireRecord): OrderCustomer | null {
  if (record.flag("order.customer") === null) return null;
  return {
    id: record.text("order.customer.id"),
    firstName: record.text("order.customer.firstName"),
    lastName: record.text("order.customer.lastName"),
    email: record.text("order.customer.email"),
    phone: record.text("order.customer.phone"),
    loyaltyId: record.text("order.customer.loyaltyId"),
  };
}

function deliveryFrom(record: WireRecord): OrderDelivery | null {
  if (record.flag("order.delivery") === null) return null;
  return {
    addressLine1: record.text("order.delivery.addressLine1"),
    addressLine2: record.text("order.delivery.addressLine2"),
    city: record.text("order.delivery.city"),
    state: record.text("order.delivery.state"),
    postalCode: record.text("order.delivery.postalCode"),
    country: record.text("order.delivery.country"),
    latitude: record.number("order.delivery.latitude"),
    longitude: record.number("order.delivery.longitude"),
    instructions: record.text("order.delivery.instructions"),
  };
}

function curbsideFrom(record: WireRecord): OrderCurbside | null {
  if (record.flag("order.curbside") === null) return null;
  return {
    vehicleMake: record.text("order.curbside.vehicleMake"),
    vehicleModel: record.text("order.curbside.vehicleModel"),
    vehicleColor: record.text("order.curbside.vehicleColor"),
    licensePlate: record.text("order.curbside.licensePlate"),
    notes: record.text("order.curbside.notes"),
  };
}

function detailsFrom(record: WireRecord): OrderDetails {
  const scheduledAt = record.text("order.scheduledAt");
  return {
    onlineOrderId: record.text("order.onlineOrderId"),
    orderType: record.text("order.orderType") ?? "",
    isAsap: record.flag("order.isAsap") ?? scheduledAt === null,
    scheduledAt,
    currency: record.text("order.currency"),
    customer: customerFrom(record),
    delivery: deliveryFrom(record),
    curbside: curbsideFrom(record),
    tableNumber: record.text("order.tableNumber"),
    notes: record.text("order.notes"),
    items: record.records("order.items").map(lineFrom),
    discounts: record.records("order.discounts").map(discountFrom),
    taxes: record.records("order.taxes").map((tax) => ({
      taxId: tax.text("taxId"),
      name: tax.text("name"),
      rate: tax.number("rate"),
      amountCents: tax.number("amount") ?? 0,
    })),
    fees: record.records("order.fees").map((fee) => ({
      feeId: fee.text("feeId"),
      name: fee.text("name"),
      amountCents: fee.number("amount") ?? 0,
    })),
    payments: record.records("order.payments").map(paymentFrom),
    subtotalCents: record.number("order.subtotal") ?? 0,
    taxTotalCents: record.number("order.taxTotal") ?? 0,
    discountTotalCents: record.number("order.discountTotal") ?? 0,
    feeTotalCents: record.number("order.feeTotal") ?? 0,
    tipTotalCents: record.number("order.tipTotal") ?? 0,
    grandTotalCents: record.number("order.grandTotal") ?? 0,
  };
}

/** Rules that take more than one field. */
function checkTogether(reader: WireReader, record: WireRecord, order: OrderDetails): void {
  for (const [index, discount] of order.discounts.entries()) {
    if ((discount.amountCents === null) === (discount.percent === null)) {
      const at = `${wirePath(orderRequestTable, "order.discounts")}[${index}]`;
      reader.issue("invalid_field", at, "must have either an amount or a percentage");
    }
  }
  if (order.orderType === "delivery" && record.flag("order.delivery") === null) {
    reader.issue("missing_field", wirePath(orderRequestTable, "order.delivery"), "is required for delivery");
  }
  if (order.orderType === "table_service" && (order.tableNumber ?? "").trim() === "") {
    const at = wirePath(orderRequestTable, "order.tableNumber");
    reader.issue("missing_field", at, "is required for table service");
  }
}

/**
 * Parses the body of validate or submit (contract 3.1).
 *
 * @param json what `parseJson` returned.
 * @returns the request, and which fields of the body no row knows and which known ones it lacks.
 * @throws SchemaError with one issue per field: `missing_field` or `invalid_field`, each with its path.
 */
export function parseOrderRequest(json: unknown): { request: OrderRequest; drift: Drift } {
  if (!isJsonObject(json))
    throw new SchemaError([{ code: "invalid_json", message: "The body must be a JSON object." }]);
  const reader = new WireReader();
  const record = reader.read(orderRequestTable, json);
  const order = detailsFrom(record);
  if (reader.issues.length === 0) checkTogether(reader, record, order);
  if (reader.issues.length > 0) throw new SchemaError(reader.issues);
  return {
    request: {
      requestUid: record.text("requestUid") ?? "",
      requestDatetime: record.text("requestDatetime") ?? "",
      organizationId: record.text("organizationId"),
      locationId: record.text("locationId") ?? "",
      order,
    },
    drift: reader.drift(),
  };
}
