import type { OrderDetails, OrderLine, OrderModifier } from "@parley/par-contract";
import type { PosBill, PosBillLine } from "../../../pos/adapter.ts";
import type { PricedLine, PricedOrder } from "../../../pricing/types.ts";
import { amountsOf, billLineOf } from "../../bill/drift.ts";

/** A row of an order's bill as PAR, we and the POS have it, in cents. Null: that side does not say. */
export interface BillRow {
  kind: "item" | "modifier" | SumKind;
  /** Null for a sum. */
  name: string | null;
  quantity: number | null;
  comment: string | null;
  par: number | null;
  ours: number | null;
  pos: number | null;
  /** Who has another amount than we. */
  differs: { par: boolean; pos: boolean };
}

export type SumKind = "subtotal" | "discount" | "fee" | "tax" | "tip" | "grand";

export interface BillSides {
  /** PAR's order with amounts in cents; null where its call was not kept. */
  par: OrderDetails | null;
  /** Null where nothing could be priced. */
  ours: PricedOrder | null;
  /** Null where the POS gave no bill. */
  pos: PosBill | null;
}

/** Items, each followed by what goes with it, then the sums. An item's amount is without its modifiers. */
export function compareBills(sides: BillSides): BillRow[] {
  return [...lineRows(sides), ...sumRows(sides)];
}

function lineRows({ par, ours, pos }: BillSides): BillRow[] {
  const lines = ours?.lines ?? par?.items ?? [];
  return lines.flatMap(({ lineId }, index) => {
    const said = pos === null || pos.lines.length === 0 ? null : billLineOf(pos, lineId, index);
    return rowsOfLine({
      par: par?.items.find((line) => line.lineId === lineId) ?? null,
      ours: ours?.lines.find((line) => line.lineId === lineId) ?? null,
      pos: said,
      isBilled: pos !== null && pos.lines.length > 0,
    });
  });
}

interface LineSides {
  par: OrderLine | null;
  ours: PricedLine | null;
  pos: PosBillLine | null;
  /** Whether the POS's bill has lines at all: one that it lacks is then a difference. */
  isBilled: boolean;
}

function rowsOfLine({ par, ours, pos, isBilled }: LineSides): BillRow[] {
  const quantity = ours?.quantity ?? par?.quantity ?? 0;
  const item = row({
    kind: "item",
    name: ours?.name ?? par?.name ?? par?.itemId ?? null,
    quantity,
    comment: ours?.comment ?? par?.comment ?? null,
    par: times(stated(par?.unitPriceCents), quantity),
    ours: ours === null ? null : ours.unitPriceCents * quantity,
    pos: pos?.totalCents ?? (isBilled ? 0 : null),
  });
  return [item, ...modifierRows({ par, ours, pos, isBilled })];
}

function modifierRows({ par, ours, pos, isBilled }: LineSides): BillRow[] {
  const quantity = ours?.quantity ?? par?.quantity ?? 0;
  const prices = pricesIn(par?.modifiers ?? []);
  const posCents = (modifierId: string) =>
    isBilled
      ? (pos?.modifiers ?? [])
          .filter((each) => each.modifierId === modifierId)
          .reduce((sum, { totalCents }) => sum + totalCents, 0)
      : null;
  if (ours === null) {
    return asSent(par?.modifiers ?? [], quantity).map((sent) => row({ kind: "modifier", ...sent }));
  }
  return amountsOf(ours.modifiers, quantity).map(({ modifierId, name, quantity: count, paid, totalCents }) =>
    row({
      kind: "modifier",
      name: name ?? modifierId,
      quantity: count,
      par: times(prices.get(modifierId) ?? null, paid),
      ours: totalCents,
      pos: posCents(modifierId),
    }),
  );
}

/** PAR's price of each modifier, wherever in the tree it stands. */
function pricesIn(modifiers: readonly OrderModifier[]): Map<string, number | null> {
  return new Map(
    modifiers.flatMap((each): [string, number | null][] => [
      [each.modifierId, stated(each.unitPriceCents)],
      ...pricesIn(each.modifiers),
    ]),
  );
}

/** What PAR sent of a line that we could not price. */
function asSent(
  modifiers: readonly OrderModifier[],
  parents: number,
): Pick<BillRow, "name" | "quantity" | "par">[] {
  return modifiers.flatMap((each) => {
    const quantity = each.quantity * parents;
    const par = times(stated(each.unitPriceCents), quantity);
    return [{ name: each.name ?? each.modifierId, quantity, par }, ...asSent(each.modifiers, quantity)];
  });
}

/** A price of 0 stands for one that was left out: pricing reads it so. */
function stated(unitPriceCents: number | null | undefined): number | null {
  return unitPriceCents === undefined || unitPriceCents === 0 ? null : unitPriceCents;
}

function times(unitCents: number | null, count: number): number | null {
  return unitCents === null ? null : unitCents * count;
}

function sumRows({ par, ours, pos }: BillSides): BillRow[] {
  const hasInclusiveTax = ours?.taxes.some(({ inclusive }) => inclusive) ?? false;
  const sums: [SumKind, number | null, number | null, number | null][] = [
    ["subtotal", parSubtotal(par, ours), ours?.grossSubtotalCents ?? null, pos?.totals.subtotalCents ?? null],
    [
      "discount",
      par?.discountTotalCents ?? null,
      ours?.discountTotalCents ?? null,
      pos?.totals.discountCents ?? null,
    ],
    ["fee", par?.feeTotalCents ?? null, ours?.feeTotalCents ?? null, pos?.totals.feeCents ?? null],
    // PAR may count tax that is inside the prices, too.
    [
      "tax",
      hasInclusiveTax ? null : (par?.taxTotalCents ?? null),
      ours?.taxTotalCents ?? null,
      pos?.totals.taxCents ?? null,
    ],
    // A tip may stand with the payments alone.
    ["tip", stated(par?.tipTotalCents), ours?.tipTotalCents ?? null, pos?.totals.tipCents ?? null],
    ["grand", par?.grandTotalCents ?? null, ours?.grandTotalCents ?? null, pos?.totals.grandCents ?? null],
  ];
  return sums
    .map(([kind, theirs, own, said]) => row({ kind, par: theirs, ours: own, pos: said }))
    .filter((each) => isAlwaysShown(each.kind) || [each.par, each.ours, each.pos].some((cents) => cents));
}

function isAlwaysShown(kind: BillRow["kind"]): boolean {
  return kind === "subtotal" || kind === "grand";
}

/** PAR may say it before or after discounts; the one that is ours is shown as ours. */
function parSubtotal(par: OrderDetails | null, ours: PricedOrder | null): number | null {
  if (par === null) return null;
  const isNet = ours !== null && par.subtotalCents === ours.grossSubtotalCents - ours.discountTotalCents;
  return isNet ? ours.grossSubtotalCents : par.subtotalCents;
}

function row(facts: Pick<BillRow, "kind"> & Partial<Omit<BillRow, "differs">>): BillRow {
  const full = { name: null, quantity: null, comment: null, par: null, ours: null, pos: null, ...facts };
  const isOther = (cents: number | null) => cents !== null && full.ours !== null && cents !== full.ours;
  return { ...full, differs: { par: isOther(full.par), pos: isOther(full.pos) } };
}
