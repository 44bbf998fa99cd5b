import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutText, TEXT_MAX } from "./index.ts";

const REPOSITORY = join(import.meta.dirname, "../../..");

/** The texts of all files of a folder with this ending, by path. */
function filesIn(folder: string, ending: string): [string, string][] {
  return readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => [path, readFileSync(join(REPOSITORY, folder, path), "utf8")]);
}

describe("this table (G)", () => {
  it("is where every field of the admin has its length from", () => {
    const lengths = filesIn("apps/admin/src", ".tsx").flatMap(([, text]) =>
      [...text.matchAll(/maxLength=(\S+)/g)].map(([, value = ""]) => /^\{TEXT_MAX\.(\w+)\}/.exec(value)?.[1]),
    );
    expect(lengths.length).toBeGreaterThan(5);
    expect(Object.keys(TEXT_MAX)).toEqual(expect.arrayContaining(lengths));
  });

  it("meets no bound of a text in the database, and amounts of 32 bits at least", () => {
    const migrations = filesIn("packages/db/migrations", ".sql");
    expect(migrations.length).toBeGreaterThan(5);
    for (const [path, sql] of migrations) {
      expect(sql.match(/\b(?:var)?char(?:acter)?(?: varying)?\s*\(\s*\d+\s*\)/gi), path).toBeNull();
      expect(sql.match(/\bcheck\s*\([^;]*\b(?:char_|octet_)?length\s*\(/gi), path).toBeNull();
      const amounts = [...sql.matchAll(/"\w*_cents" (\w+)/g)].map(([, type = ""]) => type);
      for (const type of amounts) expect(["integer", "bigint"], path).toContain(type);
    }
  });
});

describe("cutText", () => {
  it("leaves what fits, and marks what it cut", () => {
    expect(cutText("Taco", 4)).toBe("Taco");
    expect(cutText("Tacos", 4)).toBe("Tac…");
    expect(cutText("🌮🌮🌮", 4)).toBe("🌮…");
  });

  it("never exceeds the bound, and never splits a character", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const cut = cutText(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(/\p{Cs}/u.test(cut)).toBe(false);
      }),
    );
  });
});
