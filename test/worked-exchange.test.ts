import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codes, details, digestOf, getOrder, stringToSign, submit, validate } from "./independent-par.ts";
import { workedOrder } from "./orders.ts";
import { type Stack, startStack } from "./stack.ts";

/** The contract's worked exchange (3.6), with the demo's SharedId, to the last digit. */

const STRING = "7d0c2f9e-0001|PAR-LOC-12345|ONL-1001|2910|2400|1768480496";
const DIGEST = "679878e4b00813248c0af140751304fde269320adcf80c432d21c8cba59ca875";

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(() => stack?.[Symbol.asyncDispose]());

describe("the worked exchange", () => {
  it("signs the string and the digest that the contract says", () => {
    expect(stringToSign(workedOrder())).toBe(STRING);
    expect(digestOf(stack.yummyTaco.sharedId, STRING)).toBe(DIGEST);
  });

  it("is validated, placed with 29.10, and answered with the request's own digest", async () => {
    const par = stack.yummyTaco;
    const validated = await validate(par, workedOrder());
    expect([validated.status, validated.json.status, validated.headers.get("x-pch-digest")]).toEqual([
      200,
      "validated",
      DIGEST,
    ]);

    const placed = await submit(par, workedOrder(), { digest: DIGEST });
    expect([placed.status, codes(placed)]).toEqual([200, []]);
    expect(placed.headers.get("x-pch-digest")).toBe(DIGEST);
    expect(placed.headers.get("content-type")).toMatch(/^application\/json/);
    expect(placed.json).toMatchObject({
      status: "placed",
      request_uid: "7d0c2f9e-0001",
      request_datetime: "2026-01-15T12:34:56.789Z",
      organization_id: "IA-YC-01",
      location_id: "PAR-LOC-12345",
      order_details: {
        online_order_id: "ONL-1001",
        subtotal: 24,
        tax_total: 2.1,
        discount_total: 0,
        fee_total: 0,
        tip_total: 3,
        grand_total: 29.1,
        currency: "USD",
      },
    });
    expect(placed.text).toContain('"grand_total":29.1');
    const [line] = stack.journal("ONL-1001");
    expect(line).toMatchObject({ total_cents: 2910, pos_order_id: details(placed).pos_order_id });

    const replayed = await submit(par, workedOrder());
    expect([replayed.status, replayed.text, replayed.headers.get("idempotent-replayed")]).toEqual([
      200,
      placed.text,
      "true",
    ]);
    expect(replayed.headers.get("x-pch-digest")).toBe(DIGEST);
    expect((await getOrder(par, "7d0c2f9e-0001")).text).toBe(placed.text);
    expect(stack.journal("ONL-1001")).toHaveLength(1);
  });
});
