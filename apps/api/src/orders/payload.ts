import type { InsertOrderArgs, OrderPayload } from "@parley/db/orders";
import { currencyExponent } from "@parley/par-contract";
import { z } from "zod";
import type { PosOrder } from "../pos/adapter.ts";
import type { PricedOrder } from "../pricing/types.ts";

/**
 * How an order is stored beside its row: what goes to the POS, the same at every attempt, and how the prices
 * were found. Only this file writes and reads these two documents, because rows outlive the code that wrote
 * them: an order in doubt may be finished by another version of the gateway than the one that took it.
 *
 * A document without `v` is version 1. A field may be added to version 1 where its absence has one meaning.
 * Any other change is another version, which is written only once every process can read it.
 *
 * `exponent` says how many decimals the amounts have, which are whole numbers of the currency's minor unit.
 * Without it they have two. A document of other decimals is version 2, so that a process which takes every amount
 * for hundredths leaves it alone. One whose exponent is not its currency's is not read: hundredths of a yen are
 * of a time when PAR and the POS were told two different amounts, and nobody can say which of them was meant.
 */
const TWO_DECIMALS = 1;
const OTHER_DECIMALS = 2;

/**
 * An order's stored payload cannot be read, so it must be neither sent nor guessed at: a person looks. The
 * message names the place and never the content, which may include a guest's address.
 */
export class UnreadablePayloadError extends Error {
  override readonly name = "UnreadablePayloadError";
  readonly orderId: string;

  constructor(orderId: string, problem: string) {
    super(`The payload of order ${orderId} cannot be read: ${problem}`);
    this.orderId = orderId;
  }
}

const cents = z.int();
const text = z.string();
// Where there is nothing to say, null and absence mean the same.
const maybeText = absent(z.string());
const maybeNumber = absent(z.number());

function absent<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? null);
}

const modifier = z.object({
  modifierId: text,
  modifierGroupId: maybeText,
  name: maybeText,
  quantity: z.int(),
  freeQuantity: z.int().default(0),
  unitPriceCents: cents,
  get modifiers() {
    return z.array(modifier);
  },
});

const pricedModifier = z.object({
  modifierId: text,
  modifierGroupId: text,
  name: text,
  quantity: z.int(),
  freeQuantity: z.int().default(0),
  unitPriceCents: cents,
  totalCents: cents,
  get modifiers() {
    return z.array(pricedModifier);
  },
});

const posOrder = z.object({
  reference: text,
  store: text,
  onlineOrderId: maybeText,
  requestUid: text,
  orderType: text,
  scheduledAt: maybeText,
  currency: text,
  guest: absent(z.object({ name: maybeText, phone: maybeText, email: maybeText })),
  delivery: absent(
    z.object({
      addressLine1: maybeText,
      addressLine2: maybeText,
      city: maybeText,
      state: maybeText,
      postalCode: maybeText,
      country: maybeText,
      latitude: maybeNumber,
      longitude: maybeNumber,
      instructions: maybeText,
    }),
  ),
  curbside: absent(
    z.object({
      vehicleMake: maybeText,
      vehicleModel: maybeText,
      vehicleColor: maybeText,
      licensePlate: maybeText,
      notes: maybeText,
    }),
  ),
  tableNumber: maybeText,
  notes: maybeText,
  lines: z.array(
    z.object({
      lineId: text,
      itemId: text,
      priceLevelId: maybeText,
      name: maybeText,
      quantity: z.int(),
      unitPriceCents: cents,
      totalCents: cents,
      comment: maybeText,
      modifiers: z.array(modifier),
    }),
  ),
  discounts: z.array(
    z.object({ discountId: maybeText, name: maybeText, amountCents: cents, lineIds: z.array(text) }),
  ),
  taxes: z.array(
    z.object({
      taxId: maybeText,
      name: maybeText,
      ratePercent: maybeText,
      inclusive: z.boolean(),
      amountCents: cents,
    }),
  ),
  fees: z.array(z.object({ feeId: maybeText, name: maybeText, amountCents: cents })),
  totals: z.object({
    subtotalCents: cents,
    discountCents: cents,
    taxCents: cents,
    feeCents: cents,
    tipCents: cents,
    grandCents: cents,
  }),
}) satisfies z.ZodType<PosOrder>;

