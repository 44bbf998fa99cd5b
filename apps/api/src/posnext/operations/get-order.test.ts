import { randomUUID } from "node:crypto";
import { everyBrand } from "@parley/db";
import { setMapping } from "@parley/db/mappings";
import { sampleOrder, signToken } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, LOCATION, openDoor } from "../testing/door.ts";

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function placedOrder() {
  const uid = randomUUID();
  const body = sampleOrder({ root: { request_uid: uid }, details: { online_order_id: `ONL-${uid}` } });
  const { response } = await door.par.submit(body);
  const json = response.json as { order_details: { pos_order_id: string } };
  return {
    uid,
    onlineOrderId: `ONL-${uid}`,
    posOrderId: json.order_details.pos_order_id,
    submitted: response.body,
  };
}

describe("get_order", () => {
  it("serves the submit's own bytes by request_uid, POS order id and online order id", async () => {
    const order = await placedOrder();
    for (const id of [order.uid, order.posOrderId, order.onlineOrderId]) {
      const { response, verdict } = await door.par.status(id);
      expect(verdict.checks.filter((check) => !check.ok)).toEqual([]);
      expect(response.body).toBe(order.submitted);
    }
  });

  it("answers an unknown order and somebody else's alike", async () => {
    const order = await placedOrder();
    const foreign = await door.other.par.status(order.uid);
    const unknown = await door.other.par.status(randomUUID());
    expect(foreign.response.status).toBe(404);
    const without = (body: string) => ({ ...JSON.parse(body), request_id: "" });
    expect(without(foreign.response.body)).toEqual(without(unknown.response.body));
    expect(foreign.response.headers["x-pch-digest"]).toBeUndefined();
  });

  it("gives each location's order to a token that names it, and to one that names none neither of them", async () => {
    const second = "PAR-LOC-SECOND";
    await setMapping(door.ctx.db, {
      kind: "location",
      connectionId: door.connectionId,
      parId: second,
      targetId: door.locationId,
      scope: everyBrand,
      changedBy: "test",
      expectedVersion: null,
      now: new Date(),
    });
    const uid = randomUUID();
    const submitAt = async (locationId: string) => {
      const body = sampleOrder({
        root: { request_uid: uid, location_id: locationId },
        details: { online_order_id: `ONL-${uid}`, customer: { first_name: `Guest of ${locationId}` } },
      });
      return (await door.par.submit(body)).response.body;
    };
    const submitted = { [LOCATION]: await submitAt(LOCATION), [second]: await submitAt(second) };
    const ask = async (claims: Record<string, string>, id: string = uid) => {
      const token = await signToken({
        sharedId: door.sharedId,
        jwtKey: "full",
        now: new Date(),
        lifeSeconds: 300,
        claims,
      });
      return (await door.par.status(id, { headers: { authorization: `Bearer ${token}` } })).response;
    };
    for (const [locationId, body] of Object.entries(submitted)) {
      expect((await ask({ location_id: locationId })).body).toBe(body);
      expect((await ask({ location_id: locationId }, `ONL-${uid}`)).body).toBe(body);
    }
    for (const id of [uid, `ONL-${uid}`]) {
      const unclear = await ask({}, id);
      expect(unclear.status).toBe(409);
      expect(unclear.body).toContain("several locations");
      expect(unclear.body).not.toContain("Guest of");
      expect(unclear.headers["x-pch-digest"]).toBeUndefined();
    }
    expect((await ask({ location_id: "PAR-LOC-OTHER" })).status).toBe(404);
    expect((await ask({ organization_id: "another" })).status).toBe(404);
  });

  it("does not know an order that was only validated", async () => {
    const uid = randomUUID();
    await door.par.validate(sampleOrder({ root: { request_uid: uid } }));
    expect((await door.par.status(uid)).response.status).toBe(404);
  });

  it("S10, C18: asks a connection to poll one order less often, which binds no other order or connection", async () => {
    const [order, next] = [await placedOrder(), await placedOrder()];
    const statuses: number[] = [];
    // Slower than the budget fills again on no machine.
    for (let batch = 0; batch < 30 && !statuses.includes(429); batch++) {
      const polls = Array.from({ length: 50 }, () => door.par.status(order.uid));
      statuses.push(...(await Promise.all(polls)).map(({ response }) => response.status));
    }
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect((await door.par.status(next.uid)).response.status).toBe(200);
    const slowed = (await door.exchanges()).filter(({ code }) => code === "rate_limited");
    expect(slowed[0]).toMatchObject({ operation: "get_order", status: 429, outcome: "refused" });
    expect(slowed[0]?.connectionId).toBe(door.connectionId);
    expect(slowed.length).toBeLessThanOrEqual(
      Math.min(25, statuses.filter((status) => status === 429).length),
    );
    expect(
      (await door.par.submit(sampleOrder({ root: { request_uid: randomUUID() } }))).response.status,
    ).not.toBe(429);
  });

  it("S10, F12: limits unknown ids by connection, and known ones stay readable", async () => {
    const order = await placedOrder();
    const statuses: number[] = [];
    for (let batch = 0; batch < 60 && !statuses.includes(429); batch++) {
      const polls = Array.from({ length: 50 }, () => door.other.par.status(randomUUID()));
      statuses.push(...(await Promise.all(polls)).map(({ response }) => response.status));
    }
    expect(new Set(statuses)).toEqual(new Set([404, 429]));
    expect((await door.par.status(order.uid)).response.status).toBe(200);
    expect((await door.par.status(randomUUID())).response.status).toBe(404);
  });

  it("records a poll against its order", async () => {
    const order = await placedOrder();
    await door.par.status(order.uid);
    const rows = await door.exchanges();
    const submit = rows.find((row) => row.requestUid === order.uid && row.operation === "submit_order");
    const polls = rows.filter((row) => row.operation === "get_order" && row.orderId === submit?.orderId);
    expect(polls).toMatchObject([{ status: 200, seen: { get_order_id: "request_uid" } }]);
  });

  it.each([
    ["%00", 400],
    ["a%7Cb", 400],
    ["%ff", 400],
    ["a%2Fb", 404],
    ["..", 404],
    ["x".repeat(2_000), 404],
  ])("answers %s with %i", async (id, status) => {
    const { response } = await door.par.status("x", { path: `/posnext/orders/${id}` });
    expect(response.status).toBe(status);
  });
});
