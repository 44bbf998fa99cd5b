import { findOperatorByApiKey } from "@parley/db/operators";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cli, openCli } from "./testing/cli.ts";

/** Secrets and people are changed at a shell, and each refusal says what to do. */

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
  for (const args of [
    ["brand", "create", "--code", "YC01", "--name", "YummyTaco"],
    ["connection", "create", "--slug", "yummytaco", "--name", "YummyTaco", "--generate"],
    ["operator", "create", "--name", "Ada", "--email", "ada@example.com", "--role", "admin", "--generate"],
    [
      "operator",
      "create",
      "--name",
      "Grace",
      "--email",
      "grace@example.com",
      "--role",
      "viewer",
      "--generate",
    ],
  ]) {
    const { code, stderr } = await cli.parley(args);
    if (code !== 0) throw new Error(stderr);
  }
});
afterAll(() => cli[Symbol.asyncDispose]());

async function json(...args: string[]): Promise<string> {
  return JSON.stringify((await cli.parley([...args, "--json"])).json);
}

async function idsOf(state: string): Promise<string[]> {
  const text = await json("connection", "shared-ids", "yummytaco");
  return [...text.matchAll(/"id":"(sec_\w+)","state":"(\w+)"/g)].flatMap((match) =>
    match[2] === state && match[1] !== undefined ? [match[1]] : [],
  );
}

it("rotates a SharedId with an overlap, shows a made one once, and ends either of the two early", async () => {
  const [first = ""] = await idsOf("live");
  expect(await json("connection", "retire", "yummytaco", first)).toContain('"last_shared_id"');
  const rotated = await json("connection", "rotate", "yummytaco", "--generate", "--overlap", "12h");
  const sharedId = /"shared_id":"([\w-]{43})"/.exec(rotated)?.[1] ?? "none";
  expect(rotated).toContain(`"shared_id":"${sharedId}"`);
  expect(await json("connection", "shared-ids", "yummytaco")).not.toContain(sharedId);
  expect(await idsOf("retiring")).toEqual([first]);
  expect(await json("connection", "rotate", "yummytaco", "--generate")).toContain('"rotation_under_way"');
  const [second = ""] = await idsOf("live");
  expect(await json("connection", "retire", "yummytaco", second)).toContain(`"retired":"${second}"`);
  expect(await idsOf("live")).toEqual([first]);
  const taken = ["connection", "rotate", "yummytaco", "--shared-id", "too short"];
  expect(await json(...taken)).toContain('"invalid_shared_id"');
  await json("connection", "rotate", "yummytaco", "--generate", "--overlap", "0");
  expect(await idsOf("live")).toHaveLength(1);
  expect(await idsOf("retired")).toContain(first);
});

it("refuses an overlap that is none", async () => {
  for (const overlap of ["91d", "1w", "-1d", ""]) {
    const args = ["connection", "rotate", "yummytaco", "--generate", "--overlap", overlap];
    expect((await cli.parley(args)).code, overlap).toBe(2);
  }
});

it("changes, disables and enables an operator, and keeps the last admin", async () => {
  const grace = "grace@example.com";
  const key = await json("operator", "api-key", "create", "--operator", grace, "--name", "script");
  const plain = /"secret":"([\w-]+)"/.exec(key)?.[1] ?? "";
  const changed = ["operator", "change", grace, "--name", "Grace H", "--role", "support", "--brand", "YC01"];
  expect(await json(...changed)).toMatch(/"name":"Grace H".*"role":"support","brand_id":"brd_/);
  expect(await json("operator", "disable", grace)).toMatch(/"disabled_at":"2/);
  expect((await findOperatorByApiKey(cli.db, { plain, now: new Date() }))?.operator.email).toBeUndefined();
  expect((await cli.parley(["operator", "list"])).stdout).toContain("nothing: disabled");
  expect(await json("operator", "enable", grace)).toContain('"disabled_at":null');
  expect(await json("operator", "disable", "ada@example.com")).toContain('"last_admin"');
  expect(await json("operator", "change", "ada@example.com", "--role", "viewer")).toContain('"last_admin"');
  expect((await cli.parley(["operator", "change", grace])).code).toBe(2);
  expect((await cli.parley(["operator", "change", grace, "--brand", "YC01"])).code).toBe(2);
});

it("gives an operator another password, made and shown once", async () => {
  const reset = await json("operator", "reset-password", "grace@example.com", "--generate");
  expect(reset).toMatch(/"password":"[a-z2-9-]{27}"/);
  expect(await json("operator", "reset-password", "nobody@example.com", "--generate")).toContain(
    '"not_found"',
  );
});

it("lists who changed what, when and for which brand, of one thing or of one brand", async () => {
  const all = await json("changes");
  expect(all).toMatch(/"by":"cli","action":"api_key_created","of":"grace@example.com"/);
  expect(all).toMatch(/"action":"shared_id_rotated","of":"yummytaco","subject_id":"con_\w+","brands":\[\]/);
  const grace = await json("changes", "--of", "GRACE@example.com", "--limit", "1000");
  expect(grace).toContain('"brands":["YC01"]');
  expect(grace).not.toContain('"of":"ada@example.com"');
  const ofBrand = await json("changes", "--brand", "YC01");
  expect(ofBrand).toContain('"of":"grace@example.com"');
  // An operator of every brand has to do with this one; a connection that serves none has not.
  expect(ofBrand).toContain('"of":"ada@example.com"');
  expect(ofBrand).not.toContain('"of":"yummytaco"');
  expect((await json("changes", "--limit", "1")).match(/"action"/g)).toHaveLength(1);
  expect(await json("changes", "--of", "nobody@example.com")).toContain('"not_found"');
  // A brand by its code, and by the id that stands in the list.
  const [, brandId = ""] = /"of":"YC01","subject_id":"(brd_\w+)"/.exec(all) ?? [];
  for (const name of ["yc01", brandId]) {
    const found = await json("changes", "--of", name);
    expect(found, name).toContain('"action":"brand_created"');
    expect(found, name).not.toContain('"action":"operator_created"');
  }
  expect(ofBrand).toContain('"action":"brand_created","of":"YC01"');
  expect((await cli.parley(["changes"])).stdout).toMatch(/AT +BY +ACTION +OF +BRANDS +WHAT/);
});

it("makes no API key for somebody who is shut out", async () => {
  const grace = "grace@example.com";
  await json("operator", "disable", grace);
  const key = ["operator", "api-key", "create", "--operator", grace, "--name", "later"];
  expect(await json(...key)).toContain('"code":"disabled"');
  await json("operator", "enable", grace);
});

it("makes an API key that may less than its operator and ends, and says of each what it may", async () => {
  const grace = "grace@example.com";
  const key = ["operator", "api-key", "create", "--operator", grace, "--name", "narrow"];
  expect(await json(...key, "--role", "owner")).toContain('"code":"beyond_operator"');
  expect(await json(...key, "--brand", "YC01")).toContain('"code":"usage"');
  expect(await json(...key, "--expires", "2020-01-01")).toContain('"code":"invalid_expiresAt"');
  const made = await json(...key, "--role", "viewer", "--brand", "YC01", "--expires", "2100-01-01");
  expect(made).toContain('"grants":[{"role":"viewer","brand":"YC01","store":null}]');
  expect(made).toContain('"expires_at":"2100-01-01T00:00:00.000Z"');
  const list = await cli.parley(["operator", "api-key", "list", "--operator", grace]);
  expect(list.stdout).toMatch(/viewer YC01 +cli/);
});
