import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleOrder, type WireBody } from "../client/sample.ts";
import { SchemaError } from "../errors.ts";
import { lastFourOf } from "../wire/lenient.ts";
import type { WireRow, WireTable } from "../wire/row.ts";
import { isJsonObject, planOf } from "../wire/shape.ts";
import { orderRequestTable } from "../wire/tables.ts";
import { fingerprint, isSameOrder } from "./fingerprint.ts";
import { parseOrderRequest } from "./request.ts";

/** C: an order is the same order however a value that is not there is spelled. */

const ZERO_ID = "00000000-0000-0000-0000-000000000000";

/** Every spelling of "nothing" for a row, undefined for left out. */
function spellings({ type, field }: WireRow): unknown[] {
  const always = [undefined, null];
  // Signed as it is, so an empty one is another than none.
  if (type === "order_number") return always;
  if (type === "ref") return [...always, "", "  ", ZERO_ID];
  if (type === "object") return [...always, "", [], {}];
  if (type === "list" || type === "refs") return [...always, "", [], {}];
  if (type === "instant") return [...always, "", "0001-01-01T00:00:00", "0001-01-01T00:00:00Z"];
  const isTotal = type === "money" && field.endsWith("Total");
  return [...always, "", ...(isTotal || field === "unitPrice" || field === "tipAmount" ? [0] : [])];
}

interface Place {
  readonly steps: readonly (string | number)[];
  readonly row: WireRow;
}

/** Every optional field of a body that its table knows, whether it is there or not. */
function placesIn(
  json: Readonly<Record<string, unknown>>,
  table: WireTable,
  around: (string | number)[] = [],
): Place[] {
  return planOf(table).entries.flatMap(({ path, row }): Place[] => {
    if (row === null) return [];
    const steps = [...around, ...path.split(".")];
    const own = row.required === true ? [] : [{ steps, row }];
    const value = valueAt(json, path.split("."));
    const { of } = row;
    if (of === undefined || !Array.isArray(value)) return own;
    const within = value.flatMap((item: unknown, at) =>
      isJsonObject(item) ? placesIn(item, of(), [...steps, at]) : [],
    );
    return [...own, ...within];
  });
}

function valueAt(json: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>(
    (node, step) => (typeof node === "object" && node !== null ? Reflect.get(node, step) : undefined),
    json,
  );
}

function put(body: WireBody, steps: readonly (string | number)[], value: unknown): void {
  const parent = valueAt(body, steps.slice(0, -1));
  const name = steps.at(-1);
  if (typeof parent !== "object" || parent === null || name === undefined) return;
  if (value === undefined) Reflect.deleteProperty(parent, name);
  else Reflect.set(parent, name, value);
}

const said = (body: unknown) => {
  const { organizationId, order } = parseOrderRequest(body).request;
  return { organizationId, order };
};

const FULL: WireBody = sampleOrder({
  details: {
    order_type: "delivery",
    scheduled_at: "2026-01-15T20:00:00Z",
    customer: {
      id: "c-1",
      first_name: "Ada",
      last_name: "Byron",
      email: "a@b.example",
      phone: "1",
      loyalty_id: "l",
    },
    delivery: {
      address_line1: "1 Elm",
      city: "Los Angeles",
      latitude: 34.05,
      longitude: -118.2,
      instructions: "ring",
    },
    curbside: { vehicle_make: "Fiat", notes: "by the door" },
    table_number: "4",
    notes: "no onions",
    discounts: [
      { discount_id: "d", name: "D", amount: 1, percent: 5, line_ids: ["1"], loyalty_reward_id: "r" },
    ],
    taxes: [{ tax_id: "t", name: "T", rate: 8.75, amount: 1 }],
    fees: [{ fee_id: "f", name: "F", amount: 1 }],
    payments: [
      { tender_id: "t", type: "card", amount: 29.1, tip_amount: 3, reference: "r", card_last4: "4242" },
    ],
  },
});

