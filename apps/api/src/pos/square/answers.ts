import { z } from "zod";

/**
 * The answers of Square from which outcomes are read, as its SDK returns them: names in camelCase,
 * amounts as bigints. Only fields that we use are required.
 */

const cents = z
  .bigint()
  .min(-(10n ** 12n))
  .max(10n ** 12n)
  .transform(Number);
const money = z.object({ amount: cents, currency: z.string().length(3) });
const time = z.iso.datetime({ offset: true });

// Read for the bill alone: what is wrong with these is as if it were not there.
const toldMoney = money.optional().catch(undefined);
const toldText = z.string().nullish().catch(null);

const modifier = z.object({
  uid: z.string().optional(),
  basePriceMoney: money.optional(),
  catalogObjectId: toldText,
  name: toldText,
  quantity: toldText,
});
const line = z.object({
  uid: z.string().nullish(),
  basePriceMoney: money.optional(),
  catalogObjectId: toldText,
  name: toldText,
  quantity: toldText,
  modifiers: z.array(modifier).nullish(),
});
const fulfilment = z.object({
  pickupDetails: z.object({ pickupAt: time.nullish() }).optional(),
  deliveryDetails: z.object({ deliverAt: time.nullish() }).optional(),
});

const calculated = z.object({
  locationId: z.string(),
  referenceId: z.string().nullish(),
  totalMoney: money,
  totalTipMoney: money.optional(),
  totalTaxMoney: toldMoney,
  totalDiscountMoney: toldMoney,
  totalServiceChargeMoney: toldMoney,
  lineItems: z.array(line).nullish(),
});

const order = calculated.extend({
  id: z.string().min(1).max(192),
  state: z.enum(["OPEN", "COMPLETED", "CANCELED", "DRAFT"]),
  netAmountDueMoney: money.optional(),
  fulfillments: z.array(fulfilment).nullish(),
});

export type SquareOrder = z.infer<typeof order>;
export type CalculatedOrder = z.infer<typeof calculated>;

export const orderAnswer = z.object({ order });
export const calculatedAnswer = z.object({ order: calculated });
/** An order of another integration may lack fields that ours have; it is sorted out before it is read. */
export const searchAnswer = z.object({
  orders: z.array(z.object({ referenceId: z.string().nullish() }).loose()).nullish(),
  cursor: z.string().nullish(),
});
export { order as squareOrder };

export const paymentAnswer = z.object({
  payment: z.object({
    id: z.string().min(1),
    orderId: z.string(),
    referenceId: z.string().nullish(),
    status: z.string(),
    amountMoney: money,
    tipMoney: money.optional(),
  }),
});

/** Whether the order is paid, so that a kitchen sees it. */
export function isPaid({ state, netAmountDueMoney }: SquareOrder): boolean {
  return state === "COMPLETED" || netAmountDueMoney?.amount === 0;
}

/** When the order is ready according to Square; null if Square does not say. */
export function readyAtOf({ fulfillments }: SquareOrder): Date | null {
  const [first] = fulfillments ?? [];
  const at = first?.pickupDetails?.pickupAt ?? first?.deliveryDetails?.deliverAt ?? null;
  return at === null ? null : new Date(at);
}
