import { createSigningKey } from "@parley/bridge-contract";
import { describe, expect, it } from "vitest";
import { samplePosOrder } from "./conformance/sample-order.ts";
import { POS_KINDS } from "./kinds.ts";
import { createPosRegistry } from "./registry.ts";
import { readStorePos, type StoredPos } from "./store-pos.ts";
import { abacusKind } from "./testing/abacus.ts";
import { within } from "./testing/hostile-pos.ts";

const KINDS = { ...POS_KINDS, abacus: abacusKind };
const URL = "https://pos.example.com";
const guard = { allowLoopbackHttp: false };
const openRegistry = () =>
  createPosRegistry({ now: () => new Date(), timings: { attemptDeadlineMs: 10_000 }, timeScale: 0.5 });

describe("a kind of POS that is one folder and one line of the table", () => {
  const stored = { kind: "abacus", settings: { url: URL, rod: "R1", slots: 3 }, secret: "42" };

  it("places an order, once for each reference", async () => {
    await using registry = openRegistry();
    const adapter = registry.adapterFor({ lane: "loc_1", pos: readStorePos(stored, KINDS) });
    const order = samplePosOrder("soup", 475);
    const placed = { kind: "placed", posOrderId: "42-R1-1", readyAt: null, call: null };
    expect(await adapter.place(order, within(1_000))).toEqual(placed);
    expect(await adapter.place(order, within(1_000))).toEqual(placed);
    expect(await adapter.lookUp(order.reference, within(1_000))).toMatchObject({ posOrderId: "42-R1-1" });
    expect(adapter).toMatchObject({ kind: "abacus", adapterClass: "A", quietPeriodMs: 22_500 });
  });

  it("is described, kept to its policy and checked like every other", () => {
    expect(readStorePos(stored, KINDS)).toMatchObject({
      ...{ kind: "abacus", url: URL, storeName: "R1", adapterClass: "A", canVoid: false, summary: "rod R1" },
      policy: { slots: 3, whenUnreachable: "hold" },
    });
    const settings = KINDS.abacus.compose({ url: URL, store: "R1" });
    expect(KINDS.abacus.check({ settings, secret: "42" }, guard)).toBeNull();
    expect(KINDS.abacus.check({ settings, secret: "x" }, guard)).toMatchObject({ field: "key" });
    expect(KINDS.abacus.check({ settings: { ...settings, rod: "" }, secret: "1" }, guard)).toEqual({
      field: "store",
      fault: "store_length",
    });
  });

  it("is behind the guard that keeps every POS out of our own network", async () => {
    await using registry = openRegistry();
    const settings = { url: "https://10.0.0.1", rod: "R1" };
    expect(KINDS.abacus.check({ settings, secret: "42" }, guard)).toMatchObject({ field: "url" });
    const pos = readStorePos({ ...stored, settings }, KINDS);
    const outcome = await registry
      .adapterFor({ lane: "loc_1", pos })
      .place(samplePosOrder("soup", 475), within(1_000));
    expect(outcome).toMatchObject({ kind: "not_sent", reason: "adapter_url_forbidden" });
  });

  it("is unknown to the product, which sends nothing to it", () => {
    expect(readStorePos(stored).connection).toEqual({ kind: "unusable", reason: "pos_kind_unknown" });
    expect(readStorePos({ ...stored, kind: "toString" }).connection).toMatchObject({ kind: "unusable" });
  });
});

describe("settings that a process of the version before has written", () => {
  const token = "EAAA-a-token-of-nobody";
  const key = createSigningKey();
  const bridge = { url: URL, store: "1" };
  it.each<[StoredPos, object]>([
    [
      { kind: "bridge", settings: { ...bridge, class: "X" }, secret: key },
      { adapterClass: "C", canVoid: true },
    ],
    [
      { kind: "bridge", settings: { ...bridge, class: "X", can_void: false }, secret: key },
      { adapterClass: "C", canVoid: false },
    ],
    [
      { kind: "bridge", settings: bridge, secret: key },
      { adapterClass: "D", canVoid: false },
    ],
    [
      { kind: "square", settings: { locationId: "L1", baseUrl: URL }, secret: token },
      { storeName: "L1", url: URL },
    ],
    [
      { kind: "square", settings: { locationId: "L1", location_id: "L2" }, secret: token },
      { storeName: "L2", url: "https://connect.squareup.com" },
    ],
  ])("are read: %j", (stored, facts) => {
    expect(readStorePos(stored)).toMatchObject({ ...facts, connection: { kind: "usable" } });
  });

  it("can be read by it where this one has written them", () => {
    expect(POS_KINDS.square.compose({ store: "L1", url: URL, environment: "sandbox" })).toEqual({
      ...{ location_id: "L1", base_url: URL, environment: "sandbox" },
      ...{ locationId: "L1", baseUrl: URL },
    });
  });
});

