import { PassThrough } from "node:stream";
import { createSigningKey } from "@parley/bridge-contract";
import { idFrom } from "@parley/db";
import { listCallers } from "@parley/db/connections";
import { listLiveMappings } from "@parley/db/mappings";
import { findOperator, findOperatorByApiKey } from "@parley/db/operators";
import { findStore } from "@parley/db/stores";
import { insertTestStore } from "@parley/db/testing";
import { expect, it } from "vitest";
import { openCli } from "./testing/cli.ts";

const SHARED_ID = "Qm4t-9fLw2-zX7c-Vb1n-8kHs-5dJp-0aRe-3yUi";

it("takes an empty database to a store that PAR can reach, command by command", async () => {
  await using cli = await openCli();
  const done = async (...args: string[]) => {
    const outcome = await cli.parley([...args, "--json"]);
    expect(outcome, args.join(" ")).toMatchObject({ code: 0, stderr: "" });
    return outcome.json;
  };

  expect(await done("setup-code")).toEqual({ setup_code: expect.stringMatching(/^[A-Z2-7]{10}$/) });
  await done("brand", "create", "--code", "YC01", "--name", "YummyTaco");
  await done(
    ...["location", "create", "--brand", "YC01", "--code", "YC-LC-001", "--name", "Nosuch Place"],
    ...["--timezone", "America/Los_Angeles", "--phone", "+1 213 555 0100"],
  );
  const pos = await done(
    ...[
      "location",
      "set-pos",
      "YC-LC-001",
      "--url",
      "https://pos.example.com",
      "--store",
      "1",
      "--generate-key",
    ],
  );
  expect(pos).toMatchObject({
    location: {
      pos_settings: { url: "https://pos.example.com", store: "1", class: "D", class_assumed: true },
    },
    key: expect.stringMatching(/^whsec_/),
  });
  const made = await cli.parley(
    ["connection", "create", "--slug", "yummytaco", "--name", "YummyTaco", "--shared-id-stdin", "--json"],
    { stdin: `${SHARED_ID}\n` },
  );
  expect(made.json).toEqual({
    connection: {
      id: expect.stringMatching(/^con_/),
      slug: "yummytaco",
      name: "YummyTaco",
      strength: "strong",
    },
  });
  await done("connection", "add-organization", "yummytaco", "IA-YC-01", "--brand", "YC01");
  await done("map", "location", "PAR-LOC-12345", "YC-LC-001", "--connection", "yummytaco");
  await done("connection", "set-switch", "yummytaco", "jwt_key=first10", "issuer=par", "require_exp=false");

  const [caller] = await listCallers(cli.db, { vault: cli.vault, now: new Date() });
  expect(caller).toMatchObject({
    sharedId: SHARED_ID,
    connection: { slug: "yummytaco", switches: { jwt_key: "first10", issuer: "par", require_exp: false } },
  });
  const mapped = await listLiveMappings(cli.db, caller?.connection.id ?? "");
  expect(mapped.organizations).toMatchObject([{ parId: "IA-YC-01" }]);
  expect(mapped.locations).toMatchObject([{ parId: "PAR-LOC-12345" }]);
  const store = await findStore(cli.db, {
    vault: cli.vault,
    locationId: idFrom("loc", mapped.locations[0]?.targetId ?? ""),
  });
  expect(pos).toMatchObject({ key: store?.posSecret });

  expect(await done("connection", "list")).toMatchObject({
    connections: [
      {
        slug: "yummytaco",
        switches: { jwt_key: "first10", issuer: "par", require_exp: false },
        shared_ids: [{ state: "live", strength: "strong" }],
        organizations: [{ par_organization_id: "IA-YC-01", brand: "YC01" }],
      },
    ],
  });
  const table = await cli.parley(["location", "list"]);
  expect(table.stdout).toBe(
    [
      "CODE       NAME          BRAND  TIMEZONE             CURRENCY  POS                                                              PAUSED  TEST  MENU PROBLEM",
      "YC-LC-001  Nosuch Place  YC01   America/Los_Angeles  USD       bridge https://pos.example.com 1 class D (nobody has stated it)  -       -     -\n",
    ].join("\n"),
  );
});

