import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cli, openCli } from "../testing/cli.ts";

/** `settings` says what a shell sets, and shows no secret. */

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
});
afterAll(() => cli[Symbol.asyncDispose]());

it("lists what is not the default, each with where it comes from", async () => {
  const env = { PORT: "4100", SMTP_URL: "smtps://me:hidden@mail.example.com", ALERTS_FROM: "a@example.com" };
  const { code, stdout } = await cli.parley(["settings", "--changed"], { env });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^PORT +4100 +environment$/m);
  expect(stdout).toMatch(/^MASTER_KEY +set, not shown +environment$/m);
  expect(stdout).toMatch(/^SMTP_URL +smtps:\/\/mail\.example\.com +environment$/m);
  expect(stdout).not.toContain("hidden");
  expect(stdout).not.toMatch(/^LEASE_MS/m);
});

it("lists every setting of the API, for scripts too", async () => {
  const { json } = await cli.parley(["settings", "--json"]);
  const settings: Record<string, unknown>[] = Object(json).settings;
  expect(settings.find(({ name }) => name === "LEASE_MS")).toEqual({
    ...{ name: "LEASE_MS", value: "15000", default: "15000" },
    ...{ is_secret: false, is_set: false, source: "default" },
  });
});
