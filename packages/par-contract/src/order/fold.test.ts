import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleOrder, type WireBody } from "../client/sample.ts";
import { SchemaError } from "../errors.ts";
import { isZeroDate, lastFourOf } from "../wire/lenient.ts";
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

  it.each([
    [{ notes: "x".repeat(10_001) }, "notes"],
    [{ customer: { first_name: "x".repeat(201) } }, "customer.first_name"],
    [{ customer: { phone: "1".repeat(33) } }, "customer.phone"],
    [{ customer: { email: "x".repeat(255) } }, "customer.email"],
    [{ table_number: "x".repeat(51) }, "table_number"],
    [{ items: [{ ...line, comment: "x".repeat(10_001) }] }, "items[].comment"],
    [
      { items: [{ ...line, modifiers: [{ modifier_id: "m", name: "x".repeat(201) }] }] },
      "items[].modifiers[].name",
    ],
    [{ fees: [{ name: "x".repeat(201), amount: 1 }] }, "fees[].name"],
    [{ payments: [{ type: "x".repeat(51) }] }, "payments[].type"],
    [{ payments: [{ tender_id: "x".repeat(129) }] }, "payments[].tender_id"],
    [{ payments: [{ reference: "x".repeat(201) }] }, "payments[].reference"],
  ])("D: a text that is too long refuses nothing, and is whole in the fingerprint: %#", (details, field) => {
    const { request, drift } = parseOrderRequest(sampleOrder({ details }));
    expect(drift.lenient).toContain(`order_details.${field} (cut text)`);
    const longer = JSON.parse(JSON.stringify(details).replace(/([x1])"/, '$1$1"')) as WireBody;
    const other = fingerprint(parseOrderRequest(sampleOrder({ details: longer })).request);
    // A retry may carry another reference of its payment.
    const isUnhashed = field === "payments[].reference";
    expect(other.sha256 === fingerprint(request).sha256).toBe(isUnhashed);
  });

  it.each([
    [
      { type: true, tender_id: { a: 1 }, reference: [1] },
      { type: null, tender_id: null },
    ],
    [
      { tender_id: 1.5, type: 2 ** 53 },
      { tender_id: "1.5", type: String(2 ** 53) },
    ],
    [{ tender_id: "" }, {}],
    [{ tender_id: ZERO_ID }, { tender_id: null }],
    [{ tender_id: "a\u0007 " }, { tender_id: "a\u0007 " }],
  ])("D: a payment's labels are taken as they are: %j", (payment, same) => {
    const of = (one: WireBody) =>
      parseOrderRequest(sampleOrder({ details: { payments: [one] } })).request.order;
    expect(of({ amount: 29.1, ...payment })).toEqual(of({ amount: 29.1, ...same }));
  });

  it.each<[sent: WireBody, same: WireBody, field: string, manner: string]>([
    [
      { customer: { id: "x".repeat(129), first_name: "A" } },
      { customer: { id: "x".repeat(129), first_name: "A" } },
      "customer.id",
      "cut text",
    ],
    [
      { customer: { id: 1.5, loyalty_id: {} } },
      { customer: { id: "1.5" } },
      "customer.loyalty_id",
      "left out",
    ],
    [{ customer: { loyalty_id: " 7\u0007" } }, { customer: { loyalty_id: " 7\u0007" } }, "", ""],
    [
      { delivery: { city: "LA", latitude: "34.05" } },
      { delivery: { city: "LA" } },
      "delivery.latitude",
      "left out",
    ],
    [
      { delivery: { city: "LA", longitude: 999 } },
      { delivery: { city: "LA" } },
      "delivery.longitude",
      "left out",
    ],
    [
      { delivery: { city: "LA", latitude: [] } },
      { delivery: { city: "LA" } },
      "delivery.latitude",
      "left out",
    ],
  ])("D: what we do nothing with refuses nothing: %#", (sent, same, field, manner) => {
    const [body, meant] = [sampleOrder({ details: sent }), sampleOrder({ details: same })];
    expect(said(body)).toEqual(said(meant));
    if (field !== "")
      expect(parseOrderRequest(body).drift.lenient).toContain(`order_details.${field} (${manner})`);
  });

  const guac = { modifier_id: "guac", quantity: 1 };
  it.each<[what: string, details: WireBody, same: WireBody, lenient: string]>([
    ["discounts of nothing", { discounts: [null, {}, "", { amount: null }] }, {}, "discounts[]"],
    [
      "a discount whose fields are all empty",
      { discounts: [{ name: "", amount: "", percent: null, line_ids: [], discount_id: ZERO_ID }] },
      {},
      "discounts[]",
    ],
    [
      "taxes and fees of nothing",
      { taxes: [{ amount: null }, null], fees: [{ name: "", amount: "" }] },
      {},
      "fees[]",
    ],
    [
      "line ids of nothing",
      { discounts: [{ amount: 1, line_ids: [null, "", "1"] }] },
      { discounts: [{ amount: 1, line_ids: ["1"] }] },
      "discounts[].line_ids[]",
    ],
    [
      "payments that are null",
      { payments: [null, { amount: 1 }] },
      { payments: [{ amount: 1 }] },
      "payments[]",
    ],
    [
      "a modifier that was not chosen",
      { items: [{ ...line, modifiers: [guac, { modifier_id: "salsa", quantity: 0, unit_price: 0 }] }] },
      { items: [{ ...line, modifiers: [guac] }] },
      "items[].modifiers[]",
    ],
    [
      "one with what is below it",
      { items: [{ ...line, modifiers: [{ ...guac, Quantity: 0, quantity: null, modifiers: [guac] }] }] },
      { items: [line] },
      "items[].modifiers[]",
    ],
    [
      "modifiers of nothing",
      { items: [{ ...line, modifiers: [null, {}] }] },
      { items: [line] },
      "items[].modifiers[]",
    ],
  ])("%s are passed over, and noted", (_what, details, same, lenient) => {
    const sent = sampleOrder({ details: { discounts: [], items: [line], ...details } });
    const meant = sampleOrder({ details: { discounts: [], items: [line], ...same } });
    expect(said(sent)).toEqual(said(meant));
    expect(parseOrderRequest(sent).drift.lenient).toContain(`order_details.${lenient} (left out)`);
    for (const version of [1, 2, 3] as const) {
      expect(fingerprint(parseOrderRequest(sent).request, version)).toEqual(
        fingerprint(parseOrderRequest(meant).request, version),
      );
    }
  });

  it.each([
    [
      "a price of what was not chosen",
      { items: [{ ...line, modifiers: [{ ...guac, quantity: 0, unit_price: 2 }] }] },
    ],
    [
      "a price below it",
      {
        items: [{ ...line, modifiers: [{ ...guac, quantity: 0, modifiers: [{ ...guac, unit_price: 2 }] }] }],
      },
    ],
    ["an item of which there is none", { items: [{ ...line, quantity: 0 }] }],
  ])("%s is refused, with the reason", (_what, details) => {
    expect(() => parseOrderRequest(sampleOrder({ details }))).toThrow("quantity is 0: leave out what is not");
  });

  it.each([
    ["a discount with a name", { discounts: [{ name: "Lunch" }] }],
    ["a tax with a name", { taxes: [{ name: "State" }] }],
    ["a fee with an id", { fees: [{ fee_id: "f", amount: "" }] }],
    ["a list for a discount", { discounts: [[]] }],
  ])("%s says something, and is refused without its money", (_what, details) => {
    expect(() => parseOrderRequest(sampleOrder({ details }))).toThrow(SchemaError);
  });

  it("keeps what has money and no name", () => {
    const details = { discounts: [{ amount: 1 }], taxes: [{ amount: 2 }], fees: [{ amount: 3 }] };
    const { order } = parseOrderRequest(sampleOrder({ details })).request;
    const money = [...order.discounts, ...order.taxes, ...order.fees].map(({ amountCents }) => amountCents);
    expect(money).toEqual([100, 200, 300]);
  });

  it.each<[twins: WireBody, same: WireBody, field: string]>([
    [{ notes: null, Notes: "x" }, { notes: "x" }, "notes"],
    [{ Notes: "x", notes: "" }, { notes: "x" }, "notes"],
    [{ notes: "", Notes: null }, { notes: null }, "notes"],
    [{ tip_total: null, TipTotal: 3 }, { tip_total: 3 }, "tip_total"],
    [{ customer: { first_name: "" }, Customer: { id: "c" } }, { customer: { id: "c" } }, "customer"],
    [{ discounts: [], Discounts: [{ amount: 1 }] }, { discounts: [{ amount: 1 }] }, "discounts"],
    [
      { ScheduledAt: "2026-01-15T20:00:00Z", scheduled_at: "0001-01-01T00:00:00" },
      { scheduled_at: "2026-01-15T20:00:00Z" },
      "scheduled_at",
    ],
    [{ Notes: "nuts!", notes: "ring" }, { notes: "ring\nnuts!" }, "notes"],
    [
      { customer: { firstName: "Bob", first_name: "Ada", FirstName: "Cy" } },
      { customer: { first_name: "Ada" } },
      "customer.first_name",
    ],
    [
      { items: [{ ...line, price_level_id: null, PriceLevelId: "large" }] },
      { items: [{ ...line, price_level_id: "large" }] },
      "items[].price_level_id",
    ],
  ])("of two spellings, %j is read as %j", (twins, same, field) => {
    const base = sampleOrder();
    const { tip_total: _, ...details } = base.order_details as WireBody;
    const sent = { ...base, order_details: { ...details, ...twins } };
    const reversed = {
      ...base,
      order_details: Object.fromEntries(Object.entries(sent.order_details).reverse()),
    };
    const meant = { ...base, order_details: { ...details, ...same } };
    expect(said(sent)).toEqual(said(meant));
    expect(said(reversed)).toEqual(said(meant));
    expect(parseOrderRequest(sent).drift.lenient).toContain(`order_details.${field} (two spellings)`);
    expect(fingerprint(parseOrderRequest(sent).request)).toEqual(
      fingerprint(parseOrderRequest(meant).request),
    );
  });

  it.each([
    { tip_total: 3, TipTotal: 4 },
    { tip_total: 0, TipTotal: 4 },
    { order_type: "takeout", OrderType: "delivery" },
    { items: [{ ...line, item_id: "a", ItemId: "b" }] },
    { items: [{ ...line, quantity: 1, Quantity: 2 }] },
    { items: [{ ...line, modifiers: [{ ...guac, quantity: 0, Quantity: 2 }] }] },
    { payments: [{ type: "cash", Type: "card" }] },
    { table_number: "4", TableNumber: "5" },
    { delivery: { city: "LA", City: "SF" } },
    { is_asap: true, IsAsap: false },
    { discounts: [{ amount: 1 }], Discounts: [{ amount: 2 }] },
  ])("money and food hang on %j: refused", (details) => {
    const base = sampleOrder();
    const body = { ...base, order_details: { ...(base.order_details as WireBody), ...details } };
    expect(() => parseOrderRequest(body)).toThrow("two spellings that disagree");
  });

  it.each<[first: WireBody, second: WireBody]>([
    [{ scheduled_at: "2026-01-15T20:00:00Z" }, { scheduled_at: "2026-01-15T20:00:00.000Z" }],
    [{ scheduled_at: "2026-01-15T20:00:00Z" }, { scheduled_at: "2026-01-15T12:00:00-08:00" }],
    [{ scheduled_at: "2026-01-15T20:00:00Z" }, { scheduled_at: "2026-01-15T20:00:00+00:00" }],
    [{ discounts: [] }, { discounts: [{ amount: 0 }] }],
    [{ discounts: [] }, { discounts: [{ amount: 0, percent: 0, line_ids: ["1"], discount_id: 0 }] }],
    [
      { taxes: [], fees: null },
      { taxes: [{ amount: 0, rate: 0 }], fees: [{ name: "", amount: 0 }] },
    ],
  ])("version 3 takes %j and %j for one order", (first, second) => {
    const [one, other] = [first, second].map(
      (details) => parseOrderRequest(sampleOrder({ details })).request,
    );
    if (one === undefined || other === undefined) throw new Error("two orders");
    expect(fingerprint(one, 3)).toEqual(fingerprint(other, 3));
    // Version 2 tells them apart, and an order that was stored under it is still compared so.
    expect(fingerprint(one, 2)).not.toEqual(fingerprint(other, 2));
    expect(isSameOrder(one, fingerprint(one, 1), fingerprint(one, 2))).toBe(true);
  });

  it.each<[first: WireBody, second: WireBody]>([
    [{ scheduled_at: "2026-01-15T20:00:00Z" }, { scheduled_at: "2026-01-15T20:00:01Z" }],
    [{ discounts: [] }, { discounts: [{ amount: 0, name: "Lunch" }] }],
    [{ discounts: [] }, { discounts: [{ amount: 0, loyalty_reward_id: "free-taco" }] }],
    [{ fees: [] }, { fees: [{ amount: 0.01 }] }],
  ])("version 3 tells %j and %j apart", (first, second) => {
    const [one, other] = [first, second].map(
      (details) => fingerprint(parseOrderRequest(sampleOrder({ details })).request, 3).sha256,
    );
    expect(one).not.toBe(other);
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

// D36: this many blanks in a date took half a minute.
describe("isZeroDate", () => {
  it.each(["0001-01-01T00:00:00  Z", " 0001-01-01 ", "1970-01-01T00:00+00:00", "0000-00-00 00:00:00.000"])(
    "knows %j",
    (date) => expect(isZeroDate(date)).toBe(true),
  );

  it("reads blanks in time by their number", () => {
    const blanks = " ".repeat(250_000);
    expect(isZeroDate(`0001-01-01T00:00${blanks}x`)).toBe(false);
    expect(isZeroDate(`${blanks}0001-01-01T00:00${blanks}`)).toBe(true);
  });
});