it("adds operators with the password that was piped in or made, and keys that end when revoked", async () => {
  await using cli = await openCli();
  await cli.parley(["brand", "create", "--code", "YC01", "--name", "YummyTaco"]);
  const create = (email: string, ...rest: string[]) => [
    "operator",
    "create",
    "--name",
    "Robin",
    "--email",
    email,
    "--role",
    "support",
    "--json",
    ...rest,
  ];
  const piped = await cli.parley(create("robin@example.com", "--brand", "YC01", "--password-stdin"), {
    stdin: "a walk along the harbour\n",
  });
  expect(piped).toMatchObject({
    code: 0,
    json: { operator: { email: "robin@example.com", grants: [{ role: "support", brand: "YC01" }] } },
  });
  expect(piped.stdout).not.toContain("harbour");
  const made = await cli.parley(create("sam@example.com", "--generate"));
  expect(made.json).toMatchObject({ password: expect.stringMatching(/^([a-z2-9]{6}-){3}[a-z2-9]{6}$/) });
  const list = await cli.parley(["operator", "list"]);
  expect(list.stdout).toMatch(/robin@example\.com\s+Robin\s+support YC01\s/);
  expect(list.stdout).toMatch(/sam@example\.com\s+Robin\s+support \(all brands\)\s/);

  const key = ["operator", "api-key"];
  const owner = ["--operator", "sam@example.com"];
  const created = await cli.parley([...key, "create", ...owner, "--name", "reports"]);
  const plain = /secret\s+(\S+)/.exec(created.stdout)?.[1] ?? "";
  const id = /key\s+(key_\S+)/.exec(created.stdout)?.[1] ?? "";
  const open = () => findOperatorByApiKey(cli.db, { plain, now: new Date() });
  expect((await open())?.operator.email).toBe("sam@example.com");
  expect((await cli.parley([...key, "list", ...owner])).stdout).not.toContain(plain);
  expect((await cli.parley([...key, "revoke", id, ...owner])).code).toBe(0);
  expect(await open()).toBeNull();
  expect((await cli.parley([...key, "revoke", id, ...owner])).code).toBe(1);
});

it("pauses and resumes a store, and says so to the next one who tries", async () => {
  await using cli = await openCli();
  await cli.parley(["brand", "create", "--code", "YC01", "--name", "YummyTaco"]);
  await cli.parley([
    "location",
    "create",
    "--brand",
    "YC01",
    "--code",
    "S1",
    "--name",
    "S",
    "--timezone",
    "Europe/Berlin",
  ]);
  const pause = ["location", "pause", "S1", "--reason", "the oven is broken"];
  expect((await cli.parley(pause)).stdout).toBe("S1 is paused; PAR's orders for it are refused.\n");
  expect(await cli.parley([...pause, "--for", "90m"])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^S1 is paused until \w{3}, \w{3} \d{1,2}, \d\d:\d\d .+; PAR's orders for it are refused\.\n$/,
    ),
    stderr: expect.stringContaining("It was paused already: the oven is broken."),
  });
  expect((await cli.parley(["location", "resume", "S1", "--json"])).json).toMatchObject({
    location: { code: "S1", paused_at: null, pause_until: null, pause_reason: null },
  });
  expect(await cli.parley(["location", "resume", "S1"])).toMatchObject({ code: 1 });
});

