import fc from "fast-check";
import { expect, it } from "vitest";
import { sampleOrder, type WireBody } from "../client/sample.ts";
import { readPlainly } from "./compiled.ts";
import { WireReader } from "./reader.ts";
import { isJsonObject, planOf } from "./shape.ts";
import { orderRequestTable } from "./tables.ts";

const ZERO_ID = "00000000-0000-0000-0000-000000000000";
const FULL: WireBody = sampleOrder({
  details: {
    scheduled_at: "2026-01-15T20:00:00Z",
    customer: { id: "c-1", first_name: "Ada", last_name: null, email: "a@b.example", loyalty_id: "l" },
    delivery: { address_line1: "1 Elm", city: "Los Angeles", latitude: 34.05, longitude: -118.2 },
    curbside: { vehicle_make: "Fiat", notes: "by the door, which is the one with the blue frame" },
    table_number: "4",
    discounts: [{ discount_id: "d", name: "D", amount: 1, percent: 5, line_ids: ["1"] }, { amount: 2 }],
    taxes: [{ tax_id: "t", name: "T", rate: 8.75, amount: 1 }],
    fees: [{ fee_id: "f", name: "F", amount: 1 }],
    payments: [{ type: "card", amount: 29.1, tip_amount: 3, card_last4: "4242" }, { type: "cash" }],
  },
});

// Good ones among them, so that many bodies stay plain.
const values: readonly unknown[] = [
  ...[
    "",
    " ",
    "\u00a0",
    "x",
    " x",
    "x".repeat(31),
    "x".repeat(32),
    "x".repeat(70_000),
    ZERO_ID,
    `{${ZERO_ID}}`,
  ],
  ...[
    "now",
    "0001-01-01T00:00:00Z",
    "2026-01-15T20:00:00Z",
    "usd",
    "USD",
    "a|b",
    "0",
    "*** 4242",
    "4242424242424242",
  ],
  ...[null, 0, 1, -1, 1.5, 1.005, 4_242, 1e7, 1e300, true, false],
  ...[[], [null], [""], ["1"], [{}], [1], {}, { quantity: 0 }, { quantity: 0, unit_price: 1 }],
  { modifier_id: "m", quantity: 1, modifiers: [{ modifier_id: "n", quantity: 0 }] },
];

type Steps = readonly (string | number)[];

/** Every value of a body by the way to it. */
function waysIn(value: unknown, steps: Steps = []): Steps[] {
  if (typeof value !== "object" || value === null) return [steps];
  return [steps, ...Object.entries(value).flatMap(([key, inner]) => waysIn(inner, [...steps, key]))];
}

function change(body: WireBody, steps: Steps, act: (parent: object, key: PropertyKey) => void): void {
  let parent: unknown = body;
  for (const step of steps.slice(0, -1))
    parent = typeof parent === "object" && parent !== null ? Reflect.get(parent, step) : undefined;
  const key = steps.at(-1);
  if (typeof parent === "object" && parent !== null && key !== undefined) act(parent, key);
}

function spelled(value: unknown, spell: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => spelled(item, spell));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [spell(key), spelled(inner, spell)]));
}

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const spellings = [
  (name: string) => name,
  camel,
  (name: string) => camel(name).replace(/^[a-z]/, (letter) => letter.toUpperCase()),
] as const;

const ways = waysIn(FULL);
const way = fc.constantFrom(...ways);
const changes = fc.array(
  fc.oneof(
    fc.tuple(fc.constant("set"), way, fc.constantFrom(...values)),
    fc.tuple(fc.constant("remove"), way, fc.constant(null)),
    fc.tuple(fc.constant("add"), way, fc.constantFrom("unknown", "__proto__", "Name", "NAME", "quantity")),
  ),
  { maxLength: 3 },
);

it("says of a plain body what the reader of any body says, and of no other anything", () => {
  const plan = planOf(orderRequestTable);
  let plain = 0;
  fc.assert(
    fc.property(changes, fc.constantFrom(...spellings), (list, spell) => {
      const body = structuredClone(FULL);
      for (const [act, steps, value] of list) {
        change(body, steps, (parent, key) => {
          if (act === "set") Reflect.set(parent, key, structuredClone(value));
          else if (act === "remove") Reflect.deleteProperty(parent, key);
          else Object.defineProperty(parent, String(value), { value: 1, enumerable: true });
        });
      }
      const json = spelled(body, spell);
      if (!isJsonObject(json)) throw new TypeError("a body is an object");
      const found = readPlainly(plan, json);
      if (found === null) return;
      plain += 1;
      // A name that no row knows is what keeps the other from being asked.
      const reader = new WireReader(orderRequestTable, { ...json, zz_unknown: 1 }, "lenient");
      const { draft } = reader;
      expect(reader.issues).toEqual([]);
      expect(JSON.stringify(found.record)).toBe(JSON.stringify(draft));
      const { unknown, ...rest } = reader.drift();
      expect(unknown).toEqual(["zz_unknown"]);
      expect(found.notes.soFar()).toEqual({ unknown: [], ...rest });
      expect(rest.lenient).toEqual([]);
    }),
    { numRuns: 4_000 },
  );
  expect(plain).toBeGreaterThan(500);
});

it("reads most bodies: each spelling of a whole order", () => {
  for (const spell of spellings) {
    const json = spelled(FULL, spell);
    expect(isJsonObject(json) && readPlainly(planOf(orderRequestTable), json)).toBeTruthy();
  }
});