const pricedOrder = z.object({
  currency: text,
  orderType: text,
  scheduledAt: maybeText,
  lines: z.array(
    z.object({
      lineId: text,
      itemId: text,
      priceLevelId: maybeText,
      name: text,
      quantity: z.int(),
      unitPriceCents: cents,
      totalCents: cents,
      discountCents: cents,
      comment: maybeText,
      modifiers: z.array(pricedModifier),
    }),
  ),
  discounts: z.array(
    z.object({
      discountId: maybeText,
      name: maybeText,
      amountCents: cents,
      lineIds: z.array(text),
      loyaltyRewardId: maybeText,
    }),
  ),
  taxes: z.array(
    z.object({
      taxId: text,
      name: text,
      ratePercent: text,
      inclusive: z.boolean(),
      taxableCents: cents,
      amountCents: cents,
    }),
  ),
  fees: z.array(z.object({ feeId: maybeText, name: maybeText, amountCents: cents })),
  grossSubtotalCents: cents,
  subtotalCents: cents,
  discountTotalCents: cents,
  taxTotalCents: cents,
  feeTotalCents: cents,
  tipTotalCents: cents,
  computedGrandTotalCents: cents,
  grandTotalCents: cents,
}) satisfies z.ZodType<PricedOrder>;

const head = z.looseObject({ v: z.int().default(TWO_DECIMALS), exponent: z.int().default(2) });

function headOf({ currency }: { currency: string }) {
  const exponent = currencyExponent(currency);
  return { v: exponent === 2 ? TWO_DECIMALS : OTHER_DECIMALS, exponent };
}

/** The two documents as stored; null where there is none: an order refused at first sight goes to no POS. */
export function writePayload(order: {
  posOrder: PosOrder | null;
  priced: PricedOrder | null;
}): Pick<InsertOrderArgs["payload"], "posOrder" | "priced"> {
  return {
    posOrder: order.posOrder && { ...headOf(order.posOrder), ...order.posOrder },
    priced: order.priced && { ...headOf(order.priced), ...order.priced },
  };
}

/** What goes to the POS. @throws UnreadablePayloadError */
export function parsePosOrder(payload: OrderPayload): PosOrder {
  return parse(posOrder, { orderId: payload.orderId, name: "pos_order", value: payload.posOrder });
}

/** How the prices were found. @throws UnreadablePayloadError */
export function parsePriced(payload: OrderPayload): PricedOrder {
  return parse(pricedOrder, { orderId: payload.orderId, name: "priced", value: payload.priced });
}

/** How the prices were found; null where nothing could be priced, or what is stored cannot be read. */
export function findPriced(payload: OrderPayload | null): PricedOrder | null {
  return payload === null ? null : orNull(() => parsePriced(payload));
}

/** What goes to the POS; null where nothing does, or what is stored cannot be read. */
export function findPosOrder(payload: OrderPayload | null): PosOrder | null {
  return payload === null ? null : orNull(() => parsePosOrder(payload));
}

function orNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadablePayloadError) return null;
    throw error;
  }
}

function parse<T extends { currency: string }>(
  schema: z.ZodType<T>,
  document: { orderId: string; name: "pos_order" | "priced"; value: unknown },
): T {
  const { orderId, name, value } = document;
  const { v = "none", exponent } = head.safeParse(value).data ?? {};
  if (v !== TWO_DECIMALS && v !== OTHER_DECIMALS)
    throw new UnreadablePayloadError(orderId, `${name} is of version ${v}`);
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    const { currency } = parsed.data;
    if (exponent === currencyExponent(currency)) return parsed.data;
    throw new UnreadablePayloadError(orderId, `${name} has ${currency} amounts of ${exponent} decimals`);
  }
  const [first] = parsed.error.issues;
  const place = [name, ...(first?.path ?? [])].join(".");
  throw new UnreadablePayloadError(orderId, `${place} is ${first?.code ?? "invalid"}`);
}
