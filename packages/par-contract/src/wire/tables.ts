/**
 * The wire table: every name that goes over PAR's wire, in one place. PAR's full schemas are not public to us,
 * so most names are inferred or proposed; when one turns out wrong, its line here is all that changes: the
 * parsers, the writers, the digest and the client are compiled from these rows.
 *
 * - `field`: our name. `group.name` belongs to the object row `group`.
 * - `at`: the canonical snake_case name within the group's object; `a.b` sits deeper, `/a` at the root.
 *   Any field is read in snake, camel or Pascal case as well; of two that say different things, one
 *   counts where neither money nor food hangs on it, and both are refused elsewhere (`twins.ts`).
 * - `mark`: D documented, I inferred from a documented C# name or prose, P proposed by us. `source`: PAR's page.
 * - `also`: further names accepted for the field, besides its own spellings.
 *
 * Rows that requests and answers share are written once, above the tables; those that menus share too stand in
 * `shared-rows.ts`, the tables of menus in `menu-tables.ts`.
 */
import { LIST_MAX, NUMBER_MAX, TEXT_MAX } from "@parley/limits";
import { type Row, row, type WireTable } from "./row.ts";
import { locationId, organizationId, requestDatetime, requestUid, required } from "./shared-rows.ts";

const order = row("order", "order_details", "object", "I", "signing", required);
const onlineOrderId = row("order.onlineOrderId", "online_order_id", "order_number", "I", "signing");
const grandTotal = row("order.grandTotal", "grand_total", "money", "I", "signing", required);
const subtotal = row("order.subtotal", "subtotal", "money", "I", "signing", required);
const currency = row("order.currency", "currency", "currency", "P", "ISO 4217");
const taxTotal = row("order.taxTotal", "tax_total", "money", "P", "lifecycle");
const discountTotal = row("order.discountTotal", "discount_total", "money", "P", "lifecycle");
const feeTotal = row("order.feeTotal", "fee_total", "money", "P", "lifecycle");
const tipTotal = row("order.tipTotal", "tip_total", "money", "P", "lifecycle");

const totals = [subtotal, taxTotal, discountTotal, feeTotal, tipTotal, grandTotal] as const;

/** The names that authentication, tenancy and signing need, on requests and answers alike. */
export const digestTable = [
  ...[requestUid, requestDatetime, organizationId, locationId],
  ...[order, onlineOrderId, grandTotal, subtotal],
] as const;

const modifierRows = [
  row("modifierId", "modifier_id", "ref", "P", "menuitem model", required),
  row("modifierGroupId", "modifier_group_id", "ref", "P", "menuitem model"),
  row("name", "name", "text", "P", "cart", { max: TEXT_MAX.menuName }),
  row("quantity", "quantity", "quantity", "P", "cart; per one parent, 1 when absent"),
  row("unitPrice", "unit_price", "money", "P", "cart"),
] as const;

const modifiersRow = <O extends WireTable>(source: string, of: () => O) =>
  row("modifiers", "modifiers", "list", "P", source, { max: LIST_MAX.choices, of, isSparse: true });

/** A table of its own name: what lists itself has no type that could be inferred. */
interface ModifierTable
  extends ReadonlyArray<(typeof modifierRows)[number] | Row<"modifiers", "list", false, ModifierTable>> {}

/** A modifier of an order line, nested to any depth that the JSON limit leaves. */
const modifierTable: ModifierTable = [
  ...modifierRows,
  modifiersRow("menu v2 nested groups", () => modifierTable),
];

const lineRows = [
  row("lineId", "line_id", "ref", "P", "ours; the 1-based index when absent"),
  row("itemId", "item_id", "ref", "P", "cart, POS mapping", required),
  row("priceLevelId", "price_level_id", "ref", "P", "menuitem price levels"),
  row("name", "name", "text", "P", "cart", { max: TEXT_MAX.menuName }),
  row("quantity", "quantity", "quantity", "P", "cart", required),
  row("unitPrice", "unit_price", "money", "P", "cart"),
  row("comment", "comment", "text", "P", "cart", { max: TEXT_MAX.orderNote }),
  modifiersRow("cart, menuitem", () => modifierTable),
] as const;