describe("an order of which some optional fields say nothing", () => {
  it("has one reading and one fingerprint, however absent is spelled", () => {
    const places = placesIn(FULL, orderRequestTable);
    expect(places.length).toBeGreaterThan(60);
    const choice = fc.array(fc.tuple(fc.nat(places.length - 1), fc.nat(9), fc.nat(9)), {
      minLength: 1,
      maxLength: 12,
    });
    let compared = 0;
    fc.assert(
      fc.property(choice, (chosen) => {
        const [one, other] = [structuredClone(FULL), structuredClone(FULL)];
        // One spelling for each field in each body; a field within another that says nothing is out of reach.
        for (const [at, left, right] of chosen) {
          const place = places[at];
          if (place === undefined) continue;
          const ways = spellings(place.row);
          put(one, place.steps, ways[left % ways.length]);
          put(other, place.steps, ways[right % ways.length]);
        }
        const outcomes = [one, other].map((body) => {
          try {
            return parseOrderRequest(body).request;
          } catch (error) {
            if (error instanceof SchemaError) return null;
            throw error;
          }
        });
        // What must be there for its order type, or a discount of nothing, may be refused, in every spelling.
        const [first, second] = outcomes;
        if (first == null || second == null) return;
        compared += 1;
        expect(fingerprint(second)).toEqual(fingerprint(first));
        expect(isSameOrder(second, fingerprint(first, 1), fingerprint(first, 2))).toBe(true);
        expect(withoutZeros(second.order)).toEqual(withoutZeros(first.order));
      }),
      { numRuns: 3_000 },
    );
    expect(compared).toBeGreaterThan(1_000);
  });

  it("is told apart from one that says something", () => {
    const whole = fingerprint(parseOrderRequest(FULL).request).sha256;
    for (const { steps, row } of placesIn(FULL, orderRequestTable)) {
      const unsaid: readonly string[] = [
        "organizationId",
        "reference",
        "percent",
        "order.isAsap",
        "quantity",
      ];
      // A total of 0 is one that was not said.
      const isUnsaid = [undefined, 0].some((nothing) => valueAt(FULL, steps) === nothing);
      if (unsaid.includes(row.field) || isUnsaid) continue;
      const body = structuredClone(FULL);
      put(body, steps, null);
      if (row.field === "order.delivery" || row.field === "modifiers" || row.field === "lineId") continue;
      expect(fingerprint(parseOrderRequest(body).request).sha256, steps.join(".")).not.toBe(whole);
    }
  });
});

/** A price or tip of 0 is kept in the reading, where pricing takes it for none. */
function withoutZeros(order: unknown): unknown {
  return JSON.parse(
    JSON.stringify(order, (name, value: unknown) =>
      (name === "unitPriceCents" || name === "tipCents") && value === 0 ? null : value,
    ),
  );
}

