import type { JournalItem, PlacedLine } from "./journals.ts";

/** One order of the hand-written test runs, in PAR's form and in the POS's. */

/** One order with a size, a comment, and a choice under a choice: everything that can be mixed up. */
export function bodyOf(
  uid: string,
  onlineOrderId: string | null,
  details: Record<string, unknown> = {},
  requestDatetime = "2026-11-30T18:00:00.000Z",
): string {
  return JSON.stringify({
    request_uid: uid,
    request_datetime: requestDatetime,
    organization_id: "IA-YC-01",
    location_id: "PAR-LOC-12345",
    order_details: {
      online_order_id: onlineOrderId,
      order_type: "takeout",
      notes: "ring twice",
      customer: { first_name: "Ada", phone: "+15555550100" },
      items: [
        {
          line_id: "1",
          item_id: "combo",
          price_level_id: "large",
          quantity: 2,
          unit_price: 9.5,
          comment: "well done",
          modifiers: [
            {
              modifier_id: "side",
              modifier_group_id: "sides",
              quantity: 1,
              unit_price: 1.25,
              modifiers: [{ modifier_id: "dip", modifier_group_id: "dips", quantity: 2, unit_price: 0 }],
            },
          ],
        },
        { item_id: "agua-fresca", quantity: 1, unit_price: 2.5 },
      ],
      subtotal: 24,
      tax_total: 2.1,
      tip_total: 3,
      grand_total: 29.1,
      ...details,
    },
  });
}

const ITEM = { price_level_id: null, comment: null, modifiers: [] };

/** The items of the same order as a POS would write them down. */
export const LINES: readonly JournalItem[] = [
  {
    ...ITEM,
    line_id: "1",
    item_id: "combo",
    price_level_id: "large",
    quantity: 2,
    unit_price_cents: 950,
    comment: "well done",
    modifiers: [
      {
        modifier_id: "side",
        modifier_group_id: "sides",
        quantity: 1,
        unit_price_cents: 125,
        modifiers: [
          { modifier_id: "dip", modifier_group_id: "dips", quantity: 2, unit_price_cents: 0, modifiers: [] },
        ],
      },
    ],
  },
  { ...ITEM, line_id: "2", item_id: "agua-fresca", quantity: 1, unit_price_cents: 250 },
];

export const TOTALS: PlacedLine["totals"] = {
  subtotal_cents: 2400,
  discount_cents: 0,
  tax_cents: 210,
  fee_cents: 0,
  tip_cents: 300,
  grand_cents: 2910,
};
