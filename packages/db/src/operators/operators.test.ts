import { getTableColumns } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authSchema } from "../schema/operator.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { insertOperator } from "./accounts.ts";
import { countOperators, findOperator } from "./operators.ts";

const NOON = new Date("2026-11-23T12:00:00Z");

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

async function operator(email: string) {
  const row = await insertOperator(test.db, {
    operator: { name: "Ada", email, passwordHash: "$argon2id$", grants: [] },
    now: NOON,
  });
  if (row === null) throw new Error("The e-mail address is taken.");
  return row;
}

describe("authSchema", () => {
  it("has the fields of better-auth 1.7.25, under its names, and our own", () => {
    const times = ["createdAt", "updatedAt"];
    const asked = {
      user: [
        ...["id", "name", "email", "emailVerified", "image", ...times],
        ...["disabledAt", "language", "secondFactorAt", "version"],
      ],
      session: ["id", "expiresAt", "token", "ipAddress", "userAgent", "userId", "provenBy", ...times],
      account: [
        ...["id", "accountId", "providerId", "userId", "accessToken", "refreshToken", "idToken"],
        ...["accessTokenExpiresAt", "refreshTokenExpiresAt", "scope", "password", ...times],
      ],
      verification: ["id", "identifier", "value", "expiresAt", ...times],
      rateLimit: ["id", "key", "count", "lastRequest"],
    };
    const sorted = (tables: Record<string, string[]>) =>
      Object.fromEntries(Object.entries(tables).map(([key, fields]) => [key, [...fields].sort()]));
    const ours = Object.entries(authSchema).map(([key, table]) => [key, Object.keys(getTableColumns(table))]);
    expect(sorted(Object.fromEntries(ours))).toEqual(sorted(asked));
  });
});

describe("operators and grants", () => {
  it("finds an operator by id or by e-mail address in any case", async () => {
    const before = await countOperators(test.db);
    const { id } = await operator("ada@example.com");
    expect(await countOperators(test.db)).toBe(before + 1);
    expect((await findOperator(test.db, "Ada@Example.COM"))?.operator.id).toBe(id);
    expect((await findOperator(test.db, id))?.grants).toEqual([]);
    expect(await findOperator(test.db, "nobody@example.com")).toBeNull();
  });
});
