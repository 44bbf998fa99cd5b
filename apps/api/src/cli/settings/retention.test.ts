import { openDatabase } from "@parley/db";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cli, openCli } from "../testing/cli.ts";

/** `retention status` tells which weeks of bodies there are, and what there is to do about them. */

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
});
afterAll(() => cli[Symbol.asyncDispose]());

it("lists the weeks of bodies, and warns of what stands outside of them", async () => {
  const { code, stdout } = await cli.parley(["retention", "status"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^the first +\S+T00:00:00.000Z +0 +0 +\S+T00:00:00.000Z/m);
  expect(stdout).not.toContain("a clock of a server is wrong");
  await using owner = openDatabase({ url: cli.url, role: null });
  await owner.sql`insert into exchange_bodies (exchange_id) values ('exc_ffffffffffff7')`;
  const warned = await cli.parley(["retention", "run", "--dry-run"]);
  expect(warned.stdout).toContain("a clock of a server is wrong");
  const { json } = await cli.parley(["retention", "status", "--json"]);
  const weeks: Record<string, unknown>[] = Object(json).weeks_of_bodies;
  expect(weeks.map(({ has_strays }) => has_strays)).toEqual([false, false, false, true]);
});