const discountTable = [
  row("discountId", "discount_id", "ref", "P", "PAR POS NewOrder"),
  row("name", "name", "text", "P", "PAR POS NewOrder", { max: TEXT_MAX.menuName }),
  row("amount", "amount", "money", "P", "PAR POS NewOrder"),
  row("percent", "percent", "number", "P", "PAR POS NewOrder"),
  row("lineIds", "line_ids", "refs", "P", "PAR POS OrderItemIds; empty = whole order", { max: 2000 }),
  row("loyaltyRewardId", "loyalty_reward_id", "ref", "P", "PAR POS NewOrder"),
] as const;

const taxRows = [
  row("taxId", "tax_id", "ref", "P", "ours"),
  row("name", "name", "text", "P", "ours", { max: TEXT_MAX.menuName }),
  row("rate", "rate", "number", "P", "ours; unit by switch tax_rate_unit", { max: NUMBER_MAX.ratePercent }),
  row("amount", "amount", "money", "P", "ours", required),
] as const;

const feeTable = [
  row("feeId", "fee_id", "ref", "P", "custom fees"),
  row("name", "name", "text", "P", "custom fees", { max: TEXT_MAX.menuName }),
  row("amount", "amount", "money", "P", "custom fees", required),
] as const;

/** An id of PAR's or of others that we do nothing with. */
const label = { max: TEXT_MAX.id, isCosmetic: true } as const;

const paymentTable = [
  row("tenderId", "tender_id", "text", "P", "PAR POS tender", label),
  row("type", "type", "text", "P", "PAR POS", {
    max: TEXT_MAX.paymentType,
    isCosmetic: true,
    isDecisive: true,
  }),
  row("amount", "amount", "money", "P", "PAR POS"),
  row("tipAmount", "tip_amount", "money", "P", "PAR POS"),
  row("reference", "reference", "text", "P", "ours", { max: TEXT_MAX.paymentReference, isCosmetic: true }),
  row("cardLast4", "card_last4", "last_four", "P", "ours"),
] as const;

const text = <const F extends string>(field: F, at: string, max: number, source: string) =>
  row(field, at, "text", "P", source, { max });

/** A text by which the food finds its guest. */
const place = <const F extends string>(field: F, at: string, max: number, source: string) =>
  row(field, at, "text", "P", source, { max, isDecisive: true });

/** Contract 3.1: the body of validate and submit. */
export const orderRequestTable = [
  requestUid,
  requestDatetime,
  organizationId,
  locationId,
  order,
  onlineOrderId,
  row("order.orderType", "order_type", "text", "P", "support: order types", { max: 50, required: true }),
  row("order.isAsap", "is_asap", "flag", "P", "support: order types; true unless scheduled"),
  row("order.scheduledAt", "scheduled_at", "instant", "P", "order types, FutureOrder"),
  currency,
  row("order.customer", "customer", "object", "P", "PAR POS, Punchh"),
  row("order.customer.id", "id", "text", "P", "PAR POS, Punchh", label),
  text("order.customer.firstName", "first_name", TEXT_MAX.guestName, "PAR POS, Punchh"),
  text("order.customer.lastName", "last_name", TEXT_MAX.guestName, "PAR POS, Punchh"),
  text("order.customer.email", "email", TEXT_MAX.email, "PAR POS, Punchh"),
  text("order.customer.phone", "phone", TEXT_MAX.phone, "PAR POS, Punchh"),
  row("order.customer.loyaltyId", "loyalty_id", "text", "P", "Punchh", label),
  row("order.delivery", "delivery", "object", "P", "PAR POS FutureOrder.Delivery"),
  place("order.delivery.addressLine1", "address_line1", TEXT_MAX.addressLine, "PAR POS Delivery"),
  place("order.delivery.addressLine2", "address_line2", TEXT_MAX.addressLine, "PAR POS Delivery"),
  place("order.delivery.city", "city", TEXT_MAX.addressLine, "PAR POS Delivery"),
  place("order.delivery.state", "state", TEXT_MAX.region, "PAR POS Delivery"),
  place("order.delivery.postalCode", "postal_code", TEXT_MAX.postalCode, "PAR POS Delivery"),
  place("order.delivery.country", "country", TEXT_MAX.region, "PAR POS Delivery"),
  row("order.delivery.latitude", "latitude", "number", "P", "ours", {
    min: -90,
    max: 90,
    isCosmetic: true,
  }),
  row("order.delivery.longitude", "longitude", "number", "P", "ours", {
    min: -180,
    max: 180,
    isCosmetic: true,
  }),
  text("order.delivery.instructions", "instructions", TEXT_MAX.orderNote, "ours"),
  row("order.curbside", "curbside", "object", "P", "curbside guide"),
  text("order.curbside.vehicleMake", "vehicle_make", TEXT_MAX.vehicle, "curbside guide"),
  text("order.curbside.vehicleModel", "vehicle_model", TEXT_MAX.vehicle, "curbside guide"),
  text("order.curbside.vehicleColor", "vehicle_color", TEXT_MAX.vehicle, "curbside guide"),
  text("order.curbside.licensePlate", "license_plate", TEXT_MAX.licensePlate, "curbside guide"),
  text("order.curbside.notes", "notes", TEXT_MAX.orderNote, "curbside guide"),
  place("order.tableNumber", "table_number", TEXT_MAX.tableNumber, "dine-in full service"),
  text("order.notes", "notes", TEXT_MAX.orderNote, "PAR POS item id for comments"),
  row("order.items", "items", "list", "P", "cart", { min: 1, max: 2000, of: () => lineRows, required: true }),
  row("order.discounts", "discounts", "list", "P", "PAR POS NewOrder", {
    max: 200,
    of: () => discountTable,
    isSparse: true,
  }),
  row("order.taxes", "taxes", "list", "P", "ours", {
    max: LIST_MAX.charges,
    of: () => taxRows,
    isSparse: true,
  }),
  row("order.fees", "fees", "list", "P", "custom fees", {
    max: LIST_MAX.charges,
    of: () => feeTable,
    isSparse: true,
  }),
  ...totals,
  row("order.payments", "payments", "list", "P", "PAR POS tender", {
    max: 50,
    of: () => paymentTable,
  }),
] as const;

