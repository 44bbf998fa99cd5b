import type { Server } from "node:http";
import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import {
  findOperator,
  type Grant,
  listInvited,
  readSignInPolicy,
  setSignInPolicy,
} from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { openVault } from "@parley/db/secrets";
import { createTestDatabase, type TestDatabase } from "@parley/db/testing";
import express from "express";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Auth, createAuth } from "../auth.ts";
import { createOperator } from "../operator.ts";
import { createPeople } from "../people.ts";
import { authRouter } from "../router.ts";
import { ownSecondFactorOf } from "../second-factor.ts";
import { codeAt, stepOf } from "../totp.ts";
import { CLIENT, startProvider, type TestProvider } from "./testing/provider.ts";

/** The company's identity provider lets in who is known here, by what it has verified, and nobody else. */

const ADMIN = "http://localhost:3000";
const MASTER_KEY = "a master key for tests, nothing of value";
const PASSWORD = "correct horse battery staple";
const VIEWER: Grant = { role: "viewer", brandId: null, locationId: null };

let test: TestDatabase;
let auth: Auth;
let provider: TestProvider;
let server: Server;
let base: string;
let now: Date;
let email: string;
let subject: string;

/** An API that knows this provider, or none. */
async function serve(settings: { isBoth: boolean } | null) {
  const known = settings && { ...CLIENT, issuer: provider.issuer, name: "Okta", ...settings };
  const config = { adminUrl: ADMIN, masterKey: MASTER_KEY, adminSecret: null, demo: false, provider: known };
  auth = createAuth({ db: test.db, config, now: () => now });
  const app = express().use("/auth", authRouter(auth));
  app.get("/who", async (req, res) => {
    res.json(await auth.readOperator(req));
  });
  server?.closeAllConnections();
  server?.close();
  server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}

beforeAll(async () => {
  [test, provider] = await Promise.all([createTestDatabase(), startProvider()]);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await provider[Symbol.asyncDispose]();
  await test[Symbol.asyncDispose]();
});
beforeEach(async () => {
  now = new Date();
  await test.db.sql`delete from auth_rate_limits`;
  email = `${crypto.randomUUID()}@example.com`;
  subject = crypto.randomUUID();
  const bent = { named: provider.issuer, userinfo: null, isForged: false, isDown: false };
  Object.assign(provider, bent, { claims: { sub: subject, email, email_verified: true } });
  await serve({ isBoth: false });
});

async function addPerson(): Promise<string> {
  const made = await createOperator(
    { db: test.db, now },
    { name: "Ada", email, password: PASSWORD, grants: [VIEWER] },
  );
  if (made.kind !== "created") throw new Error(made.kind);
  return made.operator.id;
}

interface Trip {
  cookie: string;
  /** The address that the provider sends the browser back to. */
  back: string;
}

async function get(url: string, cookie = "") {
  const answer = await fetch(url, { redirect: "manual", headers: { cookie } });
  const cookies = answer.headers.getSetCookie().map((each) => each.split(";")[0] ?? "");
  return { status: answer.status, location: answer.headers.get("location") ?? "", cookies };
}

async function leave(path = "/orders"): Promise<Trip> {
  const begun = await get(`${base}/auth/provider?return=${encodeURIComponent(path)}`);
  expect(begun.status).toBe(303);
  const there = await get(begun.location);
  return { cookie: begun.cookies[0] ?? "", back: there.location.replace(ADMIN, base) };
}

async function comeBack({ cookie, back }: Trip) {
  const { location, cookies } = await get(back, cookie);
  const session = cookies.find((each) => /session=./.test(each)) ?? null;
  const url = new URL(location);
  return { at: url.pathname + url.search, session };
}
const signIn = async (path?: string) => await comeBack(await leave(path));
const who = async (cookie: string | null) =>
  await (await fetch(`${base}/who`, { headers: { cookie: cookie ?? "" } })).json();
const refused = (problem: string) => ({ at: `/sign-in?provider=${problem}`, session: null });

