import { describe, expect, it } from "vitest";
import { sampleOrder, type WireBody } from "../client/sample.ts";
import { ContractError, SchemaError } from "../errors.ts";
import { readDigestFields } from "../signing/digest-fields.ts";
import { parseOrderRequest, readOrderBody } from "./request.ts";

describe("readOrderBody", () => {
  const bodies: [string, WireBody][] = [
    ["a good order", sampleOrder()],
    ["no order at all", {}],
    ["unknown fields", sampleOrder({ root: { extra: 1 }, details: { extra: 1 } })],
    ["a field outside the digest in two spellings", sampleOrder({ details: { TipTotal: 3, tipTotal: 4 } })],
    ["items that are none", sampleOrder({ details: { items: "x", order_type: 7 } })],
    ["a date that is missing", sampleOrder({ root: { request_datetime: null } })],
  ];

  it.each(bodies)("reads the digest of %s, and only then judges the rest as ever", (_, body) => {
    const { digest, reading } = readOrderBody(body);
    expect(digest).toEqual(readDigestFields(body));
    const outcome = (source: unknown) => {
      try {
        return parseOrderRequest(source);
      } catch (error) {
        if (error instanceof SchemaError) return error.issues;
        throw error;
      }
    };
    expect(outcome(reading)).toEqual(outcome(body));
    expect(outcome(reading)).toEqual(outcome(body));
  });

  it.each([
    ["a body that is no object", []],
    ["an id that may not be signed", sampleOrder({ root: { request_uid: "a|b" } })],
    ["a date that is none", sampleOrder({ root: { request_datetime: "tomorrow" } })],
    ["a total in two spellings", sampleOrder({ details: { GrandTotal: 3 } })],
    ["details that are no object", { ...sampleOrder(), order_details: [] }],
  ])("refuses %s as readDigestFields does", (_, body) => {
    const refusal = (read: (json: unknown) => unknown) => {
      try {
        return read(body);
      } catch (error) {
        return error;
      }
    };
    expect(refusal(readOrderBody)).toBeInstanceOf(ContractError);
    expect(refusal(readOrderBody)).toEqual(refusal(readDigestFields));
  });
});
