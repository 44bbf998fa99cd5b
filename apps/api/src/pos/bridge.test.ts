import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { createSigningKey, parseSigningKey } from "@parley/bridge-contract";
import { afterEach, describe, expect, it } from "vitest";
import type { CallControl, PlaceOutcome, PosAdapter } from "./adapter.ts";
import { samplePosOrder } from "./fixtures.ts";
import { type HostileAnswer, type HostilePos, startHostilePos } from "./hostile-pos.ts";
import { createPosRegistry, type PosRegistry } from "./registry.ts";
import { SELF_SIGNED } from "./self-signed.ts";

const keyText = createSigningKey();
const key = parseSigningKey(keyText);
const order = samplePosOrder("soup", 475);
const placed = {
  status: "placed",
  reference: order.reference,
  store: "STORE-1",
  pos_order_id: "STORE-1-000001",
  total_cents: 517,
  placed_at: "2026-01-15T12:34:57Z",
  ready_at: null,
};

const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

function openRegistry(): PosRegistry {
  const registry = createPosRegistry({
    now: () => new Date(),
    timings: { attemptDeadlineMs: 10_000 },
    allowLoopbackHttp: true,
  });
  opened.push(() => registry[Symbol.asyncDispose]());
  return registry;
}

function adapterFor(url: string, posSecret = keyText): PosAdapter {
  const posSettings = { url, store: "STORE-1" };
  return openRegistry().adapterFor({ locationId: "loc_1", posKind: "bridge", posSettings, posSecret });
}

async function hostile(...args: Parameters<typeof startHostilePos>): Promise<HostilePos> {
  const pos = await startHostilePos(...args);
  opened.push(() => pos[Symbol.asyncDispose]());
  return pos;
}

