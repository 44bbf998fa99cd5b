import { everyBrand } from "@parley/db";
import { findExchange, insertExchanges } from "@parley/db/exchanges";
import { CLI, insertOrder, recordResult } from "@parley/db/orders";
import { testExchange, testOrder, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eraseNamedGuest } from "../../retention/erase.ts";
import { createRetentionJob } from "../../retention/job.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Owners set how long calls are kept, see before what would go, and let it go. */

const SET = `mutation($input: SetRetentionInput!) { done: setRetention(input: $input) {
  ... on RetentionPolicy { bodiesDays version } ... on Error { code message } ... on InvalidInput { field } } }`;
const RUN = `mutation($input: RunRetentionInput!) { done: runRetention(input: $input) {
  ... on RetentionAsked { policies { id } } ... on Error { code } } }`;
const IMPACT = "query($input: RetentionLimitsInput!) { done: retentionImpact(input: $input) { kind past } }";

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function did(role: "owner" | "brand_admin", text: string, input: object) {
  const { body } = await door.ask(await door.headersOf(role), text, { input });
  expect(body.errors).toBeUndefined();
  return Object(body.data).done;
}

const limits = (days: { bodiesDays: number; exchangesDays?: number; guestsDays?: number }) => ({
  ...{ id: door.own.brand.id, exchangesDays: 400 },
  ...days,
});

describe("retention", () => {
  it("is for owners alone", async () => {
    const given = limits({ bodiesDays: 60 });
    const input = { expectedVersion: 0, limits: given };
    expect(await did("brand_admin", SET, input)).toMatchObject({ code: "NOT_ALLOWED" });
    expect(await did("brand_admin", RUN, {})).toMatchObject({ code: "NOT_ALLOWED" });
    expect(await did("brand_admin", IMPACT, given)).toBeNull();
    const { body } = await door.ask(await door.headersOf("brand_admin"), "{ retention { id } }");
    expect(body.data).toEqual({ retention: null });
  });

  it("lists the weeks in which bodies stand, for owners alone", async () => {
    const text = "{ retentionWeeks { from until goesAt held hasStrays } }";
    const { body: hidden } = await door.ask(await door.headersOf("brand_admin"), text);
    expect(hidden.data).toEqual({ retentionWeeks: null });
    const { body } = await door.ask(await door.headersOf("owner"), text);
    const { retentionWeeks: weeks } = Object(body.data);
    expect(weeks).toHaveLength(4);
    const moment = expect.stringMatching(/^\d{4}-/);
    expect(weeks[0]).toMatchObject({ from: null, until: moment, goesAt: moment, held: 0 });
    expect(weeks[3]).toEqual({ from: null, until: null, goesAt: null, held: 0, hasStrays: false });
  });

  it("says why limits cannot be, and whether somebody else changed them", async () => {
    const set = (given: object, expectedVersion = 0) => did("owner", SET, { expectedVersion, limits: given });
    expect(await set(limits({ bodiesDays: 3 }))).toMatchObject({ code: "INVALID", field: "bodiesDays" });
    expect(await set(limits({ bodiesDays: 60, guestsDays: 30 }))).toMatchObject({
      ...{ code: "INVALID", field: "guestsDays" },
    });
    expect(await set(limits({ bodiesDays: 60 }), 7)).toMatchObject({ code: "CONFLICT" });
    expect(await set({ ...limits({ bodiesDays: 60 }), id: "brd_none" })).toMatchObject({ code: "NOT_FOUND" });
    expect(await set(limits({ bodiesDays: 60 }))).toEqual({ bodiesDays: 60, version: 1 });
  });

  it("shows what would go before it goes", async () => {
    const { brand } = door.own;
    const at = new Date(Date.now() - 50 * 86_400_000);
    const bodies = {
      ...{ requestHeaders: {}, requestBody: "{}", responseHeaders: {}, responseBody: null },
      ...{ stringSigned: null, note: null },
    };
    const call = testExchange({ brandId: brand.id, at, bodies });
    await insertExchanges(door.test.db, [call]);
    expect(await did("owner", IMPACT, limits({ bodiesDays: 51 }))).toContainEqual({
      kind: "BODIES",
      past: 0,
    });
    const shorter = limits({ bodiesDays: 49 });
    expect(await did("owner", IMPACT, shorter)).toContainEqual({ kind: "BODIES", past: 1 });
    await did("owner", SET, { expectedVersion: 1, limits: shorter });
    expect(await did("owner", RUN, { id: brand.id })).toEqual({ policies: [{ id: brand.id }] });
    const job = createRetentionJob({ db: door.test.db, ledgerNow: () => new Date(), pauseMs: 0 });
    await job.run({ key: "", attempt: 1 }, new AbortController().signal);
    const left = await findExchange(door.test.db, { scope: everyBrand, exchangeId: call.id });
    expect(left).toMatchObject({ exchange: { id: call.id }, bodies: null });
  });
});

