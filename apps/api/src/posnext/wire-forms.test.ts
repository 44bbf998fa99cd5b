import { randomUUID } from "node:crypto";
import { listExchangeBodies, listExchanges } from "@parley/db/exchanges";
import { computeDigest, sampleOrder, signToken, type WireBody } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSignatureExplainer } from "../explain/explainer.ts";
import { type Door, openDoor } from "./testing/door.ts";

/** Forms of tokens, headers and bodies that standards allow or writers are known to make, over real HTTP. */

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

function order(root: WireBody = {}): WireBody {
  const id = randomUUID();
  return sampleOrder({ root: { request_uid: id, ...root }, details: { online_order_id: `ONL-${id}` } });
}

/** The newest exchange of this request uid, or the newest of all. */
async function recorded() {
  await door.ctx.exchanges.flush();
  const [newest] = await listExchanges(door.ctx.db, { scope: { all: true }, page: { limit: 1 } });
  return newest;
}

describe("E: the token's times", () => {
  const seconds = () => Math.floor(Date.now() / 1000);
  const bearer = async (claims: Record<string, unknown>) =>
    `Bearer ${await signToken({ sharedId: door.sharedId, jwtKey: "full", now: new Date(), lifeSeconds: 60, claims })}`;

  it.each(["exp", "iat", "nbf"])("takes %s with a fraction", async (name) => {
    const value = seconds() + (name === "exp" ? 60.5 : -0.5);
    const headers = { authorization: await bearer({ [name]: value }) };
    const { response } = await door.par.submit(order(), { headers });
    expect(response.json).toMatchObject({ status: "placed" });
  });

  it.each([
    [{ exp: "soon" }, "claim_exp"],
    [{ iat: null }, "claim_iat"],
    [{ nbf: [1] }, "claim_nbf"],
    [{ organization_id: "a|b" }, "claim_organization_id"],
    [{ location_id: { a: 1 } }, "claim_location_id"],
  ])("records which claim cannot be read, and tells nobody: %j", async (claims, reason) => {
    const headers = { authorization: await bearer(claims) };
    const { response } = await door.par.validate(order(), { headers });
    expect(response.status).toBe(401);
    expect(JSON.parse(response.body)).toEqual({
      errors: [{ code: "unauthorized", message: "The request is not authorized." }],
      request_id: expect.any(String),
    });
    expect(await recorded()).toMatchObject({ status: 401, reason });
  });
});

describe("E: the content type", () => {
  it.each([
    "application/json",
    "application/json; charset=utf8",
    "application/json;",
    "application/json ; charset = UTF-8",
    'application/json; charset="utf-8"',
    "application/json; charset='utf-8'",
    "Application/JSON;Charset=US-ASCII",
    "application/json; charset=",
    "application/json; version=1; charset=utf-8",
    "application/json; odata.metadata=minimal; boundary=x",
    'application/json; profile="a;charset=utf-16"',
    "application/json;;; x",
  ])("takes %s", async (type) => {
    const { response } = await door.par.validate(order(), { headers: { "content-type": type } });
    expect(response.json).toMatchObject({ status: "validated" });
  });

  it.each([
    "application/json; charset=utf-16",
    "application/json; charset=utf-7",
    "application/json; charset=iso-8859-1",
    "application/json; charset=utf-8; charset=utf-16",
    "application/json; charset=utf-8x",
    "application/vnd.api+json",
    "application/json-patch+json",
    "application/jsonp",
    "text/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    ";application/json",
  ])("D15, D16, D17: refuses %s", async (type) => {
    const { response } = await door.par.validate(order(), { headers: { "content-type": type } });
    expect(response.status).toBe(415);
  });
});

describe("E: the content coding", () => {
  it.each(["", "identity", "Identity", "identity, identity", ","])("takes %j for none", async (coding) => {
    const { response } = await door.par.validate(order(), { headers: { "content-encoding": coding } });
    expect(response.json).toMatchObject({ status: "validated" });
  });

  it.each(["gzip", "identity, gzip", "br", "aws-chunked"])("refuses %s", async (coding) => {
    const { response } = await door.par.validate(order(), { headers: { "content-encoding": coding } });
    expect(response.status).toBe(415);
  });
});

describe("E: a byte order mark", () => {
  it("is stripped from a validate and a submit, whose answers are signed", async () => {
    const text = `\ufeff${JSON.stringify(order())}`;
    const validated = await door.par.validate(text);
    expect(validated.response.json).toMatchObject({ status: "validated" });
    const placed = await door.par.submit(text);
    expect(placed.response.json).toMatchObject({ status: "placed" });
    expect(placed.verdict.checks.filter((check) => !check.ok)).toEqual([]);
    const again = await door.par.submit(text.slice(1));
    expect(again.response.body).toBe(placed.response.body);
  });

  it("is stripped once", async () => {
    const { response } = await door.par.validate(`\ufeff\ufeff${JSON.stringify(order())}`);
    expect([response.status, JSON.parse(response.body).errors[0].code]).toEqual([400, "invalid_json"]);
  });
});

describe("E: a request_datetime that cannot be read", () => {
  it.each([
    ["2026-11-28T11:32:13.123", Date.UTC(2026, 10, 28, 11, 32, 13), "as UTC"],
    ["2026-11-28T11:32:13.123", Date.UTC(2026, 10, 28, 19, 32, 13), "UTC-08:00"],
    ["2026-11-28 11:32:13Z", Date.UTC(2026, 10, 28, 11, 32, 13), "do not read this form"],
    ["soon", 0, "signed 0"],
    ["", 0, "signed 0"],
  ])("is named before its digest is judged, and explained: %j signed as %d", async (text, atMs, hint) => {
    const body = order({ request_datetime: text });
    const details = body.order_details as { online_order_id: string };
    const string = `${body.request_uid}|PAR-LOC-12345|${details.online_order_id}|2910|2400|${atMs / 1000}`;
    const headers = { "x-pch-digest": computeDigest(door.sharedId, string) };
    const { response } = await door.par.submit(body, { headers });
    expect(response.status).toBe(400);
    expect(response.headers["x-pch-digest"]).toBeUndefined();
    expect(JSON.parse(response.body).errors).toEqual([
      expect.objectContaining({ code: "invalid_field", field: "request_datetime" }),
    ]);

    const exchange = await recorded();
    if (exchange === undefined) throw new Error("nothing was recorded");
    const [bodies = null] = await listExchangeBodies(door.ctx.db, {
      scope: { all: true },
      exchangeIds: [exchange.id],
    });
    const explained = await createSignatureExplainer(door.ctx).explain({ exchange, bodies });
    expect(explained).toMatchObject({ verdict: "unreadable", stringSigned: string, ours: null });
    expect(explained?.hint).toContain(hint);
  });
});
