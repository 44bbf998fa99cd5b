import { type CallMatch, insertExchanges } from "@parley/db/exchanges";
import { consumeFeed } from "@parley/db/feed";
import { type TestStore, testExchange } from "@parley/db/testing";
import { issueCauses } from "@parley/limits";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callMatchesOf, causeClassOfCall } from "../../explain/causes/call-cause.ts";
import { branchesOf, issueOf } from "../../issues/grouping.ts";
import { createIssueKeeper } from "../../issues/keeper.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** The lists that an issue leads to: of every kind of issue they hold what it counts, and nothing else. */

const ISSUES = `query($filter: IssueFilter) { issues(first: 100, filter: $filter) { edges { node {
  id cause waiting { count } nextStep { href } callsStep { href } location { id } } } } }`;
const LISTS = `query($id: ID!) {
  issue(id: $id) {
    orders(first: 100) { edges { node { id } } }
    calls(first: 100) { edges { node { id } } }
  }
  submits(first: 100, filter: { issueId: $id }) { edges { node { ... on Order { id } ... on RefusedSubmit { id } } } }
  exchanges(first: 100, filter: { issueId: $id }) { edges { node { id } } } }`;
const ORDERS = `query($filter: SubmitFilter) { submits(first: 100, filter: $filter) {
  edges { node { ... on Order { id } ... on RefusedSubmit { id } } } } }`;
const CALLS = `query($filter: ExchangeFilter) { exchanges(first: 100, filter: $filter) { edges { node { id } } } }`;

interface IssueNode {
  id: string;
  cause: string;
  waiting: { count: number }[];
  nextStep: { href: string } | null;
  callsStep: { href: string } | null;
  location: { id: string } | null;
}

let door: TestDoor;
let support: Record<string, string>;
let issues: IssueNode[];
/** Of each issue the ids of its orders, on its page and in the list of orders; then those of its calls. */
const lists = new Map<string, string[][]>();
/** The calls that each issue groups, as the keeper does. */
const callsBy = new Map<string, string[]>();
const wants = new Map<string, string[]>();
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

