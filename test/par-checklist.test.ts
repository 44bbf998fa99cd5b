import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Answer,
  call,
  codes,
  details,
  digestOf,
  getOrder,
  isSigned,
  menus,
  type Par,
  stringToSign,
  submit,
  token,
  validate,
} from "./independent-par.ts";
import { BURGER_BARN, freshId, freshOrder, testItemOrder, YUMMY_TACO } from "./orders.ts";
import { until } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/**
 * PAR's integration checklist (its page `pos-next/integration-checklist`), line by line, over real HTTP
 * against real processes. The client is written from PAR's pages and shares no code with the server.
 * docs/par/checklist.md points here.
 */

let stack: Stack;
let par: Par;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.1 });
  par = stack.yummyTaco;
});
afterAll(() => stack?.[Symbol.asyncDispose]());

function expectUnsigned(answer: Answer): void {
  expect(answer.headers.get("x-pch-digest")).toBeNull();
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value : [];
}

describe("Implement", () => {
  it("“POST /posnext/order/validate”: validates an order, with calculated totals and no POS order id", async () => {
    const order = freshOrder();
    const answer = await validate(par, order);
    expect(answer.status).toBe(200);
    expect(answer.json.status).toBe("validated");
    expect(details(answer)).toMatchObject({ subtotal: 24, tax_total: 2.1, tip_total: 3, grand_total: 29.1 });
    expect(details(answer).pos_order_id ?? null).toBeNull();
    expect(stack.journal(order.order_details.online_order_id)).toEqual([]);
    expect((await getOrder(par, order.request_uid)).status).toBe(404);
  });

  it("“POST /posnext/order/submit”: submits an order, which is then in the POS", async () => {
    const order = freshOrder();
    const answer = await submit(par, order);
    expect(answer.status).toBe(200);
    expect(answer.json.status).toBe("placed");
    const [line, ...more] = stack.journal(order.order_details.online_order_id);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ pos_order_id: details(answer).pos_order_id, total_cents: 2910 });
  });

  it("“GET /posnext/orders/{orderId}”: gives the order's status", async () => {
    const order = freshOrder();
    const placed = await submit(par, order);
    const answer = await getOrder(par, order.request_uid);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(placed.text);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("“POST /posnext/menus”: answers with the store's menu", async () => {
    const answer = await menus(par, {
      organization_id: YUMMY_TACO.organizationId,
      location_id: YUMMY_TACO.locationId,
    });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      organization_id: "IA-YC-01",
      location_id: "PAR-LOC-12345",
      currency: "USD",
    });
    expect(listOf(answer.json.products).map((product) => product.id)).toContain("taco-trio");
    expectUnsigned(answer);
  });

  it("“JWT validation”: lets in a token signed with the SharedId, and no other", async () => {
    const body = { location_id: YUMMY_TACO.locationId, organization_id: YUMMY_TACO.organizationId };
    expect((await menus(par, body)).status).toBe(200);
    const wrongSecret = { ...par, sharedId: "some-other-shared-id-0001" };
    expect((await menus(wrongSecret, body)).status).toBe(401);
  });

  it("“Payload signature validation”: verifies the request's digest over its six fields", async () => {
    const order = freshOrder();
    const right = digestOf(par.sharedId, stringToSign(order));
    expect((await validate(par, order, { digest: right })).status).toBe(200);
    for (const changed of [
      { ...order, request_uid: freshId("uid") },
      { ...order, request_datetime: "2026-01-15T12:34:57.789Z" },
      { ...order, location_id: "PAR-LOC-12346" },
      { ...order, order_details: { ...order.order_details, online_order_id: freshId("ONL") } },
      { ...order, order_details: { ...order.order_details, grand_total: 29.11 } },
      { ...order, order_details: { ...order.order_details, subtotal: 23.99 } },
    ]) {
      const answer = await validate(par, changed, { digest: right });
      expect([answer.status, codes(answer)]).toEqual([401, ["signature_mismatch"]]);
    }
  });

  it("“Response signature generation”: signs its answers so that PAR can recompute the digest from the body", async () => {
    const order = freshOrder();
    const answer = await submit(par, order);
    expect(isSigned(par, answer)).toBe(true);
    // Equal totals give equal digests in both directions, so this answer carries the request's own.
    expect(answer.headers.get("x-pch-digest")).toBe(digestOf(par.sharedId, stringToSign(order)));
  });

  it("“ID mapping table for OrganizationId and LocationId”: maps organization and location to internal ids, and answers with PAR's", async () => {
    const order = freshOrder();
    const answer = await submit(par, order);
    expect(answer.json).toMatchObject({ organization_id: "IA-YC-01", location_id: "PAR-LOC-12345" });
    expect(stack.journal(order.order_details.online_order_id)[0]?.store).toContain("YC-LC-001");
    const unknown = { ...freshOrder(), location_id: freshId("PAR-LOC") };
    const refused = await submit(par, unknown);
    expect([refused.status, refused.json.status, codes(refused)]).toEqual([
      422,
      "rejected",
      ["unmapped_location"],
    ]);
    expect(isSigned(par, refused)).toBe(true);
    expect(stack.journal(unknown.order_details.online_order_id)).toEqual([]);
  });

  it("“202 support”: answers 202 with a signed body and Location when the POS is slow, and the order ends placed", async () => {
    const order = testItemOrder("sim-slow");
    const answer = await submit(par, order);
    expect([answer.status, answer.json.status]).toEqual([202, "pending"]);
    expect(answer.headers.get("location")).toBe(`/posnext/orders/${encodeURIComponent(order.request_uid)}`);
    expect(isSigned(par, answer)).toBe(true);
    await until(
      "the slow order is placed",
      30_000,
      async () => (await getOrder(par, order.request_uid)).json.status === "placed",
    );
    expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
  });
});

