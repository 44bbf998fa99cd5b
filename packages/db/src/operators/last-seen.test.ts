import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operatorSessions } from "../schema/operator.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { deleteSession, insertOperator } from "./accounts.ts";
import { insertApiKey } from "./api-keys.ts";
import { listLastSeen } from "./last-seen.ts";
import { recordSession } from "./sign-ins.ts";

const NOON = new Date("2026-11-23T12:00:00Z");
const after = (ms: number) => new Date(NOON.getTime() + ms);

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

async function person(email: string): Promise<string> {
  const operator = { name: "Ada", email, passwordHash: "$argon2id$", grants: [] };
  return (await insertOperator(test.db, { operator, now: NOON }))?.id ?? "";
}

describe("listLastSeen", () => {
  it("takes the last use of a session, and where it is over the last sign-in", async () => {
    const [ada, grace] = [await person("ada@example.com"), await person("grace@example.com")];
    for (const ms of [0, 60_000]) {
      await recordSession(test.db, "signed_in", { operatorId: ada, address: "192.0.2.1", now: after(ms) });
    }
    const session = { id: randomUUID(), token: randomUUID(), userId: ada };
    const times = { createdAt: after(60_000), updatedAt: after(300_000), expiresAt: after(900_000) };
    await test.db.orm.insert(operatorSessions).values({ ...session, ...times });
    expect([...(await listLastSeen(test.db, [ada, grace]))]).toEqual([[ada, after(300_000)]]);
    await deleteSession(test.db, { sessionId: session.id });
    expect([...(await listLastSeen(test.db, [ada, grace]))]).toEqual([[ada, after(60_000)]]);
  });

  it("takes no use of a key, and no failed try, for somebody who was there", async () => {
    const id = await person("linus@example.com");
    await insertApiKey(test.db, { operatorId: id, name: "script", now: NOON });
    await recordSession(test.db, "signed_out", { operatorId: id, address: "192.0.2.1", now: NOON });
    expect([...(await listLastSeen(test.db, [id]))]).toEqual([]);
    expect([...(await listLastSeen(test.db, []))]).toEqual([]);
  });
});