describe("what retention deleted", () => {
  it("is said to have been kept until then, by whose limits", async () => {
    const { brand } = door.own;
    const at = new Date(Date.now() - 49.5 * 86_400_000);
    const call = testExchange({ brandId: brand.id, at, bodies: null });
    const young = testExchange({ brandId: brand.id, at: new Date(), bodies: null });
    await insertExchanges(door.test.db, [call, young]);
    const text = "query($id: ID!) { exchange(id: $id) { bodiesKeptUntil { at brandName } } }";
    const told = async (id: string) => {
      const { body } = await door.ask(await door.headersOf("owner"), text, { id });
      return Object(body.data).exchange;
    };
    const until = new Date(at.getTime() + 49 * 86_400_000).toISOString();
    expect(await told(call.id)).toEqual({ bodiesKeptUntil: { at: until, brandName: brand.name } });
    expect(await told(young.id)).toEqual({ bodiesKeptUntil: null });
  });

  it("is said of an order's calls and guest", async () => {
    await limitGuests(60);
    const [old, young] = [await addOrder(500), await addOrder(1)];
    const { name: brandName } = door.own.brand;
    const untilDays = (days: number) => ({
      at: new Date(old.at.getTime() + days * 86_400_000).toISOString(),
      ...{ brandName, isErased: false },
    });
    expect(await toldOf(old.id)).toEqual({
      callsKeptUntil: untilDays(400),
      guestKeptUntil: untilDays(60),
    });
    expect(await toldOf(young.id)).toEqual({ callsKeptUntil: null, guestKeptUntil: null });
  });

  it("is said to have been erased, and when", async () => {
    const { id } = await addOrder(2);
    const { db } = door.test;
    const call = testExchange({
      ...{ brandId: door.own.brand.id, orderId: id, at: new Date(Date.now() - 86_400_000) },
      bodies: {
        ...{ requestHeaders: {}, requestBody: "Ada", responseHeaders: {}, responseBody: null },
        ...{ stringSigned: null, note: null },
      },
    });
    await insertExchanges(db, [call]);
    const at = new Date();
    await eraseNamedGuest(
      { db, now: at, referenceOf: () => "gst_0123456789abcdef" },
      { guest: { phone: null, email: "ada.erased@example.com" }, forms: null, isDryRun: false, by: CLI },
    );
    const erased = { at: at.toISOString(), brandName: null, isErased: true };
    expect(await toldOf(id)).toEqual({ callsKeptUntil: null, guestKeptUntil: erased });
    const text = "query($id: ID!) { exchange(id: $id) { bodiesKeptUntil { at brandName isErased } } }";
    const { body } = await door.ask(await door.headersOf("owner"), text, { id: call.id });
    expect(Object(body.data).exchange).toEqual({ bodiesKeptUntil: erased });
  });

  async function limitGuests(guestsDays: number) {
    const { body } = await door.ask(await door.headersOf("owner"), "{ retention { id version } }", {});
    const { retention } = Object(body.data);
    const { version } = retention.find(({ id }: { id: string }) => id === door.own.brand.id);
    const given = limits({ bodiesDays: 49, guestsDays });
    expect(await did("owner", SET, { expectedVersion: version, limits: given })).toMatchObject({
      bodiesDays: 49,
    });
  }

  /** An order of so many days ago that was placed. */
  async function addOrder(days: number) {
    const at = new Date(Date.now() - days * 86_400_000);
    const args = testOrder(door.own, { receivedAt: at, guestEmail: "ada.erased@example.com" });
    await insertOrder(door.test.db, args);
    await recordResult(door.test.db, testPlaced(args.order.id, {}, { now: at }));
    return { id: args.order.id, at };
  }

  async function toldOf(id: string) {
    const text = `query($id: ID!) { order(id: $id) {
      callsKeptUntil { at brandName isErased } guestKeptUntil { at brandName isErased } } }`;
    const { body } = await door.ask(await door.headersOf("owner"), text, { id });
    return Object(body.data).order;
  }
});
