import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../client/client.ts";
import { DICTIONARIES } from "../packing/dictionaries.ts";
import { everyBrand } from "../sql/scope.ts";
import { createTestDatabase, type TestDatabase, testExchange } from "../testing/database.ts";
import { findExchange, insertExchanges } from "./exchanges.ts";
import { type Bodies, packBodies, unpackBodies } from "./packing.ts";
import { listToldStatuses } from "./told.ts";

const NOTHING = {
  requestHeaders: null,
  requestBody: null,
  responseHeaders: null,
  responseBody: null,
  stringSigned: null,
  note: null,
};

// Every sequence of UTF-16 units: pairs, halves of them, NUL, quotes, nothing.
const anyText = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const anyHeaders = fc
  .dictionary(anyText, anyText)
  .chain((headers) =>
    maybe(anyText).map((digest) => (digest === null ? headers : { ...headers, "x-pch-digest": digest })),
  );

const anyBodies: fc.Arbitrary<Bodies> = fc.record({
  requestHeaders: maybe(anyHeaders),
  requestBody: maybe(anyText),
  responseHeaders: maybe(anyHeaders),
  responseBody: maybe(anyText),
  stringSigned: maybe(anyText),
  // As JSON says it, which knows no -0.
  note: fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value))),
});

/** The row as the columns that are not named leave it. */
const rowOf = (bodies: Bodies, direction: "in" | "out" = "in") => ({
  ...NOTHING,
  ...packBodies(direction, bodies),
});

describe("packed bodies", () => {
  it("are read as they were written, whatever they are", () => {
    fc.assert(
      fc.property(fc.constantFrom("in" as const, "out" as const), anyBodies, (direction, bodies) => {
        expect(unpackBodies(rowOf(bodies, direction))).toEqual(bodies);
      }),
    );
  });

  it("are a few hundred bytes where they are an order with its answer", () => {
    const item = {
      item_id: "margherita",
      name: "Pizza Margherita",
      quantity: 1,
      unit_price: 11.5,
      modifiers: [],
    };
    const order = {
      request_uid: "u",
      order_details: { items: Array.from({ length: 8 }, () => item), subtotal: 92 },
    };
    const requestBody = JSON.stringify(order);
    const responseBody = JSON.stringify({ status: "placed", ...order });
    const { packed } = packBodies("in", { ...NOTHING, requestBody, responseBody });
    expect(packed?.length).toBeLessThan((requestBody.length + responseBody.length) / 8);
  });

  it("cannot be taken for something else when their dictionary is not there", () => {
    const row = rowOf({ ...NOTHING, requestBody: "x" });
    expect(() =>
      unpackBodies({ ...row, packed: Buffer.from([200, ...(row.packed ?? []).slice(1)]) }),
    ).toThrow("There is no dictionary of version 200");
  });
});

describe("in the database", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it("has the dictionaries that the program writes by, and lets nobody change them", async () => {
    const rows = await test.db.sql<{ version: number; bytes: Buffer }[]>`
      select version, bytes from body_dictionaries order by version`;
    expect(rows.map(({ version, bytes }) => [version, bytes.toString()])).toEqual(
      [...DICTIONARIES].map(([version, bytes]) => [version, bytes.toString()]),
    );
    await using owner = openDatabase({ url: test.url, role: null });
    await expect(owner.sql`update body_dictionaries set about = ''`).rejects.toMatchObject({ code: "PA001" });
    await expect(owner.sql`delete from body_dictionaries`).rejects.toMatchObject({ code: "PA001" });
    await expect(test.db.sql`insert into body_dictionaries values (9, '', '')`).rejects.toMatchObject({
      code: "42501",
    });
  });

  const read = async (exchangeId: string) =>
    (await findExchange(test.db, { scope: everyBrand, exchangeId }))?.bodies;

  it("reads what a younger release has packed by a dictionary of its own", async () => {
    const exchange = testExchange();
    await insertExchanges(test.db, [exchange]);
    await using owner = openDatabase({ url: test.url, role: null });
    // Version 201 happens to be the one that this release writes by, so the stream is right.
    await owner.sql`insert into body_dictionaries select 201, about, bytes from body_dictionaries where version = 1`;
    await owner.sql`
      update exchange_bodies set packed = set_byte(packed, 0, 201) where exchange_id = ${exchange.id}`;
    expect(await read(exchange.id)).toEqual({ exchangeId: exchange.id, ...exchange.bodies });
  });

  it("reads the columns of a release before, beside what it packs itself, and finds the status and the digest of both", async () => {
    const digest = "ab".repeat(32);
    const bodies = {
      ...NOTHING,
      requestHeaders: { "x-pch-digest": digest, host: "h" },
      responseBody: '{"Status": "placed"}',
    };
    const [old, young] = [testExchange({ bodies: null }), testExchange({ bodies })];
    await insertExchanges(test.db, [old, young]);
    await test.db.sql`
      insert into exchange_bodies (exchange_id, request_headers, response_body)
      values (${old.id}, ${JSON.stringify(bodies.requestHeaders)}::text::jsonb, ${bodies.responseBody})`;
    expect(await read(old.id)).toEqual({ exchangeId: old.id, ...bodies });
    expect(await read(young.id)).toEqual({ exchangeId: young.id, ...bodies });
    const ids = [old.id, young.id];
    expect(await listToldStatuses(test.db, { scope: everyBrand, exchangeIds: ids })).toEqual(
      new Map(ids.map((id) => [id, "placed"])),
    );
    const [row] = await test.db.sql`
      select count(*)::int as count from exchange_bodies where lower(request_headers ->> 'x-pch-digest') = ${digest}`;
    expect(row?.count).toBe(2);
  });
});
