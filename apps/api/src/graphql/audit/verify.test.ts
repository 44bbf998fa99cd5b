import { openDatabase } from "@parley/db";
import { recordChange, sealAudit } from "@parley/db/audit";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const VERIFY = `query($head: String) { verifyAudit(head: $head) {
  isWhole sealed broken brokenAt brokenEntryId unsealed isStandingStill head { number hash } } }`;

let door: TestDoor;
const LONG_AGO = new Date("2026-01-01T00:00:00Z");

beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function change(subjectId: string, now: Date) {
  const by = { kind: "cli" } as const;
  await recordChange(door.test.db.orm, { action: "location_changed", subjectId, by, detail: {}, now });
}

async function verify(head?: string) {
  const { body } = await door.ask(await door.headersOf("owner", "all"), VERIFY, { head });
  return body;
}

it("says to an owner what `audit verify` says, and nothing to anybody who may not read all of it", async () => {
  await change("loc_1", LONG_AGO);
  await change("loc_2", LONG_AGO);
  expect(await verify()).toMatchObject({
    data: { verifyAudit: { isWhole: true, sealed: 0, unsealed: 2, isStandingStill: true, head: null } },
  });
  await sealAudit(door.test.db, { now: new Date(), everything: true });
  const whole = await verify();
  expect(whole).toMatchObject({
    data: { verifyAudit: { isWhole: true, sealed: 2, broken: null, unsealed: 0, isStandingStill: false } },
  });
  const { number, hash } = Object(whole.data).verifyAudit.head;
  expect(await verify(` ${number}:${hash} `)).toMatchObject({ data: { verifyAudit: { isWhole: true } } });
  expect(await verify(`2:${"0".repeat(64)}`)).toMatchObject({
    data: { verifyAudit: { isWhole: false, broken: "HEAD_MISSING", brokenAt: 2 } },
  });
  expect((await verify("2")).errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT" } }]);
  for (const role of ["admin", "support", "engineer", "viewer"] as const) {
    const { body } = await door.ask(await door.headersOf(role), VERIFY);
    expect(body.errors, role).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  }

  await using owner = openDatabase({ url: door.test.url, role: null });
  await owner.sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update audit_entries set actor = 'opr_x' where subject_id = 'loc_2'`;
  });
  expect(await verify()).toMatchObject({
    data: { verifyAudit: { isWhole: false, sealed: 1, broken: "CHANGED", brokenAt: 2 } },
  });
});
