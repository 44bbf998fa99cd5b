import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import type { Role } from "@parley/db/operators";
import { insertOrder } from "@parley/db/orders";
import { findLocation, findStore } from "@parley/db/stores";
import { testOrder } from "@parley/db/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { proveAt } from "../../stores/testing/proven.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const SET = `mutation($input: SetPosInput!) { setPos(input: $input) { __typename
  ... on PosChange { madeKey store { version canSetPos pos {
    kind url store environment adapterClass canVoid quietPeriodSeconds slots whenUnreachable
    prepMinutes deliveryAs dineInAs } } }
  ... on InvalidInput { field message } ... on OpenOrders { count } ... on Error { code } } }`;

describe("the POS of a store", () => {
  let door: TestDoor;
  beforeEach(async () => {
    door = await openTestDoor();
  });
  afterEach(() => door[Symbol.asyncDispose]());

  const BRIDGE = { kind: "BRIDGE", url: "https://pos.example.com", store: "1" };
  const stored = () => findLocation(door.test.db, { scope: everyBrand, idOrCode: door.own.location.id });

  async function setPos(input: object, headers?: Record<string, string>) {
    const location = await stored();
    const given = { locationId: door.own.location.id, expectedVersion: location?.version, ...input };
    const { body } = await door.ask(headers ?? (await door.headersOf("owner")), SET, { input: given });
    return Object(body.data).setPos;
  }

  it("is set with a key that is made and shown once, and stands in the audit without it", async () => {
    await proveAt(door.test.db, door.own, BRIDGE.url);
    const answer = await setPos({ ...BRIDGE, makeKey: true, adapterClass: "C", canVoid: true, slots: 4 });
    expect(answer).toMatchObject({
      madeKey: expect.stringMatching(/^whsec_/),
      store: {
        canSetPos: true,
        pos: {
          ...{ kind: "bridge", url: "https://pos.example.com", store: "1", environment: null },
          ...{ adapterClass: "C", canVoid: true, quietPeriodSeconds: 45, slots: 4, whenUnreachable: "hold" },
        },
      },
    });
    const { db, vault } = door.test;
    const store = await findStore(db, { vault, locationId: door.own.location.id });
    expect(store?.posSecret).toBe(answer.madeKey);
    const [entry] = await listAudit(db, { subjectIds: [door.own.location.id], page: { limit: 1 } });
    expect(entry).toMatchObject({ action: "location_changed", detail: { posSecret: "set" } });
    expect(JSON.stringify(entry)).not.toContain(answer.madeKey);
  });

  it("keeps its key and what only its kind knows, where neither is given anew", async () => {
    const square = { kind: "SQUARE", store: "L1", environment: "SANDBOX" };
    expect(await setPos({ ...square, key: "EAAA-not-a-real-token" })).toMatchObject({ madeKey: null });
    const shown = { prepMinutes: 12, deliveryAs: "DELIVERY", dineInAs: "IN_STORE" };
    const kept = { prepMinutes: 12, deliveryAs: "delivery", dineInAs: "in_store" };
    expect(await setPos({ ...square, ...shown })).toMatchObject({ store: { pos: kept } });
    expect(await setPos({ ...square, store: "L2", leaveOpenOrders: true })).toMatchObject({
      store: { pos: { ...kept, kind: "square", store: "L2", environment: "sandbox" } },
    });
    expect(await stored()).toMatchObject({ hasPosSecret: true, posSettings: { prep_minutes: 12 } });
    expect(await setPos({ ...square, store: "L2", prepMinutes: 0 })).toMatchObject({
      store: { pos: { ...kept, prepMinutes: null } },
    });
  });

  it.each([
    [
      "a plain http address",
      { url: "http://pos.example.com" },
      "url",
      "The URL of a POS begins with https://.",
    ],
    ["an address of our own network", { url: "https://10.0.0.1" }, "url", /not on the public internet/],
    ["this machine", { url: "http://127.0.0.1:4020" }, "url", /not on the public internet/],
    ["a password in it", { url: "https://u:p@pos.example.com" }, "url", /without user/],
    ["no address", { url: " " }, "url", "A POS of the bridge is reached by a URL."],
    ["no store", { store: "" }, "store", /has 1 to 128 characters/],
    ["a key that is none", { makeKey: false, key: "hunter2" }, "key", /whsec_ followed by/],
    ["two keys", { key: "whsec_x" }, "key", /not both/],
    ["no key", { makeKey: false }, "key", /has no key for such a POS yet/],
    ["a quiet period beyond reason", { quietPeriodSeconds: 3601 }, "quietPeriodSeconds", /0 to 3600/],
    ["no slot", { slots: 0 }, "slots", /1 to 256/],
    [
      "an address elsewhere that would get Square's token",
      { kind: "SQUARE", store: "L1", makeKey: false, key: "EAAA-not-a-real-token" },
      "url",
      /sent to Square and to nobody else/,
    ],
    [
      "a kitchen's minutes beyond reason",
      {
        kind: "SQUARE",
        store: "L1",
        url: "",
        makeKey: false,
        key: "EAAA-not-a-real-token",
        prepMinutes: 1441,
      },
      "prepMinutes",
      /1 to 1440 minutes/,
    ],
    ["a made token of Square's", { kind: "SQUARE", store: "L1" }, "key", /Square makes its access tokens/],
  ])("is not set with %s", async (_what, wrong, field, message) => {
    const answer = await setPos({ ...BRIDGE, makeKey: true, ...wrong });
    expect(answer).toMatchObject({ __typename: "InvalidInput", field });
    expect(answer.message).toMatch(message);
    expect(await stored()).toMatchObject({ posKind: null });
  });

  it("does not become another one while orders may be at the old one, unless somebody says which it is", async () => {
    await setPos({ ...BRIDGE, makeKey: true });
    await insertOrder(door.test.db, testOrder(door.own, { state: "dispatching" }));
    const moved = { ...BRIDGE, url: "https://other.example.com" };
    expect(await setPos(moved)).toMatchObject({ __typename: "OpenOrders", code: "OPEN_ORDERS", count: 1 });
    expect(await stored()).toMatchObject({ posSettings: { url: BRIDGE.url } });
    expect(await setPos({ ...moved, isSameTill: true })).toMatchObject({ __typename: "PosChange" });
    expect(await stored()).toMatchObject({ posAccount: null });
    expect(await setPos({ ...BRIDGE, leaveOpenOrders: true })).toMatchObject({ __typename: "PosChange" });
    expect((await stored())?.posAccount).toMatch(/^pol_/);
  });

  it("promises no more than a run at it has shown, at whichever store of the brand", async () => {
    const { db } = door.test;
    const unproven = { __typename: "Unproven", code: "UNPROVEN" };
    const asked = { ...BRIDGE, makeKey: true };
    expect(await setPos({ ...asked, adapterClass: "C" })).toMatchObject(unproven);
    expect(await setPos({ ...asked, canVoid: true })).toMatchObject(unproven);
    expect(await setPos(asked)).toMatchObject({ store: { pos: { adapterClass: "D" } } });
    await proveAt(db, door.foreign, BRIDGE.url);
    expect(await setPos({ ...BRIDGE, adapterClass: "C" })).toMatchObject(unproven);
    await proveAt(db, door.own, BRIDGE.url, { adapterClass: "A", canVoid: false });
    expect(await setPos({ ...BRIDGE, adapterClass: "B" })).toMatchObject(unproven);
    expect(await setPos({ ...BRIDGE, adapterClass: "C" })).toMatchObject({
      store: { pos: { adapterClass: "C" } },
    });
    // Of another till nothing is known; of the same one that has moved, what was known.
    const moved = { ...BRIDGE, url: "https://b.example.com", adapterClass: "C" };
    expect(await setPos(moved)).toMatchObject(unproven);
    expect(await setPos({ ...moved, isSameTill: true })).toMatchObject({ __typename: "PosChange" });
    expect(await setPos({ ...moved, adapterClass: "D" })).toMatchObject({ __typename: "PosChange" });
    expect(await setPos(moved)).toMatchObject(unproven);
  });

  it("is set by one of two people who saw the same", async () => {
    const before = await stored();
    await setPos({ ...BRIDGE, makeKey: true });
    const asked = { ...BRIDGE, makeKey: true, expectedVersion: before?.version };
    expect(await setPos(asked)).toMatchObject({ code: "CONFLICT" });
  });

  it.each<[Role, "own" | "store", string]>([
    ["brand_admin", "own", "PosChange"],
    ["support", "own", "NotAllowed"],
    ["engineer", "own", "NotAllowed"],
    ["viewer", "store", "NotAllowed"],
  ])("may be set by a %s of %s: %s", async (role, reach, typename) => {
    const headers = await door.headersOf(role, reach);
    expect(await setPos({ ...BRIDGE, makeKey: true }, headers)).toMatchObject({ __typename: typename });
  });

  it("of another brand is nobody's", async () => {
    const asked = { ...BRIDGE, makeKey: true, locationId: door.foreign.location.id, expectedVersion: 1 };
    const admin = await door.headersOf("brand_admin");
    expect(await setPos(asked, admin)).toMatchObject({ __typename: "NotFound" });
  });
});
