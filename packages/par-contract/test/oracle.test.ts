import { describe, expect, it } from "vitest";
import {
  computeDigest,
  parseJson,
  parseOrderRequest,
  readDigestFields,
  renderOrderAnswer,
  signatureString,
  signBody,
  verifyDigest,
} from "../src/index.ts";
import { oracleDigest, oracleKey, oracleString } from "./testing/csharp-oracle.ts";
import { randomOrderText, seeded } from "./testing/random-orders.ts";

const SHARED_ID = "SharedSecret-2026-PAR";
const COUNT = 10_000;

function answerTo(text: string): string {
  const { request } = parseOrderRequest(parseJson(Buffer.from(text)));
  const { order } = request;
  return renderOrderAnswer({
    status: "placed",
    requestUid: request.requestUid,
    requestDatetime: request.requestDatetime,
    organizationId: request.organizationId ?? "",
    locationId: request.locationId,
    order: {
      ...order,
      posOrderId: "POS-1",
      items: order.items.map((line) => ({ ...line, totalCents: null })),
      taxes: [],
      fees: [],
      estimatedReadyAt: null,
    },
    processedAt: new Date("2026-01-15T12:34:57.012Z"),
    errors: [],
  });
}

describe("the digest against PAR's C# sample, rewritten over the JSON text", () => {
  it(`agrees for ${COUNT} random orders, rounded and truncated`, () => {
    const random = seeded(20_260_115);
    const wrong: string[] = [];
    for (let index = 0; index < COUNT; index++) {
      const text = randomOrderText(random);
      const { fields } = readDigestFields(parseJson(Buffer.from(text)));
      const rounded = signatureString(fields, "R");
      const truncated = signatureString(fields, "T");
      if (rounded !== oracleString(text, "Round") || truncated !== oracleString(text, "Truncate"))
        wrong.push(text);
      if (computeDigest(SHARED_ID, rounded) !== oracleDigest(text, SHARED_ID, "Round")) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  it(`B24: recomputes the digest of ${COUNT} answers from their bytes`, () => {
    const random = seeded(24);
    const wrong: string[] = [];
    for (let index = 0; index < COUNT; index++) {
      const body = answerTo(randomOrderText(random));
      const { digest } = signBody({ body, sharedId: SHARED_ID, centsMode: "exact" });
      // An answer has two decimals, so it cannot matter which of the two PAR's side does.
      if (digest !== oracleDigest(body, SHARED_ID, "Round")) wrong.push(body);
      if (digest !== oracleDigest(body, SHARED_ID, "Truncate")) wrong.push(body);
    }
    expect(wrong).toEqual([]);
  });

  it("accepts what the sample signs, by either rule", () => {
    const random = seeded(7);
    const refused: string[] = [];
    for (let index = 0; index < 1_000; index++) {
      const text = randomOrderText(random);
      const { fields } = readDigestFields(parseJson(Buffer.from(text)));
      for (const rule of ["Round", "Truncate"] as const) {
        const header = oracleDigest(text, SHARED_ID, rule);
        const { string } = verifyDigest({ fields, header, sharedId: SHARED_ID, centsMode: "exact" });
        if (string !== oracleString(text, rule)) refused.push(text);
      }
    }
    expect(refused).toEqual([]);
  });

  it.each(["0123456789", "ключ-секрет-2026", "pass-word🔑xyz"])(
    "takes the same key bytes from %s",
    (sharedId) => {
      expect(oracleKey(sharedId).toString("hex")).toBe(Buffer.from(sharedId.slice(0, 10)).toString("hex"));
    },
  );
});
