import { chooseLine, hundredthsPerCent, majorUnits, oneOf } from "@parley/par-contract";
import type { Desk, Draft, Wish } from "./desk.ts";
import { refused, rejected, unmapped } from "./expected.ts";
import { type Shape, turnedDown } from "./shape.ts";

/** Orders that are turned down for a reason that PAR can read. */

/** A line of a test item, in a store that has it. */
function testItem(itemId: string): (desk: Desk) => Wish | null {
  return (desk) => {
    const store = desk.store(({ index }) => index.products.has(itemId));
    if (store === null) return null;
    const wish = { itemId, priceLevelId: null, quantity: 1, unitPriceCents: null, modifiers: [] };
    return { store, lines: [chooseLine(store.index, wish)] };
  };
}

/** Changes the grand total, and what was paid with it. */
function total({ details }: Draft, hundredths: number): undefined {
  const grandTotal = majorUnits(Math.round(Number(details.grand_total) * 100) + hundredths);
  details.grand_total = grandTotal;
  details.payments = [{ type: "card", amount: grandTotal }];
}

/** Ids that spreadsheets and other brands bring; few, so that the queue of unmapped ids stays short. */
const STRANGE_STORES = ["1.23457E+12", "12-May", "PAR-LOC-NEW", "par-loc-12345"];

const inYen = (desk: Desk): Wish | null => {
  const store = desk.store(({ currency }) => hundredthsPerCent(currency) > 1);
  return store === null ? null : { store };
};

export const REFUSED: readonly Shape[] = [
  turnedDown("an unmapped store", unmapped("unmapped_location"), {
    weight: 2,
    write({ root }, { random }) {
      root.location_id = oneOf(random, STRANGE_STORES);
      return undefined;
    },
  }),
  turnedDown("an unmapped brand", unmapped("unmapped_organization"), {
    write({ root }) {
      root.organization_id = "IA-NEW-01";
      return undefined;
    },
  }),
  turnedDown("a sold out item", rejected("item_unavailable"), {
    weight: 2,
    begin: testItem("sim-sold-out"),
  }),
  turnedDown("an unknown item", rejected("item_not_found"), {
    weight: 2,
    write({ items: [item] }) {
      if (item !== undefined) item.item_id = "no-such-item";
      return undefined;
    },
  }),
  turnedDown("another price", rejected("price_mismatch"), {
    write({ items: [item] }) {
      if (item !== undefined) item.unit_price = Number(item.unit_price) + 5;
      return undefined;
    },
  }),
  turnedDown("another total", rejected("price_mismatch"), {
    weight: 2,
    write: (draft) => total(draft, 500),
  }),
  turnedDown("a payment that is too small", rejected("payment_insufficient"), {
    write({ details }) {
      details.payments = [{ type: "card", amount: 1 }];
      return undefined;
    },
  }),
  turnedDown("an order type that nobody has", rejected("unsupported_order_type"), {
    write({ details }) {
      details.order_type = "drone";
      return undefined;
    },
  }),
  turnedDown("another currency", rejected("price_mismatch"), {
    write({ details, store }) {
      details.currency = store.currency === "CHF" ? "SEK" : "CHF";
      return undefined;
    },
  }),
  turnedDown("refused by the kitchen", rejected("pos_refused"), { begin: testItem("sim-refuse") }),
  turnedDown("a part of a yen (F)", refused(400, "invalid_field"), {
    begin: inYen,
    write: (draft) => total(draft, 50),
  }),
  turnedDown("a total of ten millions", refused(400, "invalid_field"), {
    begin: (desk) => {
      const store = desk.store(({ currency }) => hundredthsPerCent(currency) === 1);
      return store === null ? null : { store };
    },
    write: (draft) => total(draft, 1_000_000_000),
  }),
  turnedDown("a number as a text", refused(400, "invalid_field"), {
    write({ items, details }, { random }) {
      if (random() < 0.5) details.tax_total = "2.10";
      else for (const item of items) item.quantity = String(item.quantity);
      return undefined;
    },
  }),
  turnedDown("a date without a zone (E)", refused(400, "invalid_field"), {
    write({ root }) {
      root.request_datetime = String(root.request_datetime).slice(0, -1);
      return undefined;
    },
  }),
  turnedDown("a delivery to nowhere", refused(400, "missing_field"), {
    write({ details }) {
      Object.assign(details, { order_type: "delivery", delivery: null });
      return undefined;
    },
  }),
  turnedDown("a pipe in an id (E)", refused(400, "invalid_field"), {
    begin: (desk) => ({ onlineOrderId: `A|${desk.now().getTime()}` }),
  }),
  turnedDown("a key twice", refused(400, "invalid_json"), {
    write: ({ root }) => ({ text: JSON.stringify(root).replace("{", '{"request_uid":"x",') }),
  }),
  turnedDown("half a body", refused(400, "invalid_json"), {
    write: ({ root }) => ({ text: JSON.stringify(root).slice(0, -20) }),
  }),
  turnedDown("a compressed body", refused(415, "unsupported_media_type"), {
    write: () => ({ headers: { "content-encoding": "gzip" } }),
  }),
  turnedDown("another character set", refused(415, "unsupported_media_type"), {
    write: () => ({ headers: { "content-type": "application/json; charset=iso-8859-1" } }),
  }),
  turnedDown("a wrong digest", refused(401, "signature_mismatch"), {
    write: () => ({ headers: { "x-pch-digest": "0".repeat(64) } }),
  }),
  turnedDown("no token", refused(401, "unauthorized"), {
    write: () => ({ headers: { authorization: null } }),
  }),
];
