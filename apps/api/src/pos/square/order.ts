import type { Square } from "square";
import type { PosDiscount, PosLine, PosModifier, PosOrder } from "../adapter.ts";
import { shortCodeOf } from "../short-code.ts";
import { spreadCents } from "./cents.ts";
import { cut, writeFulfilment } from "./fulfilment.ts";
import type { SquareSettings } from "./settings.ts";

/** Square's limits on texts, in characters. */
const NAME_MAX = 255;
const LINE_NOTE_MAX = 2_000;
const TICKET_MAX = 30;

export const SOURCE_NAME = "PAR Ordering";

/**
 * The order in Square's format.
 *
 * `asPaid` sets every unit price to what the guest has paid; Square lets it override the catalog's price.
 * A later price change at Square must not change a bill that is already paid. Without `asPaid` Square
 * fills in its own prices, for a check that looks for such changes.
 *
 * Taxes are left to Square (`auto_apply_taxes`), because they belong to its catalog's items. Discounts come
 * from PAR alone, so Square's own pricing rules stay off.
 */
export function writeSquareOrder(
  order: PosOrder,
  settings: SquareSettings,
  { asPaid }: { asPaid: boolean },
): Square.Order {
  const discounts = order.discounts.flatMap((discount, index) => writeDiscount(discount, index, order));
  return {
    locationId: settings.location_id,
    referenceId: order.reference,
    source: { name: SOURCE_NAME },
    ticketName: ticketName(order),
    lineItems: order.lines.map((line, index) => ({
      ...writeLine(line, index, { currency: order.currency, asPaid }),
      ...appliedTo(index, discounts),
    })),
    discounts: discounts.map(({ discount }) => discount),
    serviceCharges: order.fees
      .filter((fee) => fee.amountCents !== 0)
      .map((fee, index) => ({
        uid: `f${index}`,
        name: cut(fee.name ?? "Fee", NAME_MAX),
        amountMoney: moneyOf(fee.amountCents, order.currency),
        calculationPhase: "TOTAL_PHASE",
        taxable: false,
      })),
    pricingOptions: { autoApplyTaxes: true, autoApplyDiscounts: false },
    fulfillments: [writeFulfilment(order, settings)],
    metadata: writeMetadata(order),
  };
}

/** @param cents whole cents */
export function moneyOf(cents: number, currency: string): Square.Money {
  return { amount: BigInt(cents), ...(isCurrency(currency) ? { currency } : {}) };
}

/** The uid of the line that Square's field paths call `order.line_items[index]`. */
export function lineUid(index: number): string {
  return `l${index}`;
}

// The SDK's list of currencies may be out of date; Square itself refuses those that it does not support.
function isCurrency(code: string): code is Square.Currency {
  return /^[A-Z]{3}$/.test(code);
}

function writeLine(
  line: PosLine,
  index: number,
  how: { currency: string; asPaid: boolean },
): Square.OrderLineItem {
  const modifiers: Square.OrderLineItemModifier[] = [];
  writeModifiers(line.modifiers, { uid: lineUid(index), parentUid: undefined }, how, modifiers);
  return {
    uid: lineUid(index),
    quantity: String(line.quantity),
    // A product has the id of its first variation, and a price level is a variation: see square-menu.ts.
    catalogObjectId: line.priceLevelId ?? line.itemId,
    ...(how.asPaid ? { basePriceMoney: moneyOf(line.unitPriceCents, how.currency) } : {}),
    ...(line.comment ? { note: cut(line.comment, LINE_NOTE_MAX) } : {}),
    ...(modifiers.length > 0 ? { modifiers } : {}),
  };
}

/**
 * A tree as the flat list that Square uses, where children name their parent's uid. Quantities are per
 * line item. Square does not say whether a child's quantity is multiplied by its parent's, so a parent
 * with children is written once per unit. Free units are a separate entry without a price.
 */
function writeModifiers(
  entries: readonly PosModifier[],
  place: { uid: string; parentUid: string | undefined },
  how: { currency: string; asPaid: boolean },
  into: Square.OrderLineItemModifier[],
): void {
  for (const [index, entry] of entries.entries()) {
    const isParent = entry.modifiers.length > 0;
    const paid = entry.quantity - entry.freeQuantity;
    const parts = isParent
      ? Array.from({ length: entry.quantity }, (_, unit) => ({ quantity: 1, isFree: unit >= paid }))
      : [
          { quantity: paid, isFree: false },
          { quantity: entry.freeQuantity, isFree: true },
        ].filter(({ quantity }) => quantity > 0);
    for (const [part, { quantity, isFree }] of parts.entries()) {
      const uid = `${place.uid}m${index}${parts.length > 1 ? `u${part}` : ""}`;
      const priceCents = isFree ? 0 : entry.unitPriceCents;
      into.push({
        uid,
        catalogObjectId: entry.modifierId,
        quantity: String(quantity),
        ...(how.asPaid || isFree ? { basePriceMoney: moneyOf(priceCents, how.currency) } : {}),
        ...(place.parentUid === undefined ? {} : { parentModifierUid: place.parentUid }),
      });
      writeModifiers(entry.modifiers, { uid, parentUid: uid }, how, into);
    }
  }
}

interface WrittenDiscount {
  discount: Square.OrderLineItemDiscount;
  /** null: the whole order. */
  lineIndex: number | null;
}

/**
 * Square takes a fixed amount off *each* line that it is applied to, so an amount for several lines is
 * split here in proportion to their totals.
 */
function writeDiscount(discount: PosDiscount, index: number, order: PosOrder): WrittenDiscount[] {
  if (discount.amountCents === 0) return [];
  const part = (amountCents: number, uid: string, lineIndex: number | null): WrittenDiscount => ({
    lineIndex,
    discount: {
      uid,
      name: cut(discount.name ?? "Discount", NAME_MAX),
      type: "FIXED_AMOUNT",
      amountMoney: moneyOf(amountCents, order.currency),
      scope: lineIndex === null ? "ORDER" : "LINE_ITEM",
    },
  });
  const meant = order.lines
    .map((line, lineIndex) => ({ line, lineIndex }))
    .filter(({ line }) => discount.lineIds.includes(line.lineId));
  if (meant.length === 0) return [part(discount.amountCents, `d${index}`, null)];
  const shares = spreadCents(
    discount.amountCents,
    meant.map(({ line }) => line.totalCents),
  );
  return meant
    .map(({ lineIndex }, at) => part(shares[at] ?? 0, `d${index}l${lineIndex}`, lineIndex))
    .filter((_, at) => (shares[at] ?? 0) > 0);
}

function appliedTo(index: number, discounts: readonly WrittenDiscount[]) {
  const appliedDiscounts = discounts
    .filter(({ lineIndex }) => lineIndex === index)
    .map(({ discount }) => ({ discountUid: discount.uid ?? "" }));
  return appliedDiscounts.length > 0 ? { appliedDiscounts } : {};
}

function ticketName(order: PosOrder): string {
  const { tableNumber, guest, reference } = order;
  return cut(tableNumber ? `Table ${tableNumber}` : (guest?.name ?? shortCodeOf(reference)), TICKET_MAX);
}

/** For people who look up the order at Square; it must not contain the guest's data. */
function writeMetadata(order: PosOrder): Record<string, string> {
  return {
    parley_reference: order.reference,
    par_request_uid: cut(order.requestUid, NAME_MAX),
    ...(order.onlineOrderId === null ? {} : { par_online_order_id: cut(order.onlineOrderId, NAME_MAX) }),
  };
}
