import { openDatabase } from "@parley/db";
import { sealAudit } from "@parley/db/audit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cli, openCli } from "../testing/cli.ts";

let cli: Cli;

beforeAll(async () => {
  cli = await openCli();
});
afterAll(() => cli[Symbol.asyncDispose]());

it("says that a chain is whole, what stands still, and where it is broken", async () => {
  expect(await cli.parley(["audit", "head"])).toMatchObject({ code: 0, stdout: "Nothing is sealed yet.\n" });
  for (const name of ["ada", "grace"]) {
    const person = ["operator", "create", "--name", name, "--email", `${name}@example.com`];
    expect((await cli.parley([...person, "--role", "viewer", "--generate"])).code).toBe(0);
  }
  const fresh = await cli.parley(["audit", "verify", "--json"]);
  expect(fresh).toMatchObject({
    code: 0,
    json: { audit: { is_whole: true, sealed: 0, unsealed: 2, is_standing_still: false } },
  });
  await cli.db.sql`insert into audit_entries (id, at, actor, action, subject_id, detail)
    values ('aud_0', now() - interval '1 hour', 'cli', 'operator_created', 'opr_1', '{}')`;
  const late = await cli.parley(["audit", "verify"]);
  expect(late).toMatchObject({ code: 1, stdout: expect.stringContaining("see whether one runs") });

  await sealAudit(cli.db, { now: new Date(), everything: true });
  const { json } = await cli.parley(["audit", "head", "--json"]);
  const { seal } = (json as { head: { seal: string } }).head;
  const whole = await cli.parley(["audit", "verify", "--head", seal]);
  expect(whole).toMatchObject({ code: 0, stdout: `The chain is whole: 3 seals.\nHead: ${seal}\n` });
  const other = `3:${"0".repeat(64)}`;
  expect(await cli.parley(["audit", "verify", "--head", other])).toMatchObject({
    code: 1,
    stdout: expect.stringContaining("cut or made anew"),
  });
  expect((await cli.parley(["audit", "verify", "--head", "3"])).code).toBe(2);

  await using owner = openDatabase({ url: cli.url, role: null });
  await owner.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update audit_entries set actor = 'opr_x' where id = (select entry_id from audit_seals where number = 2)`;
  });
  const broken = await cli.parley(["audit", "verify", "--json"]);
  expect(broken).toMatchObject({
    code: 1,
    json: { audit: { is_whole: false, sealed: 1, broken: { kind: "changed", number: 2 } } },
  });
});
