import type { Server } from "node:http";
import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import { countPaperCodes, findOperator } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { openVault } from "@parley/db/secrets";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import express from "express";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Auth, createAuth } from "./auth.ts";
import { createOperator } from "./operator.ts";
import { createPeople } from "./people.ts";
import { authRouter } from "./router.ts";
import { ownSecondFactorOf } from "./second-factor.ts";
import { codeAt, stepOf } from "./totp.ts";

/** J08: who has a second factor gets in by no password alone, and by no code twice. */

const ADMIN = "http://localhost:3000";
const ADMIN_SECRET = "a secret of the admin's server, for tests";
const MASTER_KEY = "a master key for tests, nothing of value";
const PASSWORD = "correct horse battery staple";

let test: TestDatabase;
let auth: Auth;
let server: Server;
let base: string;
let now: Date;
let email: string;
let operatorId: string;
let secret: string;
let paper: string[];

beforeAll(async () => {
  test = await createTestDatabase();
  const config = { adminUrl: ADMIN, masterKey: MASTER_KEY, adminSecret: ADMIN_SECRET, demo: false };
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
  const grants = [{ role: "viewer", brandId: null, locationId: null }] as const;
  const made = await createOperator({ db: test.db, now }, { name: "Ada", email, password: PASSWORD, grants });
  if (made.kind !== "created") throw new Error(made.kind);
  operatorId = made.operator.id;
  const started = await own().start(self(), PASSWORD);
  if (started.kind !== "started") throw new Error(started.kind);
  secret = started.secret;
});

const own = () =>
  ownSecondFactorOf({
    ...{ db: test.db, vault: openVault({ masterKey: MASTER_KEY }) },
    ...{ now: () => now, adminUrl: ADMIN },
  });
const self = () => ({
  operatorId,
  sessionId: "none",
  by: { kind: "operator", id: operatorId, address: "192.0.2.1" } as const,
});
const code = (off = 0) => codeAt(secret, stepOf(now) + off);

async function confirm(): Promise<void> {
  const outcome = await own().confirm(self(), code(-1));
  if (outcome.kind !== "confirmed") throw new Error(outcome.kind);
  paper = outcome.codes;
}

