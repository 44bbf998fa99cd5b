import { describe, expect, it } from "vitest";
import { fingerprint, isSameOrder, parseJson, parseOrderRequest } from "../src/index.ts";
import { fingerprintsV2, fingerprintVectors, payloadVectors } from "./testing/vectors.ts";

describe("version 2 of the fingerprint", () => {
  it.each(fingerprintVectors)("hashes as it is stored: $case", ({ case: name, body }) => {
    const { request } = parseOrderRequest(parseJson(Buffer.from(JSON.stringify(body))));
    expect(fingerprint(request, 2)).toEqual({ version: 2, sha256: fingerprintsV2.get(name) });
  });

  it("takes for one order what says the same", () => {
    const nothing = fingerprintsV2.get("every optional field absent");
    for (const name of [
      "every optional field null",
      "an empty note",
      "an empty customer",
      "an empty first name",
      "a free line",
    ]) {
      expect(fingerprintsV2.get(name), name).toBe(nothing);
    }
    expect(fingerprintsV2.get("a note")).not.toBe(nothing);
  });
});

describe("version 1 of the fingerprint", () => {
  it.each(fingerprintVectors)("hashes as it is stored: $case", ({ body, sha256 }) => {
    const { request } = parseOrderRequest(parseJson(Buffer.from(JSON.stringify(body))));
    expect(fingerprint(request, 1)).toEqual({ version: 1, sha256 });
    expect(isSameOrder(request, { version: 1, sha256 })).toBe(true);
  });

  it("has a vector for every order among the payload vectors", () => {
    const orders = payloadVectors.filter(
      ({ kind, expect }) => kind === "order_request" && expect === "accepted",
    );
    const pinned = new Set(fingerprintVectors.map(({ payload }) => payload));
    for (const { name } of orders) expect(pinned).toContain(name);
  });

  it("reads nothing of a request but the fields that it names", () => {
    const { request } = parseOrderRequest(
      fingerprintVectors.find((row) => row.case === "every field there")?.body,
    );
    const widened: unknown = JSON.parse(
      JSON.stringify(request, (_, value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value, added: 1 } : value,
      ),
    );
    expect(widened).toHaveProperty("order.customer.added");
    expect(fingerprint(Object.assign({}, request, widened), 1)).toEqual(fingerprint(request, 1));
  });
});
