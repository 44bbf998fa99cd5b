import { everyBrand } from "@parley/db";
import { CLI } from "@parley/db/orders";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { acceptInvitation } from "../../auth/invitation.ts";
import { createPeople } from "../../auth/people.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** J: a link lets whom it is for choose a password, once, within a week, and gives nothing that its maker has not. */

const REFUSED = "... on Error { __typename code message }";
const INVITE = `mutation($input: InviteOperatorInput!) { result: inviteOperator(input: $input) {
  ... on OperatorInvitation { path operator { id version isInvited invitedUntil } } ${REFUSED} } }`;
const AGAIN = `mutation($input: InviteAgainInput!) { result: inviteAgain(input: $input) {
  ... on OperatorInvitation { path operator { version } } ${REFUSED} } }`;
const ACCEPT = `mutation($input: AcceptInvitationInput!) { result: acceptInvitation(input: $input) {
  ... on Operator { email isInvited } ${REFUSED} } }`;
const DISABLE = `mutation($input: DisableOperatorInput!) { result: disableOperator(input: $input) {
  ... on Operator { version } ${REFUSED} } }`;
const RESET = `mutation($input: ResetOperatorPasswordInput!) { result: resetOperatorPassword(input: $input) {
  ... on Operator { isInvited } ${REFUSED} } }`;
const CHOSEN = "eleven grey herons at dawn";
const DAY_MS = 86_400_000;

let door: TestDoor;
let admin: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  admin = await door.headersOf("brand_admin");
});
afterAll(() => door[Symbol.asyncDispose]());

async function did(text: string, input: object, headers = admin) {
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors).toBeUndefined();
  return Object(Object(body.data).result);
}

async function invite(grants: object[] = [{ role: "VIEWER", brandId: door.own.brand.id }], headers = admin) {
  const made = await did(
    INVITE,
    { name: "Grace", email: `${crypto.randomUUID()}@example.com`, grants },
    headers,
  );
  return { ...made, token: String(made.path).replace("/invite/", "") };
}

const accept = (token: string, password = CHOSEN) => did(ACCEPT, { token, password }, {});

describe("an invitation", () => {
  let made: { token: string; operator: { id: string; version: number; invitedUntil: string } };
  beforeEach(async () => {
    made = await invite();
  });
  const about = () => ({ operatorId: made.operator.id, expectedVersion: made.operator.version });

  it("opens for whom it is, once, and its token is kept nowhere", async () => {
    expect(made.operator).toMatchObject({ isInvited: true });
    const ask = "query($token: String!) { invitation(token: $token) { name } }";
    expect((await door.ask({}, ask, { token: made.token })).body).toEqual({
      data: { invitation: { name: "Grace" } },
    });
    expect(await accept(made.token, "grace grace grace")).toMatchObject({ code: "INVALID" });
    expect(await accept(made.token)).toMatchObject({ isInvited: false });
    expect(await accept(made.token)).toMatchObject({ code: "NOT_FOUND" });
    expect((await door.ask({}, ask, { token: made.token })).body).toEqual({ data: { invitation: null } });
    const { sql } = door.test.db;
    const rows = await sql`select i::text as row from operator_invitations i
      union all select a::text from audit_entries a`;
    expect(JSON.stringify(rows)).not.toContain(made.token);
  });

  it("lets one of two in who use it at once", async () => {
    const answers = await Promise.all([accept(made.token), accept(made.token, `${CHOSEN} too`)]);
    expect(answers.map(({ code }) => code ?? "in").sort()).toEqual(["NOT_FOUND", "in"]);
  });

  it("is over after seven days", async () => {
    const until = new Date(made.operator.invitedUntil).getTime();
    const at = (ms: number) => ({ db: door.test.db, address: "192.0.2.1", now: new Date(until + ms) });
    const given = { token: made.token, password: CHOSEN };
    expect(Math.round((until - Date.now()) / DAY_MS)).toBe(7);
    expect(await acceptInvitation(at(0), given)).toEqual({ kind: "not_found" });
    expect(await acceptInvitation(at(-1), given)).toMatchObject({ kind: "accepted" });
  });

  it("ends where the person is disabled, for good", async () => {
    const { version } = await did(DISABLE, about());
    expect(await accept(made.token)).toMatchObject({ code: "NOT_FOUND" });
    expect(await did(AGAIN, { ...about(), expectedVersion: version })).toMatchObject({ code: "NOT_ALLOWED" });
    const people = createPeople({ ...door.deps, ...door.deps.config });
    const ask = { ...about(), expectedVersion: version, scope: everyBrand, by: CLI };
    expect(await people.enable(ask)).toMatchObject({ kind: "changed" });
    expect(await accept(made.token)).toMatchObject({ code: "NOT_FOUND" });
  });

  it("ends where another is made, or a password is given", async () => {
    const again = await did(AGAIN, about());
    expect(await accept(made.token)).toMatchObject({ code: "NOT_FOUND" });
    const version = about().expectedVersion + 1;
    const reset = { ...about(), expectedVersion: version, password: CHOSEN };
    expect(await did(RESET, reset)).toMatchObject({ isInvited: false });
    expect(await accept(String(again.path).replace("/invite/", ""))).toMatchObject({ code: "NOT_FOUND" });
    const late = { ...about(), expectedVersion: version + 1 };
    expect(await did(AGAIN, late)).toMatchObject({ code: "NOT_ALLOWED" });
  });

  it("gives nothing beyond what its maker administers, and a support invites nobody", async () => {
    expect(await invite([{ role: "VIEWER" }])).toMatchObject({ code: "NOT_ALLOWED" });
    expect(await invite([{ role: "OWNER" }])).toMatchObject({ code: "NOT_ALLOWED" });
    expect(await invite(undefined, await door.headersOf("support"))).toMatchObject({ code: "NOT_ALLOWED" });
    const foreign = await door.headersOf("brand_admin", "other");
    expect(await did(AGAIN, about(), foreign)).toMatchObject({ code: "NOT_FOUND" });
  });
});

it("leaves an owner in who has invited another, until the other has come in", async () => {
  await using alone = await openTestDoor();
  const people = createPeople({ ...alone.deps, ...alone.deps.config });
  const grants = [{ role: "owner", brandId: null, locationId: null }] as const;
  const by = { scope: everyBrand, by: CLI };
  const first = await people.create(by, { name: "Ada", email: "ada@example.com", password: CHOSEN, grants });
  const second = await people.invite(by, { name: "Grace", email: "grace@example.com", grants });
  if (first.kind !== "created" || second.kind !== "invited") throw new Error(`${first.kind} ${second.kind}`);
  const shutOut = () => people.disable({ ...by, operatorId: first.operator.id, expectedVersion: 1 });
  expect(await shutOut()).toEqual({ kind: "last_admin" });
  const token = second.path.replace("/invite/", "");
  const deps = { db: alone.test.db, now: new Date(), address: "192.0.2.1" };
  expect(await acceptInvitation(deps, { token, password: CHOSEN })).toMatchObject({ kind: "accepted" });
  expect(await shutOut()).toMatchObject({ kind: "changed" });
});
