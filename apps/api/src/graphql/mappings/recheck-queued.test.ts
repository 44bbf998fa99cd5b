import { everyBrand } from "@parley/db";
import { insertExchanges } from "@parley/db/exchanges";
import { setMapping, upsertUnmapped } from "@parley/db/mappings";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Who is told what would become of the orders that were refused for an id, once it is mapped. */

const ASKED = `query($ids: [ID!]!) { recheckQueued(ids: $ids) {
  operation order exchange { id } recheck { wouldBePlaced sentence } } }`;

let door: TestDoor;
let id: string;
beforeAll(async () => {
  door = await openTestDoor();
  const { connection, parOrganizationId } = door.own;
  const at = { connectionId: connection.id, parOrganizationId, now: new Date() };
  await upsertUnmapped(door.test.db, { ...at, kind: "location", parId: "PAR-QUEUED", exchangeId: null });
  const call = testExchange({
    ...{ connectionId: connection.id, operation: "validate_order", code: "unmapped_location" },
    ...{ parOrganizationId, parLocationId: "PAR-QUEUED", onlineOrderId: "WEB-1", status: 422 },
  });
  await insertExchanges(door.test.db, [call]);
  const [row] = await door.test.db.sql`select id from unmapped_ids where par_id = 'PAR-QUEUED'`;
  id = String(row?.id);
});
afterAll(() => door[Symbol.asyncDispose]());

async function asked(role: Parameters<TestDoor["headersOf"]>[0], brands?: "own" | "other" | "all") {
  const { body } = await door.ask(await door.headersOf(role, brands), ASKED, { ids: [id] });
  expect(body.errors).toBeUndefined();
  return Object(body.data).recheckQueued;
}

it("nobody, while the id is mapped to nothing", async () => {
  expect(await asked("owner", "all")).toEqual([]);
});

it("who may mend orders where the id leads to, and nobody else", async () => {
  const pair = { connectionId: door.own.connection.id, parId: "PAR-QUEUED", targetId: door.own.location.id };
  const by = { scope: everyBrand, changedBy: "test", now: new Date(), expectedVersion: null };
  await setMapping(door.test.db, { ...by, ...pair, kind: "location" });
  const judged = {
    ...{ operation: "VALIDATE_ORDER", order: "WEB-1", exchange: { id: expect.stringMatching(/^exc_/) } },
    recheck: { wouldBePlaced: false, sentence: expect.any(String) },
  };
  expect(await asked("admin")).toEqual([judged]);
  expect(await asked("support")).toEqual([judged]);
  expect(await asked("owner", "all")).toEqual([judged]);
  expect(await asked("viewer")).toEqual([]);
  expect(await asked("admin", "other")).toEqual([]);
});
