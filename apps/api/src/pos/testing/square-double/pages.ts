import { z } from "zod";
import type { Priced } from "./reckoning.ts";
import type { WireAnswer } from "./wire-answer.ts";

/** Pages of lists, as Square splits them; small, so that every test reads more than one. */
const PAGE_SIZE = 7;

const query = z.object({
  cursor: z.string().optional(),
  limit: z.int().min(1).max(1_000).optional(),
  object_types: z.array(z.string()).optional(),
});

export function createCatalogPages(catalog: () => Record<string, unknown>[]) {
  function take(all: unknown[], asked: unknown): { json: unknown[]; cursor: { cursor?: string } } {
    const { cursor, limit = PAGE_SIZE } = query.parse(asked);
    const from = Number(cursor ?? 0);
    const to = from + Math.min(limit, PAGE_SIZE);
    return { json: all.slice(from, to), cursor: to < all.length ? { cursor: String(to) } : {} };
  }

  function search(asked: unknown): WireAnswer {
    const { object_types: types = [] } = query.parse(asked);
    const wanted = catalog().filter(({ type }) => types.includes(String(type)));
    const { json, cursor } = take(wanted, asked);
    return { json: { objects: json, ...cursor, latest_time: "2026-01-15T12:00:00.000Z" } };
  }

  return { take, search };
}

const price = z.object({ amount: z.int(), currency: z.string() });
const override = z.object({ location_id: z.string(), price_money: price.optional() });
const data = z.object({ price_money: price.optional(), location_overrides: z.array(override).default([]) });
const entry = z.object({
  id: z.string(),
  type: z.string(),
  item_data: z
    .object({
      is_taxable: z.boolean().default(true),
      tax_ids: z.array(z.string()).default([]),
      variations: z.array(z.object({ id: z.string(), item_variation_data: data })),
    })
    .optional(),
  modifier_list_data: z
    .object({ modifiers: z.array(z.object({ id: z.string(), modifier_data: data })) })
    .optional(),
  tax_data: z.object({ percentage: z.string(), inclusion_type: z.string(), enabled: z.boolean() }).optional(),
  present_at_all_locations: z.boolean(),
});

/** The objects that an order of the location may name, with prices and the taxes of their items. */
export function priceList(catalog: readonly unknown[], location: string): Map<string, Priced> {
  const entries = catalog.map((object) => entry.parse(object));
  const taxes = new Map(
    entries.flatMap((tax) => (tax.tax_data && tax.present_at_all_locations ? [[tax.id, tax.tax_data]] : [])),
  );
  const list = new Map<string, Priced>();
  const centsOf = ({ price_money, location_overrides }: z.infer<typeof data>) =>
    (location_overrides.find(({ location_id }) => location_id === location)?.price_money ?? price_money)
      ?.amount ?? 0;
  for (const { item_data, modifier_list_data } of entries) {
    const ofItem = item_data?.is_taxable === false ? [] : (item_data?.tax_ids ?? []);
    const applied = ofItem.flatMap((id) => {
      const tax = taxes.get(id);
      if (tax === undefined || !tax.enabled) return [];
      return [{ percentage: tax.percentage, isInclusive: tax.inclusion_type === "INCLUSIVE" }];
    });
    for (const { id, item_variation_data } of item_data?.variations ?? [])
      list.set(id, { cents: centsOf(item_variation_data), taxes: applied });
    for (const { id, modifier_data } of modifier_list_data?.modifiers ?? [])
      list.set(id, { cents: centsOf(modifier_data), taxes: [] });
  }
  return list;
}
