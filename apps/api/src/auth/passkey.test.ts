import type { Server } from "node:http";
import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import { findOperator, type Grant, readSignInPolicy, setSignInPolicy } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { openVault } from "@parley/db/secrets";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import express from "express";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Auth, createAuth } from "./auth.ts";
import { createOperator } from "./operator.ts";
import { type OwnProof, ownPasskeysOf } from "./own-passkeys.ts";
import { passkeyPlace } from "./passkey.ts";
import { createPeople } from "./people.ts";
import { authRouter } from "./router.ts";
import { ownSecondFactorOf } from "./second-factor.ts";
import { createAuthenticator } from "./testing/authenticator.ts";
import { codeAt, stepOf } from "./totp.ts";

/** A passkey signs its person in where it stands for both factors, and is no way around anything. */

const ADMIN = "https://admin.example";
const MASTER_KEY = "a master key for tests, nothing of value";
const PASSWORD = "correct horse battery staple";
const NO_PROOF: OwnProof = { currentPassword: null, code: null };
const BY_PASSWORD: OwnProof = { currentPassword: PASSWORD, code: null };
const OWNER: Grant = { role: "owner", brandId: null, locationId: null };

let test: TestDatabase;
let auth: Auth;
let server: Server;
let base: string;
let now: Date;
let email: string;
let operatorId: string;

const config = { adminUrl: ADMIN, masterKey: MASTER_KEY, adminSecret: null, demo: false };

beforeAll(async () => {
  test = await createTestDatabase();
  auth = createAuth({ db: test.db, config, now: () => now });
  const app = express().use("/auth", authRouter(auth));
  app.get("/who", async (req, res) => {
    res.json(await auth.readOperator(req));
  });
  server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await test[Symbol.asyncDispose]();
});
beforeEach(async () => {
  now = new Date();
  await test.db.sql`delete from auth_rate_limits`;
  email = `${crypto.randomUUID()}@example.com`;
  const input = { name: "Ada", email, password: PASSWORD, grants: [OWNER] };
  const made = await createOperator({ db: test.db, now }, input);
  if (made.kind !== "created") throw new Error(made.kind);
  operatorId = made.operator.id;
});

const deps = () => ({ db: test.db, vault: openVault({ masterKey: MASTER_KEY }), now: () => now });
const own = () => ownPasskeysOf({ ...deps(), config });
const self = (sessionId = "none") => ({
  ...{ operatorId, sessionId },
  by: { kind: "operator", id: operatorId, address: "192.0.2.1" } as const,
});
const handle = () => Buffer.from(operatorId).toString("base64url");

async function started(proof = BY_PASSWORD) {
  const outcome = await own().start(self(), proof);
  if (outcome.kind !== "started") throw new Error(outcome.kind);
  return outcome;
}

/** A device whose passkey they have added. */
async function added(proof = BY_PASSWORD) {
  const device = createAuthenticator(ADMIN, handle());
  const { challenge } = await started(proof);
  const outcome = await own().add(self(), { ...device.make(challenge), name: "Laptop" });
  expect(outcome).toEqual({ kind: "added" });
  return device;
}

