import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../apps/api/src/config.ts";
import { ConfigError } from "../apps/api/src/settings/environment.ts";
import { fallbackOf, SETTINGS } from "../apps/api/src/settings/table.ts";
import { REPOSITORY } from "./config.ts";
import { renderEnvExample } from "./settings.ts";

const needed = { DATABASE_URL: "postgres://localhost/x", MASTER_KEY: "0123456789abcdef0123456789abcdef" };

/** Set by the launcher for its children, or by the terminal for every program; never set for Parley. */
const NOT_OURS = new Set([
  "PARLEY_CHILD",
  "PARLEY_SOCKETS",
  "PARLEY_WORKER",
  "PARLEY_SOURCES",
  "NO_COLOR",
  "TERM",
]);

const CONFIG_FILES = [
  "scripts/config.ts",
  "apps/api/src/settings/environment.ts",
  ...["admin", "par-lab", "pos-simulator"].map((app) => `apps/${app}/src/config.ts`),
];

/** Every variable that a program's config file names. */
function variablesIn(file: string): string[] {
  const text = readFileSync(join(REPOSITORY, file), "utf8");
  const keys = [
    ...text.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm),
    ...text.matchAll(/\b(?:env|process\.env)\.([A-Z][A-Z0-9_]+)/g),
  ];
  return [...new Set(keys.map((match) => match[1] ?? ""))].filter((name) => !NOT_OURS.has(name));
}

describe("the table of settings", () => {
  it("is what .env.example says", () => {
    expect(readFileSync(join(REPOSITORY, ".env.example"), "utf8")).toBe(renderEnvExample());
  });

  it("names each variable once", () => {
    expect(new Set(SETTINGS.map(({ name }) => name)).size).toBe(SETTINGS.length);
  });

  it.each(CONFIG_FILES)("knows every variable that %s reads", (file) => {
    const known = new Set<string>(SETTINGS.map(({ name }) => name));
    expect(variablesIn(file).filter((name) => !known.has(name))).toEqual([]);
  });

  it("would notice one more", () => {
    expect(variablesIn("apps/api/src/settings/environment.ts")).toEqual(
      expect.arrayContaining(["DATABASE_URL", "LEASE_MS"]),
    );
    expect(variablesIn("apps/admin/src/config.ts")).toContain("API_URL");
    expect(variablesIn("scripts/config.ts")).toContain("DEMO");
  });

  it("gives the API the defaults that the API itself has", () => {
    const shared = variablesIn("apps/api/src/settings/environment.ts").filter(
      (name) => fallbackOf(name) !== "" && name !== "DEMO",
    );
    const written = Object.fromEntries(shared.map((name) => [name, fallbackOf(name)]));
    expect(shared).toContain("GIVE_UP_MS");
    const { settings: _, ...config } = loadConfig({ ...written, ...needed });
    expect(loadConfig(needed)).toMatchObject(config);
  });

  it("holds a wrong value against its variable", () => {
    expect(() => loadConfig({ ...needed, PORT: "many" })).toThrow(ConfigError);
    expect(() => loadConfig({ ...needed, PORT: "many" })).toThrow(/PORT/);
  });
});
