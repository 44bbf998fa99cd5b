import { insertExchanges } from "@parley/db/exchanges";
import { insertOrder, recordResult } from "@parley/db/orders";
import { insertShare } from "@parley/db/shares";
import { testExchange, testOrder, testPlaced } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { shareHash } from "../../orders/people/sharing.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** A link to one order: who makes and ends it, what it shows to whoever has it, and what it never shows. */

const SHARED = `query($token: String!) { sharedOrder(token: $token) {
  requestUid onlineOrderId posOrderId state brandName storeName timezone sentence tone receivedAt finalAt
  currency grandTotalCents lines { name quantity totalCents depth } story { key sentence at until tookMs tone }
  totalMs passage { kind ms } expiresAt } }`;
const MAKE = `mutation($input: ShareOrderInput!) { shareOrder(input: $input) { __typename
  ... on SharedOrderLink { path share { id isOpen openings by } } ... on InvalidInput { field } ... on Error { code message } } }`;
const END = `mutation($input: RevokeShareInput!) { revokeShare(input: $input) { __typename
  ... on OrderShare { id isOpen revokedAt } ... on Error { code } } }`;
const LIST =
  "query($id: ID!) { order(id: $id) { shares { id by createdAt expiresAt revokedAt isOpen openings lastOpenedAt } } }";

let door: TestDoor;
let support: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  support = await door.headersOf("support");
});
afterAll(() => door[Symbol.asyncDispose]());
beforeEach(async () => {
  await door.test.db.sql`delete from auth_rate_limits`;
});

const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce((found, key) => Reflect.get(Object(found), key), value);

async function make(orderId: string, days?: number): Promise<{ token: string; id: string }> {
  const { body } = await door.ask(support, MAKE, { input: { orderId, days } });
  const made = at(body, "data", "shareOrder");
  return { token: String(at(made, "path")).replace("/share/", ""), id: String(at(made, "share", "id")) };
}

const open = (token: string) => door.ask({}, SHARED, { token });
const GONE = { status: 200, body: { data: { sharedOrder: null } } };

/** What people and a POS may have written into an order's rows, each of which no link may show. */
const PERSONAL = [
  "Lovelace",
  "Ada",
  "555-0142",
  "5550142",
  "Ada@Example.com",
  "no onions for Grace",
  "12 Analytical Lane",
  "she called twice",
  "192.0.2.77",
];

/** An order that its POS refused in words that name the guest, with a person's note and the guest's comment. */
async function refusedOrder(): Promise<string> {
  const { db } = door.test;
  const line = { lineId: "1", itemId: "taco", name: "Taco Trio", quantity: 2, unitPriceCents: 1000 };
  const posOrder = { reference: "r", lines: [{ itemId: "taco" }], customer: { firstName: "Ada" } };
  const args = testOrder(
    door.own,
    {},
    {
      payload: {
        posOrder: { ...posOrder, delivery: { address: "12 Analytical Lane" } },
        priced: {
          lines: [{ ...line, totalCents: 2000, comment: "no onions for Grace", modifiers: [] }],
          grandCents: 2910,
        },
      },
    },
  );
  await insertOrder(db, args);
  const { id: orderId, connectionId, brandId, locationId } = args.order;
  const issues = [{ code: "pos_refused", message: "Ada Lovelace owes us, call +1 (213) 555-0142" }];
  await recordResult(
    db,
    testPlaced(
      orderId,
      { state: "rejected", cause: "pos_refused", posOrderId: null },
      {
        result: { outcome: "refused", evidence: { issues, reason: "Ada@Example.com is barred" } },
        event: {
          kind: "refused",
          actor: { kind: "worker", name: "worker-1" },
          detail: { issues, note: "she called twice" },
        },
      },
    ),
  );
  await insertExchanges(db, [
    testExchange({ orderId, connectionId, brandId, locationId, remoteAddress: "192.0.2.77" }),
  ]);
  return orderId;
}