async function post(path: string, body: object = {}) {
  const answer = await fetch(`${base}/auth${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ADMIN },
    body: JSON.stringify(body),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? null;
  return { status: answer.status, body: Object(await answer.json()), cookie };
}
const challenge = async () => String((await post("/sign-in/passkey/start")).body.challenge);
const signIn = (given: object) => post("/sign-in/passkey", given);
const byPassword = () => post("/sign-in/email", { email, password: PASSWORD });
const who = async (cookie: string | null) =>
  await (await fetch(`${base}/who`, { headers: { cookie: cookie ?? "" } })).json();

async function demand(secondFactor: "nobody" | "everybody") {
  const { version: expectedVersion } = await readSignInPolicy(test.db);
  const policy = { secondFactor, idleMinutes: 30, sessionHours: 12 };
  await setSignInPolicy(test.db, { policy, expectedVersion, by: CLI, now });
}

describe("a place for passkeys", () => {
  it("is a host name over https, or this machine", () => {
    expect(passkeyPlace(ADMIN)).toEqual({ host: "admin.example", origin: ADMIN });
    expect(passkeyPlace("http://localhost:3000")?.host).toBe("localhost");
    for (const none of [
      "http://admin.example",
      "https://192.0.2.1",
      "https://[::1]:3000",
      "http://127.0.0.1",
    ])
      expect(passkeyPlace(none)).toBeNull();
  });
});

describe("signing in by a passkey", () => {
  it("opens a session that stands for both factors, and is recorded", async () => {
    const device = await added();
    const { status, cookie } = await signIn(device.sign(await challenge()));
    expect(status).toBe(200);
    expect(await who(cookie)).toMatchObject({ id: operatorId });
    const entries = await listAudit(test.db, { subjectIds: [operatorId], page: { limit: 9 } });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["passkey_added", "signed_in"]),
    );
    expect(entries.find(({ action }) => action === "signed_in")?.detail).toEqual({ means: "passkey" });
    expect((await own().list(operatorId))[0]).toMatchObject({ name: "Laptop", lastUsedAt: now });
  });

  it("takes each challenge once, until it is over, and none of another purpose or of another's making", async () => {
    const device = await added();
    const once = device.sign(await challenge());
    const answers = await Promise.all([signIn(once), signIn(once)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await signIn(once)).status).toBe(401);
    const late = device.sign(await challenge());
    now = new Date(now.getTime() + 5 * 60_000);
    expect((await signIn(late)).status).toBe(401);
    expect((await signIn(device.sign((await started()).challenge))).status).toBe(401);
    expect((await signIn(device.sign("bm90IG91cnM"))).status).toBe(401);
  });

  it.each([
    ["another origin", { origin: "https://admin.example.evil.test" }],
    ["another host", { host: "evil.test" }],
    ["a frame of another site", { crossOrigin: true }],
    ["what was signed to register", { type: "webauthn.create" }],
    ["a device that did not verify its person", { isVerified: false }],
  ])("refuses %s, with one answer and without a cookie", async (_what, bent) => {
    const device = await added();
    const answer = await signIn(device.sign(await challenge(), bent));
    expect(answer).toMatchObject({ status: 401, body: { code: "PASSKEY_REFUSED" }, cookie: null });
    expect(await test.db.sql`select 1 from operator_sessions where operator_id = ${operatorId}`).toEqual([]);
  });

  it("refuses a key that nobody has, one of somebody else's and a signature of another key, alike", async () => {
    const device = await added();
    const unknown = createAuthenticator(ADMIN, handle());
    const answers = [
      await signIn(unknown.sign(await challenge())),
      await signIn({ ...unknown.sign(await challenge()), credentialId: device.credentialId }),
      await signIn({
        ...device.sign(await challenge()),
        handle: Buffer.from("opr_other").toString("base64url"),
      }),
    ];
    expect(new Set(answers.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
  });

  it("refuses a counter that does not go on: somebody has a copy of the key", async () => {
    const device = await added();
    expect((await signIn(device.sign(await challenge(), { counter: 5 }))).status).toBe(200);
    for (const counter of [5, 4, 0])
      expect((await signIn(device.sign(await challenge(), { counter }))).status).toBe(401);
    expect((await signIn(device.sign(await challenge(), { counter: 6 }))).status).toBe(200);
  });

  it("lets nobody in who is disabled, and leaves a record of the try", async () => {
    const device = await added();
    await test.db.sql`update operators set disabled_at = now() where id = ${operatorId}`;
    expect((await signIn(device.sign(await challenge()))).status).toBe(401);
    const entries = await listAudit(test.db, { subjectIds: [operatorId], page: { limit: 9 } });
    expect(entries[0]?.action).toBe("sign_in_failed");
  });

  it("is limited by network, and by none of another network", async () => {
    const unknown = createAuthenticator(ADMIN);
    const signed = unknown.sign(await challenge());
    const statuses = [];
    for (let n = 0; n < 61; n += 1) statuses.push((await signIn(signed)).status);
    expect(statuses.slice(0, 60)).toEqual(Array(60).fill(401));
    expect(statuses[60]).toBe(429);
  });

  it("opens nothing without both factors, whoever asks for the session", async () => {
    const ask = { operatorId, by: "passkey", isBoth: false } as const;
    const answer = await auth.library.api.signInProven({ body: ask, asResponse: true });
    expect(answer.status).toBe(401);
    const reached = await post("/sign-in/proven", { ...ask, isBoth: true });
    expect(reached.status).toBe(404);
  });
});

describe("a passkey and what sign-in asks", () => {
  it("needs no code where a second factor is set up, since it stands for both", async () => {
    const device = await added();
    const factor = ownSecondFactorOf({ ...deps(), adminUrl: ADMIN });
    const secret = await factor.start(self(), PASSWORD);
    if (secret.kind !== "started") throw new Error(secret.kind);
    await factor.confirm(self(), codeAt(secret.secret, stepOf(now)));
    expect((await byPassword()).body.code).toBe("SECOND_FACTOR_NEEDED");
    expect((await signIn(device.sign(await challenge()))).status).toBe(200);
    expect(await own().start(self(), BY_PASSWORD)).toEqual({ kind: "wrong_code" });
    expect(await own().start(self(), NO_PROOF)).toEqual({ kind: "wrong_password" });
  });

  it("counts where a second factor is demanded, and then the password alone opens nothing", async () => {
    const device = await added();
    expect((await byPassword()).status).toBe(200);
    await demand("everybody");
    try {
      expect(await byPassword()).toMatchObject({
        status: 401,
        body: { code: "PASSKEY_NEEDED" },
        cookie: null,
      });
      const { cookie } = await signIn(device.sign(await challenge()));
      expect(await who(cookie)).toMatchObject({ mustAddSecondFactor: false, grants: [OWNER] });
    } finally {
      await demand("nobody");
    }
  });
});

describe("one's own passkeys", () => {
  it("are added by password, or right after a sign-in by one, and by no session alone", async () => {
    const device = await added();
    await signIn(device.sign(await challenge()));
    const [session] = await test.db.sql`select id from operator_sessions where operator_id = ${operatorId}`;
    const fresh = self(String(session?.id));
    expect((await own().start(fresh, NO_PROOF)).kind).toBe("started");
    now = new Date(now.getTime() + 11 * 60_000);
    expect(await own().start(fresh, NO_PROOF)).toEqual({ kind: "wrong_password" });
    expect(await own().remove(self(), "psk_none", NO_PROOF)).toEqual({ kind: "wrong_password" });
  });

  it("are refused where the device did not verify its person, and for another session or place", async () => {
    const device = createAuthenticator(ADMIN, handle());
    const { challenge: asked } = await started();
    const bent = [{ isVerified: false }, { origin: "https://evil.test" }, { type: "webauthn.get" }];
    for (const each of bent)
      expect(await own().add(self(), { ...device.make(asked, each), name: "x" })).toEqual({
        kind: "not_right",
      });
    const other = await own().add(self("another"), { ...device.make(asked), name: "x" });
    expect(other).toEqual({ kind: "not_right" });
    expect(await own().add(self(), { ...device.make(asked), name: "x" })).toEqual({ kind: "added" });
    expect(await own().add(self(), { ...device.make(asked), name: "x" })).toEqual({ kind: "not_right" });
    const again = device.make((await started()).challenge);
    expect(await own().add(self(), { ...again, name: "x" })).toEqual({ kind: "taken" });
  });

  it("are ten at most, and removed one by one", async () => {
    for (let n = 0; n < 10; n += 1) await added();
    const eleventh = createAuthenticator(ADMIN).make((await started()).challenge);
    expect(await own().add(self(), { ...eleventh, name: "x" })).toEqual({ kind: "full" });
    const [first] = await own().list(operatorId);
    expect(await own().remove(self(), first?.id ?? "", BY_PASSWORD)).toEqual({ kind: "removed" });
    expect(await own().remove(self(), first?.id ?? "", BY_PASSWORD)).toEqual({ kind: "none" });
    expect(await own().list(operatorId)).toHaveLength(9);
  });

  it("are taken away by an admin of theirs, which ends every session, but not by themselves that way", async () => {
    const device = await added();
    await signIn(device.sign(await challenge()));
    const people = createPeople({ db: test.db, now: () => now, mailer: null, adminUrl: ADMIN });
    const expectedVersion = (await findOperator(test.db, operatorId))?.operator.version ?? 0;
    const ask = { operatorId, expectedVersion, scope: everyBrand };
    expect(await people.removePasskeys({ ...ask, by: self().by })).toEqual({ kind: "own" });
    const nowhere = { all: false as const, brandIds: [], locationIds: [] };
    expect(await people.removePasskeys({ ...ask, scope: nowhere, by: CLI })).toEqual({ kind: "not_found" });
    expect(await people.removePasskeys({ ...ask, by: CLI })).toMatchObject({ kind: "changed" });
    expect((await signIn(device.sign(await challenge()))).status).toBe(401);
    expect(await test.db.sql`select 1 from operator_sessions where operator_id = ${operatorId}`).toEqual([]);
  });
});
