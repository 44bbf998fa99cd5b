/** Orders as PAR would write them for the demo's stores. Every call gives ids of its own. */

let counter = 0;

/** An id that no other test of this run uses. */
export function freshId(prefix: string): string {
  counter += 1;
  return `${prefix}-${process.pid}-${process.hrtime.bigint().toString(36)}-${counter}`;
}

export const YUMMY_TACO = {
  sharedId: "yummytaco-demo-sharedid-2026-0001",
  organizationId: "IA-YC-01",
  locationId: "PAR-LOC-12345",
};
export const BURGER_BARN = {
  sharedId: "burgerbarn-demo-sharedid-2026-0001",
  organizationId: "IA-BB-02",
  locationId: "PAR-LOC-67890",
};

export interface OrderBody {
  request_uid: string;
  request_datetime: string;
  organization_id: string;
  location_id: string;
  order_details: Record<string, unknown> & {
    online_order_id: string | null;
    grand_total: number;
    subtotal: number;
  };
}

/** The worked exchange of the contract: 2 × (9.50 + 1.25) + 2.50, tax 2.10, tip 3.00, in all 29.10. */
export function workedOrder(): OrderBody {
  return {
    request_uid: "7d0c2f9e-0001",
    request_datetime: "2026-01-15T12:34:56.789Z",
    organization_id: "IA-YC-01",
    location_id: "PAR-LOC-12345",
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
    },
  };
}

/** The worked order under ids of its own. */
export function freshOrder(): OrderBody {
  const body = workedOrder();
  const online = freshId("ONL");
  return {
    ...body,
    request_uid: freshId("uid"),
    order_details: { ...body.order_details, online_order_id: online },
  };
}

/** One test item of the simulated POS: 1.00 and 8.75 % tax, so 1.09. */
export function testItemOrder(itemId: string): OrderBody {
  const body = freshOrder();
  return {
    ...body,
    order_details: {
      online_order_id: body.order_details.online_order_id,
      order_type: "takeout",
      currency: "USD",
      items: [{ line_id: "1", item_id: itemId, quantity: 1, unit_price: 1, modifiers: [] }],
      subtotal: 1,
      tax_total: 0.09,
      grand_total: 1.09,
    },
  };
}
