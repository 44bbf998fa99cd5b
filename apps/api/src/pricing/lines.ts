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
  for (const [lineIndex, item] of items.entries()) {
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
  const reason = known.product.isAvailable ? offer.reasonAgainst(known.cards) : "is sold out";
  if (reason === null) return;
  tally.issues.add({
    code: "item_unavailable",
    message: `${known.product.name} ${reason}`,
    field: `${path}.item_id`,
    lineId: item.lineId,
  });
}

/** The level's price where one is named, else the item's own. */
function unitPriceOf({ item, known, path, tally }: LineInput): number | null {
  const { product } = known;
  if (item.priceLevelId === null) return product.priceCents;
  const field = `${path}.price_level_id`;
  const level = product.priceLevels.find((candidate) => candidate.id === item.priceLevelId);
  if (level === undefined && isUnsetId(item.priceLevelId)) return product.priceCents;
  if (level === undefined) {
    const message = `${product.name} has no price level "${item.priceLevelId}"`;
    tally.issues.add({ code: "price_level_not_found", message, field, lineId: item.lineId });
    return null;
  }
  if (!level.isAvailable) {
    const message = `${product.name}, ${level.name} is sold out`;
    tally.issues.add({ code: "item_unavailable", message, field, lineId: item.lineId });
  }
  return level.priceCents;
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
