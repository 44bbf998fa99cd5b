import { describe, expect, it } from "vitest";
import {
  type CentsReading,
  ContractError,
  computeDigest,
  type DigestFields,
  defaultSwitches,
  importTokenKey,
  parseErrorBody,
  parseMenuAnswer,
  parseMenuRequest,
  parseOrderAnswer,
  parseOrderRequest,
  readDigestFields,
  SchemaError,
  signatureString,
  verifyDigest,
  verifyToken,
} from "../src/index.ts";
import { payloadVectors, signatureVectors, tokenVectors } from "./testing/vectors.ts";

const READINGS: readonly CentsReading[] = ["R", "E", "T", "X"];

/** The six values of a body just as they are, also those that a server refuses to sign. */
function rawFields(body: Readonly<Record<string, unknown>>): DigestFields {
  const details = body.order_details;
  const order = typeof details === "object" && details !== null ? Object.entries(details) : [];
  const member = (name: string): unknown => order.find(([key]) => key === name)?.[1];
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  const amount = (value: unknown): string | null => (typeof value === "number" ? String(value) : null);
  return {
    requestUid: text(body.request_uid),
    locationId: text(body.location_id),
    onlineOrderId: text(member("online_order_id")),
    grandTotal: amount(member("grand_total")),
    subtotal: amount(member("subtotal")),
    requestDatetime: text(body.request_datetime),
  };
}

function refusal(act: () => unknown): ContractError {
  try {
    act();
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe.each(signatureVectors)("signature vector $id ($readings): $case", (vector) => {
  it("gives the string and the digest under exactly its readings", () => {
    const fields = rawFields(vector.body);
    const fitting = READINGS.filter((reading) => signatureString(fields, reading) === vector.string);
    expect(fitting.join("")).toBe(vector.readings);
    expect(computeDigest(vector.shared_id, vector.string)).toBe(vector.digest);
  });

  it("is verified, refused with 400, or kept to the library, as the vector says", () => {
    const read = () => {
      const { fields } = readDigestFields(vector.body);
      const args = { fields, header: vector.digest, sharedId: vector.shared_id };
      if (vector.readings === "X") return verifyDigest({ ...args, centsMode: "double_truncate" });
      const verified = verifyDigest({ ...args, centsMode: "exact" });
      // The vectors hold the signed part only; what else an order lacks is refused after the digest.
      if (vector.server === "refused") parseOrderRequest(vector.body);
      return verified;
    };
    if (vector.server === "refused") expect(["invalid_field", "missing_field"]).toContain(refusal(read).code);
    else expect(read().string).toBe(vector.string);
  });
});

describe("signature vectors", () => {
  it("hold every vector of the contract", () => {
    expect(new Set(signatureVectors.map((vector) => vector.id)).size).toBe(22);
  });

  it("refuse an X row by default and say why in the record", () => {
    for (const vector of signatureVectors.filter(({ readings }) => readings === "X")) {
      const { fields } = readDigestFields(vector.body);
      const error = refusal(() =>
        verifyDigest({ fields, header: vector.digest, sharedId: vector.shared_id, centsMode: "exact" }),
      );
      expect(error).toMatchObject({ code: "signature_mismatch", reason: "double_truncation" });
    }
  });
});

describe.each(tokenVectors)("token vector $id: $case", (vector) => {
  it("verifies under its own key and not under the other", async () => {
    for (const jwtKey of ["full", "first10"] as const) {
      const key = await importTokenKey(vector.shared_id, jwtKey);
      const verifying = verifyToken({
        authorization: `Bearer ${vector.token}`,
        candidates: [{ id: "sec_1", key, switches: defaultSwitches }],
        now: new Date(vector.now),
      });
      if (jwtKey === vector.jwt_key) expect((await verifying).claims).toEqual(vector.payload);
      else await expect(verifying).rejects.toMatchObject({ code: "unauthorized", reason: "no_match" });
    }
  });
});

const PARSERS = {
  order_request: (body: unknown) => {
    readDigestFields(body);
    return parseOrderRequest(body);
  },
  order_answer: parseOrderAnswer,
  menu_request: parseMenuRequest,
  menu_answer: parseMenuAnswer,
  error_body: parseErrorBody,
};

describe.each(payloadVectors)("payload $name: $case", (vector) => {
  const parse = PARSERS[vector.kind];

  it("is taken or refused as the vector says", () => {
    if (vector.expect === "accepted") {
      expect(() => parse(vector.body)).not.toThrow();
      return;
    }
    const error = refusal(() => parse(vector.body));
    expect(error).toBeInstanceOf(SchemaError);
    expect(error.issues.map(({ code, field }) => ({ code, field }))).toEqual([vector.expect]);
  });
});

describe("payloads in other notations", () => {
  it("parse to the very same order", () => {
    const orders = payloadVectors
      .filter(({ name }) => /^submit-order(-camel|-pascal|-unknown-fields)?\.json$/.test(name))
      .map(({ body }) => parseOrderRequest(body).request);
    expect(orders).toHaveLength(4);
    for (const order of orders) expect(order).toEqual(orders[0]);
  });
});
