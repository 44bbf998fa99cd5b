import { authSchema } from "@parley/db/operators";
import { createTestDatabase } from "@parley/db/testing";
import { getAuthTables } from "better-auth/db";
import { describe, expect, it } from "vitest";
import { createLibrary } from "./library.ts";

describe("authSchema", () => {
  // If an upgrade of the library needs another column, this must show it, not an operator who cannot sign in.
  it("has every field that the library reads and writes", async () => {
    await using test = await createTestDatabase();
    const config = {
      adminUrl: "http://localhost:3000",
      masterKey: "a master key for tests, nothing of value",
    };
    const { options } = createLibrary({ db: test.db, config, now: () => new Date() });
    const wanted = Object.entries(getAuthTables(options)).flatMap(([table, { fields }]) =>
      ["id", ...Object.keys(fields)].map((field) => `${table}.${field}`),
    );
    const had = Object.entries(authSchema).flatMap(([table, columns]) =>
      Object.keys(columns).map((field) => `${table}.${field}`),
    );
    expect(wanted.filter((field) => !had.includes(field))).toEqual([]);
    expect(wanted.length).toBeGreaterThan(30);
  });
});