beforeAll(async () => {
  door = await openTestDoor();
  support = await door.headersOf("support", "all");
  await follow();
  await callsOfEveryKind();
  await ordersOfManyKinds();
  await follow();
  issues = [
    ...idsIn<IssueNode>(await ask(ISSUES)),
    ...idsIn<IssueNode>(await ask(ISSUES, { filter: { state: "OVER" } })),
  ];
  for (const { id } of issues) {
    const { issue, submits, exchanges } = Object(await ask(LISTS, { id }));
    lists.set(
      id,
      [issue.orders, submits, issue.calls, exchanges].map((list) => sorted(idsIn({ list }))),
    );
  }
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

async function ask(text: string, variables: Record<string, unknown> = {}, headers = support) {
  const { body } = await door.ask(headers, text, variables);
  expect(body.errors).toBeUndefined();
  return body.data;
}

/** The rows of the one list in an answer. */
function idsIn<Node = { id: string }>(data: unknown): Node[] {
  const [list] = Object.values(Object(data));
  return Object(list).edges.map(({ node }: { node: Node }) => node);
}

const sorted = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
const idsOf = async (text: string, filter: Record<string, unknown>) =>
  sorted(idsIn(await ask(text, { filter })));

/** One call in each set of calls that is of a cause: at two stores, of two connections, from two networks. */
async function callsOfEveryKind(): Promise<void> {
  const places = [door.own, door.foreign].flatMap((store, at) => [
    placeOf(store, at, true),
    placeOf(store, at),
  ]);
  const causes = [...new Set(issueCauses.flatMap((cause) => branchesOf(cause)))];
  const calls = callMatchesOf(causes).flatMap((match) => {
    const of = match.isKnown === false ? places.map((place) => ({ ...place, ...NOBODYS })) : places;
    return of.map((place) => testExchange({ ...place, ...callIn(match) }));
  });
  const unknown = ["route_not_found", "payload_too_large"].map((code, at) =>
    testExchange({ ...NOBODYS, status: 404, code, remoteAddress: `203.0.11${at}.9` }),
  );
  const failures = [...calls, ...unknown];
  for (const call of failures) {
    const cause = causeClassOfCall(call);
    const key = issueOf(cause, call);
    if (key !== null) callsBy.set(key.id, [...(callsBy.get(key.id) ?? []), call.id]);
  }
  const repeats = calls.map((call) => ({ ...call, id: testExchange().id, replayed: true }));
  const fine = places.map((place) => testExchange(place));
  await insertExchanges(door.test.db, [...failures, ...repeats, ...fine, ...submitsAfterTheirCheck()]);
}

/** A check that was let through, and its submit that was refused: as sold out, which alone is nobody's issue. */
function submitsAfterTheirCheck() {
  const place = { ...placeOf(door.own, 0, true), onlineOrderId: "checked-1" };
  const check = testExchange({ ...place, operation: "validate_order", outcome: "accepted", at: ago(3) });
  const refusal = {
    operation: "submit_order",
    outcome: "refused",
    status: 422,
    code: "item_unavailable",
  } as const;
  const submit = testExchange({ ...place, ...refusal });
  const unchecked = testExchange({ ...place, ...refusal, onlineOrderId: "checked-2" });
  const key = issueOf("refused_after_check", submit);
  if (key !== null) callsBy.set(key.id, [submit.id]);
  return [check, submit, unchecked];
}

const NOBODYS = { connectionId: null, brandId: null, locationId: null };

function placeOf({ connection, brand, location }: TestStore, at: number, isPlaced = false) {
  const locationId = isPlaced ? location.id : null;
  return { connectionId: connection.id, brandId: brand.id, locationId, remoteAddress: `203.0.11${at}.7` };
}

/** The fields that make a call one of a set. */
function callIn({ kind, codes, notCodes, reasons, notReasons, status }: CallMatch) {
  const code = codes?.[0] ?? (notCodes ? "unheard_of" : null);
  const [first = null] = status ?? [code === null ? 200 : 422];
  return {
    direction: kind === "to_pos" ? ("out" as const) : ("in" as const),
    operation: { par: "validate_order", to_pos: "place_order", pos_event: "pos_event" }[kind],
    code,
    reason: reasons?.[0] ?? (notReasons ? "unheard_of" : null),
    status: status === null ? null : first,
  };
}

async function ordersOfManyKinds(): Promise<void> {
  const { own, foreign, test } = door;
  const add = async (name: string, store: TestStore, order: Parameters<TestDoor["addOrder"]>[1]) => {
    const { orderId } = await door.addOrder(store, { receivedAt: ago(5), ...order });
    wants.set(name, [...(wants.get(name) ?? []), orderId]);
    return orderId;
  };
  const held = { state: "received", cause: "pos_unavailable" } as const;
  await add("STORE_IN_DOUBT own", own, held);
  await add("STORE_IN_DOUBT own", own, { state: "dispatching", receivedAt: ago(300) });
  await add("STORE_IN_DOUBT foreign", foreign, held);
  const unset = await add("STORE_SETUP own", own, { cause: "pos_settings_invalid" });
  const unread = await add("OUR_FAULT null", foreign, { cause: "payload_unreadable" });
  const alone = await add("ORDER_FAILS_ALONE foreign", foreign, { cause: "deadline" });
  const taken = await add("nothing", foreign, {});
  const refused = await add("POS_HAS_IT own", own, { state: "rejected", cause: "item_unavailable" });
  const old = await add("POS_HAS_IT own", own, { state: "rejected", cause: "item_unavailable" });
  await add("STORE_CLOSED own", own, { state: "rejected", cause: "location_closed" });
  await add("nothing", own, { state: "rejected", cause: "location_closed", receivedAt: ago(6_000) });
  await test.db.sql`update orders set state = 'attention' where id in ${test.db.sql([unset, unread])}`;
  await test.db.sql`
    update orders set state = 'unknown', attempt = 3, ambiguous = true where id = ${alone}`;
  await test.db.sql`
    update orders set state = 'placed', attempt = 1, pos_order_id = id, final_at = now() where id = ${taken}`;
  await test.db
    .sql`update orders set disputed_at = now(), dispute = 'pos_has_it' where id in ${test.db.sql([refused, old])}`;
  await test.db.sql`update orders set received_at = ${ago(9_000)} where id = ${old}`;
}

const nameOf = ({ cause, location }: IssueNode) => {
  const { own, foreign } = door;
  const place = location === null ? null : location.id === own.location.id ? "own" : "foreign";
  return `${cause} ${place}`.replace(`${foreign.location.id}`, "foreign");
};

describe("the lists of an issue", () => {
  it("are there for every kind of cause", () => {
    const found = new Set<string>(issues.map(({ cause }) => cause.toLowerCase()));
    // The first two are told by the ledger alone, as `pos_has_it` is; the others by sums, a hold, a rollout and the clock.
    const missing = issueCauses.filter((cause) => !found.has(cause));
    const others = ["menu_held", "rollout_stopped", "answers_late", "store_silent", "secret_expiring"];
    expect(missing).toEqual(["pos_took_back", "contradicted", ...others]);
  });

  it("hold the calls that it counts, and no other", () => {
    for (const issue of issues) {
      const [, , ofPage, ofList] = lists.get(issue.id) ?? [];
      const expected = (callsBy.get(issue.id) ?? []).toSorted();
      const href = expected.length === 0 ? undefined : `/exchanges?issue=${issue.id}`;
      expect([nameOf(issue), ofPage, ofList, issue.callsStep?.href]).toEqual([
        ...[nameOf(issue), expected, expected, href],
      ]);
    }
    expect([...callsBy.keys()].filter((id) => !issues.some((issue) => issue.id === id))).toEqual([]);
  });

  it("hold the orders that wait for it or are contradicted by it, and those that ended by it", () => {
    for (const issue of issues) {
      const [ofPage, ofList] = lists.get(issue.id) ?? [];
      const expected = (wants.get(nameOf(issue)) ?? []).toSorted();
      expect([nameOf(issue), ofPage, ofList]).toEqual([nameOf(issue), expected, expected]);
      if (issue.waiting.length > 0) expect(issue.nextStep?.href).toBe(`/orders?issue=${issue.id}`);
    }
    const found = new Set(issues.map(nameOf));
    expect([...wants.keys()].filter((name) => name !== "nothing" && !found.has(name))).toEqual([]);
  });

  it("are narrowed further by whatever else is asked for", async () => {
    const inDoubt = issues.find((issue) => nameOf(issue) === "STORE_IN_DOUBT own");
    const [held, sent] = wants.get("STORE_IN_DOUBT own") ?? [];
    const issueId = inDoubt?.id;
    expect(await idsOf(ORDERS, { issueId, causes: ["POS_UNREACHABLE"] })).toEqual([held]);
    expect(await idsOf(ORDERS, { issueId, causes: ["ON_ITS_WAY"] })).toEqual([sent]);
    expect(await idsOf(ORDERS, { issueId, locationId: door.foreign.location.id })).toEqual([]);
    expect(await idsOf(CALLS, { issueId, causes: ["POS_SILENT"], kind: "PAR" })).toEqual([]);
  });

  it("are empty for an issue that is not there, and for whoever may not see it", async () => {
    const foreign = issues.find((issue) => nameOf(issue) === "STORE_IN_DOUBT foreign");
    const one = await door.headersOf("support");
    for (const [headers, issueId] of [
      [support, "iss_nothing"],
      [one, foreign?.id],
    ] as const) {
      expect(idsIn(await ask(ORDERS, { filter: { issueId } }, headers))).toEqual([]);
      expect(idsIn(await ask(CALLS, { filter: { issueId } }, headers))).toEqual([]);
    }
  });
});
