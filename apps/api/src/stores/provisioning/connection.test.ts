import { listCallers } from "@parley/db/connections";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createConnection, generateSharedId } from "./connection.ts";

describe("createConnection", () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test[Symbol.asyncDispose]());

  const create = (over: object = {}) =>
    createConnection(
      { db: test.db, vault: test.vault, now: new Date(), demo: false },
      { slug: `con-${crypto.randomUUID().slice(0, 8)}`, name: "Taco", sharedId: generateSharedId(), ...over },
    );

  it("makes a connection that its SharedId opens", async () => {
    const sharedId = generateSharedId();
    const outcome = await create({ sharedId, switches: { cents_mode: "double_truncate", jwt_key: "full" } });
    expect(outcome).toMatchObject({
      kind: "created",
      strength: "strong",
      connection: { switches: { cents_mode: "double_truncate" } },
    });
    const callers = await listCallers(test.db, { vault: test.vault, now: new Date() });
    expect(callers.map((caller) => caller.sharedId)).toContain(sharedId);
  });

  it("refuses a SharedId whose first ten characters are in use, since digests could not be told apart", async () => {
    const sharedId = generateSharedId();
    await create({ sharedId });
    expect(await create({ sharedId })).toEqual({ kind: "shared_id_taken" });
    expect(await create({ sharedId: `${sharedId.slice(0, 10)}-something-else` })).toEqual({
      kind: "shared_id_taken",
    });
  });

  it("refuses a slug that is in use", async () => {
    await create({ slug: "twice" });
    expect(await create({ slug: "twice" })).toEqual({ kind: "slug_taken" });
  });

  it.each([
    ["slug", { slug: "Has Blanks" }],
    ["name", { name: " " }],
    ["sharedId", { sharedId: "short" }],
    ["sharedId", { sharedId: "x".repeat(129) }],
    ["sharedId", { sharedId: "with-ümlaut-0123456789" }],
    ["sharedId", { sharedId: "ends-with-a-blank " }],
    // S14: anybody can read these, or the ten characters that key their digests.
    ["sharedId", { sharedId: "yummytaco-demo-sharedid-2026-0001" }],
    ["sharedId", { sharedId: "SharedSecret-2026-PAR" }],
    ["sharedId", { sharedId: "SharedSecret-of-our-own-from-a-generator-7x" }],
    ["switches", { switches: { jwt_key: "sometimes" } }],
    ["switches", { switches: { no_such: true } }],
  ])("refuses a wrong %s: %j", async (field, over) => {
    expect(await create(over)).toMatchObject({ kind: "invalid", field });
  });
});
