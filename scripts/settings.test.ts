import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "../apps/api/src/config.ts";
import { REPOSITORY } from "./config.ts";
import { fallbackOf, renderEnvExample, SETTING_GROUPS } from "./settings.ts";

const settings = SETTING_GROUPS.flatMap((group) => group.settings);
const needed = { DATABASE_URL: "postgres://localhost/x", MASTER_KEY: "0123456789abcdef0123456789abcdef" };

/** Every variable that a program's config file names. */
function variablesIn(file: string): string[] {
  const text = readFileSync(join(REPOSITORY, file), "utf8");
  const keys = [
    ...text.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm),
    ...text.matchAll(/\b(?:env|process\.env)\.([A-Z][A-Z0-9_]+)/g),
  ];
  return [...new Set(keys.map((match) => match[1] ?? ""))].filter((name) => name !== "PARLEY_CHILD");
}

describe("the table of settings", () => {
  it("is what .env.example says", () => {
    expect(readFileSync(join(REPOSITORY, ".env.example"), "utf8")).toBe(renderEnvExample());
  });

  it("names each variable once", () => {
    expect(new Set(settings.map((setting) => setting.name)).size).toBe(settings.length);
  });

  it("knows every variable that the API's and the launcher's config read", () => {
    const known = new Set(settings.map((setting) => setting.name));
    const read = [...variablesIn("apps/api/src/config.ts"), ...variablesIn("scripts/config.ts")];
    expect(read.length).toBeGreaterThan(20);
    expect(read.filter((name) => !known.has(name))).toEqual([]);
  });

  it("gives the API the defaults that the API itself has", () => {
    const shared = variablesIn("apps/api/src/config.ts").filter(
      (name) => fallbackOf(name) !== "" && name !== "DEMO",
    );
    const written = Object.fromEntries(shared.map((name) => [name, fallbackOf(name)]));
    expect(shared).toContain("GIVE_UP_MS");
    expect(loadConfig({ ...written, ...needed })).toEqual(loadConfig(needed));
  });

  it("holds a wrong value against its variable", () => {
    expect(() => loadConfig({ ...needed, PORT: "many" })).toThrow(ConfigError);
    expect(() => loadConfig({ ...needed, PORT: "many" })).toThrow(/PORT/);
  });
});