describe("the identity provider", () => {
  it("lets somebody in whom it names by a verified e-mail address, back to where they were going", async () => {
    const operatorId = await addPerson();
    const { at, session } = await signIn("/orders?state=open");
    expect(at).toBe("/orders?state=open");
    expect(await who(session)).toMatchObject({ id: operatorId });
    const entries = await listAudit(test.db, { subjectIds: [operatorId], page: { limit: 9 } });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["provider_linked", "signed_in"]),
    );
    expect(entries.find(({ action }) => action === "signed_in")?.detail).toEqual({ means: "provider" });
  });

  it("leads nowhere but to pages of the admin", async () => {
    await addPerson();
    for (const evil of ["//evil.test/x", "https://evil.test", "/\\evil.test", "/\t/evil.test"])
      expect((await signIn(evil)).at).toBe("/");
  });

  it("asks for the e-mail address apart where the ID token has none, of the same person alone", async () => {
    const operatorId = await addPerson();
    provider.claims = { sub: subject };
    provider.userinfo = { sub: "another", email, email_verified: true };
    expect(await signIn()).toEqual(refused("unverified"));
    provider.userinfo = { sub: subject, email, email_verified: true };
    expect(await who((await signIn()).session)).toMatchObject({ id: operatorId });
  });

  it("creates nobody, and lets nobody in who is disabled, by one answer", async () => {
    expect(await signIn()).toEqual(refused("unknown"));
    expect(await test.db.sql`select 1 from operators where email = ${email}`).toEqual([]);
    const operatorId = await addPerson();
    await test.db.sql`update operators set disabled_at = now() where id = ${operatorId}`;
    expect(await signIn()).toEqual(refused("unknown"));
    expect(await test.db.sql`select 1 from operator_accounts where account_id = ${subject}`).toEqual([]);
  });

  it.each([["false"], [undefined], [false], ["true"]])(
    "believes no address with verified: %s",
    async (said) => {
      await addPerson();
      provider.claims = { sub: subject, email, email_verified: said };
      expect(await signIn()).toEqual(refused("unverified"));
    },
  );

  it("goes by who somebody is there once they came in, not by an address that others are given", async () => {
    const operatorId = await addPerson();
    expect((await signIn()).session).not.toBeNull();
    provider.claims = { sub: "somebody else", email, email_verified: true };
    expect(await signIn()).toEqual(refused("unknown"));
    provider.claims = { sub: subject, email: "married@example.com", email_verified: true };
    expect(await who((await signIn()).session)).toMatchObject({ id: operatorId });
  });

  it("goes by the address again after an admin untied them, which ends every session", async () => {
    const operatorId = await addPerson();
    const { session } = await signIn();
    const people = createPeople({ db: test.db, now: () => now, mailer: null, adminUrl: ADMIN });
    const expectedVersion = (await findOperator(test.db, operatorId))?.operator.version ?? 0;
    const ask = { operatorId, expectedVersion, scope: everyBrand };
    const own = { kind: "operator", id: operatorId, address: "192.0.2.1" } as const;
    expect(await people.unlinkProvider({ ...ask, by: own })).toEqual({ kind: "own" });
    expect(await people.unlinkProvider({ ...ask, by: CLI })).toMatchObject({ kind: "changed" });
    expect(await who(session)).toBeNull();
    provider.claims = { sub: "their other account", email, email_verified: true };
    expect(await who((await signIn()).session)).toMatchObject({ id: operatorId });
  });

  it("asks anew by the address where the installation has another provider by now", async () => {
    const operatorId = await addPerson();
    expect((await signIn()).session).not.toBeNull();
    await test.db.sql`update operator_accounts set provider_id = 'https://former.test', password = null
      where operator_id = ${operatorId} and provider_id <> 'credential'`;
    await test.db.sql`update operator_accounts set password = null where operator_id = ${operatorId}`;
    expect(await who((await signIn()).session)).toMatchObject({ id: operatorId });
  });

  it("lets somebody in who is invited, which takes the invitation, and nobody whose invitation is over", async () => {
    const people = createPeople({ db: test.db, now: () => now, mailer: null, adminUrl: ADMIN });
    const all = { all: true } as const;
    const invited = await people.invite({ scope: all, by: CLI }, { name: "Bo", email, grants: [VIEWER] });
    if (invited.kind !== "invited") throw new Error(invited.kind);
    const { operatorId } = invited;
    await test.db.sql`update operator_invitations set revoked_at = now() where operator_id = ${operatorId}`;
    expect(await signIn()).toEqual(refused("unknown"));
    await test.db.sql`update operator_invitations set revoked_at = null where operator_id = ${operatorId}`;
    expect((await signIn()).session).not.toBeNull();
    expect((await listInvited(test.db, [operatorId])).size).toBe(0);
    const [link] = await test.db
      .sql`select revoked_at from operator_invitations where operator_id = ${operatorId}`;
    expect(link?.revoked_at).not.toBeNull();
    now = new Date(now.getTime() + 30 * 86_400_000);
    provider.claims = { ...provider.claims, iat: now.getTime() / 1_000, exp: now.getTime() / 1_000 + 60 };
    expect((await signIn()).session).not.toBeNull();
  });
});

