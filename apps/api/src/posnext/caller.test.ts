import { SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { createCallers, type LiveSecret } from "./caller.ts";

// A widely used library makes the tokens, so that our code is not checked against its own mistakes.

const FIRST = "the-first-tenants-sharedid-2026";
const RETIRING = "the-first-tenants-former-sharedid";
const SECOND = "the-second-tenants-sharedid-2026";
const now = new Date("2026-11-23T12:00:00Z");
const seconds = now.getTime() / 1000;

function secret(secretId: string, sharedId: string, slug: string, endsAt: Date | null = null): LiveSecret {
  return {
    secretId,
    sharedId,
    endsAt,
    connection: { id: `con_${slug}`, slug, switches: {}, pausedAt: null, pauseUntil: null },
  };
}

const ALL = [
  secret("sec_1", FIRST, "first"),
  secret("sec_2", RETIRING, "first", new Date("2026-11-23T12:30:00Z")),
  secret("sec_3", SECOND, "second"),
];

async function open(at: Date | (() => Date) = now, load: () => readonly LiveSecret[] = () => ALL) {
  const touched: string[] = [];
  const callers = createCallers({
    load: async () => load(),
    touch: (secretId) => touched.push(secretId),
    now: () => (at instanceof Date ? at : at()),
  });
  await callers.reload();
  return { callers, touched };
}

function token(sharedId: string, alg = "HS256", exp = seconds + 300) {
  return new SignJWT({ iss: "par-ordering" })
    .setProtectedHeader({ alg, typ: "JWT" })
    .setIssuedAt(seconds)
    .setExpirationTime(exp)
    .sign(new TextEncoder().encode(sharedId));
}

const bearer = async (sharedId: string, ...rest: [string?, number?]) =>
  `Bearer ${await token(sharedId, ...rest)}`;

describe("authenticate", () => {
  it("names the tenant by the secret that verifies, whatever else is live", async () => {
    const { callers, touched } = await open();
    for (const [sharedId, slug, secretId] of [
      [FIRST, "first", "sec_1"],
      [RETIRING, "first", "sec_2"],
      [SECOND, "second", "sec_3"],
    ] as const) {
      const caller = await callers.authenticate({ slug: null, authorization: await bearer(sharedId) });
      expect([caller.connection.slug, caller.secretId]).toEqual([slug, secretId]);
    }
    expect(touched).toEqual(["sec_1", "sec_2", "sec_3"]);
  });

  it("notes the last use of a secret at most once a minute", async () => {
    const { callers, touched } = await open();
    const authorization = await bearer(FIRST);
    for (let i = 0; i < 5; i++) await callers.authenticate({ slug: null, authorization });
    expect(touched).toEqual(["sec_1"]);
  });

  it("goes on noting it while calls come more often than that", async () => {
    let at = now;
    const { callers, touched } = await open(() => at);
    const authorization = await bearer(FIRST);
    for (let i = 0; i < 7; i++) {
      await callers.authenticate({ slug: null, authorization });
      at = new Date(at.getTime() + 20_000);
    }
    expect(touched).toEqual(["sec_1", "sec_1", "sec_1"]);
  });

  it("lets a retiring secret in until its end and not after", async () => {
    const { callers } = await open(new Date("2026-11-23T12:30:01Z"));
    const authorization = await bearer(RETIRING, "HS256", seconds + 3_600);
    await expect(callers.authenticate({ slug: null, authorization })).rejects.toMatchObject({
      reason: "no_match",
    });
  });

  it("judges a token that it knows by the time of each call", async () => {
    let at = now;
    const { callers } = await open(() => at);
    const authorization = await bearer(FIRST);
    await callers.authenticate({ slug: null, authorization });
    at = new Date(now.getTime() + 359_000);
    await callers.authenticate({ slug: null, authorization });
    at = new Date(now.getTime() + 361_000);
    const reason = "expired";
    await expect(callers.authenticate({ slug: null, authorization })).rejects.toMatchObject({ reason });
  });

  it("ends a token that it knows with the secret's end", async () => {
    let at = now;
    const { callers } = await open(() => at);
    const authorization = await bearer(RETIRING, "HS256", seconds + 3_600);
    await callers.authenticate({ slug: null, authorization });
    at = new Date("2026-11-23T12:30:01Z");
    const reason = "no_match";
    await expect(callers.authenticate({ slug: null, authorization })).rejects.toMatchObject({ reason });
  });

  it("forgets the tokens of a secret that is gone, or whose connection reads it otherwise", async () => {
    let secrets = ALL;
    const { callers } = await open(now, () => secrets);
    const authorization = await bearer(FIRST);
    const reason = "no_match";
    for (const later of [
      ALL.slice(1),
      ALL.map((one) => ({ ...one, connection: { ...one.connection, switches: { jwt_key: "first10" } } })),
    ]) {
      secrets = ALL;
      await callers.reload();
      const caller = await callers.authenticate({ slug: null, authorization });
      expect(caller.secretId).toBe("sec_1");
      secrets = later;
      await callers.reload();
      await expect(callers.authenticate({ slug: null, authorization })).rejects.toMatchObject({ reason });
    }
  });

  it("knows a token by every character of its header", async () => {
    const { callers } = await open();
    const authorization = await bearer(FIRST);
    await callers.authenticate({ slug: null, authorization });
    for (const other of [`${authorization} `, authorization.slice(0, -1), authorization.toUpperCase()])
      await expect(callers.authenticate({ slug: null, authorization: other })).rejects.toMatchObject({
        code: "unauthorized",
      });
  });

  it("lets a base path admit only its own connection", async () => {
    const { callers } = await open();
    const authorization = await bearer(FIRST);
    await callers.authenticate({ slug: "first", authorization });
    for (const slug of ["second", "nobody"]) {
      await expect(callers.authenticate({ slug, authorization })).rejects.toMatchObject({
        code: "unauthorized",
      });
    }
  });

  it.each([
    ["another algorithm of the same family", bearer(FIRST, "HS512")],
    ["the first ten characters as key", bearer(FIRST.slice(0, 10))],
    ["a key with a NUL behind it", bearer(`${FIRST.slice(0, -1)}\u0000`)],
    ["a token that ended", bearer(FIRST, "HS256", seconds - 61)],
    ["a token that lives for years", bearer(FIRST, "HS256", seconds + 315_360_000)],
  ])("refuses %s with the one error", async (_what, authorization) => {
    const { callers } = await open();
    await expect(
      callers.authenticate({ slug: null, authorization: await authorization }),
    ).rejects.toMatchObject({
      code: "unauthorized",
      message: "The request is not authorized.",
    });
  });
});
