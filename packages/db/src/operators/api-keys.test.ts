import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLI } from "../orders/actor.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { insertTestStore } from "../testing/rows.ts";
import { insertOperator } from "./accounts.ts";
import {
  countLiveApiKeys,
  findExpiredApiKey,
  findOperatorByApiKey,
  insertApiKey,
  listApiKeys,
  noteApiKeyUse,
  revokeApiKey,
} from "./api-keys.ts";
import { disableOperator, setOperator } from "./changes.ts";
import type { Grant } from "./permissions.ts";

const NOON = new Date("2026-11-23T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);
const OWNER: Grant = { role: "owner", brandId: null, locationId: null };
const VIEWER: Grant = { role: "viewer", brandId: null, locationId: null };

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

async function operator(grants: readonly Grant[] = [OWNER]): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  const made = await insertOperator(test.db, {
    operator: { name: "Ada", email, passwordHash: "$argon2id$", grants },
    now: NOON,
  });
  if (made === null) throw new Error("The e-mail address is taken.");
  return made.id;
}

describe("API keys", () => {
  it("open for their operator until they are revoked, and are kept as a hash only", async () => {
    const operatorId = await operator();
    const { key, plain } = await insertApiKey(test.db, { operatorId, name: "nightly export", now: NOON });
    expect(plain).toMatch(/^parley_key_[\w-]{43}$/);
    expect(plain.startsWith(key.prefix)).toBe(true);
    const [dump] = await test.db.sql<
      { text: string }[]
    >`select string_agg(k::text, ' ') as text from operator_api_keys k`;
    expect(dump?.text).not.toContain(plain.slice(key.prefix.length));
    expect(await findOperatorByApiKey(test.db, { plain, now: after(1) })).toMatchObject({
      keyId: key.id,
      grants: [OWNER],
      operator: { id: operatorId },
    });
    const revoke = { keyId: key.id, by: CLI, now: after(2) };
    expect(await revokeApiKey(test.db, { ...revoke, operatorId: "opr_other" })).toBe(false);
    expect(await revokeApiKey(test.db, { ...revoke, operatorId })).toBe(true);
    expect(await findOperatorByApiKey(test.db, { plain, now: after(3) })).toBeNull();
    expect(await findOperatorByApiKey(test.db, { plain: "parley_wrong", now: after(3) })).toBeNull();
  });

  it("have their use noted at most once a minute", async () => {
    const operatorId = await operator();
    const { key, plain } = await insertApiKey(test.db, { operatorId, name: "script", now: NOON });
    const isDue = async (ms: number) =>
      (await findOperatorByApiKey(test.db, { plain, now: after(ms) }))?.isUseDue;
    expect(await isDue(1)).toBe(true);
    await noteApiKeyUse(test.db, { keyId: key.id, now: after(1) });
    await noteApiKeyUse(test.db, { keyId: key.id, now: after(30_000) });
    expect(await listApiKeys(test.db, [operatorId])).toMatchObject([{ lastUsedAt: after(1) }]);
    expect(await isDue(30_000)).toBe(false);
    expect(await isDue(60_001)).toBe(true);
  });

  it("are over at their end, which is told of those alone that nobody ended otherwise", async () => {
    const operatorId = await operator();
    const made = await insertApiKey(test.db, {
      operatorId,
      name: "trial",
      expiresAt: after(1000),
      now: NOON,
    });
    const at = (ms: number) => ({ plain: made.plain, now: after(ms) });
    expect(await findOperatorByApiKey(test.db, at(999))).not.toBeNull();
    expect(await findExpiredApiKey(test.db, at(999))).toBeNull();
    expect(await countLiveApiKeys(test.db, { operatorId, now: after(999) })).toBe(1);
    expect(await findOperatorByApiKey(test.db, at(1000))).toBeNull();
    expect(await findExpiredApiKey(test.db, at(1000))).toEqual(after(1000));
    expect(await countLiveApiKeys(test.db, { operatorId, now: after(1000) })).toBe(0);
    await insertApiKey(test.db, { operatorId: await operator(), name: "the owner who stays", now: NOON });
    const disable = { operatorId, expectedVersion: 1, scope: { all: true } as const, by: CLI, now: NOON };
    expect(await disableOperator(test.db, disable)).toMatchObject({ kind: "changed" });
    expect(await findExpiredApiKey(test.db, at(1000))).toBeNull();
  });

  it("may what they were given, and lose with their operator what that one loses", async () => {
    const operatorId = await operator();
    const narrow = { operatorId, name: "export", grants: [VIEWER], now: NOON };
    const { plain } = await insertApiKey(test.db, narrow);
    const may = async () => (await findOperatorByApiKey(test.db, { plain, now: NOON }))?.grants;
    expect(await may()).toEqual([VIEWER]);
    const ask = { operatorId, scope: { all: true }, by: CLI, now: NOON } as const;
    const { brand } = await insertTestStore(test);
    const viewer = { role: "viewer", brandId: brand.id, locationId: null } as const;
    await setOperator(test.db, { ...ask, expectedVersion: 1, grants: [viewer] });
    expect(await may()).toEqual([]);
  });

  it("are not found by the release before where they may less or end", async () => {
    const operatorId = await operator();
    const kinds = [{}, { grants: [VIEWER] }, { expiresAt: after(1000) }];
    for (const kind of kinds) await insertApiKey(test.db, { operatorId, name: "key", now: NOON, ...kind });
    const rows = await test.db.sql<{ hash: string }[]>`
      select hash from operator_api_keys where operator_id = ${operatorId} order by id`;
    expect(rows.map(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toEqual([true, false, false]);
  });
});
