import { everyBrand } from "@parley/db";
import { insertExchanges } from "@parley/db/exchanges";
import { setMapping } from "@parley/db/mappings";
import { testExchange } from "@parley/db/testing";
import { describe, expect, it } from "vitest";
import { openTestDoor } from "../testing/door.ts";

const OVERVIEW = `{ overview {
  sentence clockAheadMs issues { cause }
  operations { operation lastHour refused p50Ms }
  placedToday acceptedShare202 lastOrderAt
  stores { location { code } placed notPlaced menuConfirmedAt }
  firstSteps { key done } } }`;

describe("the overview", () => {
  it("says that no kitchen has paid orders, with the money and why", async () => {
    await using door = await openTestDoor();
    const receivedAt = new Date(Date.now() - 60_000);
    await door.addOrder(door.own, { receivedAt });
    await door.addOrder(door.own, { receivedAt });
    await door.addOrder(door.foreign, { receivedAt });
    const { body } = await door.ask(await door.headersOf("support"), OVERVIEW);
    expect(body).toMatchObject({
      data: {
        overview: {
          sentence: expect.stringMatching(/^2 paid orders, \$58\.20, are not confirmed by a kitchen; /),
          issues: [{ cause: "STORE_IN_DOUBT" }],
          placedToday: 0,
          lastOrderAt: receivedAt.toISOString(),
          stores: [
            { location: { code: door.own.location.code }, placed: 0, notPlaced: 2, menuConfirmedAt: null },
          ],
        },
      },
    });
  });

  it("says how far the clock is off, and which way (R8)", async () => {
    await using door = await openTestDoor();
    const headers = await door.headersOf("viewer");
    door.clockAheadMs = 3_600_000;
    const { body } = await door.ask(headers, OVERVIEW);
    expect(body).toMatchObject({ data: { overview: { clockAheadMs: 3_600_000 } } });
  });

  it("does not alarm anybody about an order that was sent this second", async () => {
    await using door = await openTestDoor();
    // As fresh as it gets, however long this machine takes to ask.
    await door.addOrder(door.own, { receivedAt: new Date(Date.now() + 60_000) });
    const { body } = await door.ask(await door.headersOf("support"), OVERVIEW);
    const sentence = "All is well: 1 order in the last hour, 0 with their kitchen, 1 on the way.";
    expect(body).toMatchObject({ data: { overview: { sentence, clockAheadMs: null, issues: [] } } });
  });

  it("counts the last hour by operation, and how many submits were answered 202", async () => {
    await using door = await openTestDoor();
    const brandId = door.own.brand.id;
    const ages = [0, 0, 0, 2 * 3_600_000].map((ms) => new Date(Date.now() - ms));
    await insertExchanges(
      door.test.db,
      ages.map((time, index) =>
        testExchange({ brandId, at: time, status: index === 0 ? 202 : index === 1 ? 422 : 200 }),
      ),
    );
    const { body } = await door.ask(await door.headersOf("viewer"), OVERVIEW);
    expect(body).toMatchObject({
      data: {
        overview: {
          operations: [
            { operation: "VALIDATE_ORDER", lastHour: 0, refused: 0, p50Ms: null },
            { operation: "SUBMIT_ORDER", lastHour: 3, refused: 1, p50Ms: expect.closeTo(1.5, 1) },
            { operation: "GET_ORDER", lastHour: 0 },
            { operation: "GET_MENU", lastHour: 0 },
          ],
          acceptedShare202: 1 / 3,
        },
      },
    });
  });

  it("ticks off the steps to the first order", async () => {
    await using door = await openTestDoor();
    const steps = async () => {
      const { body } = await door.ask(await door.headersOf("viewer"), OVERVIEW);
      return [...JSON.stringify(body).matchAll(/"key":"(\w+)","done":true/g)].map((match) => match[1]);
    };
    const { location, connection } = door.own;
    await setMapping(door.test.db, {
      kind: "location",
      connectionId: connection.id,
      parId: "PAR-2",
      targetId: location.id,
      scope: everyBrand,
      expectedVersion: null,
      changedBy: "test",
      now: new Date(),
    });
    expect(await steps()).toEqual(["connection", "store", "organization", "location"]);
    await door.addOrder(door.own);
    expect(await steps()).toEqual(["connection", "store", "organization", "location", "order"]);
  });
});
