import { describe, expect, it } from "vitest";
import { sampleOrder } from "../client/sample.ts";
import { ContractError } from "../errors.ts";
import { readDigestFields } from "./digest-fields.ts";

function refusal(json: unknown): { code: string; field: string | undefined } {
  try {
    readDigestFields(json);
  } catch (error) {
    if (error instanceof ContractError) return { code: error.code, field: error.issues[0]?.field };
    throw error;
  }
  throw new Error("was accepted");
}

describe("readDigestFields", () => {
  it("reads the six fields and the organization, and looks at nothing else", () => {
    const json = sampleOrder({ details: { items: "not even an array", order_type: 7 } });
    expect(readDigestFields(json)).toEqual({
      fields: {
        requestUid: "7d0c2f9e-0001",
        locationId: "PAR-LOC-12345",
        onlineOrderId: "ONL-1001",
        grandTotal: "29.1",
        subtotal: "24",
        requestDatetime: "2026-01-15T12:34:56.789Z",
      },
      organizationId: "IA-YC-01",
      spelling: "snake",
      seen: { request_spelling: "snake", id_form: "text", datetime_form: "documented" },
    });
  });

  it("reads missing and null fields as null", () => {
    const nothing = {
      requestUid: null,
      locationId: null,
      onlineOrderId: null,
      grandTotal: null,
      subtotal: null,
      requestDatetime: null,
    };
    expect(readDigestFields({}).fields).toEqual(nothing);
    expect(readDigestFields({ request_uid: null, order_details: null }).fields).toEqual(nothing);
    expect(readDigestFields({ order_details: { grand_total: null, subtotal: null } }).fields).toEqual(
      nothing,
    );
  });

  it.each([
    ["snake", { request_uid: "a", order_details: { grand_total: 1 } }],
    ["camel", { requestUid: "a", orderDetails: { grandTotal: 1 } }],
    ["pascal", { RequestUid: "a", OrderDetails: { GrandTotal: 1 } }],
    ["pascal", { RequestUid: "a", RequestDateTime: "2026-01-15T12:34:56Z", OrderDetails: { GrandTotal: 1 } }],
    [
      "snake",
      { request_uid: "a", request_date_time: "2026-01-15T12:34:56Z", order_details: { grand_total: 1 } },
    ],
    ["mixed", { request_uid: "a", orderDetails: { grandTotal: 1 } }],
    ["mixed", { requestuid: "a", order_details: { grand_total: 1 } }],
  ] as const)("sees the notation %s in %j", (spelling, json) => {
    const reading = readDigestFields(json);
    expect(reading.spelling).toBe(spelling);
    expect(reading.fields).toMatchObject({ requestUid: "a", grandTotal: "1" });
  });

  it("takes two spellings that agree and refuses two that do not", () => {
    expect(readDigestFields({ request_uid: "a", RequestUid: "a" }).fields.requestUid).toBe("a");
    expect(refusal({ request_uid: "a", requestUid: "b" })).toEqual({
      code: "invalid_field",
      field: "request_uid",
    });
    // A twin of null contradicts nothing: the digest is judged over the value that counts.
    for (const twins of [
      { request_uid: "a", requestUid: null },
      { requestUid: null, request_uid: "a" },
    ]) {
      expect(readDigestFields(twins).fields.requestUid).toBe("a");
    }
    expect(refusal({ request_uid: "a", requestUid: "" })).toEqual({
      code: "invalid_field",
      field: "request_uid",
    });
    expect(refusal({ order_details: { subtotal: 1 }, orderDetails: { subtotal: 2 } })).toEqual({
      code: "invalid_field",
      field: "order_details",
    });
  });

  it.each([
    ["B08 a pipe", { request_uid: "a|b" }, "request_uid"],
    ["B09 a newline", { location_id: "a\nb" }, "location_id"],
    ["B13 an order number 0", { order_details: { online_order_id: "0" } }, "order_details.online_order_id"],
    ["B13 the number 0", { order_details: { online_order_id: 0 } }, "order_details.online_order_id"],
    [
      "B27 an empty order number",
      { order_details: { online_order_id: "" } },
      "order_details.online_order_id",
    ],
    ["D24 2^53 as id", { request_uid: 2 ** 53 }, "request_uid"],
    ["an id with a fraction", { request_uid: 1.5 }, "request_uid"],
    ["D25 a total as text", { order_details: { grand_total: "29.10" } }, "order_details.grand_total"],
    ["D25 details as array", { order_details: [] }, "order_details"],
    ["D25 a datetime as number", { request_datetime: 1_768_480_496 }, "request_datetime"],
    ["B14, E a date that is none", { request_datetime: "not-a-date" }, "request_datetime"],
    ["B15, E a date without a zone", { request_datetime: "2026-11-28T11:32:13.123" }, "request_datetime"],
    ["B15 30 February", { request_datetime: "2026-02-30T00:00:00Z" }, "request_datetime"],
    ["E an empty date", { request_datetime: "" }, "request_datetime"],
    ["an organization with a slash", { organization_id: "a/b" }, "organization_id"],
  ])("refuses %s", (_, json, field) => {
    expect(refusal(json)).toEqual({ code: "invalid_field", field });
  });

  it.each([null, 1, "x", true, [], [{}]])("D02: refuses the root %j as invalid_json", (json) => {
    expect(refusal(json).code).toBe("invalid_json");
  });

  it("says which forms of the accepted guesses a body had", () => {
    expect(readDigestFields({ requestUid: 12, requestDatetime: "2026-01-15T12:34:56+01:00" }).seen).toEqual({
      request_spelling: "camel",
      id_form: "number",
      datetime_form: "offset",
    });
  });
});