describe("C: the bodies that were refused", () => {
  const line = { item_id: "taco-trio", quantity: 2 };
  const cases: [what: string, details: WireBody, same: WireBody, lenient: string][] = [
    [
      "an empty price level",
      { items: [{ ...line, price_level_id: "" }] },
      { items: [line] },
      "order_details.items[].price_level_id (empty text)",
    ],
    [
      "an empty line id",
      { items: [{ ...line, line_id: "" }] },
      { items: [line] },
      "order_details.items[].line_id (empty text)",
    ],
    [
      "an empty modifier group",
      { items: [{ ...line, modifiers: [{ modifier_id: "guac", modifier_group_id: "" }] }] },
      { items: [{ ...line, modifiers: [{ modifier_id: "guac" }] }] },
      "order_details.items[].modifiers[].modifier_group_id (empty text)",
    ],
    [
      "an empty customer id",
      { customer: { id: "" } },
      { customer: null },
      "order_details.customer.id (empty text)",
    ],
    ["an empty currency", { currency: "" }, { currency: null }, "order_details.currency (empty text)"],
    [
      "a currency in small letters",
      { currency: "usd" },
      { currency: "USD" },
      "order_details.currency (letter case)",
    ],
    [
      "an empty price",
      { items: [{ ...line, unit_price: "" }] },
      { items: [line] },
      "order_details.items[].unit_price (empty text)",
    ],
    ["an empty flag", { is_asap: "" }, { is_asap: null }, "order_details.is_asap (empty text)"],
    ["a list for an object", { customer: [] }, { customer: null }, "order_details.customer (empty list)"],
    ["an object for a list", { discounts: {} }, { discounts: [] }, "order_details.discounts (empty object)"],
    [
      "an object of nothing",
      { curbside: { notes: " " } },
      { curbside: null },
      "order_details.curbside (empty object)",
    ],
    [
      "a GUID of zeros",
      { customer: { id: ZERO_ID } },
      { customer: null },
      "order_details.customer.id (zero id)",
    ],
    [
      "a line id of zeros",
      { items: [{ ...line, line_id: ZERO_ID }] },
      { items: [line] },
      "order_details.items[].line_id (zero id)",
    ],
    [
      ".NET's date that was never set",
      { scheduled_at: "0001-01-01T00:00:00", is_asap: null },
      { scheduled_at: null, is_asap: null },
      "order_details.scheduled_at (zero date)",
    ],
    [
      "the same in UTC",
      { scheduled_at: "0001-01-01T00:00:00Z", is_asap: null },
      { scheduled_at: null, is_asap: null },
      "order_details.scheduled_at (zero date)",
    ],
    [
      "a time that means now",
      { scheduled_at: "now" },
      { scheduled_at: null },
      "order_details.scheduled_at (means now)",
    ],
    ["a time of 0", { scheduled_at: 0 }, { scheduled_at: null }, "order_details.scheduled_at (zero date)"],
    [
      "D: a reference that is too long",
      { payments: [{ reference: "x".repeat(201) }] },
      { payments: [{ reference: "x".repeat(200) }] },
      "order_details.payments[].reference (cut text)",
    ],
    [
      "D: a number as reference",
      { payments: [{ reference: 12 }] },
      { payments: [{ reference: "12" }] },
      "order_details.payments[].reference (number as text)",
    ],
    [
      "D: a number as type",
      { payments: [{ type: 1 }] },
      { payments: [{ type: "1" }] },
      "order_details.payments[].type (number as text)",
    ],
    [
      "D: the last four as a number",
      { payments: [{ card_last4: 42 }] },
      { payments: [{ card_last4: "0042" }] },
      "order_details.payments[].card_last4 (number as text)",
    ],
    [
      "D: a last four of five",
      { payments: [{ card_last4: "12345" }] },
      { payments: [{ card_last4: null }] },
      "order_details.payments[].card_last4 (left out)",
    ],
    [
      "a phone as a number",
      { customer: { phone: 12135550142 }, table_number: 12 },
      { customer: { phone: "12135550142" }, table_number: "12" },
      "order_details.customer.phone (number as text)",
    ],
    [
      "a percentage of 0 beside an amount",
      { discounts: [{ amount: 2.4, percent: 0 }] },
      { discounts: [{ amount: 2.4 }] },
      "order_details.discounts[] (amount and percentage)",
    ],
    [
      "an amount of 0 beside a percentage",
      { discounts: [{ amount: 0, percent: 10 }] },
      { discounts: [{ percent: 10 }] },
      "order_details.discounts[] (amount and percentage)",
    ],
    [
      "both, which agree",
      { discounts: [{ amount: 2.4, percent: 10 }] },
      { discounts: [{ amount: 2.4 }] },
      "order_details.discounts[] (amount and percentage)",
    ],
    [
      "both, which do not",
      { discounts: [{ amount: 2.4, percent: 99 }] },
      { discounts: [{ amount: 2.4 }] },
      "order_details.discounts[] (amount and percentage)",
    ],
    [
      "a masked card number",
      { payments: [{ card_last4: "************1111" }] },
      { payments: [{ card_last4: "1111" }] },
      "order_details.payments[].card_last4 (masked number)",
    ],
    [
      "an order type in capitals",
      { order_type: "TAKEOUT" },
      { order_type: "takeout" },
      "order_details.order_type (letter case)",
    ],
    [
      "an order type of an enum",
      { order_type: "DineIn" },
      { order_type: "dine_in" },
      "order_details.order_type (letter case)",
    ],
    [
      "cash in capitals",
      { payments: [{ type: "CASH ", amount: 0 }] },
      { payments: [{ type: "cash", amount: 0 }] },
      "order_details.payments[].type (letter case)",
    ],
  ];

  it.each(cases)("%s is read as what it means, and noted", (_what, details, same, lenient) => {
    const [body, meant] = [sampleOrder({ details }), sampleOrder({ details: same })];
    expect(said(body)).toEqual(said(meant));
    expect(parseOrderRequest(body).drift.lenient).toContain(lenient);
    expect(fingerprint(parseOrderRequest(body).request)).toEqual(
      fingerprint(parseOrderRequest(meant).request),
    );
  });

  it("notes nothing of an order that is as we expect it", () => {
    expect(parseOrderRequest(sampleOrder()).drift.lenient).toEqual([]);
  });

  it.each([
    ["a text of null", { customer: { id: "null" } }, { customer: null }],
    ["a note", { notes: "-" }, { notes: null }],
    ["not now, without a time", { is_asap: false }, { is_asap: null }],
    ["another order type", { order_type: "drone" }, { order_type: "takeout" }],
  ])("%s says something", (_what, details, other) => {
    expect(said(sampleOrder({ details }))).not.toEqual(said(sampleOrder({ details: other })));
  });

  it("lets payments be as they may before payment, and notes it", () => {
    const payments = [{ type: "card", amount: "29.10", card_last4: "4111111111111111" }, "x", { amount: 3 }];
    const body = sampleOrder({ details: { payments } });
    expect(() => parseOrderRequest(body)).toThrow(SchemaError);
    const { request, drift } = parseOrderRequest(body, { judgesPayments: false });
    expect(request.order.payments.map(({ amountCents, cardLast4 }) => [amountCents, cardLast4])).toEqual([
      [null, null],
      [300, null],
    ]);
    expect(drift.lenient).toEqual(["order_details.payments (not judged)"]);
    const others = sampleOrder({ details: { payments: "none", items: [{}] } });
    expect(() => parseOrderRequest(others, { judgesPayments: false })).toThrow("item_id is missing");
  });
});

describe("lastFourOf", () => {
  it.each([
    "************1111",
    "XXXX-XXXX-XXXX-1111",
    "xxxx 1111",
    "•••• 1111",
    "411111******1111",
    "ending in 1111",
    "...1111",
  ])("takes the last four of %s", (text) => {
    expect(lastFourOf(text)).toBe("1111");
  });

  it.each([
    "4111111111111111",
    "4111 1111 1111 1111",
    "411111111111",
    "3782-822463-10005",
    "****",
    "1111 ****",
    "x4111111111111111",
  ])("takes nothing of %s", (text) => {
    expect(lastFourOf(text)).toBeNull();
  });
});
