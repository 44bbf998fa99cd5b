import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { PlaceOutcome } from "../adapter.ts";
import {
  createHostileStage,
  errorAnswer as error,
  type HostileAnswer,
  within,
} from "../testing/hostile-pos.ts";

const stage = createHostileStage();
const { order, placed } = stage;

afterEach(() => stage.close());

async function placeAt(answer: HostileAnswer): Promise<PlaceOutcome> {
  const pos = await stage.hostile(() => answer);
  return stage.adapterFor(pos.url).place(order, within(10_000));
}

/** An answer that says one thing twice; readers take the last. */
const twice = (answer: object, key: string) =>
  JSON.stringify(answer).replace("{", `{${JSON.stringify(key)}:"other",`);

describe("place", () => {
  it("takes a signed answer about our reference as placed, whether it is 200 or 201", async () => {
    for (const status of [200, 201]) {
      expect(await placeAt({ status, body: JSON.stringify(placed) })).toMatchObject({
        kind: "placed",
        posOrderId: "STORE-1-000001",
        totalCents: 517,
        readyAt: null,
      });
    }
  });

  it.each(["", "identity", "Identity"])("E: takes the content coding %j for none", async (coding) => {
    const headers = { "content-encoding": coding };
    expect(await placeAt({ body: JSON.stringify(placed), headers })).toMatchObject({ kind: "placed" });
  });

  it("sends the order signed, once, uncompressed and with nothing that tells of us", async () => {
    const pos = await stage.hostile(() => ({ status: 503 }));
    await stage.adapterFor(`${pos.url}/tenant-7/`).place(order, within(10_000));
    expect(pos.requests).toHaveLength(1);
    expect(pos.requests[0]).toMatchObject({
      method: "PUT",
      path: `/tenant-7/v1/stores/STORE-1/orders/${order.reference}`,
      headers: { "accept-encoding": "identity", "content-type": "application/json", "user-agent": "Parley" },
    });
    expect(JSON.parse(pos.requests[0]?.body ?? "")).toMatchObject({
      reference: order.reference,
      store: "STORE-1",
    });
  });

  it.each([
    "much",
    null,
    {},
    { lines: [], totals: { grand_cents: 1 } },
    { lines: [{ line_id: 7 }], totals: {} },
    { lines: [], totals: { subtotal_cents: -1 } },
  ])(
    "takes a placed order with the bill %j, which cannot be read, for placed without a bill",
    async (bill) => {
      const answer = await placeAt({ body: JSON.stringify({ ...placed, bill }) });
      expect(answer).toMatchObject({ kind: "placed", posOrderId: "STORE-1-000001" });
      expect(answer).not.toHaveProperty("bill");
    },
  );

  it("keeps totals that differ from ours, for whoever raises the alert (H26)", async () => {
    const answer = await placeAt({ body: JSON.stringify({ ...placed, total_cents: 1 }) });
    expect(answer).toMatchObject({ kind: "placed", totalCents: 1 });
  });

  it.each<[string, HostileAnswer, string]>([
    ["no signature", { body: JSON.stringify(placed), sign: false }, "status_200_header_missing"],
    [
      "a signature by another key",
      { body: JSON.stringify(placed), sign: (headers) => ({ ...headers, "webhook-signature": "v1,AAAA" }) },
      "status_200_no_signature_matches",
    ],
    [
      "an answer to another request",
      { body: JSON.stringify(placed), sign: (headers) => ({ ...headers, "webhook-id": "msg_other" }) },
      "status_200_answer_of_another_request",
    ],
    [
      "another reference (H28)",
      { body: JSON.stringify({ ...placed, reference: "1b671a64-40d5-591e-99b0-da01ff1f3341" }) },
      "other_reference",
    ],
    ["another store", { body: JSON.stringify({ ...placed, store: "STORE-2" }) }, "other_store"],
    ["an empty object (H20)", { body: "{}" }, "answer_not_understood"],
    ["a page of HTML", { body: "<html></html>" }, "status_200_not_json"],
    ["an empty body", { body: "" }, "status_200_not_json"],
    ["a list", { body: "[]" }, "answer_not_understood"],
    [
      "an error under 200 (H21)",
      { body: '{"error":{"code":"refused","message":"no"}}' },
      "answer_not_understood",
    ],
    [
      "no id (H22)",
      { status: 201, body: JSON.stringify({ ...placed, pos_order_id: undefined }) },
      "answer_not_understood",
    ],
    [
      "an id with a script (H25)",
      { body: JSON.stringify({ ...placed, pos_order_id: "<script>" }) },
      "answer_not_understood",
    ],
    [
      "an id of 10 KB (H25)",
      { body: JSON.stringify({ ...placed, pos_order_id: "1".repeat(10_240) }) },
      "answer_not_understood",
    ],
    [
      "a prototype (H32)",
      { body: `{"__proto__":{"x":1},${JSON.stringify(placed).slice(1)}` },
      "status_200_not_json",
    ],
    ["a deep answer (H32)", { body: `${"[".repeat(10_000)}${"]".repeat(10_000)}` }, "status_200_not_json"],
    ["a part of an answer", { status: 206, body: JSON.stringify(placed) }, "status_206_partial"],
    ["an answer that is still to come", { status: 202, body: JSON.stringify(placed) }, "status_202"],
    ["a key twice", { body: twice(placed, "pos_order_id") }, "status_200_key_twice"],
    [
      "a refusal with a key twice",
      { status: 422, body: '{"error":{"code":"in_progress","code":"refused","message":"no"}}' },
      "status_422_key_twice",
    ],
    [
      "a compressed answer (H20)",
      { body: gzipSync(JSON.stringify(placed)), headers: { "content-encoding": "gzip" } },
      "answer_encoded",
    ],
    [
      "an answer of 2 MB (H20)",
      { body: JSON.stringify({ ...placed, padding: "x".repeat(2 * 1024 * 1024) }) },
      "answer_too_large",
    ],
    [
      "headers of 1 MB (H33)",
      { body: JSON.stringify(placed), headers: { "x-long": "x".repeat(1024 * 1024) } },
      "answer_head_too_large",
    ],
    ["a redirect (H11)", { status: 307, headers: { location: "http://127.0.0.1:1/" } }, "redirect_307"],
    ["not modified", { status: 304 }, "status_304"],
    ["a fault (H16)", error("internal", 500), "internal"],
    [
      "a proxy's 502 (H17)",
      { status: 502, body: "<h1>Bad gateway</h1>", sign: false },
      "status_502_header_missing",
    ],
    [
      "an unsigned refusal",
      { ...error("refused", 422, { issues: [{ code: "declined", message: "no" }] }), sign: false },
      "status_422_header_missing",
    ],
    ["a refusal without a reason", error("refused", 422), "refusal_not_understood"],
    [
      "a refusal with a reason that is not known (H21)",
      error("refused", 422, { issues: [{ code: "full_moon", message: "no" }] }),
      "refusal_not_understood",
    ],
    ["a code that is not known", error("out_of_paper", 500), "status_500"],
    ["a code under the wrong status", error("not_placed", 404), "status_404_with_not_placed"],
    ["an order that it cannot find", error("order_not_found", 404), "order_not_found"],
  ])("calls %s unknown", async (_what, answer, reason) => {
    expect(await placeAt(answer)).toMatchObject({ kind: "unknown", reason });
  });

  it.each([
    ["invalid_request", 400],
    ["store_not_found", 404],
    ["not_placed", 503],
  ])("believes a signed %s that nothing was placed", async (code, status) => {
    expect(await placeAt(error(code, status))).toMatchObject({ kind: "not_placed", reason: code });
  });

  it("passes on a refusal in PAR's codes, with the line and both values", async () => {
    const issues = [
      { code: "item_unavailable", message: "Sold out", line_id: "1" },
      { code: "total_mismatch", message: "Other total", expected: "5.17", actual: "5.18", line_id: null },
      { code: "store_closed", message: "Closed" },
    ];
    expect(await placeAt(error("refused", 422, { issues }))).toMatchObject({
      kind: "refused",
      issues: [
        { code: "item_unavailable", message: "Sold out", lineId: "1" },
        { code: "price_mismatch", message: "Other total", expected: "5.17", actual: "5.18" },
        { code: "location_closed", message: "Closed" },
      ],
    });
  });

  it.each([
    ["409", error("in_progress", 409), "in_progress"],
    ["429", error("rate_limited", 429), "rate_limited"],
    ["503", error("unavailable", 503), "unavailable"],
    ["a proxy's 503", { status: 503, sign: false as const }, "status_503_header_missing"],
  ])("honours Retry-After of %s within two minutes", async (_what, answer, reason) => {
    for (const [header, retryAfterMs] of [
      ["2", 2_000],
      ["1000000000", 120_000],
      ["never", null],
    ] as const) {
      const outcome = await placeAt({ ...answer, headers: { "retry-after": header } });
      expect(outcome).toMatchObject({ kind: "unknown", reason, retryAfterMs });
    }
  });

  it("keeps NUL and half characters out of what is recorded", async () => {
    const outcome = await placeAt({ status: 500, body: Buffer.from([0x61, 0x00, 0xff, 0x62]), sign: false });
    expect(outcome.call?.responseBody).toBe("a\ufffd\ufffdb");
  });

  it("records the call without any secret", async () => {
    const outcome = await placeAt({ status: 201, body: JSON.stringify(placed) });
    expect(outcome.call).toMatchObject({
      method: "PUT",
      path: `/v1/stores/STORE-1/orders/${order.reference}`,
      status: 201,
      responseBody: JSON.stringify(placed),
    });
    expect(JSON.stringify(outcome)).not.toContain("whsec_");
    expect(JSON.stringify(outcome)).not.toContain("v1,");
  });
});
