/** The demo connection's SharedId, and PAR's worked example of ids [DOC idmap]. */
export const DEMO_SHARED_ID = "yummytaco-demo-sharedid-2026-0001";
export const DEMO_ORGANIZATION_ID = "IA-YC-01";
export const DEMO_LOCATION_ID = "PAR-LOC-12345";

/** A body as it goes over the wire. */
export type WireBody = Record<string, unknown>;

/** Changes to a sample order: top-level fields, and fields of `order_details`. */
export interface SampleOverrides {
  readonly root?: Readonly<WireBody>;
  readonly details?: Readonly<WireBody>;
}

/** The worked exchange of contract 3.6: 29.10 at the YummyTaco demo store. */
export function sampleOrder(overrides: SampleOverrides = {}): WireBody {
  return {
    request_uid: "7d0c2f9e-0001",
    request_datetime: "2026-01-15T12:34:56.789Z",
    organization_id: DEMO_ORGANIZATION_ID,
    location_id: DEMO_LOCATION_ID,
    ...overrides.root,
    order_details: {
      online_order_id: "ONL-1001",
      order_type: "takeout",
      is_asap: true,
      currency: "USD",
      customer: { first_name: "Ada", phone: "+15555550100" },
      items: [
        {
          line_id: "1",
          item_id: "taco-trio",
          name: "Taco Trio",
          quantity: 2,
          unit_price: 9.5,
          modifiers: [
            {
              modifier_id: "guac",
              modifier_group_id: "extras",
              name: "Guacamole",
              quantity: 1,
              unit_price: 1.25,
              modifiers: [],
            },
          ],
        },
        {
          line_id: "2",
          item_id: "agua-fresca",
          name: "Agua Fresca",
          quantity: 1,
          unit_price: 2.5,
          modifiers: [],
        },
      ],
      subtotal: 24,
      tax_total: 2.1,
      discount_total: 0,
      fee_total: 0,
      tip_total: 3,
      grand_total: 29.1,
      payments: [{ type: "card", tender_id: "online", amount: 29.1, tip_amount: 3, reference: "pay_1" }],
      ...overrides.details,
    },
  };
}

/** A menu request for the YummyTaco demo store. */
export function sampleMenuRequest(overrides: Readonly<WireBody> = {}): WireBody {
  return { organization_id: DEMO_ORGANIZATION_ID, location_id: DEMO_LOCATION_ID, ...overrides };
}
