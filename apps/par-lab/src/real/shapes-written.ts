import {
  addUp,
  type ChosenLine,
  chooseLine,
  hundredthsPerCent,
  majorUnits,
  oneOf,
  ordinaryProducts,
  type WireBody,
} from "@parley/par-contract";
import type { Desk, Draft, Wish } from "./desk.ts";
import type { SoakStore } from "./record.ts";
import { type Shape, taken } from "./shape.ts";

/** Orders that say the usual in a way of their own: absent values, totals, tips, taxes. */

const ZERO_ID = "00000000-0000-0000-0000-000000000000";

function leaveOut(object: WireBody, ...names: readonly string[]): void {
  for (const name of names) delete object[name];
}

function put(objects: readonly WireBody[], values: WireBody): void {
  for (const object of objects) {
    for (const [name, value] of Object.entries(values)) object[name] ??= value;
  }
}

/** Writes every optional value that the order does not have in the same way. */
function writeAbsent({ details, items, modifiers }: Draft, absent: unknown): undefined {
  const texts = { scheduled_at: absent, table_number: absent, notes: absent };
  put([details], { ...texts, discounts: [], taxes: [], fees: [] });
  details.currency = absent;
  details.customer = { id: absent, first_name: "Ada", last_name: absent, email: absent, loyalty_id: absent };
  for (const item of items) item.line_id = absent;
  put(items, { price_level_id: absent, comment: absent });
  for (const modifier of modifiers) modifier.modifier_group_id = absent;
}

/** One line of an item that needs no choices and has one tax, which a till adds or which is in the price. */
function plainLine(desk: Desk, isInclusive: boolean, quantity: number): Wish | null {
  const plain = ({ index }: SoakStore) =>
    ordinaryProducts(index).filter(({ taxIds, priceLevels, modifierGroupIds }) => {
      const taxes = taxIds.map((id) => index.taxes.get(id)?.inclusive);
      const isOptional = modifierGroupIds.every((id) => (index.groups.get(id)?.minSelected ?? 0) === 0);
      return taxes.length === 1 && taxes[0] === isInclusive && priceLevels.length === 0 && isOptional;
    });
  const store = desk.store((one) => plain(one).length > 0);
  const product = store === null ? null : oneOf(desk.random, plain(store));
  if (store === null || product === null) return null;
  const line = { itemId: product.id, priceLevelId: null, quantity, unitPriceCents: null, modifiers: [] };
  return { store, lines: [chooseLine(store.index, line)] };
}

/** A tenth off, with its tax on what is left. */
function discount({ store, lines, details, tipCents }: Draft, form: (amount: number) => WireBody): undefined {
  const [line] = lines;
  if (line === undefined) return;
  const unit = hundredthsPerCent(store.currency);
  const before = line.unitPriceCents * line.quantity;
  const off = Math.round(before / 10 / unit) * unit;
  const left: ChosenLine = { ...line, quantity: 1, unitPriceCents: before - off };
  const bill = addUp(store.index, [left], tipCents, unit);
  Object.assign(details, {
    discounts: [{ discount_id: "ten-off", name: "A tenth off", ...form(majorUnits(off)) }],
    discount_total: majorUnits(off),
    tax_total: majorUnits(bill.taxTotalCents),
    grand_total: majorUnits(bill.grandTotalCents),
    payments: [{ type: "card", amount: majorUnits(bill.grandTotalCents), tip_amount: majorUnits(tipCents) }],
  });
}

/** States tax that is in the prices as if it were added. */
function stateInclusive({ store, lines, details }: Draft): undefined {
  const [line] = lines;
  const rate = Number(store.index.taxes.get(line?.taxIds[0] ?? "")?.ratePercent ?? 0);
  const unit = hundredthsPerCent(store.currency);
  const gross = (line?.unitPriceCents ?? 0) * (line?.quantity ?? 0);
  details.tax_total = majorUnits(Math.round((gross * rate) / (100 + rate) / unit) * unit);
}

function payAs({ details, tipCents }: Draft, payment: WireBody): undefined {
  const tip = { amount: details.grand_total, tip_amount: majorUnits(tipCents) };
  details.payments = [{ type: "card", ...tip, ...payment }];
}

export const WRITTEN: readonly Shape[] = [
  taken("ordinary", { weight: 60 }),
  taken("absent as empty texts (C)", { weight: 3, write: (draft) => writeAbsent(draft, "") }),
  taken("absent as null (C)", { weight: 3, write: (draft) => writeAbsent(draft, null) }),
  taken("nothing that is optional (C)", {
    weight: 3,
    write({ details, items, modifiers }) {
      leaveOut(details, "currency", "customer", "notes", "is_asap", "payments");
      leaveOut(details, "tax_total", "discount_total", "fee_total");
      for (const item of items) leaveOut(item, "line_id", "name", "unit_price");
      for (const modifier of modifiers) leaveOut(modifier, "name", "unit_price", "modifier_group_id");
      return undefined;
    },
  }),
  taken("a serializer's zeros (C)", {
    weight: 3,
    write({ details, items }) {
      Object.assign(details, { scheduled_at: "0001-01-01T00:00:00", discounts: {}, curbside: [] });
      details.customer = { id: ZERO_ID, first_name: "Ada", phone: "", loyalty_id: ZERO_ID };
      put(items, { price_level_id: ZERO_ID, comment: "" });
      for (const item of items) item.unit_price = 0;
      return undefined;
    },
  }),
  taken("totals from their lists (C)", {
    write({ details }) {
      details.taxes = [{ name: "Tax", amount: details.tax_total }];
      leaveOut(details, "tax_total", "discount_total", "fee_total");
      return undefined;
    },
  }),
  taken("an amount and a percentage (C)", {
    begin: (desk) => plainLine(desk, false, 2),
    write: (draft) => discount(draft, (amount) => ({ amount, percent: 10 })),
  }),
  taken("an amount beside 0 percent (C)", {
    begin: (desk) => plainLine(desk, false, 3),
    write: (draft) => discount(draft, (amount) => ({ amount, percent: 0, loyalty_reward_id: "" })),
  }),
  taken("a masked card number (C)", {
    write: (draft) => payAs(draft, { type: "Credit Card", card_last4: "************1111" }),
  }),
  taken("a tip on top of its payment (D)", {
    write(draft) {
      const tip = majorUnits(draft.tipCents);
      const net = Math.round(Number(draft.details.grand_total) * 100) - draft.tipCents;
      return payAs(draft, { amount: majorUnits(net), tip_amount: tip });
    },
  }),
  taken("a tip in its payment alone (D)", {
    write({ details }) {
      leaveOut(details, "tip_total");
      return undefined;
    },
  }),
  taken("cash at the store (D)", {
    write: ({ details }, { random }) => {
      details.payments = oneOf<unknown>(random, [
        [],
        [{ type: "CASH", amount: 0 }],
        [{ type: "cash", amount: details.grand_total }],
        [{ type: "Cash" }],
      ]);
      return undefined;
    },
  }),
  taken("tax in the price, stated (D)", {
    begin: (desk) => plainLine(desk, true, 4),
    write: stateInclusive,
  }),
];