it("pauses and resumes a connection, and lists it as paused", async () => {
  await using cli = await openCli();
  await cli.parley(["connection", "create", "--slug", "yummytaco", "--name", "YummyTaco", "--generate"]);
  const pause = ["connection", "pause", "yummytaco", "--reason", "PAR moves house"];
  expect((await cli.parley(pause)).stdout).toBe("yummytaco is paused; PAR's orders by it are refused.\n");
  expect(await cli.parley([...pause, "--for", "90m"])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(
      /^yummytaco is paused until \d{4}-\S+Z; PAR's orders by it are refused\.\n$/,
    ),
    stderr: expect.stringContaining("It was paused already: PAR moves house."),
  });
  expect((await cli.parley(["connection", "list", "--json"])).json).toMatchObject({
    connections: [{ state: "live", pause_reason: "PAR moves house", pause_until: expect.any(String) }],
  });
  expect((await cli.parley(["connection", "resume", "yummytaco", "--json"])).json).toMatchObject({
    connection: { slug: "yummytaco", paused_at: null, pause_until: null, pause_reason: null },
  });
  expect(await cli.parley(["connection", "resume", "yummytaco"])).toMatchObject({ code: 1 });
});

it.each([
  ["UTF-8 with a mark", Buffer.from("\ufeffa-shared-id-of-thirty-two-bytes-1\r\n"), "one"],
  [
    "UTF-16, as PowerShell writes",
    Buffer.from("\ufeffa-shared-id-of-thirty-two-bytes-2\r\n", "utf16le"),
    "two",
  ],
  ["UTF-16 without a mark", Buffer.from("a-shared-id-of-thirty-two-bytes-3\n", "utf16le"), "three"],
])("K: reads a SharedId from %s", async (_name, stdin, slug) => {
  await using cli = await openCli();
  const create = ["connection", "create", "--slug", slug, "--name", "Windows", "--shared-id-stdin"];
  expect(await cli.parley(create, { stdin })).toMatchObject({ code: 0 });
  const [caller] = await listCallers(cli.db, { vault: cli.vault, now: new Date() });
  expect(caller?.sharedId).toMatch(/^a-shared-id-of-thirty-two-bytes-\d$/);
});

it("K: says what is wrong with a SharedId that is not text", async () => {
  await using cli = await openCli();
  const create = ["connection", "create", "--slug", "odd", "--name", "Odd", "--shared-id-stdin"];
  const outcome = await cli.parley(create, { stdin: Buffer.from("caf\u00e9 secret 12345", "latin1") });
  expect(outcome).toMatchObject({ code: 2, stderr: expect.stringContaining("not text in UTF-8 or UTF-16") });
});

it("K: warns of a time zone that is not what its name is taken for", async () => {
  await using cli = await openCli();
  await cli.parley(["brand", "create", "--code", "YC01", "--name", "YummyTaco"]);
  const create = ["location", "create", "--brand", "YC01", "--name", "Store"];
  const est = await cli.parley([...create, "--code", "S1", "--timezone", "EST"]);
  expect(est).toMatchObject({ code: 0, stderr: expect.stringMatching(/"EST".*UTC-05:00 all year/) });
  const eastern = await cli.parley([...create, "--code", "S2", "--timezone", "America/New_York"]);
  expect(eastern).toMatchObject({ code: 0, stderr: "" });
  const old = await cli.parley([...create, "--code", "S3", "--timezone", "EST5EDT"]);
  expect(old.stderr).toMatch(/UTC-05:00 in January, UTC-04:00 in July/);
});

it("warns of a SharedId that is short or easy to guess, and stores it all the same", async () => {
  await using cli = await openCli();
  const outcome = await cli.parley([
    "connection",
    "create",
    "--slug",
    "weak",
    "--name",
    "Weak",
    "--shared-id",
    "password12",
  ]);
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toMatch(/^warning: The SharedId has 10 bytes.*\nwarning: .* easy to guess.*\n$/);
  expect(outcome.stdout).not.toContain("password12");
  const [caller] = await listCallers(cli.db, { vault: cli.vault, now: new Date() });
  expect(caller?.sharedId).toBe("password12");
  const made = await cli.parley([
    "connection",
    "create",
    "--slug",
    "good",
    "--name",
    "G",
    "--generate",
    "--json",
  ]);
  expect(made.json).toMatchObject({
    shared_id: expect.stringMatching(/^[\w-]{43}$/),
    connection: { strength: "strong" },
    warnings: [expect.stringContaining("shown this once")],
  });
});

