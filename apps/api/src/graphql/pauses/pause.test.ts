import { setConnection } from "@parley/db/connections";
import { CLI } from "@parley/db/orders";
import { setLocation } from "@parley/db/stores";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Whoever feels a pause is told what is paused, since when, by whom, until when and why. */

const PAUSE = "of name slug since until reason by";
const QUERY = `query($store: ID!, $order: ID!, $connection: ID!) {
  location(id: $store) { pauses { ${PAUSE} } }
  order(id: $order) { pauses { ${PAUSE} } }
  connection(id: $connection) { pause { ${PAUSE} } changes { reason } } }`;
const AUDIT = `query($subject: String) { auditEntries(filter: { subject: $subject }) {
  edges { node { fields { name toName } } } } }`;

let door: TestDoor;
let orderId: string;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function read(headers: Record<string, string>) {
  const variables = { store: door.own.location.id, order: orderId, connection: door.own.connection.id };
  return Object((await door.ask(headers, QUERY, variables)).body.data);
}

it("is told at its store, its connection, the order that it refused, and in the audit, also once it is over", async () => {
  const { db } = door.test;
  const { location, connection } = door.own;
  const owner = await door.headersOf("owner");
  const now = new Date();
  const store = { name: location.name, of: "STORE", slug: null, since: now.toISOString() };
  const set = { pausedAt: now, pauseUntil: null, pauseReason: "the oven is broken" };
  const { body: me } = await door.ask(owner, "{ me { id } }");
  const by = { kind: "operator" as const, id: String(Object(me.data).me.id) };
  await setLocation(db, { locationId: location.id, expectedVersion: 1, set, by, now });
  const moved = { pausedAt: now, pauseReason: "PAR moves house" };
  await setConnection(db, { connectionId: connection.id, expectedVersion: 1, set: moved, by: CLI, now });
  ({ orderId } = await door.addOrder(door.own));
  await db.sql`
    update orders set state = 'rejected', cause = 'location_closed', received_at = ${now}, final_at = ${now},
      lease_owner = null, lease_until = null
    where id = ${orderId}`;

  const ofStore = { ...store, until: null, reason: "the oven is broken", by: "Ada" };
  const ofConnection = { of: "CONNECTION", slug: connection.slug, reason: "PAR moves house", by: "cli" };
  expect(await read(owner)).toMatchObject({
    location: { pauses: [ofStore, ofConnection] },
    order: { pauses: [ofStore, ofConnection] },
    connection: { pause: ofConnection, changes: [{ reason: "PAR moves house" }] },
  });
  // Of a connection that one may not see, its name and times alone.
  const hidden = { slug: null, reason: null, by: null, name: connection.name };
  const ofOneStore = await read(await door.headersOf("support", "store"));
  expect(ofOneStore.location.pauses).toMatchObject([ofStore, hidden]);
  const { body } = await door.ask(owner, AUDIT, { subject: location.id });
  expect(Object(body.data).auditEntries.edges[0].node.fields).toContainEqual({
    name: "pauseReason",
    toName: "the oven is broken",
  });

  const over = { pausedAt: null, pauseUntil: null, pauseReason: null };
  const later = new Date(now.getTime() + 1);
  await setLocation(db, { locationId: location.id, expectedVersion: 2, set: over, by, now: later });
  expect(await read(owner)).toMatchObject({
    location: { pauses: [ofConnection] },
    order: { pauses: [ofStore, ofConnection] },
  });
});
