import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  centsFromNumber,
  centsText,
  computeDigest,
  type DigestFields,
  HUNDREDTHS_LIMIT,
  ID_MAX,
  idProblem,
  majorUnits,
  readDigestFields,
  SchemaError,
  SignatureError,
  signatureString,
  verifyDigest,
} from "../src/index.ts";

const SHARED_ID = "SharedSecret-2026-PAR";

const id = fc
  .oneof(
    fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
    fc.string({ minLength: 1, maxLength: ID_MAX }),
  )
  .filter((text) => idProblem(text) === null);
const orderNumber = fc.option(
  id.filter((text) => text !== "0"),
  { nil: null },
);
const cents = fc.integer({ min: 0, max: HUNDREDTHS_LIMIT - 1 });
const datetime = fc
  .date({ min: new Date(0), max: new Date("2099-12-31T23:59:59.999Z"), noInvalidDate: true })
  .map((date) => date.toISOString());

const body = fc.record({
  request_uid: id,
  request_datetime: datetime,
  location_id: id,
  order_details: fc.record({
    online_order_id: orderNumber,
    grand_total: cents.map(majorUnits),
    subtotal: cents.map(majorUnits),
  }),
});

function accepts(fields: DigestFields, header: string): boolean {
  try {
    verifyDigest({ fields, header, sharedId: SHARED_ID, centsMode: "exact" });
    return true;
  } catch (error) {
    if (error instanceof SignatureError) return false;
    throw error;
  }
}

function sign(fields: DigestFields): string {
  return computeDigest(SHARED_ID, signatureString(fields, "R"));
}

describe("signing", () => {
  it("verifies what it signed, for any fields, in either case of hex", () => {
    fc.assert(
      fc.property(body, (json) => {
        const { fields } = readDigestFields(json);
        expect(accepts(fields, sign(fields))).toBe(true);
        expect(accepts(fields, sign(fields).toUpperCase())).toBe(true);
      }),
    );
  });

  it("B04: refuses when any one of the six fields changes", () => {
    const change = fc.constantFrom<keyof DigestFields>(
      "requestUid",
      "locationId",
      "onlineOrderId",
      "grandTotal",
      "subtotal",
      "requestDatetime",
    );
    fc.assert(
      fc.property(body, change, fc.integer({ min: 1, max: 1_000 }), (json, name, by) => {
        const { fields } = readDigestFields(json);
        const old = fields[name];
        let next: string;
        if (name === "grandTotal" || name === "subtotal") {
          next = String(majorUnits(centsFromNumber(Number(old)) + by));
        } else if (name === "requestDatetime") {
          next = new Date(Date.parse(old ?? "") + by * 1_000).toISOString();
        } else next = `${old ?? ""}${by}`;
        expect(accepts({ ...fields, [name]: next }, sign(fields))).toBe(false);
        expect(accepts(fields, sign({ ...fields, [name]: next }))).toBe(false);
      }),
    );
  });

  it("gives no two distinct accepted tuples of ids one string", () => {
    const tuple = fc.tuple(id, id, orderNumber);
    // Pieces that a delimiter could be shifted across, besides quite random ones.
    const small = fc.constantFrom("a", "b", "a:b", "0", "00", "a0", "1", "a b");
    const near = fc.tuple(
      small,
      small,
      fc.option(
        small.filter((text) => text !== "0"),
        { nil: null },
      ),
    );
    const rest = { grandTotal: "1", subtotal: "1", requestDatetime: "2026-01-15T12:34:56.789Z" };
    const stringOf = ([requestUid, locationId, onlineOrderId]: [string, string, string | null]) =>
      signatureString({ requestUid, locationId, onlineOrderId, ...rest }, "R");
    fc.assert(
      fc.property(fc.oneof(tuple, near), fc.oneof(tuple, near), (a, b) => {
        const same = a.every((value, index) => value === b[index]);
        expect(stringOf(a) === stringOf(b)).toBe(same);
      }),
      { numRuns: 5_000 },
    );
  });

  it("B08: refuses ids that hold the delimiter, wherever it sits", () => {
    fc.assert(
      fc.property(
        id,
        id,
        fc.constantFrom("request_uid", "location_id", "online_order_id"),
        (left, right, name) => {
          const value = `${left}|${right}`;
          const json =
            name === "online_order_id"
              ? { request_uid: "a", location_id: "b", order_details: { [name]: value } }
              : { request_uid: "a", location_id: "b", [name]: value, order_details: {} };
          expect(() => readDigestFields(json)).toThrow(SchemaError);
        },
      ),
    );
  });
});

describe("money", () => {
  it("goes from cents to text and back unchanged, for every amount in range", () => {
    fc.assert(
      fc.property(cents, (amount) => {
        const text = JSON.stringify(majorUnits(amount));
        expect(centsFromNumber(Number(text))).toBe(amount);
        for (const reading of ["R", "E", "T"] as const) expect(centsText(text, reading)).toBe(String(amount));
      }),
      { numRuns: 20_000 },
    );
  });

  it("reads a number the same way, by the short path and by its decimal text", () => {
    const amount = fc.oneof(
      fc.double({ min: 0, max: 9_999_999, noNaN: true }),
      fc.integer({ min: 0, max: 99_999_999 }).map((n) => n / 1_000),
    );
    fc.assert(
      fc.property(amount, (number) => {
        expect(centsFromNumber(number)).toBe(Number(centsText(String(number), "R")));
      }),
      { numRuns: 20_000 },
    );
  });
});