it.each([
  ["stores the password that is typed twice", "a walk along the harbour", 0],
  ["stores nothing where the second differs", "a walk along the harbor", 2],
])("asks a person for a password without showing it, and %s", async (_what, second, code) => {
  await using cli = await openCli();
  const keyboard = new PassThrough();
  keyboard.write(`a walk along the harbour\r${second}\r`);
  const outcome = await cli.parley(
    ["operator", "create", "--name", "Robin", "--email", "robin@example.com", "--role", "admin"],
    { stdin: keyboard },
  );
  expect(outcome.code).toBe(code);
  expect(outcome.stderr).toMatch(/^Password: \nOnce more: \n/);
  expect(outcome.stdout + outcome.stderr).not.toContain("harbo");
  expect(await findOperator(cli.db, "robin@example.com")).toEqual(code === 0 ? expect.anything() : null);
});

it.each([
  ["Ctrl-C is pressed", "a walk\u0003"],
  ["the terminal goes away", null],
])("leaves no question open when %s", async (_what, typed) => {
  await using cli = await openCli();
  const keyboard = new PassThrough();
  if (typed === null) keyboard.end();
  else keyboard.write(typed);
  const args = ["operator", "create", "--name", "Robin", "--email", "robin@example.com", "--role", "admin"];
  expect(await cli.parley(args, { stdin: keyboard })).toMatchObject({
    code: 2,
    stderr: "Password: \nparley: No password was given; nothing was changed.\n",
  });
});

it("sets a store to a location of Square's, and keeps the token until another is given", async () => {
  await using cli = await openCli();
  const { location } = await insertTestStore(cli);
  const token = "EAAA-a-token-of-nobody";
  const setPos = ["location", "set-pos", location.code, "--kind", "square", "--store", "LAB12CD"];
  const first = await cli.parley([...setPos, "--environment", "sandbox", "--key-stdin", "--json"], {
    stdin: `${token}\n`,
  });
  expect(first).toMatchObject({
    code: 0,
    json: { location: { pos_settings: { location_id: "LAB12CD", environment: "sandbox" } } },
  });
  expect(JSON.stringify(first)).not.toContain(token);
  expect((await cli.parley([...setPos, "--json"])).json).toMatchObject({
    location: { pos_settings: { environment: "production" } },
  });
  const stored = await findStore(cli.db, { vault: cli.vault, locationId: location.id });
  expect(stored).toMatchObject({ location: { posKind: "square" }, posSecret: token });
  expect((await cli.parley(["location", "list"])).stdout).toContain("square LAB12CD production");

  const bridge = ["location", "set-pos", location.code, "--store", "1", "--url", "https://pos.example.com"];
  expect((await cli.parley([...bridge, "--json"])).json).toMatchObject({ error: { code: "key_missing" } });
  expect((await cli.parley(["location", "set-pos", location.code, "--store", "1"])).code).toBe(2);
  expect((await cli.parley([...setPos, "--generate-key"])).code).toBe(2);
});

it("takes two signing keys of a store's POS, so that they can be rotated without a gap", async () => {
  await using cli = await openCli();
  const { location } = await insertTestStore(cli);
  const setPos = ["location", "set-pos", location.code, "--store", "1", "--url", "https://pos.example.com"];
  const keys = [createSigningKey(), createSigningKey()].join(" ");
  expect((await cli.parley([...setPos, "--key-stdin"], { stdin: `${keys}\n` })).code).toBe(0);
  const stored = await findStore(cli.db, { vault: cli.vault, locationId: location.id });
  expect(stored).toMatchObject({ posSecret: keys });

  const broken = `${createSigningKey()} whsec_no-key`;
  expect((await cli.parley([...setPos, "--key-stdin"], { stdin: `${broken}\n` })).code).toBe(1);
});
