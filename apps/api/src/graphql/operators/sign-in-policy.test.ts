import { type Grant, readSignInPolicy, setSignInPolicy } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { codeAt, stepOf } from "../../auth/totp.ts";
import { openTestDoor, PASSWORD, type TestDoor } from "../testing/door.ts";
import { addPerson } from "../testing/session.ts";

/** What owners ask of sign-in holds at once, opens nothing before it is done, and is set by owners alone. */

const REFUSED = "... on Error { code message }";
const SET = `mutation($input: SetSignInPolicyInput!) { done: setSignInPolicy(input: $input) {
  ... on SignInPolicy { secondFactor idleMinutes sessionHours version } ${REFUSED} } }`;
const START = `mutation($input: StartSecondFactorInput!) { done: startSecondFactor(input: $input) {
  ... on SecondFactorSecret { secret } ${REFUSED} } }`;
const CONFIRM = `mutation($input: ConfirmSecondFactorInput!) { done: confirmSecondFactor(input: $input) {
  ... on PaperCodes { codes } ${REFUSED} } }`;
const SEES =
  "{ me { id mustAddSecondFactor permissions } brands { id } operators { id } signInPolicy { version } }";
const OWNER: Grant = { role: "owner", brandId: null, locationId: null };

type Headers = Record<string, string>;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
beforeEach(() => put({}));
afterAll(() => door[Symbol.asyncDispose]());

async function did(headers: Headers, text: string, input: object) {
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors).toBeUndefined();
  return Object(Object(body.data).done);
}

async function sees(headers: Headers) {
  const { body } = await door.ask(headers, SEES);
  return Object(body.data);
}

const version = async () => (await readSignInPolicy(door.test.db)).version;
const policy = async (change: object = {}) => ({
  ...{ expectedVersion: await version(), secondFactor: "NOBODY", idleMinutes: 30, sessionHours: 12 },
  ...change,
});

describe("stoppedBy", () => {
  const STOPPED = `{ signInPolicy { nobody: stoppedBy(rule: NOBODY) { id } admins: stoppedBy(rule: ADMINS) { id }
    everybody: stoppedBy(rule: EVERYBODY) { id } } }`;

  it("names whom a rule would stop: who can sign in, is asked and has no second factor", async () => {
    const owner = await door.headersOf("owner");
    const grant = { role: "viewer", brandId: null, locationId: null } as const;
    const [admin, viewer, safe, gone] = await Promise.all(
      [OWNER, grant, OWNER, OWNER].map((each) => addPerson(door, [each])),
    );
    await door.test.db
      .sql`update operators set second_factor_at = now() where id = ${safe?.operatorId ?? ""}`;
    await door.test.db.sql`update operators set disabled_at = now() where id = ${gone?.operatorId ?? ""}`;
    const { body } = await door.ask(owner, STOPPED);
    const { nobody, admins, everybody } = Object(Object(body.data).signInPolicy);
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id);
    expect(nobody).toEqual([]);
    expect(ids(admins)).toContain(admin?.operatorId);
    expect(ids(admins)).not.toContain(viewer?.operatorId);
    expect(ids(everybody)).toEqual(expect.arrayContaining([admin?.operatorId, viewer?.operatorId]));
    for (const other of [safe, gone]) expect(ids(everybody)).not.toContain(other?.operatorId);
  });
});

describe("setSignInPolicy", () => {
  it("is done by owners alone, by key too, within bounds, and never past somebody else's change", async () => {
    const owner = await door.headersOf("owner");
    for (const role of ["brand_admin", "support"] as const) {
      const other = await door.headersOf(role);
      expect(await did(other, SET, await policy())).toMatchObject({ code: "NOT_ALLOWED" });
      expect((await sees(other)).signInPolicy).toBeNull();
    }
    expect(await did(owner, SET, await policy({ idleMinutes: 4 }))).toMatchObject({ code: "INVALID" });
    expect(await did(owner, SET, await policy({ sessionHours: 13 }))).toMatchObject({ code: "INVALID" });
    const seen = await version();
    const set = await did(owner, SET, await policy({ idleMinutes: 10, sessionHours: 8 }));
    expect(set).toEqual({ secondFactor: "NOBODY", idleMinutes: 10, sessionHours: 8, version: seen + 1 });
    const late = await policy({ idleMinutes: 20, expectedVersion: seen });
    expect(await did(owner, SET, late)).toMatchObject({ code: "CONFLICT" });
    const [entry] = await door.test.db.sql`select detail from audit_entries
      where action = 'sign_in_policy_changed' order by at desc limit 1`;
    expect(entry?.detail).toEqual({
      idleMinutes: { from: 30, to: 10 },
      sessionHours: { from: 12, to: 8 },
    });
  });
});

