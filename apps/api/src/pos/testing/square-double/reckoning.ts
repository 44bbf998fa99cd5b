import { spreadCents } from "../../square/cents.ts";

/**
 * Calculates orders for the Square that tests run against. As Square documents it: prices come from the
 * catalog unless the order overrides them, discounts apply before tax, taxes are those of the items in the
 * catalog, charges of the total phase come last. Each line's tax is rounded by itself, half to even.
 */

export interface WireMoney {
  amount: number;
  currency: string;
}

export interface WireLine {
  uid?: string;
  quantity: string;
  catalog_object_id?: string;
  base_price_money?: WireMoney;
  note?: string;
  modifiers?: {
    uid?: string;
    catalog_object_id?: string;
    quantity?: string;
    base_price_money?: WireMoney;
    parent_modifier_uid?: string;
  }[];
  applied_discounts?: { discount_uid: string }[];
}

export interface WireOrder {
  location_id: string;
  reference_id?: string;
  ticket_name?: string;
  line_items?: WireLine[];
  discounts?: { uid?: string; scope?: string; amount_money?: WireMoney }[];
  service_charges?: { amount_money?: WireMoney; calculation_phase?: string; taxable?: boolean }[];
  fulfillments?: {
    type?: string;
    state?: string;
    pickup_details?: Record<string, unknown>;
    delivery_details?: Record<string, unknown>;
    in_store_details?: Record<string, unknown>;
  }[];
  pricing_options?: { auto_apply_taxes?: boolean; auto_apply_discounts?: boolean };
  metadata?: Record<string, string>;
  source?: { name?: string };
}

/** What the catalog knows about an id that an order may name. */
export interface Priced {
  cents: number;
  /** The taxes of a variation's item. */
  taxes: { percentage: string; isInclusive: boolean }[];
}

export interface Reckoned {
  lines: { base: number; modifiers: number[]; total: number }[];
  totalCents: number;
  taxCents: number;
}

/** @param catalog variations and modifiers of the location, by id */
export function reckon(order: WireOrder, catalog: ReadonlyMap<string, Priced>): Reckoned {
  const lines = (order.line_items ?? []).map((line) => {
    const known = catalog.get(line.catalog_object_id ?? "");
    const base = line.base_price_money?.amount ?? known?.cents ?? 0;
    const modifiers = (line.modifiers ?? []).map(
      (entry) => entry.base_price_money?.amount ?? catalog.get(entry.catalog_object_id ?? "")?.cents ?? 0,
    );
    const extras = (line.modifiers ?? []).reduce(
      (sum, entry, at) => sum + Number(entry.quantity ?? "1") * (modifiers[at] ?? 0),
      0,
    );
    const total = Number(line.quantity) * (base + extras);
    return { line, base, modifiers, total, net: total, taxes: known?.taxes ?? [] };
  });
  for (const discount of order.discounts ?? []) {
    const amount = discount.amount_money?.amount ?? 0;
    const meant = lines.filter(
      ({ line }) =>
        discount.scope === "ORDER" ||
        line.applied_discounts?.some((applied) => applied.discount_uid === discount.uid),
    );
    // A fixed amount is taken off each line that it is applied to; for a whole order it is distributed.
    const shares =
      discount.scope === "ORDER"
        ? spreadCents(
            amount,
            meant.map(({ net }) => net),
          )
        : meant.map(() => amount);
    for (const [at, entry] of meant.entries()) entry.net = Math.max(0, entry.net - (shares[at] ?? 0));
  }
  const isTaxed = order.pricing_options?.auto_apply_taxes === true;
  const taxCents = lines.reduce((sum, { net, taxes }) => sum + (isTaxed ? additiveTax(net, taxes) : 0), 0);
  const chargeCents = (order.service_charges ?? []).reduce(
    (sum, charge) => sum + (charge.amount_money?.amount ?? 0),
    0,
  );
  const netCents = lines.reduce((sum, { net }) => sum + net, 0);
  return {
    lines: lines.map(({ base, modifiers, total }) => ({ base, modifiers, total })),
    totalCents: netCents + taxCents + chargeCents,
    taxCents,
  };
}

function additiveTax(net: number, taxes: Priced["taxes"]): number {
  return taxes
    .filter(({ isInclusive }) => !isInclusive)
    .reduce((sum, { percentage }) => sum + halfEven(BigInt(net) * millionths(percentage), 100_000_000n), 0);
}

/** `8.75` → 8750000n */
function millionths(percentage: string): bigint {
  const [whole = "0", fraction = ""] = percentage.split(".");
  return BigInt(whole + fraction.padEnd(6, "0"));
}

function halfEven(numerator: bigint, denominator: bigint): number {
  const quotient = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  const isUp = twice > denominator || (twice === denominator && quotient % 2n === 1n);
  return Number(isUp ? quotient + 1n : quotient);
}
