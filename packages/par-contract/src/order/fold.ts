import { isZeroDate, isZeroId } from "../wire/lenient.ts";
import { foldOrderType } from "./order-types.ts";
import type {
  OrderDelivery,
  OrderDetails,
  OrderDiscount,
  OrderLine,
  OrderModifier,
  OrderPayment,
} from "./request-model.ts";

/**
 * An order with every spelling of "absent" made null, and every word in its canonical form: what it says, however
 * it was serialised. Two orders that say the same fold to the same.
 */
export function foldOrder(order: OrderDetails): OrderDetails {
  const scheduledAt = order.scheduledAt === null || isZeroDate(order.scheduledAt) ? null : order.scheduledAt;
  return {
    ...order,
    orderType: foldOrderType(order.orderType),
    scheduledAt,
    customer: group(order.customer, foldFields),
    delivery: group(order.delivery, foldDelivery),
    curbside: group(order.curbside, foldFields),
    tableNumber: text(order.tableNumber),
    notes: text(order.notes),
    items: mapKept(order.items, foldLine),
    discounts: mapKept(order.discounts, foldFields),
    taxes: mapKept(order.taxes, foldFields),
    fees: mapKept(order.fees, foldFields),
    payments: mapKept(order.payments, foldPayment),
  };
}

/**
 * A discount's amount and percentage: a 0 beside the other says nothing, and of two that say something the amount
 * counts.
 */
export function foldDiscount<T extends Pick<OrderDiscount, "amountCents" | "percent">>(discount: T): T {
  const { amountCents, percent } = discount;
  if (amountCents === null || percent === null) return discount;
  return amountCents === 0 && percent > 0
    ? { ...discount, amountCents: null }
    : { ...discount, percent: null };
}

/**
 * An order without the discounts, taxes and fees of 0 that have neither a name nor an id. They are no part of
 * `foldOrder`, because fingerprints of version 2 hash them.
 */
export function withoutUnsaidCharges(order: OrderDetails): OrderDetails {
  const isSaid = (...values: readonly (string | number | null)[]) =>
    values.some((value) => value !== null && value !== 0 && value !== "0");
  return {
    ...order,
    discounts: order.discounts.filter(({ discountId, name, amountCents, percent, loyaltyRewardId }) =>
      isSaid(discountId, name, amountCents, percent, loyaltyRewardId),
    ),
    taxes: order.taxes.filter(({ taxId, name, rate, amountCents }) => isSaid(taxId, name, rate, amountCents)),
    fees: order.fees.filter(({ feeId, name, amountCents }) => isSaid(feeId, name, amountCents)),
  };
}

/** A list with what each entry becomes; the list itself where each stays what it is, as nearly all do. */
export function mapKept<T>(list: readonly T[], become: (entry: T, index: number) => T): readonly T[] {
  let became: T[] | null = null;
  for (let index = 0; index < list.length; index++) {
    const entry = list[index];
    if (entry === undefined) continue;
    const folded = become(entry, index);
    if (folded === entry) continue;
    became ??= [...list];
    became[index] = folded;
  }
  return became ?? list;
}

function foldLine(line: OrderLine, index: number): OrderLine {
  const lineId = isZeroId(line.lineId) ? String(index + 1) : line.lineId;
  const priceLevelId = text(line.priceLevelId);
  const name = text(line.name);
  const comment = text(line.comment);
  const modifiers = mapKept(line.modifiers, foldModifier);
  const isSame =
    lineId === line.lineId &&
    priceLevelId === line.priceLevelId &&
    name === line.name &&
    comment === line.comment &&
    modifiers === line.modifiers;
  return isSame ? line : { ...line, lineId, priceLevelId, name, comment, modifiers };
}

function foldModifier(modifier: OrderModifier): OrderModifier {
  const modifierGroupId = text(modifier.modifierGroupId);
  const name = text(modifier.name);
  const modifiers = mapKept(modifier.modifiers, foldModifier);
  const isSame =
    modifierGroupId === modifier.modifierGroupId &&
    name === modifier.name &&
    modifiers === modifier.modifiers;
  return isSame ? modifier : { ...modifier, modifierGroupId, name, modifiers };
}

function foldPayment(payment: OrderPayment): OrderPayment {
  const folded = foldFields(payment);
  const type = folded.type?.trim().toLowerCase() ?? null;
  return type === folded.type ? folded : { ...folded, type };
}

/** An address at 0 degrees in both directions is in the sea: the zeros of numbers that were never set. */
function foldDelivery(delivery: OrderDelivery): OrderDelivery {
  const folded = foldFields(delivery);
  const isZero = folded.latitude === 0 && folded.longitude === 0;
  return isZero ? { ...folded, latitude: null, longitude: null } : folded;
}

/** A group that says nothing is absent. */
function group<T extends object>(record: T | null, fold: (record: T) => T): T | null {
  if (record === null) return null;
  const folded = fold(record);
  for (const value of Object.values(folded)) if (value !== null) return folded;
  return null;
}

/** Folds the texts of a record of optional fields; everything else stays. */
function foldFields<T extends object>(record: T): T {
  let folded = record;
  for (const [name, value] of Object.entries(record)) {
    if (typeof value !== "string" || text(value) !== null) continue;
    if (folded === record) folded = { ...record };
    Object.assign(folded, { [name]: null });
  }
  return folded;
}

function text(value: string | null): string | null {
  return value === null || value.trim() === "" || isZeroId(value) ? null : value;
}