describe("Test", () => {
  it("“JWT validation”: refuses a token that is missing, malformed, expired, unsigned or signed with another key", async () => {
    const order = freshOrder();
    const good = token(par);
    const [head = "", payload = "", signature = ""] = good.split(".");
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`;
    const old = Math.floor(Date.now() / 1_000) - 3_600;
    const bodies = new Set<string>();
    for (const authorization of [
      null,
      "",
      "Bearer",
      "Bearer x.y.z",
      `Basic ${good}`,
      `Bearer ${none}`,
      `Bearer ${head}.${payload}`,
      `Bearer ${head}.${payload}.${signature.slice(0, -2)}`,
      `Bearer ${token(par, { iat: old, exp: old + 60 })}`,
      `Bearer ${token(par, { exp: undefined })}`,
      `Bearer ${token({ ...par, sharedId: `${par.sharedId}x` })}`,
      `Bearer ${token({ ...par, sharedId: par.sharedId.slice(0, 10) })}`,
    ]) {
      const answer = await submit(par, order, { authorization });
      expect([authorization, answer.status, codes(answer)]).toEqual([authorization, 401, ["unauthorized"]]);
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
      expectUnsigned(answer);
      bodies.add(JSON.stringify({ ...answer.json, request_id: "" }));
    }
    expect(bodies.size).toBe(1);
    expect(stack.journal(order.order_details.online_order_id)).toEqual([]);
  });

  it("“Signature validation”: takes a digest in upper case, and refuses every malformed one", async () => {
    const order = freshOrder();
    const right = digestOf(par.sharedId, stringToSign(order));
    expect((await validate(par, order, { digest: right.toUpperCase() })).status).toBe(200);
    expect(codes(await validate(par, order, { digest: null }))).toEqual(["signature_missing"]);
    for (const digest of [
      right.slice(1),
      `${right}0`,
      `${right}, ${right}`,
      `sha256=${right}`,
      "0".repeat(64),
      "z".repeat(64),
    ]) {
      const answer = await validate(par, order, { digest });
      expect([digest, answer.status, codes(answer)]).toEqual([digest, 401, ["signature_mismatch"]]);
    }
  });

  it("“Response signature”: signs validated, placed, rejected and pending answers alike", async () => {
    const order = freshOrder();
    // Pending until it is given up, however late it is asked for.
    const faulty = testItemOrder("sim-fault");
    const answers = [
      await validate(par, order),
      await submit(par, order),
      await validate(par, testItemOrder("sim-sold-out")),
    ];
    answers.push(
      await submit(par, faulty),
      await getOrder(par, faulty.request_uid),
      await getOrder(par, order.request_uid),
    );
    expect(answers.map((answer) => answer.json.status)).toEqual([
      "validated",
      "placed",
      "rejected",
      "pending",
      "pending",
      "placed",
    ]);
    expect(answers.map((answer) => isSigned(par, answer))).toEqual(answers.map(() => true));
  });

  it("“Validate with a valid order”: answers 200 validated", async () => {
    const answer = await validate(par, freshOrder());
    expect([answer.status, answer.json.status, codes(answer)]).toEqual([200, "validated", []]);
  });

  it("“Validate with an invalid order”: answers 200 rejected and says which line is wrong", async () => {
    const soldOut = await validate(par, testItemOrder("sim-sold-out"));
    expect([soldOut.status, soldOut.json.status, codes(soldOut)]).toEqual([
      200,
      "rejected",
      ["item_unavailable"],
    ]);
    expect(listOf(soldOut.json.errors)[0]).toMatchObject({ line_id: "1" });
    const unknown = await validate(par, testItemOrder("no-such-item"));
    expect([unknown.status, unknown.json.status, codes(unknown)]).toEqual([
      200,
      "rejected",
      ["item_not_found"],
    ]);
    const order = freshOrder();
    const cheap = { ...order, order_details: { ...order.order_details, grand_total: 19.1, tax_total: 2.1 } };
    const mispriced = await validate(par, cheap);
    expect([mispriced.status, mispriced.json.status]).toEqual([200, "rejected"]);
    expect(codes(mispriced)).toContain("price_mismatch");
    expect(details(mispriced).grand_total).toBe(29.1);
  });

  it("“Submit”: places the order once, however often it is sent", async () => {
    const order = freshOrder();
    const first = await submit(par, order);
    const again = await submit(par, order);
    expect(again.text).toBe(first.text);
    expect(again.headers.get("x-pch-digest")).toBe(first.headers.get("x-pch-digest"));
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const plural = await call(par, "/posnext/orders/submit", order);
    expect(plural.text).toBe(first.text);
    const conflict = await submit(par, {
      ...order,
      order_details: { ...order.order_details, notes: "no onions", customer: { first_name: "Eve" } },
    });
    expect([conflict.status, codes(conflict)]).toEqual([409, ["idempotency_conflict"]]);
    expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
  });

  it("“202 and polling”: is polled until the final status, which then never changes", async () => {
    const order = testItemOrder("sim-slow");
    const seen: unknown[] = [(await submit(par, order)).json.status];
    await until("a final status", 30_000, async () => {
      const answer = await getOrder(par, order.request_uid);
      expect(answer.status).toBe(200);
      seen.push(answer.json.status);
      return answer.json.status !== "pending";
    });
    expect(seen[0]).toBe("pending");
    expect(seen.at(-1)).toBe("placed");
    const final = await getOrder(par, order.request_uid);
    const replay = await submit(par, order);
    expect([replay.status, replay.text]).toEqual([200, final.text]);
    expect((await getOrder(par, order.request_uid)).text).toBe(final.text);
  });

  it("“GetOrder”: finds an order by request uid, POS order id and online order id, and nobody else's", async () => {
    const order = freshOrder();
    const placed = await submit(par, order);
    for (const id of [
      order.request_uid,
      String(details(placed).pos_order_id),
      String(order.order_details.online_order_id),
    ]) {
      const answer = await getOrder(par, id);
      expect([answer.status, answer.text]).toEqual([200, placed.text]);
    }
    const foreign = await getOrder(stack.burgerBarn, order.request_uid);
    const absent = await getOrder(stack.burgerBarn, freshId("uid"));
    expect([foreign.status, codes(foreign)]).toEqual([404, ["order_not_found"]]);
    expect({ ...foreign.json, request_id: "" }).toEqual({ ...absent.json, request_id: "" });
    expectUnsigned(foreign);
  });

  it("“Menu sync”: answers with items, prices and availability, and with nothing when nothing changed", async () => {
    const where = { organization_id: YUMMY_TACO.organizationId, location_id: YUMMY_TACO.locationId };
    const answer = await menus(par, where);
    const products = listOf(answer.json.products);
    const find = (id: string) => products.find((product) => product.id === id);
    expect(find("taco-trio")).toMatchObject({ price: 9.5, is_available: true });
    expect(find("agua-fresca")).toMatchObject({ price: 2.5, is_available: true });
    // A sold-out product stays in the answer, or PAR's mapping of it would break.
    expect(find("sim-sold-out")).toMatchObject({ is_available: false });
    const unchanged = await menus(par, { ...where, if_version: answer.json.menu_version });
    expect(unchanged.json).toMatchObject({ menu_changed: false, menu_version: answer.json.menu_version });
    expect(unchanged.json.products).toBeUndefined();
    const others = await menus(par, {
      organization_id: BURGER_BARN.organizationId,
      location_id: BURGER_BARN.locationId,
    });
    expect(others.status).toBe(422);
  });

  it("“Error responses”: answers each protocol error with its status and code, unsigned", async () => {
    const order = freshOrder();
    const any = { digest: "0".repeat(64) };
    const withoutLocation = { ...order, location_id: undefined };
    const answers = {
      invalid_json: await validate(par, "{", any),
      missing_field: await validate(par, withoutLocation),
      unauthorized: await validate(par, order, { authorization: null }),
      signature_missing: await validate(par, order, { digest: null }),
      tenant_mismatch: await validate(par, order, {
        authorization: `Bearer ${token(par, { organization_id: "IA-BB-02" })}`,
      }),
      order_not_found: await getOrder(par, freshId("uid")),
      route_not_found: await call(par, "/posnext/nothing"),
      method_not_allowed: await call(par, "/posnext/order/submit", order, { method: "PUT" }),
      payload_too_large: await validate(par, { ...order, padding: "x".repeat(300_000) }),
      unsupported_media_type: await validate(par, order, { headers: { "content-type": "text/plain" } }),
    };
    const statuses = Object.fromEntries(
      Object.entries(answers).map(([code, answer]) => [code, [answer.status, ...codes(answer)]]),
    );
    expect(statuses).toEqual({
      invalid_json: [400, "invalid_json"],
      missing_field: [400, "missing_field"],
      unauthorized: [401, "unauthorized"],
      signature_missing: [401, "signature_missing"],
      tenant_mismatch: [403, "tenant_mismatch"],
      order_not_found: [404, "order_not_found"],
      route_not_found: [404, "route_not_found"],
      method_not_allowed: [405, "method_not_allowed"],
      payload_too_large: [413, "payload_too_large"],
      unsupported_media_type: [415, "unsupported_media_type"],
    });
    for (const answer of Object.values(answers)) expectUnsigned(answer);
  });

  it("“Signature mismatch”: refuses a body whose signed fields were changed, and does not tell the right digest", async () => {
    const order = freshOrder();
    const captured = digestOf(par.sharedId, stringToSign(order));
    const forged = { ...order, order_details: { ...order.order_details, grand_total: 0.01 } };
    const right = digestOf(par.sharedId, stringToSign(forged));
    const answer = await submit(par, forged, { digest: captured });
    expect([answer.status, codes(answer)]).toEqual([401, ["signature_mismatch"]]);
    expectUnsigned(answer);
    expect(answer.text + JSON.stringify([...answer.headers])).not.toContain(right);
    expect(answer.text).not.toContain(order.request_uid);
    expect(stack.journal(order.order_details.online_order_id)).toEqual([]);
  });
});
