import { describe, expect, it } from "vitest";
import { sampleOrder, type WireBody } from "../client/sample.ts";
import { isJsonObject } from "../wire/shape.ts";
import { canonicalJson } from "../wire/testing/canonical.ts";
import { fingerprint, fingerprints, isSameOrder } from "./fingerprint.ts";
import { projectVersion1 } from "./fingerprint-v1.ts";
import { projectVersion2 } from "./fingerprint-v2.ts";
import { projectVersion3 } from "./fingerprint-v3.ts";
import { parseOrderRequest } from "./request.ts";

const of = (body: unknown): string => fingerprint(parseOrderRequest(body).request).sha256;
const sample = of(sampleOrder());

/** The same body with every object's keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

const item = { item_id: "taco-trio", quantity: 2 };
const same: [string, WireBody][] = [
  [
    "another request_uid and datetime",
    sampleOrder({ root: { request_uid: "x", request_datetime: "2026-01-16T00:00:00Z" } }),
  ],
  ["an unknown field", sampleOrder({ root: { extra: 1 }, details: { extra: { deep: [1] } } })],
  [
    "another payment reference",
    sampleOrder({
      details: {
        payments: [{ type: "card", tender_id: "online", amount: 29.1, tip_amount: 3, reference: "pay_2" }],
      },
    }),
  ],
  ["defaults spelled out", sampleOrder({ details: { discounts: [], notes: null, taxes: [] } })],
  ["a price of another notation", sampleOrder({ details: { grand_total: Number("29.100") } })],
];
const different: [string, WireBody][] = [
  ["another location", sampleOrder({ root: { location_id: "PAR-LOC-12346" } })],
  ["another online order id", sampleOrder({ details: { online_order_id: "ONL-1002" } })],
  ["one cent more", sampleOrder({ details: { grand_total: 29.11 } })],
  ["one item more", sampleOrder({ details: { items: [item, item] } })],
  ["a note", sampleOrder({ details: { notes: "no onions" } })],
  ["another guest", sampleOrder({ details: { customer: { first_name: "Bob" } } })],
  ["another tender", sampleOrder({ details: { payments: [{ type: "cash", amount: 29.1 }] } })],
];

describe("fingerprint", () => {
  it("ignores the order of keys", () => {
    expect(of(reversed(sampleOrder()))).toBe(sample);
  });

  it.each(same)("stays the same with %s", (_, body) => {
    expect(of(body)).toBe(sample);
  });

  it.each(different)("changes with %s", (_, body) => {
    expect(of(body)).not.toBe(sample);
  });

  it("is pinned to its version: a change here needs a new one", () => {
    expect(fingerprint(parseOrderRequest(sampleOrder()).request, 1)).toEqual({
      version: 1,
      sha256: "3ab8622296ac294591934cf1a3b9d84c5c7fc4b44b1bab4af8bd1161ad3d66a3",
    });
  });
});

const full = sampleOrder({
  details: {
    scheduled_at: "2026-01-16T12:00:00+01:00",
    delivery: { address_line1: "1 Ünïcode \u2028 Way", latitude: 1e-7, longitude: -0, postal_code: "0" },
    curbside: { vehicle_make: "Make", license_plate: '"A\\B"' },
    customer: { id: "0", first_name: "Zoë", phone: "+15555550100", loyalty_id: "0" },
    items: [
      {
        ...item,
        price_level_id: "0",
        modifiers: [{ modifier_id: "guac", modifiers: [{ modifier_id: "x" }] }],
      },
    ],
    discounts: [
      { discount_id: "0", amount: 0.1 },
      { name: "Ten", percent: 10, amount: 1, line_ids: ["1", "2"] },
    ],
    taxes: [
      { tax_id: "0", rate: 0, amount: 0.1 },
      { name: "Sales", rate: 8.75, amount: 1 },
    ],
    fees: [{ fee_id: "bag", name: "Bag", amount: 0.1 }],
  },
});

describe("fingerprints", () => {
  const unsaid = sampleOrder({ details: { fees: [{ fee_id: "0", amount: 0 }] } });
  const bodies = [
    full,
    unsaid,
    sampleOrder({ details: { scheduled_at: "2026-01-16T12:00:00+01:00" } }),
    ...same.map(([, body]) => body),
    ...different.map(([, body]) => body),
  ];
  const requests = bodies.map((body) => parseOrderRequest(body).request);

  it("hash RFC 8785 JSON: the projections' members are in its order", () => {
    for (const request of requests) {
      for (const project of [projectVersion1, projectVersion2, projectVersion3]) {
        const projected: unknown = project(request);
        expect(JSON.stringify(projected)).toBe(canonicalJson(projected));
      }
    }
  });

  it("are those of each version, whether or not their texts are equal", () => {
    for (const request of requests) {
      const [one, two, three] = ([1, 2, 3] as const).map((version) => fingerprint(request, version).sha256);
      expect(fingerprints(request)).toEqual({ 1: one, 2: two, 3: three });
    }
    const request = parseOrderRequest(full).request;
    expect(new Set(Object.values(fingerprints(request))).size).toBe(3);
  });
});

describe("isSameOrder", () => {
  const { request } = parseOrderRequest(sampleOrder());
  const stored = fingerprint(request);

  it.each(same)("knows a repeat with %s", (_, body) => {
    expect(isSameOrder(parseOrderRequest(body).request, stored)).toBe(true);
  });

  it.each(different)("tells an order with %s apart", (_, body) => {
    expect(isSameOrder(parseOrderRequest(body).request, stored)).toBe(false);
  });

  it.each([0, 4, 1.5, -1, Number.NaN])(
    "does not judge under version %d, which it does not know",
    (version) => {
      expect(() => isSameOrder(request, { ...stored, version })).toThrow(RangeError);
    },
  );

  it("judges by the latest version that it knows, whichever others are stored beside it", () => {
    const first = fingerprint(request, 1);
    const later = { version: 4, sha256: "of a later release" };
    expect(isSameOrder(request, later, first)).toBe(true);
    expect(isSameOrder(request, { ...first, sha256: "another" }, stored)).toBe(true);
    expect(isSameOrder(request, first, { ...stored, sha256: "another" })).toBe(false);
  });
});

describe("canonicalJson", () => {
  it("writes the example of RFC 8785, sections 3.2.2 and 3.2.3", () => {
    const value: unknown = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
    const keys = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}');
  });

  it("refuses what JSON has no word for", () => {
    expect(() => canonicalJson({ a: undefined })).toThrow(TypeError);
    expect(() => canonicalJson([Number.NaN])).toThrow(TypeError);
  });
});
