import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { type OperationName, operations, sampleOrder, signToken } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./testing/door.ts";

/** Rules that every operation must follow, tested for each of them. */

let door: Door;
beforeAll(async () => {
  door = await openDoor({ env: { BODY_TIMEOUT_MS: "1000" } });
});
afterAll(() => door[Symbol.asyncDispose]());

const names = Object.keys(operations) as OperationName[];
const posts = names.filter((name) => operations[name].method === "POST");
const signed = names.filter((name) => operations[name].requestSigned);

function pathOf(name: OperationName): string {
  return operations[name].path.replace("{orderId}", "no-such-order");
}

function bodyOf(name: OperationName): Record<string, unknown> | null {
  if (name === "get_order") return null;
  if (name === "get_menu") return { organization_id: ORGANIZATION, location_id: LOCATION };
  return sampleOrder({ root: { request_uid: randomUUID() }, details: { online_order_id: randomUUID() } });
}

async function token(life = 300, at = new Date()) {
  return `Bearer ${await signToken({ sharedId: door.sharedId, jwtKey: "full", now: at, lifeSeconds: life })}`;
}

interface Sent {
  status: number;
  headers: Headers;
  text: string;
}

async function send(
  name: OperationName,
  change: {
    headers?: Record<string, string>;
    body?: string | Uint8Array | null;
    path?: string;
    method?: string;
  } = {},
): Promise<Sent> {
  const body = change.body === undefined ? JSON.stringify(bodyOf(name)) : change.body;
  const method = change.method ?? operations[name].method;
  const response = await fetch(door.url + (change.path ?? pathOf(name)), {
    method,
    headers: { "content-type": "application/json", ...change.headers },
    ...(method === "GET" || body === null ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** A refusal is unsigned, has the common error shape, and reveals nothing about us. */
function expectRefusal(sent: Sent, status: number, code: string) {
  expect([sent.status, JSON.parse(sent.text).errors[0].code]).toEqual([status, code]);
  expect(sent.headers.get("x-pch-digest")).toBeNull();
  expect(sent.headers.get("cache-control")).toBe("no-store");
  expect(sent.headers.get("x-powered-by")).toBeNull();
  expect(JSON.parse(sent.text).request_id).toMatch(/^exc_/);
  expect(sent.text).not.toMatch(/at \/|node_modules|postgres|select |stack/i);
}

describe.each(names)("%s", (name) => {
  it("answers 401 without a token, with one fixed body, and records why", async () => {
    const answers = await Promise.all([
      send(name),
      send(name, { headers: { authorization: "Bearer x.y.z" } }),
      send(name, { headers: { authorization: await token(300, new Date(Date.now() - 3_600_000)) } }),
    ]);
    for (const sent of answers) {
      expectRefusal(sent, 401, "unauthorized");
      expect(sent.headers.get("www-authenticate")).toBe("Bearer");
    }
    const bodies = answers.map(({ text }) => JSON.stringify({ ...JSON.parse(text), request_id: "" }));
    expect(new Set(bodies).size).toBe(1);
    const reasons = (await door.exchanges()).filter((row) => row.operation === name).map((row) => row.reason);
    expect(reasons).toEqual(expect.arrayContaining(["missing", "header", "expired"]));
  });

  it("answers 401 before it looks at the body", async () => {
    expectRefusal(
      await send(name, { body: operations[name].method === "GET" ? null : "{not json" }),
      401,
      "unauthorized",
    );
  });

  it("answers 405 with Allow to another method, and 404 to a path that is not exactly its own", async () => {
    const wrong = await send(name, { method: "DELETE", body: null });
    expectRefusal(wrong, 405, "method_not_allowed");
    expect(wrong.headers.get("allow")?.split(", ")).toContain(operations[name].method);
    for (const path of [
      `/${pathOf(name)}`,
      `${pathOf(name)}/`,
      pathOf(name).replace("/posnext/", "/posnext//"),
      pathOf(name).replace("posnext", "posnext%2f"),
    ]) {
      expect((await send(name, { path })).status).toBe(404);
    }
  });
});

describe.each(posts)("%s, its body", (name) => {
  it.each([
    ["text/plain", "text/plain"],
    ["another charset", "application/json; charset=utf-16"],
    ["a patch", "application/json-patch+json"],
  ])("refuses %s with 415 before it asks who calls", async (_what, type) => {
    expectRefusal(await send(name, { headers: { "content-type": type } }), 415, "unsupported_media_type");
  });

  it("refuses a compressed body", async () => {
    expectRefusal(
      await send(name, { headers: { "content-encoding": "gzip" } }),
      415,
      "unsupported_media_type",
    );
  });

  it("refuses more than 256 KiB, declared or not", async () => {
    const authorization = await token();
    const big = `{"x":"${"a".repeat(256 * 1024)}"}`;
    expectRefusal(await send(name, { headers: { authorization }, body: big }), 413, "payload_too_large");
  });

  it.each([
    ["no JSON", "{'a':1}"],
    ["a list", "[]"],
    ["null", "null"],
    ["a key twice", '{"a":1,"a":2}'],
    ["__proto__", '{"__proto__":{"x":1}}'],
    ["__proto__ in disguise", '{"\\u005f_proto__":1}'],
    ["too deep", `${'{"a":'.repeat(40)}1${"}".repeat(40)}`],
    ["bytes that are not UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ])("refuses %s with 400 invalid_json", async (_what, body) => {
    expectRefusal(await send(name, { headers: { authorization: await token() }, body }), 400, "invalid_json");
  });

  it("waits for a body only so long", async () => {
    const authorization = await token();
    const head = `POST ${pathOf(name)} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nAuthorization: ${authorization}\r\nContent-Length: 100\r\n\r\n{"a"`;
    expect(await rawAnswer(head)).toMatch(/^HTTP\/1\.1 408 [\s\S]*request_timeout/);
  });

  it("answers 413 to a declared length without reading a byte", async () => {
    const length = 200 * 1024 * 1024;
    const head = `POST ${pathOf(name)} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
    expect(await rawAnswer(head)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe.each(signed)("%s, its signature", (name) => {
  it.each([
    ["missing", undefined, "signature_missing"],
    ["wrong", "0".repeat(64), "signature_mismatch"],
    ["of another length", "0".repeat(63), "signature_mismatch"],
    ["not hex", "z".repeat(64), "signature_mismatch"],
  ])("refuses a digest that is %s, unsigned", async (_what, digest, code) => {
    const headers: Record<string, string> = { authorization: await token() };
    if (digest !== undefined) headers["x-pch-digest"] = digest;
    expectRefusal(await send(name, { headers }), 401, code);
  });

  it("refuses a body whose ids are not those of the token's claims", async () => {
    const authorization = `Bearer ${await signToken({ sharedId: door.sharedId, jwtKey: "full", now: new Date(), lifeSeconds: 60, claims: { organization_id: "IA-OTHER" } })}`;
    const call = name === "validate_order" ? door.par.validate : door.par.submit;
    const { response } = await call.call(door.par, bodyOf(name) ?? {}, { headers: { authorization } });
    expect(response.status).toBe(403);
    expect(response.headers["x-pch-digest"]).toBeUndefined();
  });

  it.each(["organization_id", "request_uid", "location_id", "request_datetime", "order_details"])(
    "names %s when it is missing",
    async (field) => {
      const { [field]: _left, ...body } = bodyOf(name) ?? {};
      const call = name === "validate_order" ? door.par.validate : door.par.submit;
      const { response } = await call.call(door.par, body);
      expect(response.status).toBe(400);
      const { errors } = response.json as { errors: { code: string; field: string }[] };
      expect(errors.map((error) => error.code)).toContain("missing_field");
      expect(errors.some((error) => error.field.startsWith(field))).toBe(true);
    },
  );
});

it("serves the plural paths as exact aliases", async () => {
  const body = bodyOf("validate_order") ?? {};
  const { response } = await door.par.validate(body, { path: "/posnext/orders/validate" });
  expect(response.json).toMatchObject({ status: "validated" });
});

it("serves a connection's own base path, and nobody else's", async () => {
  const body = bodyOf("validate_order") ?? {};
  expect((await door.par.validate(body, { path: "/c/first/posnext/order/validate" })).response.status).toBe(
    200,
  );
  expect((await door.par.validate(body, { path: "/c/second/posnext/order/validate" })).response.status).toBe(
    401,
  );
});

function rawAnswer(head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port, hostname } = new URL(door.url);
    const socket = connect(Number(port), hostname, () => socket.write(head));
    socket.once("data", (chunk) => {
      socket.destroy();
      resolve(chunk.toString());
    });
    socket.once("error", reject);
  });
}
