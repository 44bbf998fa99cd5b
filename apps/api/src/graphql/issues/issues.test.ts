import { insertExchanges } from "@parley/db/exchanges";
import { consumeFeed } from "@parley/db/feed";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIssueKeeper } from "../../issues/keeper.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Issues as the admin asks for them. */

const ISSUE = `id cause state title since effectCount spells metOrders
  location { name phone } connection { name } network waiting { currency count totalCents }
  nextStep { label href } callsStep { href }
  case { state version assignee { name } canAct }`;
const LIST = `query($filter: IssueFilter, $first: Int, $after: String) {
  issues(filter: $filter, first: $first, after: $after) { edges { node { ${ISSUE} } } pageInfo { hasNextPage endCursor } } }`;

let door: TestDoor;
let support: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  support = await door.headersOf("support", "all");
  await follow();
  await mixOfFaults();
  await follow();
});
afterAll(() => door[Symbol.asyncDispose]());

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

/** Two stores whose POS is away, one order that fails alone, one disputed, bad signatures, a flood from outside. */
async function mixOfFaults(): Promise<void> {
  const { own, foreign, test } = door;
  const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const down = { state: "received", cause: "pos_unavailable" } as const;
  for (let n = 0; n < 12; n += 1) await door.addOrder(own, { ...down, receivedAt: ago(3) });
  await door.addOrder(own, { ...down, receivedAt: ago(2), currency: "JPY", grandTotalCents: 1200 });
  await door.addOrder(foreign, { ...down, receivedAt: ago(1) });
  const { orderId } = await door.addOrder(foreign, { state: "rejected", cause: "item_unavailable" });
  await test.db.sql`update orders set disputed_at = ${ago(1)}, dispute = 'pos_has_it' where id = ${orderId}`;
  const { connection, brand } = own;
  const calls = Array.from({ length: 26 }, () =>
    testExchange({ status: 401, code: "signature_mismatch", connectionId: connection.id, brandId: brand.id }),
  );
  const flood = Array.from({ length: 40 }, (_, n) =>
    testExchange({ status: 401, code: "unauthorized", remoteAddress: `203.0.113.${n}` }),
  );
  await insertExchanges(test.db, [...calls, ...flood]);
}

async function ask(text: string, variables: Record<string, unknown> = {}, headers = support) {
  const { body } = await door.ask(headers, text, variables);
  expect(body.errors).toBeUndefined();
  return Object(body.data);
}
const list = async (variables: Record<string, unknown> = {}, headers = support) => {
  const { issues } = await ask(LIST, variables, headers);
  return { nodes: issues.edges.map((edge: { node: unknown }) => edge.node), pageInfo: issues.pageInfo };
};

