import { insertExchanges } from "@parley/db/exchanges";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const SUBMITS = `query($search: String, $filter: SubmitFilter, $order: SubmitOrder, $first: Int, $after: String) {
  submits(search: $search, filter: $filter, order: $order, first: $first, after: $after) {
    edges { node {
      __typename
      ... on Order { id submitState causeClass guest { name } location { name } brand { name } }
      ... on RefusedSubmit {
        id code causeClass totalHundredths currency earlierTries
        guest { name phone } store: location { name } ofBrand: brand { name } connection { name } order { id }
      }
    } }
    pageInfo { hasNextPage endCursor }
    search { understoodAs { kind } leftOut isTogether isSimilar isPartial hidesGuests amounts { minHundredths maxHundredths name } }
  }
}`;

interface Found {
  submits: {
    edges: { node: { __typename: string; id: string } & Record<string, unknown> }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
    search: { understoodAs: { kind: string }[]; leftOut: string[]; amounts: object | null } | null;
  };
}

const START = Date.parse("2026-11-23T12:00:00.000Z");

describe("the list of submits", () => {
  let door: TestDoor;
  let placed: string;
  const content = {
    totalHundredths: 4711,
    currency: "USD",
    orderType: "pickup",
    itemCount: 2,
    guestName: "Grace Hopper",
    guestPhone: "+1 213 555 0199",
    guestEmail: null,
  };
  const refused = testExchange({ status: 400, code: "invalid_field", content, at: new Date(START + 1000) });
  const unauthenticated = testExchange({ status: 401, code: "unauthorized", at: new Date(START + 3000) });
  const foreign = testExchange({ status: 400, code: "invalid_field", content, at: new Date(START) });
  beforeAll(async () => {
    door = await openTestDoor();
    ({ orderId: placed } = await door.addOrder(door.own, { receivedAt: new Date(START) }));
    const about = { connectionId: door.own.connection.id, brandId: door.own.brand.id };
    const other = { connectionId: door.foreign.connection.id, brandId: door.foreign.brand.id };
    const again = { ...refused, id: `${refused.id}2`, at: new Date(START + 2000), requestUid: "u-1" };
    await insertExchanges(door.test.db, [
      { ...refused, ...about, requestUid: "u-1" },
      { ...again, ...about },
      unauthenticated,
      { ...foreign, ...other },
    ]);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  async function ask(role: "support" | "viewer", variables: object, brands: "own" | "all" = "own") {
    const { status, body } = await door.ask(await door.headersOf(role, brands), SUBMITS, { ...variables });
    expect(status, JSON.stringify(body)).toBe(200);
    return (body.data as Found).submits;
  }
  const idsOf = (page: Found["submits"]) => page.edges.map(({ node }) => node.id);

  it("has orders and refused submits of one's own brand, and says what came of them", async () => {
    const page = await ask("support", {});
    expect(idsOf(page)).toEqual([`${refused.id}2`, refused.id, placed]);
    expect(page.edges.map(({ node }) => node)).toMatchObject([
      { __typename: "RefusedSubmit", earlierTries: 1, order: null, totalHundredths: 4711 },
      { code: "invalid_field", causeClass: "ORDER_NOT_UNDERSTOOD", earlierTries: 0, currency: "USD" },
      { __typename: "Order", submitState: "PENDING", causeClass: "ON_ITS_WAY" },
    ]);
  });

  it("is read in pages, in either order", async () => {
    const walk = async (order: string) => {
      const ids: string[] = [];
      let after: string | null = null;
      do {
        const page: Found["submits"] = await ask("support", { first: 1, after, order });
        ids.push(...idsOf(page));
        after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
      } while (after !== null);
      return ids;
    };
    const newest = await walk("NEWEST_FIRST");
    expect(newest).toEqual([`${refused.id}2`, refused.id, placed]);
    expect(await walk("OLDEST_FIRST")).toEqual(newest.toReversed());
  });

  it("is narrowed by state, cause, amount and time", async () => {
    const by = async (filter: object) => idsOf(await ask("support", { filter }));
    const both = [`${refused.id}2`, refused.id];
    expect(await by({ states: ["REFUSED"] })).toEqual(both);
    expect(await by({ states: ["PENDING"] })).toEqual([placed]);
    expect(await by({ states: ["PLACED"] })).toEqual([]);
    expect(await by({ states: [] })).toEqual([]);
    expect(await by({ causes: ["ORDER_NOT_UNDERSTOOD"] })).toEqual(both);
    expect(await by({ causes: ["ON_ITS_WAY"] })).toEqual([placed]);
    expect(await by({ minHundredths: 4711 })).toEqual(both);
    expect(await by({ maxHundredths: 4710 })).toEqual([placed]);
    expect(await by({ disputed: true })).toEqual([]);
    expect(await by({ from: new Date(START + 2000).toISOString() })).toEqual([`${refused.id}2`]);
    expect(await by({ to: new Date(START + 1000).toISOString() })).toEqual([placed]);
    expect(await by({ minAgeMinutes: 1 })).toHaveLength(3);
    // The largest number that there is lies before the year 1.
    expect(await by({ minAgeMinutes: 2_147_483_647 })).toEqual([]);
    expect(await by({ includeUnauthenticated: true })).not.toContain(unauthenticated.id);
    const all = await ask("support", { filter: { includeUnauthenticated: true } }, "all");
    expect(idsOf(all)).toContain(unauthenticated.id);
  });

  it.each(["about 47 dollars for Hopper", "$47 Hopper", "Hopper, entre 46 y 48"])(
    "points from %j to the amounts it may mean, by which the list finds it",
    async (search) => {
      const found = (await ask("support", { search })).search;
      const amounts = found?.amounts;
      expect(amounts).toMatchObject({ name: "Hopper" });
      const { name, ...filter } = Object(amounts);
      expect(idsOf(await ask("support", { search: name, filter }))).toEqual([`${refused.id}2`, refused.id]);
      const dearer = { ...filter, minHundredths: filter.maxHundredths + 1, maxHundredths: null };
      expect(idsOf(await ask("support", { search: name, filter: dearer }))).toEqual([]);
    },
  );

  it("points to no amounts from one that is exact", async () => {
    expect((await ask("support", { search: "$47.11" })).search).toMatchObject({ amounts: null });
  });

  it("finds a refused submit by what a caller knows, and names the words that were not used", async () => {
    const page = await ask("support", { search: "Grace paid $47.11 at Nosuch" });
    expect(idsOf(page)).toEqual([`${refused.id}2`, refused.id]);
    expect(page.search).toMatchObject({ understoodAs: [{ kind: "AMOUNT" }] });
    expect(page.search?.leftOut.length).toBeGreaterThan(0);
    expect(idsOf(await ask("support", { search: "Hopper" }))).toHaveLength(2);
    expect(idsOf(await ask("viewer", { search: "Hopper" }))).toEqual([]);
    const [first] = (await ask("viewer", {})).edges;
    expect(first?.node).toMatchObject({ guest: { name: null, phone: null } });
  });

  it("reads a page of any length with as many statements as one of a single row", async () => {
    const count = async (first: number) => {
      const before = counted;
      await ask("support", { first });
      return counted - before;
    };
    const one = await count(1);
    expect(one).toBeGreaterThan(0);
    // One row reads no fate where it is an order's or the brand's alone.
    expect(await count(100)).toBeLessThanOrEqual(one + 2);
  });

  let counted = 0;
  beforeAll(() => {
    const { orm } = door.test.db;
    const session = Reflect.get(orm, "session") as { prepareQuery(...args: unknown[]): unknown };
    const prepare = session.prepareQuery.bind(session);
    session.prepareQuery = (...args: unknown[]) => {
      counted += 1;
      return prepare(...args);
    };
  });
});

const VALIDATES = `query($first: Int, $after: String, $filter: ValidateFilter) {
  validates(first: $first, after: $after, filter: $filter) {
    edges { node { id } } lookedUntil pageInfo { hasNextPage endCursor }
  }
}`;

it("lists validates that no submit followed, of one's own brand", async () => {
  await using door = await openTestDoor();
  const at = (second: number) => new Date(START + second * 1000);
  const of = (store: typeof door.own, second: number, onlineOrderId: string) =>
    testExchange({
      operation: "validate_order",
      connectionId: store.connection.id,
      brandId: store.brand.id,
      onlineOrderId,
      at: at(second),
    });
  const [older, newer, foreign] = [of(door.own, 1, "A"), of(door.own, 2, "B"), of(door.foreign, 3, "C")];
  await insertExchanges(door.test.db, [older, newer, foreign]);
  const headers = await door.headersOf("viewer");
  const ask = async (variables: object) =>
    (await door.ask(headers, VALIDATES, { ...variables })).body.data as {
      validates: {
        edges: { node: { id: string } }[];
        lookedUntil: string | null;
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
    };
  const { validates: first } = await ask({ first: 1 });
  expect(first.edges.map(({ node }) => node.id)).toEqual([newer.id]);
  expect(first.pageInfo.hasNextPage).toBe(true);
  const { validates: rest } = await ask({ first: 5, after: first.pageInfo.endCursor });
  expect(rest).toMatchObject({ edges: [{ node: { id: older.id } }], lookedUntil: null });
  expect((await ask({ filter: { to: at(2) } })).validates.edges).toHaveLength(1);
});
