import { createSigningKey } from "@parley/bridge-contract";
import { listPosEvents } from "@parley/db/orders";
import { setLocationPos } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BridgeDoor, type Message, openBridgeDoor } from "./testing/door.ts";

let door: BridgeDoor;
beforeAll(async () => {
  door = await openBridgeDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

const shiftOpened = { kind: "shift.opened" };

function kept() {
  return listPosEvents(door.ctx.db, { locationId: door.store.location.id, limit: 100 });
}

describe("a message of a POS", () => {
  it("is recorded, answered with a signature, and seen in the record of exchanges", async () => {
    const event = { ...shiftOpened, cashier: "4111 1111 1111 1111" };
    const reply = await door.send(door.store, { event, id: "msg_seen" });
    expect(reply).toMatchObject({ status: 200, body: { status: "recorded" }, isSigned: true });
    const [row] = await kept();
    expect(row).toMatchObject({
      kind: "shift.opened",
      messageId: "msg_seen",
      detail: { cashier: "************1111" },
    });
    const [exchange] = await door.exchanges();
    expect(exchange).toMatchObject({
      direction: "in",
      operation: "pos_event",
      status: 200,
      locationId: door.store.location.id,
      reason: "kind_unknown",
    });
  });

  it("is answered 200 again when it is repeated, and kept once", async () => {
    const before = (await kept()).length;
    const message = { event: shiftOpened, id: "msg_twice" };
    expect((await door.send(door.store, message)).body).toEqual({ status: "recorded" });
    expect((await door.send(door.store, message)).body).toEqual({ status: "repeated" });
    const more = await Promise.all([1, 2, 3].map(() => door.send(door.store, message)));
    expect(more.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await kept()).toHaveLength(before + 1);
  });

  it("is told to come back where its store sends too many, which takes nothing from another's (S6)", async () => {
    const send = () => door.send(door.store, { event: shiftOpened });
    let reply = await send();
    for (let sent = 1; reply.status === 200 && sent < 1_200; sent++) reply = await send();
    expect(reply).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } }, isSigned: true });
    const [before, recorded] = [(await kept()).length, (await door.exchanges()).length];
    expect((await send()).status).toBe(429);
    expect([(await kept()).length, (await door.exchanges()).length]).toEqual([before, recorded]);
    expect((await door.send(door.other, { event: shiftOpened })).status).toBe(200);
    door.clock.now = new Date(door.clock.now.getTime() + 60_000);
    expect((await send()).status).toBe(200);
  });

  it("may have an id that another store's POS has used", async () => {
    const message = { event: shiftOpened, id: "msg_shared" };
    await door.send(door.store, message);
    expect((await door.send(door.other, message)).body).toEqual({ status: "recorded" });
  });

  it("is verified with both keys of a rotation", async () => {
    const { ctx, other } = door;
    const [next, now] = [createSigningKey(), ctx.now()];
    await setLocationPos(ctx.db, {
      vault: ctx.vault,
      locationId: other.location.id,
      posKind: "bridge",
      posSettings: { url: "https://pos.example.com", store: other.name },
      posSecret: `${next} ${other.key}`,
      now,
    });
    for (const key of [next, other.key]) {
      expect(await door.send(other, { event: shiftOpened, key })).toMatchObject({
        status: 200,
        isSigned: true,
      });
    }
  });
});

describe("an unauthenticated sender", () => {
  it.each<[string, Message]>([
    ["no store", { header: null }],
    ["an unknown store", { header: "POS-99" }],
    ["a key that nobody has", { key: createSigningKey() }],
    ["a message from long ago", { aheadSeconds: -301 }],
    ["a message from the future", { aheadSeconds: 301 }],
    ["no signature", { headers: { "webhook-signature": "" } }],
    ["a signature for another id", { headers: { "webhook-id": "msg_other" } }],
    ["an unsigned body that is no JSON", { body: "{", key: createSigningKey() }],
  ])("with %s is told the same, unsigned, and nothing is kept", async (_name, message) => {
    const before = await kept();
    const reply = await door.send(door.store, { event: shiftOpened, ...message });
    expect(reply).toMatchObject({ status: 401, isSigned: false });
    expect(reply.text).toBe(
      '{"error":{"code":"unauthorized","message":"The message is not signed with this store\'s key"}}',
    );
    expect(await kept()).toEqual(before);
  });

  it("cannot speak for one store with the key of another", async () => {
    const message = { event: { ...shiftOpened, store: door.store.name }, header: door.store.name };
    expect((await door.send(door.other, message)).status).toBe(401);
    expect(await door.send(door.other, { event: { ...shiftOpened, store: door.store.name } })).toMatchObject({
      status: 400,
      isSigned: true,
    });
  });

  it("who tries without end is told to wait, while a POS behind the same address is heard", async () => {
    await using fresh = await openBridgeDoor();
    const knock = () => fresh.send(fresh.store, { key: createSigningKey(), event: shiftOpened });
    for (let n = 0; n < 30; n += 1) await Promise.all(Array.from({ length: 10 }, knock));
    expect(await knock()).toMatchObject({ status: 429, isSigned: false });
    expect((await fresh.send(fresh.store, { event: shiftOpened })).status).toBe(200);
    expect((await fresh.exchanges()).filter(({ status }) => status === 401)).toHaveLength(60);
  });
});

describe("a message that is no event", () => {
  it.each<[string, Message, number]>([
    ["a broken body", { body: "{" }, 400],
    ["a key that reaches a prototype", { body: '{"__proto__":{}}' }, 400],
    ["no kind", { event: {} }, 400],
    ["an item that no menu may hold", { event: { kind: "item.sold_out", product_ids: ["<tea>"] } }, 400],
    ["another type", { headers: { "content-type": "text/plain" } }, 415],
    ["a compressed body", { headers: { "content-encoding": "gzip" } }, 415],
    ["256 KiB and a byte", { body: Buffer.alloc(256 * 1024 + 1, "x") }, 413],
    ["another method", { method: "GET" }, 405],
  ])("%s is refused in the words of the bridge, and not kept", async (_name, message, status) => {
    const before = await kept();
    const reply = await door.send(door.store, message);
    expect(reply).toMatchObject({ status, body: { error: { message: expect.stringMatching(/.{10,}/) } } });
    expect(await kept()).toEqual(before);
  });
});
