/**
 * The wire table: every name that goes over PAR's wire, in one place. PAR's full schemas are not public to us,
 * so most names are inferred or proposed; when one turns out wrong, its line here is all that changes: the
 * parsers, the writers, the digest and the client are compiled from these rows.
 *
 * - `field`: our name. `group.name` belongs to the object row `group`.
 * - `at`: the canonical snake_case name within the group's object; `a.b` sits deeper, `/a` at the root.
 *   Any field is read in snake, camel or Pascal case as well; two spellings that disagree are refused.
 * - `mark`: D documented, I inferred from a documented C# name or prose, P proposed by us. `source`: PAR's page.
 * - `also`: further names accepted for the field, besides its own spellings.
 */
export type WireType =
  /** PAR id: see `idProblem`; a safe integer is taken as its decimal text. */
  | "id"
  /** PAR's order number: an id that is not `0`, which null signs as. */
  | "order_number"
  /** Reference to a menu node or line: see `refProblem`. */
  | "ref"
  /** Text of at most `max` UTF-16 units. */
  | "text"
  /** Date and time with zone, kept as text. */
  | "instant"
  /** Decimal major units, 0 or more, below 10,000,000.00. */
  | "money"
  /** Integer from 1 to 999. */
  | "quantity"
  /** Integer from 0 to 1,000,000. */
  | "count"
  /** Number from `min` to `max` (0 to 100 unless told). */
  | "number"
  | "flag"
  /** ISO 4217 code. */
  | "currency"
  /** Any JSON scalar. */
  | "scalar"
  /** Arrays of texts, references or small integers. */
  | "texts"
  | "refs"
  | "integers"
  | "object"
  /** Array of objects read by the table `of`. */
  | "list";

/** One wire name. */
export interface WireRow {
  readonly field: string;
  readonly at: string;
  readonly type: WireType;
  readonly mark: "D" | "I" | "P";
  readonly source: string;
  /** Missing or null is `missing_field`; an empty or blank text `invalid_field`. */
  readonly required?: true;
  /** Text length, array length, or upper bound of a number. */
  readonly max?: number;
  readonly min?: number;
  readonly also?: readonly string[];
  readonly of?: () => WireTable;
}

/** The rows of one kind of object, in the order in which they are written. */
export type WireTable = readonly WireRow[];

const required = { required: true } as const;

const requestUid: WireRow = {
  field: "requestUid",
  at: "request_uid",
  type: "id",
  mark: "D",
  source: "async, signing",
  ...required,
};
const requestDatetime: WireRow = {
  field: "requestDatetime",
  at: "request_datetime",
  type: "instant",
  mark: "D",
  source: "signing",
  ...required,
};
const organizationId: WireRow = {
  field: "organizationId",
  at: "organization_id",
  type: "id",
  mark: "I",
  source: "start, idmap",
};
const locationId: WireRow = {
  field: "locationId",
  at: "location_id",
  type: "id",
  mark: "D",
  source: "async",
  ...required,
};
const order: WireRow = {
  field: "order",
  at: "order_details",
  type: "object",
  mark: "I",
  source: "signing",
  ...required,
};
const onlineOrderId: WireRow = {
  field: "order.onlineOrderId",
  at: "online_order_id",
  type: "order_number",
  mark: "I",
  source: "signing",
};
const grandTotal: WireRow = {
  field: "order.grandTotal",
  at: "grand_total",
  type: "money",
  mark: "I",
  source: "signing",
  ...required,
};
const subtotal: WireRow = {
  field: "order.subtotal",
  at: "subtotal",
  type: "money",
  mark: "I",
  source: "signing",
  ...required,
};
const currency: WireRow = {
  field: "order.currency",
  at: "currency",
  type: "currency",
  mark: "P",
  source: "ISO 4217; default from the location",
};
const taxTotal: WireRow = {
  field: "order.taxTotal",
  at: "tax_total",
  type: "money",
  mark: "P",
  source: "lifecycle (calculated totals)",
};
const discountTotal: WireRow = {
  field: "order.discountTotal",
  at: "discount_total",
  type: "money",
  mark: "P",
  source: "lifecycle (calculated totals)",
};
const feeTotal: WireRow = {
  field: "order.feeTotal",
  at: "fee_total",
  type: "money",
  mark: "P",
  source: "lifecycle (calculated totals)",
};
const tipTotal: WireRow = {
  field: "order.tipTotal",
  at: "tip_total",
  type: "money",
  mark: "P",
  source: "lifecycle (calculated totals)",
};