describe("the address of Square", () => {
  const token = "EAAA-a-token-of-nobody";
  const check = (url: string, allowLoopbackHttp: boolean) =>
    POS_KINDS.square.check(
      { settings: POS_KINDS.square.compose({ store: "L1", url }), secret: token },
      { allowLoopbackHttp },
    );

  it.each(["http://127.0.0.1:4700", "http://localhost:4700", "https://[::1]"])(
    "is a stand-in's on this machine only where loopback is allowed: %s",
    (url) => {
      expect(check(url, true)).toBeNull();
      expect(check(url, false)).toEqual({ field: "url", fault: "address_not_public" });
    },
  );

  it.each([
    URL,
    "https://connect.squareup.com.example.com",
    "https://10.0.0.1",
    "http://127.0.0.1.nip.io",
    "x",
  ])("is nobody else's, who would get the token: %s", (url) => {
    for (const allowed of [true, false])
      expect(check(url, allowed)).toEqual({ field: "url", fault: "square_elsewhere" });
  });
});

describe("what Square shows to a kitchen", () => {
  const shown = (input: object, kept: object = {}) =>
    readStorePos({
      kind: "square",
      settings: { ...kept, ...POS_KINDS.square.compose({ store: "L1", ...input }) },
      secret: null,
    }).showing;

  it("is what was said, or what was stored before", () => {
    const nothing = { prepMinutes: null, deliveryAs: "pickup", dineInAs: "pickup" };
    expect(shown({})).toEqual(nothing);
    const said = { prepMinutes: 12, deliveryAs: "delivery", dineInAs: "in_store" };
    expect(shown(said)).toEqual(said);
    const stored = { prep_minutes: 12, delivery_as: "delivery", dine_in_as: "in_store" };
    expect(shown({}, stored)).toEqual(said);
    expect(shown({ prepMinutes: 0, deliveryAs: "pickup", dineInAs: "pickup" }, stored)).toEqual(nothing);
  });

  it.each([1_441, -1, 1.5])("is not %s minutes", (prepMinutes) => {
    const settings = POS_KINDS.square.compose({ store: "L1", prepMinutes });
    expect(POS_KINDS.square.check({ settings, secret: undefined }, guard)).toEqual({
      ...{ field: "prep_minutes", fault: "prep_minutes" },
    });
  });
});

describe("settings that cannot be used", () => {
  it("still tell the store's name, its URL and its policy, and promise nothing", () => {
    const settings = { url: URL, store: "1", class: "E", slots: 4, when_unreachable: "error" };
    expect(readStorePos({ kind: "bridge", settings, secret: null })).toMatchObject({
      ...{ url: URL, storeName: "1", adapterClass: "D", canVoid: false },
      policy: { slots: 4, whenUnreachable: "error" },
      connection: { kind: "unusable", reason: "pos_settings_invalid" },
    });
  });

  it.each([null, 7, "x", [], { slots: 0, when_unreachable: "shout" }])(
    "leave the policy at its defaults: %j",
    (settings) => {
      expect(readStorePos({ kind: "bridge", settings, secret: null })).toMatchObject({
        storeName: null,
        policy: { slots: 32, whenUnreachable: "hold" },
      });
    },
  );

  it("show no secret to whoever writes the store to a log", () => {
    const secret = createSigningKey();
    const pos = readStorePos({ kind: "bridge", settings: { url: URL, store: "1", class: "A" }, secret });
    expect(JSON.stringify(pos)).not.toContain(secret);
  });
});
