import { newId } from "@parley/db";
import { recordChange } from "@parley/db/audit";
import { insertExchanges } from "@parley/db/exchanges";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** What the ids in the audit are called. */

const LIST = `query($subject: String) { auditEntries(filter: { subject: $subject }) {
  edges { node { subject subjectId fields { name from fromName to toName } } } } }`;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function recorded(subjectId: string, detail: object, role: "owner" | "admin" = "owner") {
  const { brand, location } = door.own;
  await recordChange(door.test.db.orm, {
    ...{ action: "location_changed", subjectId, detail, by: { kind: "cli" }, now: new Date() },
    place: { brandId: brand.id, locationId: location.id },
  });
  const { body } = await door.ask(await door.headersOf(role), LIST, { subject: subjectId });
  expect(body.errors).toBeUndefined();
  return Object(body.data).auditEntries.edges[0].node;
}

it("names a store, a brand and a connection, and keeps their ids", async () => {
  const { location, brand, connection } = door.own;
  for (const { id, name } of [location, brand, connection])
    expect(await recorded(id, {})).toMatchObject({ subject: name, subjectId: id });
});

it("names an order and a call by PAR's number", async () => {
  const { orderId } = await door.addOrder(door.own, { onlineOrderId: "WEB-71" });
  expect(await recorded(orderId, {})).toMatchObject({ subject: "WEB-71", subjectId: orderId });
  const call = testExchange({ onlineOrderId: null, requestUid: "uid-72", brandId: door.own.brand.id });
  await insertExchanges(door.test.db, [call]);
  expect(await recorded(call.id, {})).toMatchObject({ subject: "uid-72" });
});

it("names a mapping by PAR's id, and what it led to and leads to by their names", async () => {
  const { location, connection } = door.own;
  const target = { from: door.foreign.location.id, to: location.id };
  const detail = { kind: "location", connection: connection.id, parId: "PAR-7", target };
  expect(await recorded(newId("map"), detail)).toMatchObject({
    subject: "PAR-7",
    fields: expect.arrayContaining([
      { name: "connection", from: null, fromName: null, to: connection.id, toName: connection.name },
      {
        ...{ name: "target", from: target.from, fromName: door.foreign.location.name },
        ...{ to: location.id, toName: location.name },
      },
      { name: "parId", from: null, fromName: null, to: "PAR-7", toName: null },
    ]),
  });
});

it("leaves an id of what is gone, or of what the reader may not see, as it is", async () => {
  expect(await recorded("loc_gone", { store: "loc_gone" })).toMatchObject({
    subject: "loc_gone",
    fields: [{ to: "loc_gone", toName: null }],
  });
  const { orderId } = await door.addOrder(door.foreign, { onlineOrderId: "WEB-73" });
  expect(await recorded(orderId, {}, "admin")).toMatchObject({ subject: orderId });
});