/** The names that authentication, tenancy and signing need, on requests and answers alike. */
export const digestTable: WireTable = [
  requestUid,
  requestDatetime,
  organizationId,
  locationId,
  order,
  onlineOrderId,
  grandTotal,
  subtotal,
];

/** A modifier of an order line, nested to any depth that the JSON limit leaves. */
const modifierTable: WireTable = [
  { field: "modifierId", at: "modifier_id", type: "ref", mark: "P", source: "menuitem model", ...required },
  { field: "modifierGroupId", at: "modifier_group_id", type: "ref", mark: "P", source: "menuitem model" },
  { field: "name", at: "name", type: "text", max: 200, mark: "P", source: "cart" },
  {
    field: "quantity",
    at: "quantity",
    type: "quantity",
    mark: "P",
    source: "cart; per one parent, 1 when absent",
  },
  { field: "unitPrice", at: "unit_price", type: "money", mark: "P", source: "cart" },
  {
    field: "modifiers",
    at: "modifiers",
    type: "list",
    max: 200,
    mark: "P",
    source: "menu v2 nested groups",
    of: () => modifierTable,
  },
];

const lineRows: WireTable = [
  { field: "lineId", at: "line_id", type: "ref", mark: "P", source: "ours; the 1-based index when absent" },
  { field: "itemId", at: "item_id", type: "ref", mark: "P", source: "cart, POS mapping", ...required },
  { field: "priceLevelId", at: "price_level_id", type: "ref", mark: "P", source: "menuitem price levels" },
  { field: "name", at: "name", type: "text", max: 200, mark: "P", source: "cart" },
  { field: "quantity", at: "quantity", type: "quantity", mark: "P", source: "cart", ...required },
  { field: "unitPrice", at: "unit_price", type: "money", mark: "P", source: "cart" },
  { field: "comment", at: "comment", type: "text", max: 1000, mark: "P", source: "cart" },
  {
    field: "modifiers",
    at: "modifiers",
    type: "list",
    max: 200,
    mark: "P",
    source: "cart, menuitem",
    of: () => modifierTable,
  },
];

const discountTable: WireTable = [
  { field: "discountId", at: "discount_id", type: "ref", mark: "P", source: "PAR POS NewOrder" },
  { field: "name", at: "name", type: "text", max: 200, mark: "P", source: "PAR POS NewOrder" },
  { field: "amount", at: "amount", type: "money", mark: "P", source: "PAR POS NewOrder" },
  { field: "percent", at: "percent", type: "number", mark: "P", source: "PAR POS NewOrder" },
  {
    field: "lineIds",
    at: "line_ids",
    type: "refs",
    max: 2000,
    mark: "P",
    source: "PAR POS OrderItemIds; empty = whole order",
  },
  { field: "loyaltyRewardId", at: "loyalty_reward_id", type: "ref", mark: "P", source: "PAR POS NewOrder" },
];

const taxRows: WireTable = [
  { field: "taxId", at: "tax_id", type: "ref", mark: "P", source: "ours" },
  { field: "name", at: "name", type: "text", max: 200, mark: "P", source: "ours" },
  { field: "rate", at: "rate", type: "number", mark: "P", source: "ours; unit by switch tax_rate_unit" },
  { field: "amount", at: "amount", type: "money", mark: "P", source: "ours", ...required },
];

const feeTable: WireTable = [
  { field: "feeId", at: "fee_id", type: "ref", mark: "P", source: "custom fees" },
  { field: "name", at: "name", type: "text", max: 200, mark: "P", source: "custom fees" },
  { field: "amount", at: "amount", type: "money", mark: "P", source: "custom fees", ...required },
];

const paymentTable: WireTable = [
  { field: "tenderId", at: "tender_id", type: "ref", mark: "P", source: "PAR POS tender type id" },
  { field: "type", at: "type", type: "text", max: 50, mark: "P", source: "PAR POS" },
  { field: "amount", at: "amount", type: "money", mark: "P", source: "PAR POS" },
  { field: "tipAmount", at: "tip_amount", type: "money", mark: "P", source: "PAR POS" },
  { field: "reference", at: "reference", type: "text", max: 200, mark: "P", source: "ours" },
  // Four characters at most, so that a full card number cannot get in here.
  { field: "cardLast4", at: "card_last4", type: "text", max: 4, mark: "P", source: "ours" },
];

const text = (group: string, field: string, at: string, max: number, source: string): WireRow => ({
  field: `${group}.${field}`,
  at,
  type: "text",
  max,
  mark: "P",
  source,
});

