import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../client/client.ts";
import { findExchange, insertExchanges } from "../exchanges/exchanges.ts";
import { insertOrder } from "../orders/insert.ts";
import { findLastResult, recordResult } from "../orders/result.ts";
import { everyBrand } from "../sql/scope.ts";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  testExchange,
  testOrder,
  testPlaced,
} from "../testing/database.ts";
import { packJson, unpackJson } from "./packed-json.ts";
import { packStages, unpackStages } from "./packed-stages.ts";

const anyJson = fc.jsonValue().map((value): unknown => JSON.parse(JSON.stringify(value)));
const anyStage = fc.record({
  name: fc.oneof(fc.stringMatching(/^[a-z_]{1,12}$/), fc.string()),
  us: fc.oneof(fc.nat(), fc.constantFrom(1.5, -1)),
  ok: fc.boolean(),
});

describe("what is packed in a column of JSON", () => {
  it("is read as it was", () => {
    fc.assert(
      fc.property(anyJson, (value) => {
        expect(unpackJson(packJson(value))).toEqual(value);
      }),
    );
  });

  it("is read as nothing where it is damaged, or packed by a dictionary that is not known", () => {
    const packed = Buffer.from(packJson({ id_form: "text" }) ?? "", "base64");
    expect(unpackJson(packed.subarray(0, -1).toString("base64"))).toBeNull();
    packed[0] = 99;
    expect(unpackJson(packed.toString("base64"))).toBeNull();
  });

  it("has steps as a text, and those that are unlike ours as they are", () => {
    fc.assert(
      fc.property(fc.array(anyStage), (stages) => {
        const packed = packStages(stages);
        expect(unpackStages(typeof packed === "string" ? packed : [...packed])).toEqual(stages);
      }),
    );
    const stages = [
      { name: "read", us: 239, ok: true },
      { name: "parse", us: 62, ok: false },
    ];
    expect(packStages(stages)).toBe("read:239 parse!62");
  });
});

const SHOWN = {
  seen: { id_form: "text", cents_reading: "R" },
  drift: { unknown: [], lenient: [], missing: ["order_details.scheduled_at", "order_details.customer.id"] },
  stages: [
    { name: "authenticate", us: 360, ok: true },
    { name: "submit", us: 99_507, ok: false },
  ],
};
const BILL = {
  lines: [{ lineId: "1", name: "Taco Trio", totalCents: 1_900 }],
  totals: { grandCents: 1_900 },
};

let test: TestDatabase;
let packing: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  packing = openDatabase({ url: test.url, packOrders: true });
});
afterAll(async () => {
  await packing[Symbol.asyncDispose]();
  await test[Symbol.asyncDispose]();
});

describe.each([true, false])("a database whose orders are packed: %s", (isPacking) => {
  const db = () => (isPacking ? packing : test.db);
  const stored = isPacking ? "string" : "object";

  it("shows of a call what it showed", async () => {
    const call = testExchange(SHOWN);
    await insertExchanges(db(), [call]);
    const found = await findExchange(test.db, { scope: everyBrand, exchangeId: call.id });
    expect(found?.exchange).toMatchObject(SHOWN);
    const [row] = await db().orm.execute(
      sql`select jsonb_typeof(seen) as seen, jsonb_typeof(drift) as drift from exchanges where id = ${call.id}`,
    );
    expect(row).toEqual({ seen: stored, drift: stored });
  });

  it("keeps a POS's bill, and the rest of the evidence for statements", async () => {
    const args = testOrder(await insertTestStore(test));
    await insertOrder(db(), args);
    const evidence = { kind: "placed", status: 201, bill: BILL };
    // With an answer it stands with that: see orders/stored-answer.test.ts.
    const placed = testPlaced(args.order.id, {}, { answer: null });
    await recordResult(db(), { ...placed, result: { outcome: "placed", evidence } });
    expect((await findLastResult(test.db, args.order.id))?.evidence).toEqual(evidence);
    const [row] = await db().orm.execute(sql`
      select evidence -> 'status' as status, jsonb_typeof(evidence -> 'bill') as bill from attempt_results
      where order_id = ${args.order.id}`);
    expect(row).toMatchObject({ bill: stored });
    expect(String(row?.status)).toBe("201");
  });
});
