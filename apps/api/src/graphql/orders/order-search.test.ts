import { insertExchanges } from "@parley/db/exchanges";
import { insertOrdersLike, insertTestStore, testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const SEARCH = `query($search: String!, $all: Boolean) {
  orders(search: $search) {
    edges { node { id } }
    search {
      understoodAs { kind value } isTogether isSimilar isPartial hidesGuests
      refusedSubmits(includeUnauthenticated: $all) { id status }
    }
  }
}`;

interface Found {
  orders: {
    edges: { node: { id: string } }[];
    search: {
      understoodAs: { kind: string; value: string }[];
      isTogether: boolean;
      isSimilar: boolean;
      isPartial: boolean;
      hidesGuests: boolean;
      refusedSubmits: { id: string; status: number }[];
    } | null;
  };
}

describe("a search of orders", () => {
  let door: TestDoor;
  let orderId: string;
  const refused = testExchange({ status: 400, code: "invalid_field", requestUid: crypto.randomUUID() });
  const unauthenticated = testExchange({ status: 401, requestUid: refused.requestUid });
  beforeAll(async () => {
    door = await openTestDoor();
    ({ orderId } = await door.addOrder(door.own, {
      guestName: "Margarethe O'Brien",
      guestPhone: "+1 (213) 555-0142",
      guestEmail: "marg@example.com",
      onlineOrderId: "WEB-1001",
    }));
    await door.addOrder(door.foreign, { guestName: "Margarethe O'Brien", onlineOrderId: "WEB-2002" });
    const about = { connectionId: door.own.connection.id, brandId: door.own.brand.id };
    await insertExchanges(door.test.db, [{ ...refused, ...about }, unauthenticated]);
  });
  afterAll(() => door[Symbol.asyncDispose]());

  async function find(headers: Record<string, string>, search: string, all = false) {
    const { status, body } = await door.ask(headers, SEARCH, { search, all });
    expect(status, JSON.stringify(body)).toBe(200);
    const { orders } = body.data as Found;
    return { ids: orders.edges.map(({ node }) => node.id), ...orders.search };
  }

  const GUEST_TERMS = [
    "Margarethe",
    "O\u2019Brien",
    "Margarete",
    "+1 213 555 0142",
    "555-0142",
    "0142",
    "marg@example.com",
  ];

  // J: a viewer's mask has no oracle.
  it.each(GUEST_TERMS)("does not find a masked guest for a viewer by %j, and says so", async (term) => {
    const found = await find(await door.headersOf("viewer"), term);
    expect(found.ids).toEqual([]);
    expect(found).toMatchObject({ hidesGuests: true, isSimilar: false });
  });

  it.each(["support", "admin"] as const)("finds a guest for %s by all that they see", async (role) => {
    const headers = await door.headersOf(role);
    for (const term of GUEST_TERMS) {
      const found = await find(headers, term);
      expect(found.ids, term).toEqual([orderId]);
      expect(found, term).toMatchObject({ hidesGuests: false, isSimilar: term === "Margarete" });
    }
  });

  it("finds for a viewer by what is not masked", async () => {
    const headers = await door.headersOf("viewer");
    for (const term of [orderId, "web-1001", "29.10", `https://x.test/orders/${orderId}`]) {
      expect((await find(headers, term)).ids, term).toContain(orderId);
    }
    expect(await find(headers, "29.10")).toMatchObject({ hidesGuests: false });
  });

  it("says how it understood the term", async () => {
    const { understoodAs } = await find(await door.headersOf("support"), "29.10");
    expect(understoodAs).toEqual([
      { kind: "ID", value: "2910" },
      { kind: "AMOUNT", value: "29.10" },
    ]);
    const { body } = await door.ask(await door.headersOf("support"), "{ orders { search { isSimilar } } }");
    expect(body).toEqual({ data: { orders: { search: null } } });
  });

  // B: a name and a number in one term, and the end of a number.
  it("says that orders have the name and the number together, and what an end was taken for", async () => {
    const headers = await door.headersOf("support");
    expect(await find(headers, "O'Brien 29.10")).toMatchObject({
      ids: [orderId],
      isTogether: true,
      understoodAs: [
        { kind: "AMOUNT", value: "29.10" },
        { kind: "NAME", value: "O'Brien" },
      ],
    });
    expect(await find(headers, "Smith 29.10")).toMatchObject({ ids: [orderId], isTogether: false });
    const { ids, understoodAs } = await find(headers, "1001");
    expect([ids, understoodAs]).toEqual([
      [orderId],
      expect.arrayContaining([{ kind: "ID_END", value: "1001" }]),
    ]);
  });

  // J: a name beside a number is none for whoever may not search by names.
  it("does not tell a viewer by a number whether a name fits", async () => {
    const headers = await door.headersOf("viewer");
    const [fitting, other] = [await find(headers, "O'Brien 29.10"), await find(headers, "Smith 29.10")];
    expect([fitting.ids, fitting.isTogether]).toEqual([[orderId], false]);
    expect([other.ids, other.isTogether]).toEqual([[orderId], false]);
  });

  // B: every submit is found, refused ones included.
  it("finds a submit that was refused before it became an order, and leaves unauthenticated calls out", async () => {
    const uid = (refused.requestUid ?? "").toUpperCase();
    const found = await find(await door.headersOf("viewer"), uid);
    expect(found).toMatchObject({ ids: [], refusedSubmits: [{ id: refused.id, status: 400 }] });
    const everybody = await find(await door.headersOf("admin", "all"), uid, true);
    expect(everybody.refusedSubmits?.map(({ id }) => id).sort()).toEqual(
      [refused.id, unauthenticated.id].sort(),
    );
    expect((await find(await door.headersOf("admin"), uid, true)).refusedSubmits).toHaveLength(1);
  });

  // B: a list that is cut says so.
  it("says where more orders fit than it looks through", async () => {
    const store = await insertTestStore(door.test);
    const bulk = { onlineOrderId: "BULK", guestName: "Zed", state: "rejected" } as const;
    const { orderId: first } = await door.addOrder(store, bulk);
    await insertOrdersLike(door.test, first, 1_050);
    const headers = await door.headersOf("admin", "all");
    expect(await find(headers, "bulk")).toMatchObject({ isPartial: true });
    expect(await find(headers, "bulk-1000")).toMatchObject({ isPartial: false });
    expect(await find(await door.headersOf("support"), "bulk")).toMatchObject({ ids: [], isPartial: false });
  });

  it("answers a term of 1,000 characters, and refuses a longer one in words", async () => {
    const headers = await door.headersOf("support");
    for (const term of ["x".repeat(1000), "%", "_", "\\"]) {
      expect((await find(headers, term)).ids, term.slice(0, 5)).toEqual([]);
    }
    for (const term of ["x".repeat(1001), "\ud800"]) {
      const { status, body } = await door.ask(headers, SEARCH, { search: term });
      expect([status, body.errors?.[0]?.extensions?.code], term.slice(0, 5)).toEqual([400, "BAD_USER_INPUT"]);
    }
  });
});
