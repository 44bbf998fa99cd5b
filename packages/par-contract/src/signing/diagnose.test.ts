import { createHash, createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { diagnoseDigest } from "./diagnose.ts";
import type { DigestFields } from "./digest-fields.ts";
import { computeDigest } from "./signature.ts";

const sharedId = "yummytaco-demo-sharedid-2026-0001";
const other = "another-sharedid-of-the-connection";
const body = '{"any":"body"}';
const fields: DigestFields = {
  requestUid: "order-12345",
  locationId: "loc-001",
  onlineOrderId: null,
  grandTotal: "29.10",
  subtotal: "24.99",
  requestDatetime: "2026-01-15T12:34:56.789Z",
};
const right = "order-12345|loc-001|0|2910|2499|1768480496";
const hmac = (key: string, text: string) => createHmac("sha256", key).update(text).digest("hex");
const centsMode = "exact";
const diagnose = (header: string) =>
  diagnoseDigest({ fields, body, header, sharedIds: [sharedId, other], centsMode });

describe("diagnoseDigest", () => {
  it.each([
    ["whole_shared_id", hmac(sharedId, right)],
    ["another_live_secret", computeDigest(other, right)],
    ["dollars_not_cents", computeDigest(sharedId, "order-12345|loc-001|0|29.10|24.99|1768480496")],
    ["totals_swapped", computeDigest(sharedId, "order-12345|loc-001|0|2499|2910|1768480496")],
    ["milliseconds", computeDigest(sharedId, "order-12345|loc-001|0|2910|2499|1768480496789")],
    ["empty_not_zero", computeDigest(sharedId, "order-12345|loc-001||2910|2499|1768480496")],
    ["body_signed", computeDigest(sharedId, body)],
    ["not_keyed", createHash("sha256").update(right).digest("hex")],
    ["base64_not_hex", Buffer.from(computeDigest(sharedId, right), "hex").toString("base64")],
  ])("names %s", (mistake, header) => {
    expect(diagnose(header)).toEqual({ mistakes: [mistake], detail: null });
  });

  it("names the sample code's truncation", () => {
    const trap = { ...fields, grandTotal: "19.99", subtotal: "0.29" };
    const header = computeDigest(sharedId, "order-12345|loc-001|0|1998|28|1768480496");
    expect(diagnoseDigest({ fields: trap, body, header, sharedIds: [sharedId], centsMode })).toEqual({
      mistakes: ["double_truncation"],
      detail: null,
    });
  });

  it("names two that were made together, and the form of one that has several", () => {
    expect(diagnose(hmac(sharedId, `${right}|`))).toEqual({
      mistakes: ["pipes", "whole_shared_id"],
      detail: "one at the end",
    });
  });

  it.each([["0".repeat(64)], ["f".repeat(64)], [" 0000 "], ["x".repeat(200)]])(
    "knows a placeholder that nobody computed: %j",
    (header) => {
      expect(diagnose(header)).toEqual({ mistakes: ["placeholder"], detail: null });
    },
  );

  it.each([["ab".repeat(32)], ["not a digest"], [""], ["0"]])("names nothing for %j", (header) => {
    expect(diagnose(header)).toBeNull();
  });

  it("names nothing for the right digest, or without a SharedId", () => {
    expect(diagnose(computeDigest(sharedId, right))).toBeNull();
    expect(
      diagnoseDigest({ fields, body, header: hmac(sharedId, right), sharedIds: [], centsMode }),
    ).toBeNull();
  });
});