async function signIn(given: { password?: string; code?: string } = {}, from = "192.0.2.7") {
  const answer = await fetch(`${base}/auth/sign-in/email`, {
    method: "POST",
    headers: {
      ...{ "content-type": "application/json", origin: ADMIN },
      ...{ "x-parley-client-address": from, "x-parley-admin-proof": ADMIN_SECRET },
    },
    body: JSON.stringify({ email, password: PASSWORD, ...given }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? null;
  return { status: answer.status, code: Object(await answer.json()).code, cookie };
}
const sessions = async () =>
  (await test.db.sql`select 1 from operator_sessions where operator_id = ${operatorId}`).length;

describe("a second factor", () => {
  it("asks nobody for anything until a code of it was given", async () => {
    expect((await signIn()).status).toBe(200);
    expect(await own().confirm(self(), codeAt(secret, stepOf(now) + 2))).toEqual({ kind: "wrong_code" });
    expect((await signIn()).status).toBe(200);
    await confirm();
    expect(await signIn()).toMatchObject({ status: 401, code: "SECOND_FACTOR_NEEDED" });
  });

  it("leaves the password alone without a session, a cookie or anything else that opens", async () => {
    await confirm();
    const answer = await signIn();
    expect(answer).toEqual({ status: 401, code: "SECOND_FACTOR_NEEDED", cookie: null });
    expect(await sessions()).toBe(0);
    expect(await signIn({ password: "not this one, surely", code: code() })).toMatchObject({
      ...{ status: 401, code: "INVALID_CREDENTIALS", cookie: null },
    });
    const { cookie } = await signIn({ code: code() });
    expect(await (await fetch(`${base}/who`, { headers: { cookie: cookie ?? "" } })).json()).toMatchObject({
      id: operatorId,
      secondFactorAt: expect.any(String),
    });
  });

  it("takes no code twice, none before one that was taken, and only one of two at once", async () => {
    await confirm();
    const [one, other] = await Promise.all([signIn({ code: code() }), signIn({ code: code() })]);
    expect([one.status, other.status].sort()).toEqual([200, 401]);
    expect(await signIn({ code: code() })).toMatchObject({ status: 401, code: "SECOND_FACTOR_WRONG" });
    expect(await signIn({ code: code(-1) })).toMatchObject({ status: 401, code: "SECOND_FACTOR_WRONG" });
    expect((await signIn({ code: code(1) })).status).toBe(200);
    now = new Date(now.getTime() + 90_000);
    expect(await signIn({ code: code(-2) })).toMatchObject({ status: 401, code: "SECOND_FACTOR_WRONG" });
  });

  it("takes each code on paper once, which no guessing at the other codes hinders", async () => {
    await confirm();
    const statuses = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await signIn({ code: "000000" }, `192.0.${n}.9`)).status);
    expect(statuses.slice(0, 9)).toEqual(Array(9).fill(401));
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect((await signIn({ code: code() }, "198.51.100.1")).status).toBe(429);
    const written = paper[0]?.toUpperCase() ?? "";
    expect((await signIn({ code: written }, "198.51.100.2")).status).toBe(200);
    expect(await signIn({ code: written }, "198.51.100.3")).toMatchObject({ code: "SECOND_FACTOR_WRONG" });
    now = new Date(now.getTime() + 900_000);
    expect((await signIn({ code: code() }, "198.51.100.4")).status).toBe(200);
  });

  it("has its codes on paper made anew by who shows a code, not by the password, and those before end", async () => {
    expect(await own().renewPaper(self(), code())).toEqual({ kind: "none" });
    await confirm();
    expect(await own().renewPaper(self(), PASSWORD)).toEqual({ kind: "wrong_code" });
    const renewed = await own().renewPaper(self(), paper[0] ?? "");
    if (renewed.kind !== "confirmed") throw new Error(renewed.kind);
    expect(renewed.codes).toHaveLength(10);
    expect(await countPaperCodes(test.db, { operatorId })).toBe(10);
    expect(await signIn({ code: paper[1] ?? "" })).toMatchObject({ code: "SECOND_FACTOR_WRONG" });
    expect((await signIn({ code: renewed.codes[1] ?? "" })).status).toBe(200);
    expect(await countPaperCodes(test.db, { operatorId })).toBe(9);
    const entries = await listAudit(test.db, { subjectIds: [operatorId], page: { limit: 20 } });
    expect(entries.filter(({ action }) => action === "paper_codes_replaced")).toHaveLength(1);
  });

  it("cannot be given by a header of a client's own", async () => {
    await confirm();
    const answer = await fetch(`${base}/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: ADMIN, "x-parley-code": code() },
      body: JSON.stringify({ email, password: PASSWORD }),
    });
    expect(Object(await answer.json()).code).toBe("SECOND_FACTOR_NEEDED");
  });

  it("is kept sealed, and its codes on paper as hashes", async () => {
    await confirm();
    const [row] = await test.db.sql`select f::text as text, encode(sealed, 'escape') as sealed
      from operator_second_factors f where operator_id = ${operatorId}`;
    const [audit] = await test.db.sql`select json_agg(a)::text as text from audit_entries a`;
    for (const hidden of [secret, ...paper, ...paper.map((each) => each.replaceAll("-", ""))])
      expect(`${row?.text} ${row?.sealed} ${audit?.text}`).not.toContain(hidden);
  });
});

describe("who removes a second factor", () => {
  const version = async () => (await findOperator(test.db, operatorId))?.operator.version ?? 0;

  it("is its own operator by password and code, not by either alone", async () => {
    await confirm();
    const remove = (currentPassword: string, given: string) =>
      own().remove(self(), { currentPassword, code: given });
    expect(await remove("not this one", code())).toEqual({ kind: "wrong_password" });
    expect(await remove(PASSWORD, "000000")).toEqual({ kind: "wrong_code" });
    expect(await own().start(self(), PASSWORD)).toEqual({ kind: "in_force" });
    expect(await remove(PASSWORD, code())).toEqual({ kind: "removed" });
    expect((await signIn()).status).toBe(200);
  });

  it("is an admin of theirs, which ends every session, but never of themselves that way", async () => {
    await confirm();
    expect((await signIn({ code: code() })).status).toBe(200);
    const people = createPeople({ db: test.db, now: () => now, mailer: null, adminUrl: ADMIN });
    const ask = { operatorId, expectedVersion: await version(), scope: everyBrand };
    expect(await people.removeSecondFactor({ ...ask, by: self().by })).toEqual({ kind: "own" });
    const nowhere = { all: false as const, brandIds: [], locationIds: [] };
    expect(await people.removeSecondFactor({ ...ask, scope: nowhere, by: CLI })).toEqual({
      kind: "not_found",
    });
    expect(await people.removeSecondFactor({ ...ask, by: CLI })).toMatchObject({ kind: "changed" });
    expect(await sessions()).toBe(0);
    expect((await signIn()).status).toBe(200);
    const actions = (await listAudit(test.db, { subjectIds: [operatorId], page: { limit: 20 } })).map(
      ({ action }) => action,
    );
    expect(actions).toEqual(expect.arrayContaining(["second_factor_added", "second_factor_removed"]));
  });
});
