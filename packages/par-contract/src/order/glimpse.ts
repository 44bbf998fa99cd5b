import { WireReader } from "../wire/reader.ts";
import { isJsonObject } from "../wire/shape.ts";
import { orderRequestTable } from "../wire/tables.ts";

/** What can be read of an order whatever else is wrong with its body; null where that is not to be read. */
export interface OrderGlimpse {
  readonly grandTotalCents: number | null;
  readonly currency: string | null;
  readonly orderType: string | null;
  /** How many items, modifiers not counted. */
  readonly itemCount: number | null;
  readonly customer: {
    readonly firstName: string | null;
    readonly lastName: string | null;
    readonly email: string | null;
    readonly phone: string | null;
  } | null;
}

/**
 * Looks at the body of a validate or submit that was refused, for lists and search. Judges nothing and proves
 * nothing: the body may not be PAR's.
 *
 * @param json what `parseJson` or `JSON.parse` returned; money is in hundredths, as in an `OrderRequest`.
 */
export function glimpseOrder(json: unknown): OrderGlimpse | null {
  if (!isJsonObject(json)) return null;
  const { order } = new WireReader(orderRequestTable, json, "lenient").draft;
  if (order === null) return null;
  const { grandTotal, currency, orderType, items, customer } = order;
  return {
    grandTotalCents: grandTotal,
    currency,
    orderType,
    itemCount: items === null ? null : items.reduce((count, line) => count + (line?.quantity ?? 0), 0),
    customer:
      customer === null
        ? null
        : {
            firstName: customer.firstName,
            lastName: customer.lastName,
            email: customer.email,
            phone: customer.phone,
          },
  };
}
