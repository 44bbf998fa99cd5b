import type { OrderLine } from "@parley/par-contract";
import type { IssueList } from "./issues.ts";
import type { IndexedProduct, MenuIndex } from "./menu-index.ts";
import { type LineTally, priceModifiers } from "./modifiers.ts";
import type { Offer } from "./offer.ts";
import type { PricedLine } from "./types.ts";
import { isUnsetId } from "./unset.ts";

/** A stretch of a line's cents that is taxed in one way; discounts eat into it. */
export interface TaxedPart {
  lineIndex: number;
  taxClass: string;
  cents: number;
}

export interface LinesOutcome {
  /** null where any line has no known price. */
  lines: PricedLine[] | null;
  parts: TaxedPart[];
}

/** Prices every line, so that all refusals are found at once and not only the first. */
export function priceLines(input: {
  items: readonly OrderLine[];
  index: MenuIndex;
  offer: Offer;
  issues: IssueList;
}): LinesOutcome {
  const { items, index, offer, issues } = input;
  const lines: PricedLine[] = [];
  const parts: TaxedPart[] = [];
  let lineIndex = -1;
  for (const item of items) {
    lineIndex += 1;
    const path = `order_details.items[${lineIndex}]`;
    const tally: LineTally = {
      index,
      issues,
      lineId: item.lineId,
      centsByTaxClass: new Map(),
      isUnpriced: false,
    };
    const known = index.products.get(item.itemId);
    if (known === undefined) {
      issues.add({
        code: "item_not_found",
        message: `The menu has no item "${item.itemId}"`,
        field: `${path}.item_id`,
        lineId: item.lineId,
      });
      continue;
    }
    const line = priceLine({ item, known, offer, path, tally });
    if (line === null) continue;
    lines.push(line);
    for (const [taxClass, cents] of tally.centsByTaxClass) parts.push({ lineIndex, taxClass, cents });
  }
  return { lines: lines.length === items.length ? lines : null, parts };
}

interface LineInput {
  item: OrderLine;
  known: IndexedProduct;
  offer: Offer;
  path: string;
  tally: LineTally;
}

function priceLine({ item, known, offer, path, tally }: LineInput): PricedLine | null {
  checkAvailable({ item, known, offer, path, tally });
  const unitPriceCents = unitPriceOf({ item, known, offer, path, tally });
  if (unitPriceCents !== null) {
    checkSentPrice(item, unitPriceCents, path, tally);
    tally.centsByTaxClass.set(known.taxClass, unitPriceCents * item.quantity);
  }

  const { product } = known;
  const chosen = priceModifiers(
    { name: product.name, groups: known.groups, taxClass: known.taxClass, path, units: item.quantity },
    item.modifiers,
    tally,
  );
  if (unitPriceCents === null || tally.isUnpriced) return null;

  const totalCents = item.quantity * (unitPriceCents + chosen.totalCents);
  if (totalCents >= tally.issues.limitCents) {
    tally.issues.add({
      code: "price_mismatch",
      message: `${product.name} comes to ${tally.issues.text(tally.issues.limitCents)} or more`,
      field: `${path}.quantity`,
      lineId: item.lineId,
    });
    return null;
  }
  return {
    lineId: item.lineId,
    itemId: product.id,
    priceLevelId: product.priceLevels.some(({ id }) => id === item.priceLevelId) ? item.priceLevelId : null,
    name: product.name,
    quantity: item.quantity,
    unitPriceCents,
    totalCents,
    discountCents: 0,
    comment: item.comment,
    modifiers: chosen.modifiers,
  };
}

function checkAvailable({ item, known, offer, path, tally }: LineInput): void {
  const reason = reasonAgainst(known, offer);
  if (reason === null) return;
  tally.issues.add({
    code: "item_unavailable",
    message: `${known.product.name} ${reason}`,
    field: `${path}.item_id`,
    lineId: item.lineId,
  });
}

function reasonAgainst({ product, blocker, cards }: IndexedProduct, offer: Offer): string | null {
  if (blocker?.kind === "no_menu") return offer.reasonAgainst(cards);
  if (blocker !== null) return `cannot be ordered: ${blocker.because}`;
  return product.isAvailable ? offer.reasonAgainst(cards) : "is sold out";
}

/**
 * The level's price where one is named, else the item's own. A level that has the item's own id is what an order
 * without a level gets, so it has to be there.
 */
function unitPriceOf({ item, known, path, tally }: LineInput): number | null {
  const { product, blocker } = known;
  const named = item.priceLevelId;
  const levelOf = (wanted: string) => product.priceLevels.find(({ id }) => id === wanted);
  const isUnset = named === null || (isUnsetId(named) && levelOf(named) === undefined);
  const level = levelOf(isUnset ? product.id : named);
  const field = `${path}.price_level_id`;
  if (level === undefined && !isUnset) {
    const message = `${product.name} has no price level "${named}"`;
    tally.issues.add({ code: "price_level_not_found", message, field, lineId: item.lineId });
    return null;
  }
  // Where all levels are sold out the item is, which has been said.
  if (level?.isAvailable === false && blocker?.kind !== "price_levels") {
    const message = `${product.name}, ${level.name} is sold out`;
    tally.issues.add({ code: "item_unavailable", message, field, lineId: item.lineId });
  }
  return isUnset || level === undefined ? product.priceCents : level.priceCents;
}

function checkSentPrice(item: OrderLine, unitPriceCents: number, path: string, tally: LineTally): void {
  const sentCents = item.unitPriceCents;
  // A 0 is a price that was not set; what the guest pays is judged by the grand total.
  if (sentCents === null || sentCents === 0 || sentCents === unitPriceCents) return;
  tally.issues.add({
    code: "price_mismatch",
    message: `The menu's price is ${tally.issues.text(unitPriceCents)}`,
    field: `${path}.unit_price`,
    lineId: item.lineId,
    ...tally.issues.compare(unitPriceCents, sentCents),
  });
}