describe("what comes back from the identity provider", () => {
  const at = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

  it.each([
    ["another issuer", () => ({ iss: "https://evil.test" })],
    ["another audience", () => ({ aud: "another client" })],
    ["several audiences, made for another", () => ({ aud: ["parley", "other"], azp: "other" })],
    ["another nonce", () => ({ nonce: "of another sign-in" })],
    ["no nonce", () => ({ nonce: undefined })],
    ["an end that is over", () => ({ exp: at(-120), iat: at(-180) })],
    ["an age of hours", () => ({ iat: at(-7_200), exp: at(3_600) })],
  ])("is refused with %s in the ID token", async (_what, bent) => {
    await addPerson();
    provider.claims = { ...provider.claims, ...bent() };
    expect(await signIn()).toEqual(refused("failed"));
  });

  it("is refused where another key signed it, or another provider answers", async () => {
    await addPerson();
    provider.isForged = true;
    expect(await signIn()).toEqual(refused("failed"));
    provider.isForged = false;
    const trip = await leave();
    const mixed = new URL(trip.back);
    mixed.searchParams.set("iss", "https://evil.test");
    expect(await comeBack({ ...trip, back: mixed.href })).toEqual(refused("failed"));
    const bare = await leave();
    const without = new URL(bare.back);
    without.searchParams.delete("iss");
    expect(await comeBack({ ...bare, back: without.href })).toEqual(refused("failed"));
  });

  it("opens once, in the browser that left, and not after ten minutes", async () => {
    await addPerson();
    const trip = await leave();
    expect(await comeBack({ ...trip, cookie: "" })).toEqual(refused("failed"));
    expect(await comeBack({ ...trip, cookie: (await leave()).cookie })).toEqual(refused("failed"));
    expect((await comeBack(trip)).session).not.toBeNull();
    expect(await comeBack(trip)).toEqual(refused("failed"));
    const late = await leave();
    now = new Date(now.getTime() + 10 * 60_000);
    expect(await comeBack(late)).toEqual(refused("failed"));
  });

  it("is told apart where the person left it, or the provider does not answer or is another", async () => {
    const trip = await leave();
    const left = new URL(trip.back);
    left.searchParams.delete("code");
    left.searchParams.set("error", "access_denied");
    expect(await comeBack({ ...trip, back: left.href })).toEqual(refused("left"));
    await serve({ isBoth: false });
    provider.isDown = true;
    expect((await get(`${base}/auth/provider`)).location).toBe(`${ADMIN}/sign-in?provider=down`);
    provider.isDown = false;
    provider.named = "https://evil.test";
    expect((await get(`${base}/auth/provider`)).location).toBe(`${ADMIN}/sign-in?provider=failed`);
  });

  it("is limited by network, and begun by no other site", async () => {
    const places = [];
    for (let n = 0; n < 61; n += 1) places.push((await get(`${base}/auth/provider/back?state=x`)).location);
    expect(places[59]).toContain("provider=failed");
    expect(places[60]).toContain("provider=often");
    const foreign = await fetch(`${base}/auth/provider`, { headers: { "sec-fetch-site": "cross-site" } });
    expect(foreign.status).toBe(403);
  });

  it("has no way in where no provider is set", async () => {
    await serve(null);
    for (const path of ["/auth/provider", "/auth/provider/back?code=1&state=2"])
      expect((await get(base + path)).status).toBe(404);
  });
});

describe("the identity provider and the second factor", () => {
  async function withSecondFactor(): Promise<string> {
    const operatorId = await addPerson();
    const self = { operatorId, sessionId: "none", by: CLI };
    const vault = openVault({ masterKey: MASTER_KEY });
    const own = ownSecondFactorOf({ db: test.db, vault, now: () => now, adminUrl: ADMIN });
    const started = await own.start(self, PASSWORD);
    if (started.kind !== "started") throw new Error(started.kind);
    await own.confirm(self, codeAt(started.secret, stepOf(now)));
    return operatorId;
  }

  it("is one factor, and opens nothing to who has a second one here", async () => {
    await withSecondFactor();
    expect(await signIn()).toEqual(refused("factor"));
  });

  it("is both where its ID token says so, or the installation does", async () => {
    const operatorId = await withSecondFactor();
    provider.claims = { ...provider.claims, amr: ["pwd", "mfa"] };
    expect(await who((await signIn()).session)).toMatchObject({ id: operatorId });
    provider.claims = { ...provider.claims, amr: ["pwd"] };
    expect(await signIn()).toEqual(refused("factor"));
    await serve({ isBoth: true });
    expect(await who((await signIn()).session)).toMatchObject({ id: operatorId });
  });

  it("goes no way around a policy: one factor may do nothing before there is a second", async () => {
    await addPerson();
    const { version: expectedVersion } = await readSignInPolicy(test.db);
    const policy = { secondFactor: "everybody", idleMinutes: 30, sessionHours: 12 } as const;
    await setSignInPolicy(test.db, { policy, expectedVersion, by: CLI, now });
    expect(await who((await signIn()).session)).toMatchObject({ mustAddSecondFactor: true, grants: [] });
    provider.claims = { ...provider.claims, amr: ["mfa"] };
    expect(await who((await signIn()).session)).toMatchObject({
      mustAddSecondFactor: false,
      grants: [VIEWER],
    });
  });
});