/** A POS that answers with bytes of our choice, below HTTP. */
async function rawPos(onRequest: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => onRequest(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
}

function within(ms: number): CallControl {
  return { signal: new AbortController().signal, deadlineMs: performance.now() + ms };
}

async function placeAt(answer: HostileAnswer): Promise<PlaceOutcome> {
  const pos = await hostile(key, () => answer);
  return adapterFor(pos.url).place(order, within(10_000));
}

function error(code: string, status: number, more: object = {}): HostileAnswer {
  return { status, body: JSON.stringify({ error: { code, message: "no", ...more } }) };
}

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

  it("sends the order signed, once, uncompressed and with nothing that tells of us", async () => {
    const pos = await hostile(key, () => ({ status: 503 }));
    await adapterFor(`${pos.url}/tenant-7/`).place(order, within(10_000));
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

  it("does not follow a redirect to another POS", async () => {
    const other = await hostile(key, () => ({ body: JSON.stringify(placed) }));
    await placeAt({ status: 308, headers: { location: other.url } });
    expect(other.requests).toEqual([]);
  });

  it("calls an answer that ends too early unknown (H15)", async () => {
    const url = await rawPos((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{");
      socket.end();
    });
    const outcome = await adapterFor(url).place(order, within(10_000));
    expect(outcome).toMatchObject({
      kind: "unknown",
      reason: "connection_lost",
      call: { status: 200, responseBody: "{" },
    });
  });

  it("calls a connection that is dropped after the request unknown", async () => {
    const url = await rawPos((socket) => socket.destroy());
    expect(await adapterFor(url).place(order, within(10_000))).toMatchObject({
      kind: "unknown",
      reason: "connection_lost",
    });
  });

  it("calls an answer that is not HTTP unknown", async () => {
    const url = await rawPos((socket) => socket.end("hello\r\n\r\n"));
    expect((await adapterFor(url).place(order, within(10_000))).kind).toBe("unknown");
  });

  it("stops reading an endless answer at its limit (H20)", async () => {
    let written = 0;
    const url = await rawPos((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
      const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
      const pump = () => {
        while (!socket.destroyed && socket.write(chunk)) written += 0x10000;
      };
      socket.on("drain", pump);
      pump();
    });
    const outcome = await adapterFor(url).place(order, within(10_000));
    expect(outcome).toMatchObject({ kind: "unknown", reason: "answer_too_large" });
    expect(outcome.call?.responseBody).toHaveLength(64 * 1024);
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });

  it("gives the first of two answers to one request, and drops the connection (H23)", async () => {
    const pos = await hostile(key, (_req, res) => {
      res.on("finish", () => res.socket?.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"));
      return { body: JSON.stringify(placed) };
    });
    const adapter = adapterFor(pos.url);
    expect((await adapter.place(order, within(10_000))).kind).toBe("placed");
    expect((await adapter.place(order, within(10_000))).kind).toBe("placed");
  });

  it("calls silence unknown at the deadline, and the caller's leaving too (H13)", async () => {
    const pos = await hostile(key, () => undefined);
    const adapter = adapterFor(pos.url);
    expect(await adapter.place(order, within(200))).toMatchObject({ kind: "unknown", reason: "deadline" });
    const caller = new AbortController();
    const placing = adapter.place(order, { ...within(10_000), signal: caller.signal });
    while (pos.requests.length < 2) await new Promise(setImmediate);
    caller.abort();
    expect(await placing).toMatchObject({ kind: "unknown", reason: "aborted" });
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

describe("proof that nothing was sent", () => {
  it("is a refused connection", async () => {
    const url = await rawPos(() => undefined);
    await opened.pop()?.();
    expect(await adapterFor(url).place(order, within(10_000))).toMatchObject({
      kind: "not_sent",
      reason: "connection_refused",
      call: { status: null },
    });
  });

  it("is a POS that does not speak TLS", async () => {
    const url = await rawPos((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    const outcome = await adapterFor(url.replace("http:", "https:")).place(order, within(10_000));
    expect(outcome.kind).toBe("not_sent");
  });

  it("is a certificate that nobody vouches for (H35)", async () => {
    const seen: string[] = [];
    const server = createTlsServer({ key: SELF_SIGNED.key, cert: SELF_SIGNED.cert }, (req) =>
      seen.push(req.url ?? ""),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    opened.push(() => new Promise((resolve) => server.close(() => resolve())));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const outcome = await adapterFor(`https://127.0.0.1:${port}`).place(order, within(10_000));
    expect(outcome).toMatchObject({ kind: "not_sent", reason: "depth_zero_self_signed_cert" });
    expect(seen).toEqual([]);
  });

  it.each<[string, Partial<Parameters<PosRegistry["adapterFor"]>[0]>, string]>([
    [
      "a URL inside our network",
      { posSettings: { url: "https://10.0.0.1", store: "S" } },
      "adapter_url_forbidden",
    ],
    ["settings without a URL", { posSettings: {} }, "pos_settings_invalid"],
    ["no settings", { posSettings: null }, "pos_settings_invalid"],
    ["no key", { posSecret: null }, "pos_key_invalid"],
    ["a key that is none", { posSecret: "secret" }, "pos_key_invalid"],
    ["a kind that we do not know", { posKind: "abacus" }, "pos_kind_unknown"],
  ])("is %s, and every other call fails for the same reason", async (_what, change, reason) => {
    const posSettings = { url: "https://pos.example.com", store: "STORE-1" };
    const store = { locationId: "loc_1", posKind: "bridge", posSettings, posSecret: keyText, ...change };
    const adapter = openRegistry().adapterFor(store);
    const ctl = within(10_000);
    expect(await adapter.place(order, ctl)).toEqual({ kind: "not_sent", reason, call: null });
    expect(await adapter.lookUp(order.reference, ctl)).toMatchObject({ kind: "unknown", reason });
    expect(await adapter.check(order, ctl)).toMatchObject({ kind: "failed", reason });
    expect(await adapter.fetchMenu({ etag: null }, ctl)).toEqual({ kind: "failed", reason });
  });
});

describe("lookUp", () => {
  it.each<[string, HostileAnswer, object]>([
    ["the order", { body: JSON.stringify(placed) }, { kind: "found", posOrderId: "STORE-1-000001" }],
    ["a signed 404", error("order_not_found", 404), { kind: "absent" }],
    ["an unsigned 404", { ...error("order_not_found", 404), sign: false }, { kind: "unknown" }],
    ["another 404", error("route_not_found", 404), { kind: "unknown", reason: "route_not_found" }],
    [
      "409 in progress",
      { ...error("in_progress", 409), headers: { "retry-after": "3" } },
      { kind: "in_progress", retryAfterMs: 3_000 },
    ],
    ["a fault", error("internal", 500), { kind: "unknown", reason: "internal" }],
    [
      "another order",
      { body: JSON.stringify({ ...placed, reference: "1b671a64-40d5-591e-99b0-da01ff1f3341" }) },
      { kind: "unknown", reason: "other_reference" },
    ],
  ])("reads %s", async (_what, answer, outcome) => {
    const pos = await hostile(key, () => answer);
    expect(await adapterFor(pos.url).lookUp(order.reference, within(10_000))).toMatchObject(outcome);
  });
});

describe("check", () => {
  it.each<[string, HostileAnswer, object]>([
    [
      "accepted",
      { body: JSON.stringify({ status: "accepted", reference: order.reference, total_cents: 517 }) },
      { kind: "accepted" },
    ],
    [
      "refused",
      {
        body: JSON.stringify({
          status: "refused",
          reference: order.reference,
          issues: [{ code: "store_closed", message: "Closed" }],
        }),
      },
      { kind: "refused", issues: [{ code: "location_closed", message: "Closed" }] },
    ],
    [
      "another reference",
      {
        body: JSON.stringify({
          status: "accepted",
          reference: "1b671a64-40d5-591e-99b0-da01ff1f3341",
          total_cents: 1,
        }),
      },
      { kind: "failed", reason: "other_reference" },
    ],
    ["a fault", error("internal", 500), { kind: "failed", reason: "internal" }],
    ["garbage", { body: "?" }, { kind: "failed", reason: "status_200_not_json" }],
  ])("reads %s", async (_what, answer, outcome) => {
    const pos = await hostile(key, () => answer);
    expect(await adapterFor(pos.url).check(order, within(10_000))).toMatchObject(outcome);
  });
});

describe("fetchMenu", () => {
  const menu = {
    store: "STORE-1",
    version: "7",
    currency: "USD",
    menus: [{ id: "m", name: "M", order_types: ["takeout"], serving_times: [], category_ids: [] }],
    categories: [],
    products: [],
    modifier_groups: [],
    modifiers: [],
    taxes: [],
    fees: [],
  };

  it.each<[string, HostileAnswer, object]>([
    [
      "a menu, whose signed version counts and not its header",
      { body: JSON.stringify(menu), headers: { etag: '"8"' } },
      { kind: "menu", etag: '"7"' },
    ],
    ["unchanged", { status: 304 }, { kind: "unchanged" }],
    [
      "a negative price (H34)",
      { body: JSON.stringify({ ...menu, fees: [{ id: "f", name: "F", amount_cents: -1, tax_ids: [] }] }) },
      { kind: "failed", reason: "menu_invalid: fees.0.amount_cents: Too small: expected number to be >=0" },
    ],
    [
      "a menu that does not hold together",
      { body: JSON.stringify({ ...menu, fees: [{ id: "f", name: "F", amount_cents: 1, tax_ids: ["t"] }] }) },
      { kind: "failed", reason: "menu_invalid: fee f names the unknown tax t" },
    ],
    [
      "another store's menu",
      { body: JSON.stringify({ ...menu, store: "STORE-2" }) },
      { kind: "failed", reason: "menu_of_another_store" },
    ],
    [
      "a menu of 17 MB (H34)",
      { body: JSON.stringify({ ...menu, padding: "x".repeat(17 * 1024 * 1024) }) },
      { kind: "failed", reason: "answer_too_large" },
    ],
    ["an unknown store", error("store_not_found", 404), { kind: "failed", reason: "store_not_found" }],
  ])("reads %s", async (_what, answer, outcome) => {
    const pos = await hostile(key, () => answer);
    expect(await adapterFor(pos.url).fetchMenu({ etag: '"7"' }, within(10_000))).toMatchObject(outcome);
  });

  it("does not take a menu as unchanged that it never had", async () => {
    const pos = await hostile(key, () => ({ status: 304 }));
    const outcome = await adapterFor(pos.url).fetchMenu({ etag: null }, within(10_000));
    expect(outcome).toEqual({ kind: "failed", reason: "status_304" });
  });
});

describe("createPosRegistry", () => {
  it("keeps one adapter per store until its settings change", () => {
    const registry = openRegistry();
    const store = {
      locationId: "loc_1",
      posKind: "bridge",
      posSettings: { url: "https://pos.example.com", store: "S" },
      posSecret: keyText,
    };
    const first = registry.adapterFor(store);
    expect(registry.adapterFor({ ...store })).toBe(first);
    expect(registry.adapterFor({ ...store, posSecret: createSigningKey() })).not.toBe(first);
    expect(registry.adapterFor({ ...store, locationId: "loc_2" })).not.toBe(first);
  });

  it("signs with the first of two keys and believes answers by either", async () => {
    const pos = await hostile(key, () => ({ body: JSON.stringify(placed) }));
    const outcome = await adapterFor(pos.url, `${createSigningKey()} ${keyText}`).place(
      order,
      within(10_000),
    );
    expect(outcome.kind).toBe("placed");
  });
});
