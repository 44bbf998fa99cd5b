import { insertTestStore } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cli, MASTER_KEY, openCli } from "./testing/cli.ts";

const TAKEN = "7193046258-taken-by-the-first-one-2026";
const OPERATOR = ["--name", "Robin", "--role", "viewer"];
const ROBIN = ["operator", "create", ...OPERATOR, "--email", "robin@example.com"];
const CONNECTION = ["connection", "create", "--name", "Second"];
const SECOND = [...CONNECTION, "--slug", "second"];
const STORE = ["location", "create", "--brand", "YC01", "--name", "S"];
const BERLIN = ["--timezone", "Europe/Berlin"];
const POS = ["location", "set-pos", "S1", "--store", "1"];
const SQUARE = ["location", "set-pos", "S1", "--kind", "square", "--store"];
const GOOD_POS = [...POS, "--url", "https://pos.example.com"];

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
  await Promise.all([
    cli.parley([...ROBIN, "--generate"]),
    cli.parley(["connection", "create", "--slug", "first", "--name", "First", "--shared-id", TAKEN]),
    cli.parley(["brand", "create", "--code", "YC01", "--name", "YummyTaco"]),
    cli.parley(["brand", "create", "--code", "YC02", "--name", "Other"]),
  ]);
  await cli.parley([...STORE, "--code", "S1", ...BERLIN]);
  await cli.parley(["map", "organization", "IA-1", "YC01", "--connection", "first"]);
});
afterAll(() => cli[Symbol.asyncDispose]());

/** The code of the refusal, the command that gets it, and the text piped in. */
const REFUSALS: readonly [code: string, args: readonly string[], stdin?: string][] = [
  ["email_taken", [...ROBIN, "--generate"]],
  ["invalid_email", ["operator", "create", ...OPERATOR, "--email", "robin", "--generate"]],
  ["invalid_password", [...ROBIN, "--password-stdin"], "password12345\n"],
  ["not_found", [...ROBIN, "--brand", "NO", "--generate"]],
  ["not_found", ["operator", "api-key", "create", "--operator", "nobody@example.com", "--name", "x"]],
  ["already_set_up", ["setup-code"]],
  ["slug_taken", [...CONNECTION, "--slug", "first", "--generate"]],
  ["invalid_slug", [...CONNECTION, "--slug", "Not A Slug", "--generate"]],
  ["shared_id_taken", [...SECOND, "--shared-id-stdin"], TAKEN],
  ["shared_id_taken", [...SECOND, "--shared-id", "7193046258 another end altogether"]],
  ["invalid_shared_id", [...SECOND, "--shared-id", "nine-only"]],
  ["invalid_shared_id", [...SECOND, "--shared-id", "x".repeat(129)]],
  ["invalid_shared_id", [...SECOND, "--shared-id", "tacos-are-good-ñ-yes-they-are"]],
  ["unknown_switch", ["connection", "set-switch", "first", "jwt=full"]],
  ["invalid_switch", ["connection", "set-switch", "first", "signature_status=500"]],
  ["not_found", ["connection", "set-switch", "nobody", "jwt_key=full"]],
  ["not_found", ["connection", "add-organization", "first", "IA-9", "--brand", "NO"]],
  ["code_taken", ["brand", "create", "--code", "YC01", "--name", "Again"]],
  ["invalid_code", ["brand", "create", "--code", "Y C", "--name", "Blank"]],
  ["code_taken", [...STORE, "--code", "S1", ...BERLIN]],
  ["invalid_timezone", [...STORE, "--code", "S2", "--timezone", "Mars/Olympus"]],
  ["invalid_currency", [...STORE, "--code", "S2", ...BERLIN, "--currency", "TACO"]],
  // F: three decimals, fifths, and what no guest pays in.
  ["invalid_currency", [...STORE, "--code", "S2", ...BERLIN, "--currency", "KWD"]],
  ["invalid_currency", [...STORE, "--code", "S2", ...BERLIN, "--currency", "MGA"]],
  ["invalid_currency", [...STORE, "--code", "S2", ...BERLIN, "--currency", "XAU"]],
  ["key_missing", GOOD_POS],
  ["invalid_key", [...GOOD_POS, "--key-stdin"], "whsec_c2hvcnQ="],
  ["invalid_url", [...POS, "--url", "http://127.0.0.1:4600", "--generate-key"]],
  ["invalid_url", [...POS, "--url", "https://192.168.1.7", "--generate-key"]],
  ["key_missing", [...SQUARE, "LAB12CD"]],
  ["invalid_key", [...SQUARE, "LAB12CD", "--key-stdin"], "two words of nothing"],
  ["invalid_store", [...SQUARE, "no location", "--key-stdin"], "EAAA-a-token-of-nobody"],
  [
    "invalid_url",
    [...SQUARE, "LAB12CD", "--url", "http://127.0.0.1:1", "--key-stdin"],
    "EAAA-a-token-of-nobody",
  ],
  ["no_pos", ["menu", "refresh", "S1"]],
  ["already_mapped", ["map", "organization", "IA-1", "YC02", "--connection", "first"]],
  ["invalid_par_id", ["map", "organization", "a|b", "YC01", "--connection", "first"]],
  ["not_found", ["map", "location", "PAR-1", "S9", "--connection", "first"]],
  ["file_unreadable", ["map", "import", "no-such-file.csv"]],
  ["not_found", ["orders", "trace", "WEB-0"]],
  ["nothing_to_search", ["orders", "list", "--search", "%"]],
];

