import { hundredthsPerCent } from "../wire/currency.ts";
import { majorUnits } from "../wire/money.ts";
import { addUp, type Bill } from "./bill.ts";
import type { ChosenLine, ChosenModifier, MenuIndex } from "./choice.ts";
import type { WireBody } from "./sample.ts";

/** Who an order is for, and its ids. */
export interface Address {
  readonly requestUid: string;
  readonly requestDatetime: string;
  readonly organizationId: string;
  readonly locationId: string;
  readonly onlineOrderId: string | null;
}

/** How an order is wanted. */
export interface Manner {
  readonly orderType: string;
  readonly currency: string;
  readonly scheduledAt: string | null;
  readonly tipCents: number;
  readonly firstName: string;
  readonly phone: string;
  readonly notes: string | null;
}

function wireModifier({ modifier, group, quantity, modifiers }: ChosenModifier): WireBody {
  return {
    modifier_id: modifier.id,
    modifier_group_id: group.id,
    name: modifier.name,
    quantity,
    unit_price: majorUnits(modifier.priceCents),
    modifiers: modifiers.map(wireModifier),
  };
}

function wireLine(line: ChosenLine, at: number): WireBody {
  return {
    line_id: String(at + 1),
    item_id: line.itemId,
    ...(line.priceLevelId === null ? {} : { price_level_id: line.priceLevelId }),
    name: line.name,
    quantity: line.quantity,
    unit_price: majorUnits(line.unitPriceCents),
    modifiers: line.modifiers.map(wireModifier),
  };
}

/** What an order type cannot do without. */
function placeOf(orderType: string): WireBody {
  if (orderType === "delivery") {
    const address = {
      address_line1: "1 Nosuch Street",
      city: "Los Angeles",
      state: "CA",
      postal_code: "90012",
    };
    return { delivery: { ...address, country: "US", instructions: "Ring twice" } };
  }
  if (orderType === "curbside")
    return { curbside: { vehicle_make: "Fiat", vehicle_model: "500", vehicle_color: "red" } };
  return orderType === "table_service" ? { table_number: "12" } : {};
}

/**
 * Writes an order as PAR would send it, its totals added up from the store's own menu.
 *
 * @returns the body of a validate or submit, and its totals in cents.
 */
export function composeOrder(
  index: MenuIndex,
  lines: readonly ChosenLine[],
  address: Address,
  manner: Manner,
): { body: WireBody; bill: Bill } {
  const bill = addUp(index, lines, manner.tipCents, hundredthsPerCent(manner.currency));
  const grandTotal = majorUnits(bill.grandTotalCents);
  const tipTotal = majorUnits(bill.tipTotalCents);
  const body: WireBody = {
    request_uid: address.requestUid,
    request_datetime: address.requestDatetime,
    organization_id: address.organizationId,
    location_id: address.locationId,
    order_details: {
      online_order_id: address.onlineOrderId,
      order_type: manner.orderType,
      is_asap: manner.scheduledAt === null,
      ...(manner.scheduledAt === null ? {} : { scheduled_at: manner.scheduledAt }),
      currency: manner.currency,
      customer: { first_name: manner.firstName, phone: manner.phone },
      ...placeOf(manner.orderType),
      ...(manner.notes === null ? {} : { notes: manner.notes }),
      items: lines.map(wireLine),
      subtotal: majorUnits(bill.subtotalCents),
      tax_total: majorUnits(bill.taxTotalCents),
      discount_total: 0,
      fee_total: 0,
      tip_total: tipTotal,
      grand_total: grandTotal,
      payments: [
        {
          type: "card",
          tender_id: "online",
          amount: grandTotal,
          tip_amount: tipTotal,
          reference: `pay_${address.requestUid}`,
        },
      ],
    },
  };
  return { body, bill };
}
