import type { Server } from "node:http";
import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import { insertApiKey, insertOperator, listApiKeys, revokeApiKey } from "@parley/db/operators";
import { CLI } from "@parley/db/orders";
import { createTestDatabase, insertTestStore, type TestDatabase } from "@parley/db/testing";
import express from "express";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Auth, createAuth } from "./auth.ts";
import { createOperator } from "./operator.ts";
import { DEMO_PASSWORD, hashPassword } from "./password.ts";
import { createPeople } from "./people.ts";
import { authRouter } from "./router.ts";

const ADMIN = "http://localhost:3000";
const EMAIL = "ada@example.com";
const ADMIN_SECRET = "a secret of the admin's server, for tests";
const PASSWORD = "correct horse battery staple";

describe("sign-in", () => {
  let test: TestDatabase;
  let auth: Auth;
  let server: Server;
  let base: string;
  let operatorId: string;
  let clock: () => Date;

  beforeAll(async () => {
    test = await createTestDatabase();
    const config = {
      adminUrl: ADMIN,
      masterKey: "a master key for tests, nothing of value",
      adminSecret: ADMIN_SECRET,
      demo: false,
    };
    auth = createAuth({ db: test.db, config, now: () => clock() });
    const app = express().use("/auth", authRouter(auth));
    app.get("/who", async (req, res) => {
      res.json(await auth.readOperator(req));
    });
    server = app.listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
    clock = () => new Date();
    const outcome = await createOperator(
      { db: test.db, now: new Date() },
      {
        name: "Ada",
        email: EMAIL,
        password: PASSWORD,
        grants: [{ role: "owner", brandId: null, locationId: null }],
      },
    );
    if (outcome.kind !== "created") throw new Error(outcome.kind);
    operatorId = outcome.operator.id;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await test[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    clock = () => new Date();
    await test.db.sql`delete from auth_rate_limits`;
  });

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(base + path, {
      method: "POST",
      headers: { "content-type": "application/json", origin: ADMIN, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const signIn = (email: string, password: string, headers?: Record<string, string>) =>
    post("/auth/sign-in/email", { email, password }, headers);
  const who = async (headers: Record<string, string>) => (await fetch(`${base}/who`, { headers })).json();

  /** The headers with which the admin's server passes on a client at this address. */
  const through = (address: string) => ({
    "x-parley-client-address": address,
    "x-parley-admin-proof": ADMIN_SECRET,
  });

  async function signedIn(): Promise<string> {
    const answer = await signIn(EMAIL, PASSWORD);
    expect(answer.status).toBe(200);
    return answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  }

  it("opens a session by a cookie that scripts cannot read, and says no more than that", async () => {
    const answer = await signIn(EMAIL, PASSWORD);
    expect(await answer.text()).toEqual('{"ok":true}');
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^parley\.session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(await who({ cookie })).toMatchObject({ id: operatorId, email: EMAIL, via: "session" });
  });

  it("names the cookie __Host- and keeps it Secure where the admin is served over https", async () => {
    const secure = createAuth({
      db: test.db,
      config: {
        adminUrl: "https://admin.example",
        masterKey: "a master key for tests, nothing of value",
        adminSecret: null,
        demo: false,
      },
      now: clock,
    });
    const app = express().use("/auth", authRouter(secure));
    const other = app.listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const answer = await fetch(`http://127.0.0.1:${port}/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://admin.example" },
      body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
    });
    other.closeAllConnections();
    other.close();
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-parley\.session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it("answers a wrong password, an unknown address and a malformed one with the same bytes", async () => {
    const answers = await Promise.all([
      signIn(EMAIL, "wrong horse battery staple"),
      signIn("nobody@example.com", PASSWORD),
      signIn("no address", PASSWORD),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect(answers.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
  });

  it("refuses the demo's published password outside the demo, like any wrong one (S14)", async () => {
    const person = {
      name: "Alex",
      email: "alex@example.com",
      grants: [{ role: "owner", brandId: null, locationId: null }] as const,
    };
    expect(
      await createOperator({ db: test.db, now: new Date() }, { ...person, password: DEMO_PASSWORD }),
    ).toMatchObject({ kind: "invalid", field: "password" });
    // As a data folder that was the demo's has it.
    const passwordHash = await hashPassword(DEMO_PASSWORD);
    await insertOperator(test.db, { operator: { ...person, passwordHash }, now: new Date() });
    const [published, wrong] = await Promise.all([
      signIn(person.email, DEMO_PASSWORD),
      signIn(person.email, "wrong horse battery staple"),
    ]);
    expect([published.status, await published.text()]).toEqual([401, await wrong.text()]);
  });

  it("refuses a password made of the name of a brand that the operator serves (S14)", async () => {
    const { brand } = await insertTestStore(test);
    const person = { name: "Bo", email: "bo@example.com", password: `${brand.name} 2026 !!` };
    const create = (brandId: string | null) =>
      createOperator(
        { db: test.db, now: new Date() },
        { ...person, grants: [{ role: "viewer", brandId, locationId: null }] },
      );
    for (const brandId of [brand.id, null]) {
      expect(await create(brandId)).toMatchObject({ kind: "invalid", field: "password" });
    }
  });

  it("verifies a password exactly, to its last character", async () => {
    for (const near of [
      `${PASSWORD} `,
      ` ${PASSWORD}`,
      PASSWORD.toUpperCase(),
      "correct horse battery staple\u200b",
    ]) {
      expect((await signIn(EMAIL, near)).status).toBe(401);
      await test.db.sql`delete from auth_rate_limits`;
    }
  });

  // J02
  it("refuses the sixth try at one account, the right password included, and says when to come back", async () => {
    for (let i = 0; i < 5; i++) expect((await signIn(EMAIL, `wrong horse ${i}`)).status).toBe(401);
    const sixth = await signIn(EMAIL, PASSWORD);
    expect(sixth.status).toBe(429);
    const seconds = Number(sixth.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await signIn("other@example.com", PASSWORD)).status).toBe(401);
  });

  // J03, S1
  it("is not fooled by an address that the client claims", async () => {
    const claim = (i: number) => ({
      "x-forwarded-for": `10.0.0.${i}`,
      "x-parley-client-address": `10.0.0.${i}`,
      "x-parley-admin-proof": "a guess of what the admin's secret may be",
    });
    for (let i = 0; i < 5; i++) expect((await signIn(EMAIL, "wrong horse", claim(i))).status).toBe(401);
    expect((await signIn(EMAIL, "wrong horse", claim(9))).status).toBe(429);
  });

  it("S1: a guesser's wrong tries through the admin keep no operator out", async () => {
    const guesser = through("198.51.100.66");
    const answers: number[] = [];
    for (let i = 0; i < 62; i++) {
      answers.push((await signIn(`user-${i}@example.com`, "wrong horse", guesser)).status);
    }
    expect(answers.filter((status) => status === 401)).toHaveLength(60);
    expect(answers.at(-1)).toBe(429);
    expect((await signIn(EMAIL, PASSWORD, through("203.0.113.5"))).status).toBe(200);
  });

  it("S1: counts an IPv6 network as one address, and a mapped IPv4 address as itself", async () => {
    for (let i = 0; i < 5; i++) await signIn(EMAIL, "wrong horse", through(`2001:db8:1:2::${i}`));
    expect((await signIn(EMAIL, PASSWORD, through("2001:db8:1:2:ffff::1"))).status).toBe(429);
    expect((await signIn(EMAIL, PASSWORD, through("2001:db8:1:3::1"))).status).toBe(200);
    for (let i = 0; i < 5; i++) await signIn(EMAIL, "wrong horse", through("::ffff:192.0.2.9"));
    expect((await signIn(EMAIL, PASSWORD, through("192.0.2.9"))).status).toBe(429);
  });

  it("S2: tries on one account from one address keep its owner out from nowhere else", async () => {
    const guesser = through("198.51.100.67");
    for (let i = 0; i < 70; i++) await signIn(EMAIL, "wrong horse", guesser);
    expect((await signIn(EMAIL, PASSWORD, guesser)).status).toBe(429);
    expect((await signIn(EMAIL, PASSWORD, through("203.0.113.6"))).status).toBe(200);
  });

  it("keeps few counters for an address however many accounts it tries, and sweeps them and ended sessions (R5)", async () => {
    await signedIn();
    for (let i = 0; i < 100; i++) await signIn(`guess-${i}@example.com`, PASSWORD, through("192.0.2.77"));
    const countersOf = async () =>
      (await test.db.sql`select key from auth_rate_limits where key like '% at 192.0.2.77'`).length;
    expect(await countersOf()).toBe(61);
    clock = () => new Date(Date.now() + 13 * 3_600_000);
    await signIn("somebody@example.com", PASSWORD);
    expect(await countersOf()).toBe(0);
    const [left] = await test.db
      .sql`select count(*)::int from operator_sessions where expires_at < ${clock()}`;
    expect(left).toEqual({ count: 0 });
  });

  /** The audit of the one operator since a time, oldest first. */
  async function auditSince(since: Date) {
    const rows = await listAudit(test.db, { subjectIds: [operatorId], from: since, page: { limit: 100 } });
    return rows.map(({ action, actor, address }) => ({ action, actor, address })).reverse();
  }

  it("records sessions that begin and end, with the address, and none for whoever has no session", async () => {
    const start = new Date();
    clock = () => start;
    const answer = await signIn(EMAIL, PASSWORD, through("192.0.2.41"));
    const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const by = { actor: operatorId, address: "192.0.2.41" };
    expect(await auditSince(start)).toEqual([{ ...by, action: "signed_in" }]);
    clock = () => new Date(start.getTime() + 1_000);
    const out = (headers: Record<string, string>) =>
      post("/auth/sign-out", {}, { origin: ADMIN, ...through("192.0.2.41"), ...headers });
    expect((await out({ cookie })).status).toBe(200);
    await out({ cookie });
    await out({});
    expect(await auditSince(start)).toEqual([
      { ...by, action: "signed_in" },
      { ...by, action: "signed_out" },
    ]);
  });

  it("records failed tries on an operator's account as nobody's, some of them, and none of unknown addresses", async () => {
    const start = new Date(Date.now() + 24 * 3_600_000);
    clock = () => start;
    await signIn("nobody@example.com", "wrong horse", through("192.0.2.42"));
    await signIn(` ${EMAIL.toUpperCase()} `.trim(), "wrong horse", through("192.0.2.42"));
    const failed = { action: "sign_in_failed", actor: "unauthenticated" };
    // It is recorded after the answer, so that nobody learns from the time it takes.
    await expect.poll(() => auditSince(start)).toEqual([{ ...failed, address: "192.0.2.42" }]);
    for (let i = 0; i < 30; i++) await signIn(EMAIL, "wrong horse", through(`198.51.100.${i}`));
    await expect.poll(async () => (await auditSince(start)).length).toBe(20);
    const unknown = await test.db.sql`select from audit_entries where address = '192.0.2.42'`;
    expect(unknown).toHaveLength(1);
  });

  it("S2: refused tries do not count, and waits grow", async () => {
    const later = (ms: number) => {
      clock = () => new Date(Date.now() + ms);
    };
    for (let i = 0; i < 30; i++) await signIn(EMAIL, "wrong horse");
    later(61_000);
    expect((await signIn(EMAIL, "wrong horse")).status).toBe(401);
    const next = await signIn(EMAIL, PASSWORD);
    expect(Number(next.headers.get("retry-after"))).toBeGreaterThan(100);
    later(185_000);
    expect((await signIn(EMAIL, PASSWORD)).status).toBe(200);
  });

  it("S2: an address from which its owner signed in passes, whatever others there try", async () => {
    const shared = through("203.0.113.7");
    expect((await signIn(EMAIL, PASSWORD, shared)).status).toBe(200);
    for (let i = 0; i < 70; i++) await signIn(`user-${i}@example.com`, "wrong horse", shared);
    for (let i = 0; i < 6; i++) await signIn(EMAIL, "wrong horse", shared);
    expect((await signIn(EMAIL, PASSWORD, shared)).status).toBe(200);
  });

  it("S2: a browser that signed in before has tries of its own, for that account only", async () => {
    const guesser = through("198.51.100.68");
    const device = (await signIn(EMAIL, PASSWORD, through("203.0.113.8"))).headers.getSetCookie()[1] ?? "";
    expect(device).toMatch(/^parley\.device=[^;]+; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Lax$/);
    const cookie = device.split(";")[0] ?? "";
    for (let i = 0; i < 20; i++) await signIn(EMAIL, "wrong horse", guesser);
    for (let i = 0; i < 20; i++) await signIn("other@example.com", "wrong horse", { ...guesser, cookie });
    expect((await signIn("other@example.com", PASSWORD, { ...guesser, cookie })).status).toBe(429);
    const forged = cookie.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
    expect((await signIn(EMAIL, PASSWORD, { ...guesser, cookie: forged })).status).toBe(429);
    expect((await signIn(EMAIL, PASSWORD, { ...guesser, cookie })).status).toBe(200);
  });

  it("limits tries from a known address too, with shorter waits", async () => {
    const home = through("203.0.113.9");
    await signIn(EMAIL, PASSWORD, home);
    for (let i = 0; i < 10; i++) expect((await signIn(EMAIL, "wrong horse", home)).status).toBe(401);
    const answer = await signIn(EMAIL, PASSWORD, home);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(15);
  });

  it("counts many tries at once as many", async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(EMAIL, "wrong horse")));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
  });

  it("does not count tries that succeed, and forgets the failures before", async () => {
    for (let i = 0; i < 4; i++) await signIn(EMAIL, "wrong horse");
    expect((await signIn(EMAIL, PASSWORD)).status).toBe(200);
    for (let i = 0; i < 4; i++) expect((await signIn(EMAIL, "wrong horse")).status).toBe(401);
    expect((await signIn(EMAIL, PASSWORD)).status).toBe(200);
  });

  it("forgives after a quarter of an hour", async () => {
    for (let i = 0; i < 6; i++) await signIn(EMAIL, "wrong horse");
    clock = () => new Date(Date.now() + 900_001);
    expect((await signIn(EMAIL, PASSWORD)).status).toBe(200);
  });

  it("gives a session id of its own to each sign-in, whatever cookie came with it", async () => {
    const fixed = "parley.session=chosen-by-somebody.c2lnbmF0dXJl";
    const answer = await signIn(EMAIL, PASSWORD, { cookie: fixed });
    expect(answer.headers.getSetCookie()[0]).not.toContain("chosen-by-somebody");
    expect(await who({ cookie: fixed })).toBeNull();
  });

  it("ends a session at once on sign-out, everywhere", async () => {
    const cookie = await signedIn();
    expect((await post("/auth/sign-out", {}, { cookie })).status).toBe(200);
    expect(await who({ cookie })).toBeNull();
  });

  it("forgets a session that was idle for half an hour", async () => {
    const cookie = await signedIn();
    await test.db.sql`update operator_sessions set expires_at = now() - interval '1 second'`;
    expect(await who({ cookie })).toBeNull();
  });

  it("forgets a session after twelve hours, however busy it was", async () => {
    const cookie = await signedIn();
    clock = () => new Date(Date.now() + 12 * 3_600_000 + 1000);
    expect(await who({ cookie })).toBeNull();
    clock = () => new Date();
    expect(await who({ cookie })).toBeNull();
  });

  it("keeps a session that is used", async () => {
    const cookie = await signedIn();
    await test.db
      .sql`update operator_sessions set expires_at = now() + interval '5 minutes', updated_at = now() - interval '25 minutes'`;
    expect(await who({ cookie })).toMatchObject({ id: operatorId });
    const [row] = await test.db
      .sql`select max(expires_at) > now() + interval '29 minutes' as slid from operator_sessions`;
    expect(row).toEqual({ slid: true });
  });

  it.each([
    ["cut", (cookie: string) => cookie.slice(0, -8)],
    ["changed", (cookie: string) => cookie.replace(/=./, (start) => (start === "=a" ? "=b" : "=a"))],
    ["unsigned", (cookie: string) => cookie.replace(/\..*$/, "")],
    ["empty", () => "parley.session="],
  ])("does not know a cookie that was %s", async (_how, change) => {
    expect(await who({ cookie: change(await signedIn()) })).toBeNull();
  });

  it("knows an operator by their API key, until it is revoked", async () => {
    const made = await insertApiKey(test.db, { operatorId, name: "script", now: new Date() });
    const headers = { authorization: `Bearer ${made.plain}` };
    expect(made.plain).toMatch(/^parley_key_/);
    expect(await who(headers)).toMatchObject({ id: operatorId, via: "api_key" });
    await revokeApiKey(test.db, { operatorId, keyId: made.key.id, by: CLI, now: new Date() });
    expect(await who(headers)).toBeNull();
  });

  it("answers for a key before its use is noted, and notes it to the minute", async () => {
    const { plain } = await insertApiKey(test.db, { operatorId, name: "used", now: new Date() });
    const at = new Date();
    clock = () => at;
    expect(await who({ authorization: `Bearer ${plain}` })).toMatchObject({ id: operatorId });
    const lastUse = async () =>
      (await listApiKeys(test.db, [operatorId])).find(({ name }) => name === "used")?.lastUsedAt;
    await expect.poll(lastUse).toEqual(at);
  });

  it("shuts a disabled operator out at once, and answers them as a wrong password", async () => {
    const person = { name: "Grace", email: "grace@example.com", password: "another long passphrase, seven" };
    const grants = [{ role: "viewer", brandId: null, locationId: null }] as const;
    const made = await createOperator({ db: test.db, now: new Date() }, { ...person, grants });
    if (made.kind !== "created") throw new Error(made.kind);
    const { id } = made.operator;
    const entered = await signIn(person.email, person.password);
    const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const { plain } = await insertApiKey(test.db, { operatorId: id, name: "script", now: new Date() });
    const authorization = `Bearer ${plain}`;
    expect([await who({ cookie }), await who({ authorization })]).toMatchObject([{ id }, { id }]);

    const people = createPeople({ db: test.db, now: () => new Date(), mailer: null, adminUrl: ADMIN });
    const ask = { operatorId: id, expectedVersion: 1, scope: everyBrand, by: CLI };
    expect(await people.disable(ask)).toMatchObject({ kind: "changed" });
    expect([await who({ cookie }), await who({ authorization })]).toEqual([null, null]);
    const refused = await signIn(person.email, person.password);
    const wrong = await signIn(person.email, "not this one, surely");
    expect([refused.status, await refused.text()]).toEqual([401, await wrong.text()]);
    expect(refused.headers.getSetCookie()).toEqual([]);

    expect(await people.enable({ ...ask, expectedVersion: 2 })).toMatchObject({ kind: "changed" });
    expect((await signIn(person.email, person.password)).status).toBe(200);
    expect([await who({ cookie }), await who({ authorization })]).toEqual([null, null]);
  });

  it("ends every session of an operator whose password is reset", async () => {
    const person = { name: "Linus", email: "linus@example.com", password: "another long passphrase, eight" };
    const grants = [{ role: "viewer", brandId: null, locationId: null }] as const;
    const made = await createOperator({ db: test.db, now: new Date() }, { ...person, grants });
    if (made.kind !== "created") throw new Error(made.kind);
    const entered = await signIn(person.email, person.password);
    const cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const people = createPeople({ db: test.db, now: () => new Date(), mailer: null, adminUrl: ADMIN });
    const ask = { operatorId: made.operator.id, expectedVersion: 1, scope: everyBrand, by: CLI };
    expect(await people.resetPassword(ask, "linus linus linus")).toMatchObject({ kind: "invalid" });
    const own = { ...ask, by: { kind: "operator", id: made.operator.id, address: "192.0.2.1" } } as const;
    expect(await people.resetPassword(own, "yet another long one, nine")).toEqual({ kind: "own" });
    expect(await people.resetPassword(ask, "yet another long one, nine")).toMatchObject({ kind: "changed" });
    expect(await who({ cookie })).toBeNull();
    expect((await signIn(person.email, person.password)).status).toBe(401);
    expect((await signIn(person.email, "yet another long one, nine")).status).toBe(200);
  });

  it("does not fall back to the cookie where a wrong key is given", async () => {
    const cookie = await signedIn();
    expect(await who({ cookie, authorization: "Bearer parley_key_wrong_wrong_wrong" })).toBeNull();
  });

  it.each([
    ["a foreign origin", { origin: "https://evil.example" }],
    ["the origin null", { origin: "null" }],
    ["an origin with our name in front", { origin: "http://localhost:3000.evil.example" }],
    ["our host on another port", { origin: "http://localhost:3001" }],
  ])("refuses %s", async (_what, headers) => {
    const answer = await signIn(EMAIL, PASSWORD, headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it("takes the loopback twin of the admin's origin", async () => {
    expect((await signIn(EMAIL, PASSWORD, { origin: "http://127.0.0.1:3000" })).status).toBe(200);
  });

  it.each([
    ["/auth/sign-up/email", { email: "new@example.com", password: PASSWORD, name: "New" }],
    ["/auth/get-session", {}],
    ["/auth/update-user", { name: "x" }],
    ["/auth/sign-in/social", { provider: "github" }],
    ["/auth/request-password-reset", { email: EMAIL }],
    // S4: another spelling is another path.
    ["/auth/sign-in/email/", { email: EMAIL, password: PASSWORD }],
    ["/auth/Sign-In/email", { email: EMAIL, password: PASSWORD }],
    ["/auth/sign-in//email", { email: EMAIL, password: PASSWORD }],
    ["/auth/sign-in/%65mail/", { email: EMAIL, password: PASSWORD }],
    ["/auth/SIGN-OUT", {}],
    ["/auth/sign-out/", {}],
  ])("does not offer %s", async (path, body) => {
    expect((await post(path, body)).status).toBe(404);
  });

  it("answers what is no credentials as JSON", async () => {
    expect((await post("/auth/sign-in/email", "{")).status).toBe(400);
    expect((await post("/auth/sign-in/email", { email: EMAIL })).status).toBe(400);
    expect((await post("/auth/sign-in/email", { email: EMAIL, password: "x".repeat(20_000) })).status).toBe(
      413,
    );
  });

  it("S5: keeps only the hash of a session's token", async () => {
    await test.db.sql`delete from operator_sessions`;
    const cookie = await signedIn();
    const [token = ""] = decodeURIComponent(cookie.slice("parley.session=".length)).split(".");
    const [row] = await test.db.sql`select s::text as row, token from operator_sessions s`;
    expect(row?.token).toMatch(/^sha256:[\w-]{43}$/);
    expect(row?.row).not.toContain(token);
    expect(await who({ cookie })).toMatchObject({ id: operatorId });
    expect((await post("/auth/sign-out", {}, { cookie })).status).toBe(200);
    expect(await test.db.sql`select 1 from operator_sessions`).toHaveLength(0);
  });

  it("S5: leaves operators signed in whose session the release before made, and lets them sign out", async () => {
    await test.db.sql`delete from operator_sessions`;
    const cookie = await signedIn();
    const [token = ""] = decodeURIComponent(cookie.slice("parley.session=".length)).split(".");
    await test.db.sql`update operator_sessions set token = ${token}`;
    expect(await who({ cookie })).toMatchObject({ id: operatorId });
    await test.db.sql`update operator_sessions set updated_at = now() - interval '25 minutes'`;
    expect(await who({ cookie })).toMatchObject({ id: operatorId });
    expect((await post("/auth/sign-out", {}, { cookie })).status).toBe(200);
    expect(await who({ cookie })).toBeNull();
  });

  it("keeps only the hash of a password", async () => {
    const rows = await test.db.sql`select password from operator_accounts`;
    for (const row of rows) expect(row.password).toEqual(expect.stringMatching(/^\$argon2id\$/));
  });
});