describe("issues", () => {
  it("come by harm: money times age, then people who wait, then what only calls show", async () => {
    const { nodes } = await list();
    expect(nodes).toMatchObject([
      {
        cause: "STORE_IN_DOUBT",
        state: "OPEN",
        title: `The POS of ${door.own.location.name} cannot be reached, for 3 min now`,
        location: { phone: "+1 213 555 0100" },
        waiting: expect.arrayContaining([
          { currency: "USD", count: 12, totalCents: 12 * 2910 },
          { currency: "JPY", count: 1, totalCents: 1200 },
        ]),
        nextStep: { href: `/orders?issue=${nodes[0].id}` },
      },
      { cause: "STORE_IN_DOUBT", waiting: [{ count: 1 }] },
      { cause: "POS_HAS_IT", waiting: [{ count: 1, totalCents: 2910 }] },
      { cause: "BAD_SIGNATURE", connection: { name: "Test" }, effectCount: 26 },
      { cause: "UNAUTHENTICATED", network: "203.0.113.0/24", effectCount: 40 },
    ]);
  });

  it("are paged and filtered, by cause, store and brand", async () => {
    const one = await list({ first: 2 });
    const two = await list({ first: 10, after: one.pageInfo.endCursor });
    expect([one.nodes.length, two.nodes.length, one.pageInfo.hasNextPage]).toEqual([2, 3, true]);
    expect((await list({ filter: { causes: ["BAD_SIGNATURE"] } })).nodes).toHaveLength(1);
    expect((await list({ filter: { locationId: door.own.location.id } })).nodes).toHaveLength(1);
    expect((await list({ filter: { brandId: door.foreign.brand.id } })).nodes).toHaveLength(2);
    const { body } = await door.ask(support, LIST, { after: "bm90IG91cnM" });
    expect(body.errors?.[0]?.extensions?.code).toBe("BAD_USER_INPUT");
  });

  it("of other brands, and of unauthenticated callers, are not there for somebody of one brand", async () => {
    const own = await door.headersOf("support");
    const { nodes } = await list({}, own);
    expect(nodes.map((node: { cause: string }) => node.cause)).toEqual(["STORE_IN_DOUBT", "BAD_SIGNATURE"]);
    for (const { id } of (await list()).nodes.slice(1, 3)) {
      expect(await ask("query($id: ID!) { issue(id: $id) { id } }", { id }, own)).toEqual({ issue: null });
      const act = "mutation($input: AddNoteInput!) { addNote(input: $input) { __typename } }";
      expect(await ask(act, { input: { subjectId: id, note: "x" } }, own)).toEqual({
        addNote: { __typename: "NotFound" },
      });
    }
  });

  it("are told in Spanish to whoever reads it", async () => {
    const { nodes } = await list({}, { ...support, "accept-language": "es" });
    expect(nodes[0].title).toBe(
      `No se puede contactar con el POS de ${door.own.location.name} desde hace 3 min`,
    );
  });

  it("cost the same number of statements, however many there are", async () => {
    const { db } = door.test;
    const counted = async (first: number) => {
      let statements = 0;
      const debug = db.sql.options.debug;
      db.sql.options.debug = () => {
        statements += 1;
      };
      await list({ first });
      db.sql.options.debug = debug ?? false;
      return statements;
    };
    await counted(1);
    const [one, five] = [await counted(1), await counted(5)];
    expect(one).toBeGreaterThan(5);
    // A connection and a network beside the store: one statement for each kind, not for each issue.
    expect(five).toBeLessThanOrEqual(one + 2);
  });

  it("show their orders and calls by cursor", async () => {
    const { nodes } = await list();
    const text = `query($id: ID!, $after: String) { issue(id: $id) {
      orders(first: 10, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } }
      calls(first: 100) { edges { node { id } } } } }`;
    const first = await ask(text, { id: nodes[0].id });
    expect(first.issue.orders.edges).toHaveLength(10);
    const next = await ask(text, { id: nodes[0].id, after: first.issue.orders.pageInfo.endCursor });
    expect(next.issue.orders.edges).toHaveLength(3);
    expect((await ask(text, { id: nodes[3].id })).issue.calls.edges).toHaveLength(26);
    expect((await ask(text, { id: nodes[4].id })).issue.calls.edges).toHaveLength(40);
  });

  it("are taken, put to rest and resolved as cases, and a second one who did not see it is told", async () => {
    const { nodes } = await list({ filter: { causes: ["UNAUTHENTICATED"] } });
    const subjectId = nodes[0].id;
    const { me } = await ask("{ me { id } }");
    const assign =
      "mutation($input: AssignCaseInput!) { assignCase(input: $input) { __typename ... on Case { version } } }";
    const taken = { subjectId, assigneeId: me.id, expectedVersion: 0 };
    expect(await ask(assign, { input: taken })).toEqual({ assignCase: { __typename: "Case", version: 1 } });
    expect(await ask(assign, { input: taken })).toEqual({ assignCase: { __typename: "Conflict" } });
    const state = async () =>
      (await ask(`query($id: ID!) { issue(id: $id) { state } }`, { id: subjectId })).issue.state;
    expect(await state()).toBe("ACKNOWLEDGED");
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const snooze = "mutation($input: SnoozeCaseInput!) { snoozeCase(input: $input) { __typename } }";
    await ask(snooze, { input: { subjectId, until } });
    expect(await state()).toBe("SNOOZED");
    expect((await list({ filter: { state: "SNOOZED" } })).nodes).toHaveLength(1);
    const before = (await ask("{ issueCount }")).issueCount;
    const reopen = "mutation($input: ReopenCaseInput!) { reopenCase(input: $input) { __typename } }";
    await ask(reopen, { input: { subjectId } });
    expect((await ask("{ issueCount }")).issueCount).toBe(before + 1);
    const resolve = "mutation($input: ResolveCaseInput!) { resolveCase(input: $input) { __typename } }";
    await ask(resolve, { input: { subjectId, resolution: "NOTHING_TO_DO" } });
    expect(await state()).toBe("RESOLVED");
    expect((await list({ filter: { state: "RESOLVED" } })).nodes).toHaveLength(1);
    expect((await list({ filter: { causes: ["UNAUTHENTICATED"] } })).nodes).toHaveLength(0);
  });

  it("open the overview with a sentence that raw SQL agrees with", async () => {
    const { overview } = await ask("{ overview { sentence issueCount issues { cause } } }");
    const rows = await door.test.db.sql<{ currency: string; count: number; cents: number }[]>`
      select currency, count(*)::int as count, sum(grand_total_cents)::int as cents from orders
      where state not in ('placed', 'rejected', 'errored') group by currency order by currency`;
    const count = rows.reduce((sum, row) => sum + row.count, 0);
    const cents = (currency: string) => rows.find((row) => row.currency === currency)?.cents ?? 0;
    const [dollars, yen] = [(cents("USD") / 100).toFixed(2), cents("JPY").toLocaleString("en-US")];
    expect(overview.sentence).toContain(`${count} paid orders, `);
    expect(overview.sentence).toContain(`$${dollars}`);
    expect(overview.sentence).toContain(`¥${yen}`);
    expect(overview.sentence).toContain(
      `have not reached a kitchen; the POS of ${door.own.location.name} cannot be reached, for 3 min now`,
    );
  });
});

it("says that all is well where it is, with the orders of the last hour", async () => {
  await using quiet = await openTestDoor();
  const headers = await quiet.headersOf("support", "all");
  const sentence = async () => {
    const { body } = await quiet.ask(headers, "{ overview { sentence } }");
    return Reflect.get(Object(Reflect.get(Object(body.data), "overview")), "sentence");
  };
  expect(await sentence()).toBe("Ready for the first order.");
  for (let n = 0; n < 3; n += 1) await quiet.addOrder(quiet.own);
  await quiet.test.db.sql`update orders set state = 'placed', final_at = now(), pos_order_id = id`;
  expect(await sentence()).toBe("All is well: 3 orders in the last hour, every one is with its kitchen.");
  await quiet.addOrder(quiet.own, { state: "rejected", cause: "item_unavailable" });
  expect(await sentence()).toBe(
    "All is well: 4 orders in the last hour, 3 with their kitchen, 1 refused or given up.",
  );
});