/** Contract 3.1: the body of validate and submit. */
export const orderRequestTable: WireTable = [
  requestUid,
  requestDatetime,
  organizationId,
  locationId,
  order,
  onlineOrderId,
  {
    field: "order.orderType",
    at: "order_type",
    type: "text",
    max: 50,
    mark: "P",
    source: "support: order types",
    ...required,
  },
  {
    field: "order.isAsap",
    at: "is_asap",
    type: "flag",
    mark: "P",
    source: "support: order types; true unless scheduled",
  },
  {
    field: "order.scheduledAt",
    at: "scheduled_at",
    type: "instant",
    mark: "P",
    source: "order types, FutureOrder",
  },
  currency,
  { field: "order.customer", at: "customer", type: "object", mark: "P", source: "PAR POS, Punchh" },
  { field: "order.customer.id", at: "id", type: "ref", mark: "P", source: "PAR POS, Punchh" },
  text("order.customer", "firstName", "first_name", 200, "PAR POS, Punchh"),
  text("order.customer", "lastName", "last_name", 200, "PAR POS, Punchh"),
  text("order.customer", "email", "email", 254, "PAR POS, Punchh"),
  text("order.customer", "phone", "phone", 32, "PAR POS, Punchh"),
  { field: "order.customer.loyaltyId", at: "loyalty_id", type: "ref", mark: "P", source: "Punchh" },
  {
    field: "order.delivery",
    at: "delivery",
    type: "object",
    mark: "P",
    source: "PAR POS FutureOrder.Delivery",
  },
  text("order.delivery", "addressLine1", "address_line1", 200, "PAR POS Delivery"),
  text("order.delivery", "addressLine2", "address_line2", 200, "PAR POS Delivery"),
  text("order.delivery", "city", "city", 200, "PAR POS Delivery"),
  text("order.delivery", "state", "state", 100, "PAR POS Delivery"),
  text("order.delivery", "postalCode", "postal_code", 32, "PAR POS Delivery"),
  text("order.delivery", "country", "country", 100, "PAR POS Delivery"),
  {
    field: "order.delivery.latitude",
    at: "latitude",
    type: "number",
    min: -90,
    max: 90,
    mark: "P",
    source: "ours",
  },
  {
    field: "order.delivery.longitude",
    at: "longitude",
    type: "number",
    min: -180,
    max: 180,
    mark: "P",
    source: "ours",
  },
  text("order.delivery", "instructions", "instructions", 2000, "ours"),
  { field: "order.curbside", at: "curbside", type: "object", mark: "P", source: "curbside guide" },
  text("order.curbside", "vehicleMake", "vehicle_make", 100, "curbside guide"),
  text("order.curbside", "vehicleModel", "vehicle_model", 100, "curbside guide"),
  text("order.curbside", "vehicleColor", "vehicle_color", 100, "curbside guide"),
  text("order.curbside", "licensePlate", "license_plate", 32, "curbside guide"),
  text("order.curbside", "notes", "notes", 2000, "curbside guide"),
  text("order", "tableNumber", "table_number", 50, "dine-in full service"),
  text("order", "notes", "notes", 2000, "PAR POS item id for comments"),
  {
    field: "order.items",
    at: "items",
    type: "list",
    min: 1,
    max: 2000,
    mark: "P",
    source: "cart",
    of: () => lineRows,
    ...required,
  },
  {
    field: "order.discounts",
    at: "discounts",
    type: "list",
    max: 200,
    mark: "P",
    source: "PAR POS NewOrder",
    of: () => discountTable,
  },
  { field: "order.taxes", at: "taxes", type: "list", max: 200, mark: "P", source: "ours", of: () => taxRows },
  {
    field: "order.fees",
    at: "fees",
    type: "list",
    max: 200,
    mark: "P",
    source: "custom fees",
    of: () => feeTable,
  },
  subtotal,
  taxTotal,
  discountTotal,
  feeTotal,
  tipTotal,
  grandTotal,
  {
    field: "order.payments",
    at: "payments",
    type: "list",
    max: 50,
    mark: "P",
    source: "PAR POS tender type id",
    of: () => paymentTable,
  },
];

/** Contract 3.5: one entry of `errors[]`. */
export const issueTable: WireTable = [
  { field: "code", at: "code", type: "text", max: 100, mark: "P", source: "ours", ...required },
  { field: "message", at: "message", type: "text", max: 2000, mark: "P", source: "ours", ...required },
  { field: "field", at: "field", type: "text", max: 1000, mark: "P", source: "ours" },
  { field: "lineId", at: "line_id", type: "ref", mark: "P", source: "ours" },
  { field: "expected", at: "expected", type: "scalar", mark: "P", source: "ours" },
  { field: "actual", at: "actual", type: "scalar", mark: "P", source: "ours" },
];

