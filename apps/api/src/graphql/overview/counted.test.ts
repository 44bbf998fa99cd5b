import { insertExchanges } from "@parley/db/exchanges";
import { consumeFeed } from "@parley/db/feed";
import { setLocation } from "@parley/db/stores";
import { type TestStore, testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIssueKeeper } from "../../issues/keeper.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** What rests, and what is of a test store, beside what needs somebody. */

const OVERVIEW = `{ issueCount overview { sentence issueCount restingCount testIssueCount placedToday
  issues { cause state location { id } } } issues { edges { node { cause location { id isTest } } } } }`;
const STATS = `query($locationId: ID) { stats(range: HOUR, locationId: $locationId) {
  orders { received placedCents } operations { operation calls } } }`;

let door: TestDoor;
let all: Record<string, string>;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

beforeAll(async () => {
  door = await openTestDoor();
  all = await door.headersOf("support", "all");
  await follow();
  await mark(door.own);
  for (const store of [door.own, door.foreign]) await troubleAt(store);
  await follow();
});
afterAll(() => door[Symbol.asyncDispose]());

async function mark({ location }: TestStore): Promise<void> {
  await setLocation(door.test.db, {
    ...{ locationId: location.id, expectedVersion: location.version, now: new Date() },
    set: { isTest: true, testReason: "to try it out" },
  });
}

/** A placed order, one that waits, and calls that were refused because of a price. */
async function troubleAt(store: TestStore): Promise<void> {
  const { db } = door.test;
  const { orderId } = await door.addOrder(store, { receivedAt: ago(4) });
  await db.sql`
    update orders set state = 'placed', attempt = 1, pos_order_id = id, final_at = now() where id = ${orderId}`;
  await door.addOrder(store, { state: "received", cause: "pos_unavailable", receivedAt: ago(3) });
  const { connection, brand, location } = store;
  const place = { connectionId: connection.id, brandId: brand.id, locationId: location.id };
  const refused = { ...place, operation: "validate_order", status: 422, code: "price_mismatch" };
  await insertExchanges(db, [testExchange(refused)]);
}

async function follow(): Promise<void> {
  const { db } = door.test;
  const [marker] = await db.sql<{ tx: string }[]>`select pg_current_xact_id()::text as tx`;
  for (let isPast = false; !isPast; ) {
    const [head] = await db.sql<{ isPast: boolean }[]>`
      select pg_snapshot_xmin(pg_current_snapshot()) > ${marker?.tx ?? "0"}::text::xid8 as "isPast"`;
    isPast = head?.isPast ?? false;
  }
  const keeper = createIssueKeeper({ now: () => new Date(), ledgerNow: door.deps.ledgerNow });
  while ((await consumeFeed(db, keeper, { now: new Date() })) !== "idle");
}

async function ask(text: string, variables: Record<string, unknown> = {}, headers = all) {
  const { body } = await door.ask(headers, text, variables);
  expect(body.errors).toBeUndefined();
  return Object(body.data);
}

describe("a test store beside others", () => {
  it("is shown with its issues, and counted neither beside the menu nor on the overview", async () => {
    const { issueCount, overview, issues } = await ask(OVERVIEW);
    const { own, foreign } = door;
    expect(issueCount).toBe(2);
    expect(overview).toMatchObject({ issueCount: 2, testIssueCount: 2, restingCount: 0, placedToday: 1 });
    expect(overview.sentence).toContain("1 paid order, $29.10, has not reached a kitchen");
    expect(overview.sentence).toContain("1 more issue needs somebody");
    expect(overview.issues).toMatchObject([
      { cause: "STORE_IN_DOUBT", location: { id: foreign.location.id } },
      { cause: "PRICE_MISMATCH", location: { id: foreign.location.id } },
    ]);
    expect(issues.edges.map(({ node }: { node: { location: object } }) => node.location)).toEqual([
      { id: foreign.location.id, isTest: false },
      { id: foreign.location.id, isTest: false },
      { id: own.location.id, isTest: true },
      { id: own.location.id, isTest: true },
    ]);
  });

  it("is in statistics only where it is asked for by itself", async () => {
    const counted = async (locationId?: string) => {
      const { orders, operations } = (await ask(STATS, { locationId })).stats;
      const received = orders.reduce((sum: number, span: { received: number }) => sum + span.received, 0);
      return [received, operations[0].calls, operations[1].calls];
    };
    expect(await counted()).toEqual([2, 1, 2]);
    expect(await counted(door.own.location.id)).toEqual([2, 1, 2]);
    await mark(door.foreign);
    expect(await counted()).toEqual([4, 2, 4]);
    await door.test.db
      .sql`update locations set is_test = false, test_reason = null where id = ${door.foreign.location.id}`;
  });

  it("is counted for whoever looks after nothing but test stores", async () => {
    const { issueCount, overview } = await ask(OVERVIEW, {}, await door.headersOf("support"));
    expect([issueCount, overview.issueCount, overview.testIssueCount]).toEqual([2, 2, 0]);
    expect(overview.sentence).toContain("1 paid order, $29.10, has not reached a kitchen");
  });
});

describe("an issue that rests", () => {
  it("is not among those that need somebody, and is told of beside them", async () => {
    const { issues } = await ask(`{ issues { edges { node { id cause location { isTest } } } } }`);
    const rest = "mutation($input: SnoozeCaseInput!) { snoozeCase(input: $input) { __typename } }";
    const until = new Date(Date.now() + 3_600_000).toISOString();
    for (const { node } of issues.edges) {
      if (node.cause === "PRICE_MISMATCH") await ask(rest, { input: { subjectId: node.id, until } });
    }
    const { issueCount, overview } = await ask(OVERVIEW);
    expect(issueCount).toBe(1);
    expect(overview).toMatchObject({
      ...{ issueCount: 1, restingCount: 1, testIssueCount: 2 },
      issues: [{ cause: "STORE_IN_DOUBT" }],
    });
    expect(overview.sentence).not.toContain("more issue");
  });
});