async function put(change: object): Promise<void> {
  await setSignInPolicy(door.test.db, {
    policy: { secondFactor: "nobody", idleMinutes: 30, sessionHours: 12, ...change },
    ...{ expectedVersion: await version(), by: CLI, now: new Date() },
  });
}

describe("a second factor that is asked of everybody", () => {
  it("opens nothing for who has none but their own account, where they set it up", async () => {
    const owner = await addPerson(door, [OWNER]);
    const headers = await owner.signIn();
    expect((await sees(headers)).brands.length).toBeGreaterThan(1);
    await put({ secondFactor: "everybody" });
    expect(await sees(headers)).toEqual({
      me: { id: owner.operatorId, mustAddSecondFactor: true, permissions: [] },
      ...{ brands: [], operators: [], signInPolicy: null },
    });
    expect(await did(headers, SET, await policy())).toMatchObject({ code: "NOT_ALLOWED" });
    const { secret } = await did(headers, START, { currentPassword: PASSWORD });
    expect((await sees(headers)).brands).toEqual([]);
    const { codes } = await did(headers, CONFIRM, { code: codeAt(secret, stepOf(new Date())) });
    expect(codes).toHaveLength(10);
    const after = await sees(headers);
    expect(after.me.mustAddSecondFactor).toBe(false);
    expect(after.brands.length).toBeGreaterThan(1);
  });

  it("is asked of owners and brand admins alone where the policy says so, and of no key", async () => {
    await put({ secondFactor: "admins" });
    const ofBrand = { brandId: door.own.brand.id, locationId: null };
    const admin = await addPerson(door, [{ role: "brand_admin", ...ofBrand }]);
    const support = await addPerson(door, [{ role: "support", ...ofBrand }]);
    expect((await sees(await admin.signIn())).me.mustAddSecondFactor).toBe(true);
    expect((await sees(await support.signIn())).me).toMatchObject({ mustAddSecondFactor: false });
    expect((await sees(await support.signIn())).brands).toHaveLength(1);
    expect((await sees(await door.headersOf("brand_admin"))).brands).toHaveLength(1);
  });
});

describe("how long a session lasts", () => {
  const isIn = async (headers: Headers) =>
    Object(Object((await door.ask(headers, "{ me { id } }")).body.data).me).id !== undefined;
  const back = (id: string, column: "updated_at" | "created_at", minutes: number) =>
    door.test.db.sql`update operator_sessions
      set ${door.test.db.sql(column)} = ${door.test.db.sql(column)} - ${minutes} * interval '1 minute'
      where operator_id = ${id}`;

  it("is what the policy says, idle and in any case, for sessions that are open too", async () => {
    const person = await addPerson(door, [OWNER]);
    const [idle, long] = [await person.signIn(), await person.signIn()];
    await put({ idleMinutes: 10, sessionHours: 2 });
    await back(person.operatorId, "updated_at", 9);
    expect([await isIn(idle), await isIn(long)]).toEqual([true, true]);
    await back(person.operatorId, "updated_at", 11);
    expect(await isIn(idle)).toBe(false);
    const another = await person.signIn();
    await back(person.operatorId, "created_at", 121);
    expect(await isIn(another)).toBe(false);
  });

  it("may be longer without a click than as made, and is lengthened by each use", async () => {
    await put({ idleMinutes: 120 });
    const person = await addPerson(door, [OWNER]);
    const headers = await person.signIn();
    await back(person.operatorId, "updated_at", 100);
    expect(await isIn(headers)).toBe(true);
    const [row] = await door.test.db
      .sql`select expires_at - updated_at as lasts, updated_at > now() - interval '1 minute'
      as used from operator_sessions where operator_id = ${person.operatorId}`;
    expect(row).toMatchObject({ lasts: "02:00:00", used: true });
  });
});