const errors: WireRow = {
  field: "errors",
  at: "errors",
  type: "list",
  max: 200,
  mark: "P",
  source: "Punchh",
  of: () => issueTable,
};

const answerLineTable: WireTable = [
  ...lineRows,
  { field: "total", at: "total", type: "money", mark: "P", source: "lifecycle (calculated totals)" },
];

const answerTaxTable: WireTable = [
  ...taxRows,
  { field: "inclusive", at: "inclusive", type: "flag", mark: "P", source: "ours" },
];

/** Contract 3.2: the answer to validate, submit and GET (200, 202, 409, 422). */
export const orderAnswerTable: WireTable = [
  {
    field: "status",
    at: "status",
    type: "text",
    max: 50,
    mark: "D",
    source: "async, lifecycle",
    ...required,
  },
  requestUid,
  requestDatetime,
  organizationId,
  locationId,
  order,
  onlineOrderId,
  { field: "order.posOrderId", at: "pos_order_id", type: "ref", mark: "I", source: "lifecycle" },
  subtotal,
  taxTotal,
  discountTotal,
  feeTotal,
  tipTotal,
  grandTotal,
  currency,
  {
    field: "order.items",
    at: "items",
    type: "list",
    max: 2000,
    mark: "P",
    source: "lifecycle",
    of: () => answerLineTable,
  },
  {
    field: "order.taxes",
    at: "taxes",
    type: "list",
    max: 200,
    mark: "P",
    source: "lifecycle",
    of: () => answerTaxTable,
  },
  {
    field: "order.fees",
    at: "fees",
    type: "list",
    max: 200,
    mark: "P",
    source: "lifecycle",
    of: () => feeTable,
  },
  {
    field: "order.estimatedReadyAt",
    at: "estimated_ready_at",
    type: "instant",
    mark: "P",
    source: "eo-api prep time",
  },
  { field: "processedAt", at: "processed_at", type: "instant", mark: "P", source: "ours" },
  errors,
];

/** Contract 3.5: protocol errors, never signed. */
export const errorBodyTable: WireTable = [
  { ...errors, ...required },
  { field: "requestId", at: "request_id", type: "text", max: 200, mark: "P", source: "ours" },
];

/** The location may come from the token on menu requests, so it is not required of the body. */
const menuLocationId: WireRow = {
  field: locationId.field,
  at: locationId.at,
  type: "id",
  mark: "D",
  source: "start, async",
};
const menuRequestUid: WireRow = {
  field: requestUid.field,
  at: requestUid.at,
  type: "id",
  mark: "P",
  source: "symmetry",
};
const menuRequestDatetime: WireRow = {
  field: requestDatetime.field,
  at: requestDatetime.at,
  type: "instant",
  mark: "P",
  source: "symmetry",
};

/** Contract 3.3: the body of the menu request. */
export const menuRequestTable: WireTable = [
  organizationId,
  menuLocationId,
  menuRequestUid,
  menuRequestDatetime,
  { field: "orderType", at: "order_type", type: "text", max: 50, mark: "P", source: "menus per order type" },
  { field: "ifVersion", at: "if_version", type: "text", max: 200, mark: "P", source: "ours" },
];

const nodeId: WireRow = {
  field: "id",
  at: "id",
  type: "ref",
  mark: "P",
  source: "menuitem model",
  ...required,
};
const nodeName: WireRow = {
  field: "name",
  at: "name",
  type: "text",
  max: 200,
  mark: "P",
  source: "menuitem model",
  ...required,
};
const available: WireRow = {
  field: "isAvailable",
  at: "is_available",
  type: "flag",
  mark: "P",
  source: "cart",
  ...required,
};
const price: WireRow = {
  field: "price",
  at: "price",
  type: "money",
  mark: "P",
  source: "menuitem model",
  ...required,
};
const description: WireRow = {
  field: "description",
  at: "description",
  type: "text",
  max: 2000,
  mark: "P",
  source: "menuitem model",
};
const refs = (field: string, at: string): WireRow => ({
  field,
  at,
  type: "refs",
  max: 10_000,
  mark: "P",
  source: "menu v2",
  ...required,
});

