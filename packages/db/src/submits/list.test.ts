import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertExchanges, type NewExchange } from "../exchanges/exchanges.ts";
import { insertOrder } from "../orders/insert.ts";
import { cursorOf, type Page } from "../sql/page.ts";
import { everyBrand, nothing, ofBrands, type Scope } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
} from "../testing/database.ts";
import { listSubmits, type Submit, type SubmitFilter, searchSubmits } from "./list.ts";

const START = Date.parse("2026-11-23T12:00:00.000Z");
const EVERYTHING: SubmitFilter = { orders: {}, refused: {} };
const CODES = ["unauthorized", "signature_mismatch", "invalid_field", "unmapped_location", "internal"];

let test: TestDatabase;
let store: TestStore;
/** Every submit that PAR sent, newest first. */
let sent: { at: number; id: string }[];

// B: what is listed is what was sent, whatever went wrong with it.
beforeAll(async () => {
  test = await createTestDatabase();
  store = await insertTestStore(test);
  const known = { connectionId: store.connection.id, brandId: store.brand.id };
  const rows: NewExchange[] = [];
  sent = [];
  for (let n = 0; n < 60; n += 1) {
    // Four at each instant, so that pages end within one.
    const at = new Date(START + Math.floor(n / 4) * 1000);
    const call = testExchange({ ...known, at, requestUid: crypto.randomUUID() });
    if (n % 3 === 0) {
      const args = testOrder(store, { receivedAt: at, requestUid: call.requestUid ?? "" });
      await insertOrder(test.db, args);
      rows.push({ ...call, orderId: args.order.id }, { ...call, id: `${call.id}r`, orderId: args.order.id });
      sent.push({ at: at.getTime(), id: args.order.id });
    } else {
      rows.push({ ...call, status: 400, code: CODES[n % CODES.length] ?? null });
      sent.push({ at: at.getTime(), id: call.id });
    }
    // What is no submit of a known caller.
    rows.push(
      testExchange({ ...known, at, operation: "validate_order", status: 400 }),
      testExchange({ ...known, at, operation: "get_order", status: 404 }),
      testExchange({ at, status: 401, code: "unauthorized" }),
    );
  }
  await insertExchanges(test.db, rows);
  sent.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
});
afterAll(() => test[Symbol.asyncDispose]());

async function walk(
  filter: SubmitFilter,
  {
    limit = 7,
    scope = everyBrand,
    isOldestFirst = false,
  }: { limit?: number; scope?: Scope; isOldestFirst?: boolean } = {},
): Promise<Submit[]> {
  const all: Submit[] = [];
  let edge: string | undefined;
  for (;;) {
    const page: Page = isOldestFirst ? { limit, before: edge, inverted: true } : { limit, after: edge };
    const rows = await listSubmits(test.db, { scope, filter, page });
    all.push(...rows);
    const last = rows.at(-1);
    if (last === undefined) return all;
    edge = cursorOf(last.at, last.id);
  }
}

describe("the list of submits", () => {
  it("has every submit once, in pages that end within an instant", async () => {
    const expected = sent.map(({ id }) => id);
    for (const limit of [1, 3, 7, 100]) {
      expect(
        (await walk(EVERYTHING, { limit })).map(({ id }) => id),
        `${limit}`,
      ).toEqual(expected);
    }
  });

  it("has them oldest first as well", async () => {
    const ids = (await walk(EVERYTHING, { isOldestFirst: true })).map(({ id }) => id);
    expect(ids).toEqual(sent.map(({ id }) => id).reverse());
  });

  it("leaves out callers without a valid token until it is asked for them", async () => {
    const all = await walk({ orders: {}, refused: { includeUnauthenticated: true } });
    expect(all).toHaveLength(sent.length + 60);
  });

  it("shows nothing beyond the scope", async () => {
    const other = await insertTestStore(test);
    expect(await walk(EVERYTHING, { scope: ofBrands(other.brand.id) })).toEqual([]);
    expect(await walk(EVERYTHING, { scope: nothing })).toEqual([]);
    expect(await walk(EVERYTHING, { scope: ofBrands(store.brand.id) })).toHaveLength(sent.length);
  });

  it("has the calls of some codes only", async () => {
    const matches = [{ kind: "par" as const, codes: ["signature_mismatch", "internal"] }];
    const listed = await walk({ orders: null, refused: { matches } });
    const codes = listed.map((row) => row.kind === "refused" && row.refused.code);
    expect(new Set(codes)).toEqual(new Set(["signature_mismatch", "internal"]));
    expect(await walk({ orders: null, refused: { matches: [] } })).toEqual([]);
  });

  it("has the orders of some sets only, each once", async () => {
    const matches = [
      { dispute: null, state: "dispatching" as const, causes: [null, "pos_busy" as const] },
      { dispute: null, state: "rejected" as const, causes: [null, "item_unavailable" as const] },
      { dispute: "pos_has_it" as const },
    ];
    expect(await walk({ orders: { matches }, refused: null })).toHaveLength(20);
    expect(await walk({ orders: { matches: [] }, refused: null })).toEqual([]);
  });
});

describe("a search among all submits", () => {
  it("merges what both have, and says as what", async () => {
    const at = new Date(START + 100_000);
    const content = {
      totalHundredths: 777,
      currency: null,
      orderType: null,
      itemCount: 1,
      guestName: "Grace Hopper",
      guestPhone: null,
      guestEmail: null,
    };
    const refused = testExchange({
      connectionId: store.connection.id,
      brandId: store.brand.id,
      at,
      status: 400,
      content,
    });
    await insertExchanges(test.db, [refused]);
    const order = testOrder(store, { grandTotalCents: 777, receivedAt: new Date(at.getTime() + 1) });
    await insertOrder(test.db, order);
    const find = async (text: string) => {
      const asked = {
        text,
        scope: everyBrand,
        guestScope: everyBrand,
        filter: EVERYTHING,
        page: { limit: 10 },
      };
      const found = await searchSubmits(test.db, asked);
      return { ...found, submits: found.submits.map(({ id }) => id) };
    };
    expect(await find("$7.77")).toMatchObject({ submits: [order.order.id, refused.id], leftOut: [] });
    expect(await find("Grace Hopper")).toMatchObject({ submits: [refused.id], isSimilar: false });
    expect(await find("Gracie Hopper")).toMatchObject({ submits: [] });
    const said = await find("Nobody, paid $7.77 at table 3");
    expect(said.readings.map(({ kind }) => kind)).toEqual(["amount"]);
    expect(said.leftOut).toEqual(["Nobody", "table", "3"]);
  });
});
