import { z } from "zod";

/** The order as the twins see it: PAR's body by a plain schema, and the POS's by plain mapping. */

const modifier = z.object({
  modifier_id: z.string(),
  modifier_group_id: z.string(),
  name: z.string(),
  quantity: z.number(),
  unit_price: z.number(),
});

const line = z.object({
  line_id: z.string(),
  item_id: z.string(),
  name: z.string(),
  quantity: z.number(),
  unit_price: z.number(),
  comment: z.string().nullable(),
  modifiers: z.array(modifier),
});

/** What the digest covers. */
export const signedPart = z.object({
  request_uid: z.string(),
  request_datetime: z.string(),
  location_id: z.string(),
  order_details: z.object({ online_order_id: z.string(), subtotal: z.number(), grand_total: z.number() }),
});

export const twinOrder = z.object({
  request_uid: z.string(),
  request_datetime: z.string(),
  organization_id: z.string(),
  location_id: z.string(),
  order_details: z.object({
    online_order_id: z.string(),
    order_type: z.string(),
    currency: z.string(),
    customer: z.object({
      first_name: z.string(),
      last_name: z.string(),
      email: z.string(),
      phone: z.string(),
    }),
    notes: z.string(),
    items: z.array(line),
    subtotal: z.number(),
    tax_total: z.number(),
    discount_total: z.number(),
    fee_total: z.number(),
    tip_total: z.number(),
    grand_total: z.number(),
  }),
});

export type TwinOrder = z.infer<typeof twinOrder>;

export function cents(amount: number): number {
  return Math.round(amount * 100);
}

/** PAR's six-field string. */
export function stringOf(body: z.infer<typeof signedPart>): string {
  const { online_order_id, grand_total, subtotal } = body.order_details;
  const seconds = Math.floor(Date.parse(body.request_datetime) / 1_000);
  return [
    body.request_uid,
    body.location_id,
    online_order_id,
    cents(grand_total),
    cents(subtotal),
    seconds,
  ].join("|");
}

export function answerOf(body: TwinOrder, status: string, posOrderId: string | null): string {
  const { order_type: _type, customer: _customer, notes: _notes, ...priced } = body.order_details;
  return JSON.stringify({
    status,
    request_uid: body.request_uid,
    request_datetime: body.request_datetime,
    organization_id: body.organization_id,
    location_id: body.location_id,
    order_details: { ...priced, pos_order_id: posOrderId },
    processed_at: new Date().toISOString(),
  });
}

function posLine(item: TwinOrder["order_details"]["items"][number]) {
  const extras = item.modifiers.reduce((sum, extra) => sum + extra.quantity * cents(extra.unit_price), 0);
  return {
    line_id: item.line_id,
    item_id: item.item_id,
    price_level_id: null,
    name: item.name,
    quantity: item.quantity,
    unit_price_cents: cents(item.unit_price),
    total_cents: item.quantity * (cents(item.unit_price) + extras),
    comment: item.comment,
    modifiers: item.modifiers.map(({ unit_price, ...extra }) => ({
      ...extra,
      free_quantity: 0,
      unit_price_cents: cents(unit_price),
      modifiers: [],
    })),
  };
}

/** The body of the bridge's PUT. */
export function posOrderOf(body: TwinOrder, at: { reference: string; store: string }) {
  const details = body.order_details;
  const { customer } = details;
  return {
    ...at,
    online_order_id: details.online_order_id,
    request_uid: body.request_uid,
    order_type: details.order_type,
    scheduled_at: null,
    currency: details.currency,
    guest: {
      name: `${customer.first_name} ${customer.last_name}`,
      phone: customer.phone,
      email: customer.email,
    },
    delivery: null,
    curbside: null,
    table_number: null,
    notes: details.notes,
    lines: details.items.map(posLine),
    discounts: [],
    taxes: [
      {
        tax_id: "la-sales",
        name: "Sales tax",
        rate_percent: "8.75",
        inclusive: false,
        amount_cents: cents(details.tax_total),
      },
    ],
    fees: [],
    totals: {
      subtotal_cents: cents(details.subtotal),
      discount_cents: 0,
      tax_cents: cents(details.tax_total),
      fee_cents: 0,
      tip_cents: cents(details.tip_total),
      grand_cents: cents(details.grand_total),
    },
  };
}

export type PosOrderBody = ReturnType<typeof posOrderOf>;
