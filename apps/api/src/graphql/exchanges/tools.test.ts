import { insertExchanges } from "@parley/db/exchanges";
import { insertOrder, recordResult } from "@parley/db/orders";
import { testExchange, testOrder, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const ASKED = `query($id: ID!) { exchange(id: $id) {
  outcome counterparts { kind exchangeId at } laterTry { at exchangeId order { id state } } } }`;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

const minute = (n: number) => new Date(Date.UTC(2026, 10, 28, 12, n));

/** A call of a store's connection, `n` minutes in. */
function call(n: number, fields: Parameters<typeof testExchange>[0] = {}, of = door.own) {
  const { connection, brand, location } = of;
  const place = { connectionId: connection.id, brandId: brand.id, locationId: location.id };
  return testExchange({ ...place, operation: "submit_order", status: 200, at: minute(n), ...fields });
}

const REFUSED = { status: 200, outcome: "refused", code: "item_unavailable" } as const;

async function ask(headers: Record<string, string>, id: string) {
  const { body } = await door.ask(headers, ASKED, { id });
  expect(body.errors).toBeUndefined();
  return (body.data as { exchange: unknown }).exchange;
}

describe("Exchange.counterparts", () => {
  it("names the validate before a submit and the last that worked, to every role that sees the call", async () => {
    const about = { onlineOrderId: "TOOLS-1" };
    const validate = call(1, { ...about, operation: "validate_order" });
    const worked = call(2);
    const refusedUnder200 = call(3, REFUSED);
    const submit = call(4, { ...about, ...REFUSED });
    await insertExchanges(door.test.db, [validate, worked, refusedUnder200, submit]);
    for (const role of ["viewer", "support", "engineer", "admin"] as const) {
      expect(await ask(await door.headersOf(role), submit.id), role).toMatchObject({
        outcome: "REFUSED",
        counterparts: [
          { kind: "VALIDATE_BEFORE", exchangeId: validate.id, at: validate.at.toISOString() },
          { kind: "LAST_THAT_WORKED", exchangeId: worked.id, at: worked.at.toISOString() },
        ],
      });
    }
  });

  it("shows nobody a call of another brand, nor one to lay beside their own", async () => {
    const about = { onlineOrderId: "TOOLS-2" };
    // One connection may serve two brands: what is the other's stays the other's.
    const shared = { connectionId: door.own.connection.id };
    const foreignPlace = { brandId: door.foreign.brand.id, locationId: door.foreign.location.id };
    const foreign = call(10, { ...about, ...shared, ...foreignPlace, operation: "validate_order" });
    const submit = call(11, { ...about, ...REFUSED });
    await insertExchanges(door.test.db, [foreign, submit]);
    expect(await ask(await door.headersOf("viewer", "other"), submit.id)).toBeNull();
    const kindsOf = async (brands: "own" | "all") => {
      const found = (await ask(await door.headersOf("viewer", brands), submit.id)) as {
        counterparts: { kind: string }[];
      };
      return found.counterparts.map(({ kind }) => kind);
    };
    expect(await kindsOf("own")).not.toContain("VALIDATE_BEFORE");
    expect(await kindsOf("all")).toContain("VALIDATE_BEFORE");
  });
});

describe("Exchange.laterTry", () => {
  it("leads from a refused submit to the order that was placed, and from that order back", async () => {
    const requestUid = "tools-uid-before";
    const refused = call(20, { ...REFUSED, requestUid, onlineOrderId: "TOOLS-3" });
    await insertExchanges(door.test.db, [refused]);
    const args = testOrder(door.own, { receivedAt: minute(23), onlineOrderId: "TOOLS-3" });
    await insertOrder(door.test.db, args);
    await recordResult(door.test.db, testPlaced(args.order.id));
    const headers = await door.headersOf("viewer");
    expect(await ask(headers, refused.id)).toMatchObject({
      laterTry: {
        at: minute(23).toISOString(),
        exchangeId: null,
        order: { id: args.order.id, state: "PLACED" },
      },
    });
    const back = `query($id: ID!) { order(id: $id) { otherTries { exchangeId requestUid } } }`;
    expect((await door.ask(headers, back, { id: args.order.id })).body).toMatchObject({
      data: { order: { otherTries: [{ exchangeId: refused.id, requestUid }] } },
    });
  });

  it("leads back from an order without an online order id to a refusal of the same request", async () => {
    const requestUid = "tools-uid-alone";
    const refused = call(24, { ...REFUSED, requestUid, parLocationId: null });
    await insertExchanges(door.test.db, [refused]);
    const args = testOrder(door.own, { receivedAt: minute(25), requestUid, onlineOrderId: null });
    await insertOrder(door.test.db, args);
    const back = `query($id: ID!) { order(id: $id) { otherTries { exchangeId } } }`;
    const { body } = await door.ask(await door.headersOf("viewer"), back, { id: args.order.id });
    expect(body).toMatchObject({ data: { order: { otherTries: [{ exchangeId: refused.id }] } } });
  });

  it("leads to the last refused try where nothing was placed, and shows no other brand's order", async () => {
    const ids = { requestUid: "tools-uid-4", onlineOrderId: "TOOLS-4" };
    const [first, last] = [call(30, { ...REFUSED, ...ids }), call(31, { ...REFUSED, ...ids })];
    await insertExchanges(door.test.db, [first, last]);
    await insertOrder(door.test.db, testOrder(door.foreign, { receivedAt: minute(32), ...ids }));
    const headers = await door.headersOf("viewer", "all");
    expect(await ask(headers, first.id)).toMatchObject({ laterTry: { exchangeId: last.id, order: null } });
    expect(await ask(headers, last.id)).toMatchObject({ laterTry: null });
  });
});
