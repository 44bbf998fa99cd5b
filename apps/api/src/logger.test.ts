import { insertOperator } from "@parley/db/operators";
import { createTestDatabase } from "@parley/db/testing";
import { describe, expect, it } from "vitest";
import { createLogger } from "./logger.ts";

function capture() {
  const lines: string[] = [];
  return { lines, log: createLogger("info", { write: (line) => lines.push(line) }) };
}

describe("createLogger", () => {
  it("leaves out what could open a door or name a guest, however deep it was passed", () => {
    const { lines, log } = capture();
    log.info({
      sharedId: "s3cret",
      request: { authorization: "Bearer s3cret", body: "s3cret" },
      guest: { name: "s3cret" },
    });
    expect(lines.join()).not.toContain("s3cret");
    expect(lines.join()).toContain("[redacted]");
  });

  it("logs a database error without the values of the failed statement", async () => {
    await using database = await createTestDatabase();
    const { lines, log } = capture();
    const operator = {
      name: "Ada Lovelace",
      email: "ada@example.com",
      passwordHash: "s3cret-hash",
      grants: [{ role: "brand_admin" as const, brandId: "brd_none", locationId: null }],
    };
    await insertOperator(database.db, { operator, now: new Date() }).catch((error: unknown) =>
      log.error({ err: error }, "failed"),
    );
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toMatch(/ada@|lovelace|s3cret|brd_none/i);
    expect(lines.join()).toContain("23503");
  });
});
