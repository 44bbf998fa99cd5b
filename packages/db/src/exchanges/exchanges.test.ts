import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operators } from "../schema/operator.ts";
import { cursorOf } from "../sql/page.ts";
import { withoutValues } from "../sql/postgres-errors.ts";
import { everyBrand } from "../sql/scope.ts";
import { createTestDatabase, type TestDatabase, testExchange } from "../testing/database.ts";
import { findExchange, insertExchanges, listExchanges } from "./exchanges.ts";

const NOON = Date.parse("2026-11-23T12:00:00Z");

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

describe("insertExchanges", () => {
  it("gives back what was recorded, JSON as JSON", async () => {
    const exchange = testExchange({
      seen: [{ guess: "jwt_key", value: "full" }],
      drift: { unknown: ["x"], missing: [] },
    });
    await insertExchanges(test.db, [exchange]);
    const { bodies, ...head } = exchange;
    const found = await findExchange(test.db, { scope: everyBrand, exchangeId: exchange.id });
    expect(found).toMatchObject({ exchange: head, bodies: { exchangeId: exchange.id, ...bodies } });
    const [kinds] = await test.db.sql`
      select jsonb_typeof(stages) as stages, jsonb_typeof(seen) as seen, jsonb_typeof(drift) as drift from exchanges where id = ${exchange.id}`;
    expect({ ...kinds }).toEqual({ stages: "array", seen: "array", drift: "object" });
  });

  it("records a line without bodies, hostile bytes, and a batch told twice", async () => {
    const line = testExchange({ bodies: null });
    const { bodies } = testExchange();
    const hostile = testExchange({
      path: "/posnext/\0",
      bodies: {
        ...bodies,
        requestHeaders: { "x\0": "\ud800" },
        requestBody: "\0\ud800{",
        responseHeaders: null,
        responseBody: null,
        stringSigned: null,
        note: null,
      },
    });
    await insertExchanges(test.db, [line, hostile]);
    await insertExchanges(test.db, [hostile, line]);
    await insertExchanges(test.db, []);
    expect(await findExchange(test.db, { scope: everyBrand, exchangeId: line.id })).toMatchObject({
      bodies: null,
    });
    expect(await findExchange(test.db, { scope: everyBrand, exchangeId: hostile.id })).toMatchObject({
      exchange: { path: "/posnext/\ufffd" },
      bodies: hostile.bodies,
    });
  });
});

describe("listExchanges", () => {
  it("pages and filters, newest first", async () => {
    const connectionId = "con_listed";
    const batch = Array.from({ length: 12 }, (_, n) =>
      testExchange({
        connectionId,
        at: new Date(NOON + Math.floor(n / 3)),
        status: n % 4 === 0 ? 401 : 200,
        operation: n % 2 === 0 ? "get_menu" : "submit_order",
        requestUid: `uid-${n}`,
      }),
    );
    await insertExchanges(test.db, batch);
    const list = async (filter: Parameters<typeof listExchanges>[1]["filter"], after?: string) =>
      await listExchanges(test.db, {
        scope: everyBrand,
        filter: { connectionId, ...filter },
        page: { limit: 5, after },
      });
    const first = await list({});
    const last = first.at(-1);
    const second = await list({}, last && cursorOf(last.at, last.id));
    const expected = [...batch].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
    expect([...first, ...second].map((row) => row.id)).toEqual(expected.slice(0, 10).map((row) => row.id));
    expect((await list({ statusFrom: 400 })).map((row) => row.status)).toEqual([401, 401, 401]);
    expect(
      (await list({ operations: ["get_menu"], requestUid: "uid-2" })).map((row) => row.requestUid),
    ).toEqual(["uid-2"]);
    expect(await list({ from: new Date(NOON + 1), until: new Date(NOON + 2) })).toHaveLength(3);
  });
});

describe("withoutValues", () => {
  it("keeps a statement's values out of what is logged", async () => {
    const row = {
      id: "opr_1",
      name: "N",
      email: "secret@example.com",
      createdAt: new Date(),
      updatedAt: new Date(),
    };
    await test.db.orm.insert(operators).values(row);
    const error: unknown = await test.db.orm
      .insert(operators)
      .values(row)
      .catch((cause: unknown) => cause);
    expect(String(error)).toContain("secret@example.com");
    expect(String(withoutValues(error))).toContain("operators_pkey");
    expect(String(withoutValues(error))).not.toContain("secret@example.com");
    expect(withoutValues("other")).toBe("other");
  });
});