/** Contract 3.5: one entry of `errors[]`. */
export const issueTable = [
  row("code", "code", "text", "P", "ours", { max: TEXT_MAX.issueCode, required: true }),
  row("message", "message", "text", "P", "ours", { max: TEXT_MAX.issueMessage, required: true }),
  row("field", "field", "text", "P", "ours", { max: TEXT_MAX.issueField }),
  row("lineId", "line_id", "ref", "P", "ours"),
  row("expected", "expected", "scalar", "P", "ours"),
  row("actual", "actual", "scalar", "P", "ours"),
] as const;

const errors = row("errors", "errors", "list", "P", "Punchh", { max: LIST_MAX.issues, of: () => issueTable });

const answerLineTable = [...lineRows, row("total", "total", "money", "P", "lifecycle")] as const;

const answerTaxTable = [...taxRows, row("inclusive", "inclusive", "flag", "P", "ours")] as const;

/** Contract 3.2: the answer to validate, submit and GET (200, 202, 409, 422). */
export const orderAnswerTable = [
  row("status", "status", "text", "D", "async, lifecycle", { max: 50, required: true }),
  requestUid,
  requestDatetime,
  organizationId,
  locationId,
  order,
  onlineOrderId,
  row("order.posOrderId", "pos_order_id", "ref", "I", "lifecycle"),
  ...totals,
  currency,
  row("order.items", "items", "list", "P", "lifecycle", { max: 2000, of: () => answerLineTable }),
  row("order.taxes", "taxes", "list", "P", "lifecycle", { max: LIST_MAX.charges, of: () => answerTaxTable }),
  row("order.fees", "fees", "list", "P", "lifecycle", { max: LIST_MAX.charges, of: () => feeTable }),
  row("order.estimatedReadyAt", "estimated_ready_at", "instant", "P", "eo-api prep time"),
  row("processedAt", "processed_at", "instant", "P", "ours"),
  errors,
] as const;

/** Contract 3.5: protocol errors, never signed. */
export const errorBodyTable = [
  { ...errors, ...required },
  row("requestId", "request_id", "text", "P", "ours", { max: 200 }),
] as const;

/** Names under which a token may carry PAR's ids [contract 2.2]; absent ones claim nothing. */
export const tokenClaimTable = [
  row("organizationId", "organization_id", "id", "P", "ours", { also: ["org_id"] }),
  row("locationId", "location_id", "id", "P", "ours", { also: ["loc_id"] }),
] as const;