describe("a link to an order", () => {
  it("opens without signing in, and shows what happened and nothing personal", async () => {
    const { token } = await make(await refusedOrder());
    const { status, body } = await open(token);
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: {
        sharedOrder: {
          state: "REJECTED",
          grandTotalCents: 2910,
          storeName: door.own.location.name,
          story: expect.arrayContaining([expect.objectContaining({ tone: "PROBLEM" })]),
        },
      },
    });
    for (const text of PERSONAL) expect(JSON.stringify(body), text).not.toContain(text);
  });

  it("says that a person acted without saying who", async () => {
    const args = testOrder(door.own, { state: "received" });
    await insertOrder(door.test.db, args);
    await door.test.db.sql`insert into order_events (order_id, at, kind, from_state, to_state, actor, detail)
      values (${args.order.id}, now(), 'brought_forward', 'received', 'received', 'opr_somebody',
        '{"note": "she called twice"}')`;
    const { token } = await make(args.order.id);
    const text = JSON.stringify((await open(token)).body);
    expect(text).not.toContain("opr_");
    expect(text).not.toContain("she called twice");
    expect(text).toContain("Somebody");
  });

  it("has a token of 256 bits, of which only a hash is kept", async () => {
    const { token, id } = await make((await door.addOrder(door.own)).orderId);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const [row] = await door.test.db
      .sql`select to_jsonb(s)::text as text from order_shares s where id = ${id}`;
    expect(row?.text).not.toContain(token);
    const hex = Buffer.from(token, "base64url").toString("hex");
    expect(row?.text).not.toContain(hex);
  });

  it("is open for seven days unless told otherwise, and counts its openings", async () => {
    const { orderId } = await door.addOrder(door.own);
    const { token } = await make(orderId);
    await make(orderId, 1);
    await open(token);
    await open(token);
    const { body } = await door.ask(support, LIST, { id: orderId });
    const [week, day] = [0, 1].map((index) => at(body, "data", "order", "shares", index));
    expect(week).toMatchObject({ by: "Ada", isOpen: true, openings: 2, lastOpenedAt: expect.any(String) });
    expect(day).toMatchObject({ openings: 0, lastOpenedAt: null });
    const span = (share: unknown) =>
      Date.parse(String(at(share, "expiresAt"))) - Date.parse(String(at(share, "createdAt")));
    expect([span(week), span(day)]).toEqual([7 * 86_400_000, 86_400_000]);
  });

  it.each([0, 2, 365, -1])("is not made for %i days", async (days) => {
    const { orderId } = await door.addOrder(door.own);
    const { body } = await door.ask(support, MAKE, { input: { orderId, days } });
    expect(body).toMatchObject({ data: { shareOrder: { __typename: "InvalidInput", field: "days" } } });
  });
});

describe("a link that is none", () => {
  it("says the same whether it never was, ended, or was revoked", async () => {
    const { orderId } = await door.addOrder(door.own);
    const revoked = await make(orderId);
    const ended = "the token of a link that ended";
    await insertShare(door.test.db, {
      order: { id: orderId, brandId: null, locationId: null },
      tokenHash: shareHash(ended),
      expiresAt: new Date(Date.now() - 1),
      by: { kind: "cli" },
      now: new Date(Date.now() - 60_000),
    });
    expect(await open(revoked.token)).not.toEqual(GONE);
    const { body } = await door.ask(support, END, { input: { shareId: revoked.id } });
    expect(body).toMatchObject({ data: { revokeShare: { __typename: "OrderShare", isOpen: false } } });
    for (const token of [ended, revoked.token, "x".repeat(43), "", "ünknown", "a".repeat(10_000)])
      expect(await open(token)).toEqual(GONE);
  });

  it("makes a network that tries many wait, whoever then asks, and lets it in again", async () => {
    const { token } = await make((await door.addOrder(door.own)).orderId);
    for (let tries = 0; tries < 60; tries++) expect(await open(`guess ${tries}`)).toEqual(GONE);
    const { body } = await open(token);
    expect(body).toMatchObject({ errors: [{ extensions: { code: "RATE_LIMITED" } }] });
    await door.test.db.sql`update auth_rate_limits set last_request = last_request - 60000`;
    // Nor do those wait again who open what they were given, as often as they like.
    for (let times = 0; times < 3; times++)
      expect((await open(token)).body).toMatchObject({ data: { sharedOrder: { state: "PENDING" } } });
  });

  it("does not make those wait who open what they were given", async () => {
    const { token } = await make((await door.addOrder(door.own)).orderId);
    for (let times = 0; times < 65; times++) expect((await open(token)).body.errors).toBeUndefined();
  });
});

describe("who may share", () => {
  it("is support and above; a viewer sees no links, and is told so", async () => {
    const { orderId } = await door.addOrder(door.own);
    const { id } = await make(orderId);
    const viewer = await door.headersOf("viewer");
    expect((await door.ask(viewer, MAKE, { input: { orderId } })).body).toMatchObject({
      data: { shareOrder: { __typename: "NotAllowed" } },
    });
    expect((await door.ask(viewer, END, { input: { shareId: id } })).body).toMatchObject({
      data: { revokeShare: { __typename: "NotAllowed" } },
    });
    expect((await door.ask(viewer, LIST, { id: orderId })).body).toEqual({
      data: { order: { shares: null } },
    });
  });

  it("is recorded: who made a link, who ended it, and never its token", async () => {
    const { orderId } = await door.addOrder(door.own);
    const { id, token } = await make(orderId);
    await door.ask(support, END, { input: { shareId: id } });
    await door.ask(support, END, { input: { shareId: id } });
    const rows = await door.test.db.sql`
      select action, actor, detail from audit_entries where subject_id = ${orderId} order by id`;
    expect(rows.map(({ action }) => action)).toEqual(["order_shared", "share_revoked"]);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(rows.every(({ actor }) => String(actor).startsWith("opr_"))).toBe(true);
  });
});