describe("what cannot be done", () => {
  it.each(REFUSALS)("is refused with %s: %j", async (code, args, stdin = "") => {
    const outcome = await cli.parley([...args, "--json"], { stdin });
    expect(outcome.json).toMatchObject({ error: { code, message: expect.stringMatching(/[.?]$/) } });
    expect(outcome.code).toBe(1);
  });
});

const MISUSES: readonly (readonly string[])[] = [
  [],
  ["brand"],
  ["brand", "make"],
  ["operator", "create", ...OPERATOR, "--email", "new@example.com", "--password-stdin"],
  ["brand", "create", "--code", "X"],
  ["operator", "create", "--name", "R", "--email", "r@example.com", "--role", "king"],
  ["operator", "create", ...OPERATOR, "--email", "new@example.com"],
  [...SECOND],
  [...SECOND, "--generate", "--shared-id", "two-of-them-at-once"],
  ["connection", "set-switch", "first", "jwt_key"],
  ["orders", "list", "--limit", "0"],
  ["orders", "list", "--state", "lost"],
  ["location", "list", "everything"],
];

it.each(MISUSES.map((args) => [args]))("ends with 2 where the command makes no sense: %j", async (args) => {
  const outcome = await cli.parley([...args, "--json"]);
  expect(outcome.json).toMatchObject({ error: { code: "usage" } });
  expect(outcome.code).toBe(2);
});

it("lets a mapping be replaced where that is said", async () => {
  const args = ["map", "organization", "IA-2"];
  const first = await cli.parley([...args, "YC01", "--connection", "first", "--json"]);
  expect(first.json).toMatchObject({ result: "created" });
  const same = await cli.parley([...args, "YC01", "--connection", "first", "--json"]);
  expect(same.json).toMatchObject({ result: "unchanged" });
  const replace = [...args, "YC02", "--connection", "first", "--replace", "--json"];
  expect((await cli.parley(replace)).json).toMatchObject({ error: { code: "crosses_brands" } });
  const other = await cli.parley([...replace, "--across-brands"]);
  expect(other.json).toMatchObject({ result: "changed", mapping: { brand: "YC02" } });
});

it("takes a switch back to its default", async () => {
  const set = (value: string) => cli.parley(["connection", "set-switch", "first", value, "--json"]);
  expect((await set("cents_mode=double_truncate")).json).toMatchObject({
    connection: { switches: { cents_mode: "double_truncate" } },
  });
  expect((await set("cents_mode=default")).json).toMatchObject({ connection: { switches: {} } });
});

describe("the database", () => {
  const brands = (env: Readonly<Record<string, string>>) => cli.parley(["brand", "list", "--json"], { env });

  it("needs its master key", async () => {
    expect((await brands({ MASTER_KEY: "" })).json).toMatchObject({ error: { code: "settings" } });
    const short = await brands({ MASTER_KEY: "too short" });
    expect(short.json).toMatchObject({ error: { code: "settings" } });
  });

  it("is not given secrets under another master key than it has", async () => {
    const args = [...SECOND, "--generate", "--json"];
    const outcome = await cli.parley(args, { env: { MASTER_KEY: `${MASTER_KEY}, another` } });
    expect(outcome.json).toMatchObject({ error: { code: "wrong_master_key" } });
  });

  it("is said to be away where nobody answers", async () => {
    const url = "postgres://parley@127.0.0.1:1/parley";
    expect((await brands({ DATABASE_URL: url })).json).toMatchObject({
      error: { code: "database_away" },
    });
  });

  it("is said not to be set up where Parley's tables are missing", async () => {
    const url = new URL(cli.url);
    url.pathname = "/postgres";
    expect((await brands({ DATABASE_URL: url.href })).json).toMatchObject({
      error: { code: "not_migrated" },
    });
  });
});

it("waits for an API to pull a menu, and says that none runs", async () => {
  const { location } = await insertTestStore(cli);
  await cli.parley([
    "location",
    "set-pos",
    location.code,
    "--url",
    "https://pos.example.com",
    "--store",
    "1",
    "--generate-key",
  ]);
  const outcome = await cli.parley(["menu", "refresh", location.code, "--wait", "0.2", "--json"]);
  expect(outcome).toMatchObject({ code: 1, json: { error: { code: "no_api_running" } } });
});
