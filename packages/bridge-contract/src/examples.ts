import type { BridgeEvent, RecordedEvent } from "./events.ts";
import type { BridgeMenu } from "./menu.ts";
import type { BridgeOrder, CheckedOrder, PlacedOrder, VoidedOrder } from "./order.ts";

/** One small order all the way through, for the published document and for tests. */

export const exampleMenu: BridgeMenu = {
  store: "YC-LC-001",
  version: "2026-01-15.1",
  currency: "USD",
  menus: [
    {
      id: "all-day",
      name: "All day",
      order_types: ["takeout", "delivery"],
      serving_times: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "24:00" }],
      category_ids: ["tacos"],
    },
  ],
  categories: [{ id: "tacos", name: "Tacos", description: null, sort_order: 1, product_ids: ["taco-trio"] }],
  products: [
    {
      id: "taco-trio",
      name: "Taco Trio",
      description: "Three street tacos",
      type: "item",
      price_cents: 950,
      is_available: true,
      image_url: null,
      calories: 640,
      price_levels: [],
      modifier_group_ids: ["extras"],
      tax_ids: ["sales"],
      plu: "1001",
    },
  ],
  modifier_groups: [
    {
      id: "extras",
      name: "Extras",
      min_selected: 0,
      max_selected: 3,
      free_quantity: 0,
      modifier_ids: ["guac"],
    },
  ],
  modifiers: [
    {
      id: "guac",
      name: "Guacamole",
      price_cents: 125,
      is_available: true,
      max_quantity: 3,
      default_quantity: 0,
      modifier_group_ids: [],
      tax_ids: ["sales"],
    },
  ],
  taxes: [{ id: "sales", name: "Sales tax", rate_percent: "8.75", inclusive: false }],
  fees: [{ id: "delivery-fee", name: "Delivery fee", amount_cents: 399, tax_ids: [] }],
};

export const exampleOrder: BridgeOrder = {
  reference: "1b671a64-40d5-591e-99b0-da01ff1f3341",
  store: "YC-LC-001",
  online_order_id: "ONL-1001",
  request_uid: "7d0c2f9e-0001",
  order_type: "takeout",
  scheduled_at: null,
  currency: "USD",
  guest: { name: "Ada", phone: "+15555550100", email: null },
  delivery: null,
  curbside: null,
  table_number: null,
  notes: null,
  lines: [
    {
      line_id: "1",
      item_id: "taco-trio",
      price_level_id: null,
      name: "Taco Trio",
      quantity: 2,
      unit_price_cents: 950,
      total_cents: 2150,
      comment: "no onion",
      modifiers: [
        {
          modifier_id: "guac",
          modifier_group_id: "extras",
          name: "Guacamole",
          quantity: 1,
          free_quantity: 0,
          unit_price_cents: 125,
          modifiers: [],
        },
      ],
    },
  ],
  discounts: [],
  taxes: [{ tax_id: "sales", name: "Sales tax", rate_percent: "8.75", inclusive: false, amount_cents: 188 }],
  fees: [],
  totals: {
    subtotal_cents: 2150,
    discount_cents: 0,
    tax_cents: 188,
    fee_cents: 0,
    tip_cents: 300,
    grand_cents: 2638,
  },
};

export const examplePlaced: PlacedOrder = {
  status: "placed",
  reference: exampleOrder.reference,
  store: "YC-LC-001",
  pos_order_id: "YC-LC-001-000042",
  total_cents: 2638,
  placed_at: "2026-01-15T12:34:57Z",
  ready_at: "2026-01-15T12:50:00Z",
  bill: {
    lines: [
      {
        line_id: "1",
        item_id: "taco-trio",
        name: "Taco Trio",
        quantity: 2,
        total_cents: 1900,
        modifiers: [{ modifier_id: "guac", name: "Guacamole", quantity: 2, total_cents: 250 }],
      },
    ],
    totals: exampleOrder.totals,
  },
};

export const exampleVoided: VoidedOrder = {
  status: "voided",
  reference: exampleOrder.reference,
  store: "YC-LC-001",
  pos_order_id: "YC-LC-001-000042",
  total_cents: 2638,
  voided_at: "2026-01-15T12:44:57Z",
};

export const exampleChecked: CheckedOrder = {
  status: "refused",
  reference: exampleOrder.reference,
  issues: [{ code: "item_unavailable", message: "Taco Trio is sold out", line_id: "1" }],
};

export const exampleRefusal = {
  error: {
    code: "refused",
    message: "The till refuses the order",
    issues: [{ code: "item_unavailable", message: "Taco Trio is sold out", line_id: "1" }],
  },
};

export const exampleEvents: BridgeEvent[] = [
  {
    kind: "item.sold_out",
    store: "YC-LC-001",
    occurred_at: "2026-01-15T18:02:11Z",
    product_ids: ["taco-trio"],
    modifier_ids: ["guac"],
    until: "2026-01-16T11:00:00Z",
  },
  {
    kind: "item.available",
    store: "YC-LC-001",
    occurred_at: "2026-01-15T19:30:00Z",
    product_ids: ["taco-trio"],
    modifier_ids: [],
  },
  { kind: "menu.changed", store: "YC-LC-001", occurred_at: "2026-01-15T20:00:00Z" },
  {
    kind: "order.status",
    store: "YC-LC-001",
    occurred_at: "2026-01-15T12:41:00Z",
    reference: exampleOrder.reference,
    status: "cancelled",
    pos_order_id: "YC-LC-001-000042",
    reason: "The kitchen ran out of tortillas",
  },
];

export const exampleRecorded: RecordedEvent = { status: "recorded" };