const servingTimeTable: WireTable = [
  { field: "days", at: "days", type: "integers", max: 7, mark: "P", source: "menu v2", ...required },
  { field: "from", at: "from", type: "text", max: 5, mark: "P", source: "menu v2", ...required },
  { field: "to", at: "to", type: "text", max: 5, mark: "P", source: "menu v2", ...required },
];
const menuTable: WireTable = [
  nodeId,
  nodeName,
  {
    field: "orderTypes",
    at: "order_types",
    type: "texts",
    max: 50,
    mark: "P",
    source: "menu v2",
    ...required,
  },
  {
    field: "servingTimes",
    at: "serving_times",
    type: "list",
    max: 200,
    mark: "P",
    source: "menu v2",
    of: () => servingTimeTable,
    ...required,
  },
  refs("categoryIds", "category_ids"),
];
const categoryTable: WireTable = [
  nodeId,
  nodeName,
  description,
  { field: "sortOrder", at: "sort_order", type: "count", mark: "P", source: "ours", ...required },
  refs("productIds", "product_ids"),
];
const priceLevelTable: WireTable = [nodeId, nodeName, price, available];
const productTable: WireTable = [
  nodeId,
  nodeName,
  description,
  {
    field: "type",
    at: "type",
    type: "text",
    max: 20,
    mark: "P",
    source: "menu v2: item or combo",
    ...required,
  },
  price,
  available,
  { field: "imageUrl", at: "image_url", type: "text", max: 2000, mark: "P", source: "menuitem image" },
  { field: "calories", at: "calories", type: "count", mark: "P", source: "menuitem price levels" },
  {
    field: "priceLevels",
    at: "price_levels",
    type: "list",
    max: 200,
    mark: "P",
    source: "menuitem model",
    of: () => priceLevelTable,
    ...required,
  },
  refs("modifierGroupIds", "modifier_group_ids"),
  refs("taxIds", "tax_ids"),
  { field: "plu", at: "plu", type: "text", max: 200, mark: "P", source: "POS mapping" },
];
const modifierGroupTable: WireTable = [
  nodeId,
  nodeName,
  {
    field: "minSelected",
    at: "min_selected",
    type: "count",
    mark: "P",
    source: "menuitem model",
    ...required,
  },
  {
    field: "maxSelected",
    at: "max_selected",
    type: "count",
    mark: "P",
    source: "menuitem model",
    ...required,
  },
  { field: "freeQuantity", at: "free_quantity", type: "count", mark: "P", source: "ours", ...required },
  refs("modifierIds", "modifier_ids"),
];
const menuModifierTable: WireTable = [
  nodeId,
  nodeName,
  price,
  available,
  { field: "maxQuantity", at: "max_quantity", type: "count", mark: "P", source: "ours", ...required },
  { field: "defaultQuantity", at: "default_quantity", type: "count", mark: "P", source: "ours", ...required },
  refs("modifierGroupIds", "modifier_group_ids"),
  refs("taxIds", "tax_ids"),
];
const menuTaxTable: WireTable = [
  nodeId,
  nodeName,
  {
    field: "rate",
    at: "rate",
    type: "number",
    mark: "P",
    source: "ours; unit by switch tax_rate_unit",
    ...required,
  },
  { field: "inclusive", at: "inclusive", type: "flag", mark: "P", source: "ours", ...required },
];

const nodes = (field: string, at: string, of: () => WireTable): WireRow => ({
  field,
  at,
  type: "list",
  max: 10_000,
  mark: "P",
  source: "menu v2",
  of,
});

/** Contract 3.4: flat lists joined by ids, so that nesting depth is free. */
export const menuAnswerTable: WireTable = [
  organizationId,
  locationId,
  menuRequestUid,
  menuRequestDatetime,
  {
    field: "menuVersion",
    at: "menu_version",
    type: "text",
    max: 200,
    mark: "P",
    source: "ours",
    ...required,
  },
  { field: "generatedAt", at: "generated_at", type: "instant", mark: "P", source: "ours", ...required },
  { field: "currency", at: "currency", type: "currency", mark: "P", source: "ours", ...required },
  { field: "menuChanged", at: "menu_changed", type: "flag", mark: "P", source: "ours", ...required },
  nodes("menus", "menus", () => menuTable),
  nodes("categories", "categories", () => categoryTable),
  nodes("products", "products", () => productTable),
  nodes("modifierGroups", "modifier_groups", () => modifierGroupTable),
  nodes("modifiers", "modifiers", () => menuModifierTable),
  nodes("taxes", "taxes", () => menuTaxTable),
];

/** Names under which a token may carry PAR's ids [contract 2.2]; absent ones claim nothing. */
export const tokenClaimTable: WireTable = [
  { field: "organizationId", at: "organization_id", type: "id", mark: "P", source: "ours", also: ["org_id"] },
  { field: "locationId", at: "location_id", type: "id", mark: "P", source: "ours", also: ["loc_id"] },
];
