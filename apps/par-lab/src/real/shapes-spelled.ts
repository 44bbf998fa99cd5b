import { between, chooseLine, oneOf, ordinaryProducts, type WireBody } from "@parley/par-contract";
import type { Desk, Wish } from "./desk.ts";
import { freshNumber, type Shape, taken } from "./shape.ts";

/** Orders whose bytes, names, ids and texts are unusual. */

function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(name: string): string {
  const humped = camel(name);
  return humped.charAt(0).toUpperCase() + humped.slice(1);
}

/** A body with all its names in another notation. */
function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((entry) => renamed(entry, rename));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [rename(name), renamed(inner, rename)]),
  );
}

const MEDIA_TYPES = [
  "application/json; charset=utf8",
  'application/json;charset="UTF-8"',
  "application/json;",
  "application/json; odata=verbose; charset=us-ascii",
  "Application/JSON",
];

const NAMES: readonly (readonly [first: string, last: string])[] = [
  ["Anne-Marie", "O’Brien"],
  ["王", "伟"],
  ["Jean-Luc", "Smith-Jones"],
  ["محمد", "الأحمد"],
  ["Zo\u0308e", "Müßig"],
  ["👩‍👩‍👧", "🏳️‍🌈"],
  ["Robert'); DROP TABLE orders;--", "<script>alert(1)</script>"],
  ["A", "="],
  ["N\u202eamreh", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢"],
  ["null", "undefined"],
];

const PHONES = ["+1 (213) 555‑0142", "213.555.0142 ext. 7", "0049 30 5550142", "+81-3-5550-0142", "n/a"];

/** Ids that a spreadsheet has been through; each is another order, so each has its own number. */
function spreadsheetId(desk: Desk): string {
  const number = freshNumber(desk);
  const forms = [
    `000${number}`,
    `${number}E+12`,
    `="${number}"`,
    `${number}-May`,
    `'${number}`,
    `${number}.0`,
  ];
  return oneOf(desk.random, forms) ?? String(number);
}

function catering(desk: Desk): Wish | null {
  const store = desk.store();
  const product = store === null ? null : oneOf(desk.random, ordinaryProducts(store.index));
  if (store === null || product === null) return null;
  const { id, priceLevels } = product;
  const priceLevelId = priceLevels.find(({ isAvailable }) => isAvailable)?.id ?? null;
  const wish = { itemId: id, priceLevelId, quantity: 9_999, unitPriceCents: null, modifiers: [] };
  return { store, lines: [chooseLine(store.index, wish)] };
}

function unknownFields(): WireBody {
  return { x_trace: { hops: [1, 2, null] }, "": "", channelId: 7, tags: ["lunch"] };
}

/** An instant in another zone, with as many digits of its second as .NET writes. */
function inBerlin(now: Date): string {
  return new Date(now.getTime() + 3_600_000).toISOString().replace("Z", "0000+01:00");
}

export const SPELLED: readonly Shape[] = [
  taken("names in camel case", {
    write: ({ root }) => ({ text: JSON.stringify(renamed(root, camel)) }),
  }),
  taken("names in Pascal case", {
    write: ({ root }) => ({ text: JSON.stringify(renamed(root, pascal)) }),
  }),
  taken("a mark before the JSON (E)", {
    write: ({ root }) => ({ text: `\ufeff${JSON.stringify(root, null, 2)}\r\n` }),
  }),
  taken("other media type parameters (E)", {
    write: (_, { random }) => ({ headers: { "content-type": oneOf(random, MEDIA_TYPES) } }),
  }),
  taken("a date with an offset (E)", {
    write({ root }, { now }) {
      root.request_datetime = inBerlin(now());
      return undefined;
    },
  }),
  taken("ids as numbers", {
    begin: (desk) => ({ requestUid: String(freshNumber(desk)), onlineOrderId: String(freshNumber(desk)) }),
    write({ root, details, items, requestUid, onlineOrderId }) {
      root.request_uid = Number(requestUid);
      details.online_order_id = Number(onlineOrderId);
      details.customer = { id: 12_345, first_name: "Ada" };
      for (const [at, item] of items.entries()) item.line_id = at + 1;
      return undefined;
    },
  }),
  taken("ids as Excel writes them (I)", {
    weight: 3,
    begin: (desk) => ({ onlineOrderId: spreadsheetId(desk) }),
  }),
  taken("fields that nobody knows", {
    weight: 3,
    write({ root, details, items, modifiers }) {
      for (const object of [root, details, ...items, ...modifiers]) Object.assign(object, unknownFields());
      return undefined;
    },
  }),
  taken("unusual names and phones (B)", {
    weight: 3,
    write({ details }, { random }) {
      const [first, last] = oneOf(random, NAMES) ?? ["Ada", ""];
      details.customer = { first_name: first, last_name: last, phone: oneOf(random, PHONES) };
      return undefined;
    },
  }),
  taken("long comments (K)", {
    write({ details, items }, { random }) {
      const lines = (count: number) => "No onions, please 🙂\n".repeat(count);
      details.notes = lines(between(random, 50, 470));
      for (const item of items) item.comment = lines(between(random, 50, 200));
      return undefined;
    },
  }),
  taken("9,999 units (K)", { begin: catering }),
  taken("a card number in the notes", {
    write({ details }) {
      details.notes = "Card 4111 1111 1111 1111, please";
      return undefined;
    },
  }),
  taken("order types in any letters", {
    begin: () => ({ manner: { orderType: "takeout" } }),
    write({ details }, { random }) {
      details.order_type = oneOf(random, ["TakeOut", "TAKEOUT", "take_out", "Take-Out"]);
      return undefined;
    },
  }),
  taken("the path in the plural", { write: () => ({ path: "/posnext/orders/submit" }) }),
];
