import { createHmac } from "node:crypto";
import { jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { TokenError, type TokenFailure } from "../errors.ts";
import { parseSwitches, type Switches } from "../guesses/switches.ts";
import { importTokenKey, signToken, type VerifiedToken, verifyToken } from "./token.ts";
import { peekTokenClaims } from "./token-claims.ts";

const NOW = new Date("2026-01-15T12:34:56.789Z");
const SECONDS = 1_768_480_496;
const SHARED_IDS = ["0123456789", "0123456789abcdef", "Zk3-9fQ_x7Lw2Rt8Vb1Nc6Md4Ks0Jh5Gp3Yq7Ue9Wi2a"];
const [SHORT = "", , LONG = ""] = SHARED_IDS;

const part = (text: string | Buffer) => Buffer.from(text).toString("base64url");

/** A token made by hand: header and payload as raw text, signed over whatever they are. */
function handmade(
  head: string,
  payload: string | Buffer,
  { key = LONG, algorithm = "sha256" }: { key?: string; algorithm?: string } = {},
): string {
  const input = `${part(head)}.${part(payload)}`;
  return `${input}.${createHmac(algorithm, key).update(input).digest("base64url")}`;
}

const HEAD = '{"alg":"HS256","typ":"JWT"}';
const claims = (extra: Record<string, unknown> = {}) =>
  JSON.stringify({ iat: SECONDS, exp: SECONDS + 300, ...extra });
const payload = (more: string) => `{"iat":${SECONDS},${more}}`;

async function verify(
  authorization: string | undefined,
  switches: Partial<Switches> = {},
  sharedIds: readonly string[] = [LONG],
): Promise<VerifiedToken> {
  const all = parseSwitches(switches);
  const candidates = await Promise.all(
    sharedIds.map(async (sharedId) => ({
      id: `sec_${sharedId}`,
      key: await importTokenKey(sharedId, all.jwt_key),
      switches: all,
    })),
  );
  return verifyToken({ authorization, candidates, now: NOW });
}

async function reasonOf(
  authorization: string | undefined,
  switches: Partial<Switches> = {},
): Promise<TokenFailure> {
  try {
    await verify(authorization, switches);
  } catch (error) {
    if (error instanceof TokenError) {
      expect(error.code).toBe("unauthorized");
      return error.reason;
    }
    throw error;
  }
  throw new Error("was accepted");
}

const bearer = (token: string) => `Bearer ${token}`;
const good = handmade(HEAD, claims());
const [goodHead = "", goodBody = "", goodMac = ""] = good.split(".");

/** The last character's unused bits changed: other text, same 32 bytes. */
function otherLastCharacter(text: string): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const last = alphabet.indexOf(text.slice(-1));
  return text.slice(0, -1) + alphabet.charAt(last ^ 1);
}

const refused: [row: string, authorization: string | undefined, reason: TokenFailure][] = [
  ["A01 no header", undefined, "missing"],
  ["A01 an empty header", "", "missing"],
  ["A05 Bearer alone", "Bearer ", "malformed"],
  ["A05 one part", bearer(goodHead), "malformed"],
  ["A05 two parts", bearer(`${goodHead}.${goodBody}`), "malformed"],
  ["A05 four parts", bearer(`${good}.${goodMac}`), "malformed"],
  ["A05 five parts", bearer(`${good}.${goodMac}.${goodMac}`), "malformed"],
  ["A05 another scheme", `Basic ${good}`, "malformed"],
  ["A05 no scheme", good, "malformed"],
  ["A06 none, no signature", bearer(`${part('{"alg":"none"}')}.${goodBody}.`), "malformed"],
  ["A06 none", bearer(handmade('{"alg":"none"}', claims())), "algorithm"],
  ["A06 nOnE", bearer(handmade('{"alg":"nOnE"}', claims())), "algorithm"],
  ["A07 hs256", bearer(handmade('{"alg":"hs256"}', claims())), "algorithm"],
  ["A07 HS256 with a blank", bearer(handmade('{"alg":"HS256 "}', claims())), "algorithm"],
  ["A07 no alg", bearer(handmade('{"typ":"JWT"}', claims())), "algorithm"],
  ["A08 HS384", bearer(handmade('{"alg":"HS384"}', claims(), { algorithm: "sha384" })), "algorithm"],
  ["A08 HS512 named HS256", bearer(handmade(HEAD, claims(), { algorithm: "sha512" })), "malformed"],
  ["A09 RS256", bearer(handmade('{"alg":"RS256"}', claims())), "algorithm"],
  ["A10 an empty key", bearer(handmade(HEAD, claims(), { key: "" })), "no_match"],
  ["A10 a guessed key", bearer(handmade(HEAD, claims(), { key: "secret" })), "no_match"],
  ["A10 the first ten characters", bearer(handmade(HEAD, claims(), { key: LONG.slice(0, 10) })), "no_match"],
  ["A12 no signature", bearer(`${goodHead}.${goodBody}.`), "malformed"],
  [
    "A12 31 bytes",
    bearer(`${goodHead}.${goodBody}.${part(Buffer.from(goodMac, "base64url").subarray(1))}`),
    "malformed",
  ],
  ["A12 33 bytes", bearer(`${goodHead}.${goodBody}.${part(Buffer.alloc(33))}`), "malformed"],
  ["A12 zeros", bearer(`${goodHead}.${goodBody}.${part(Buffer.alloc(32))}`), "no_match"],
  ["A14 other unused bits", bearer(`${goodHead}.${goodBody}.${otherLastCharacter(goodMac)}`), "malformed"],
  ["A15 padding", bearer(`${good}=`), "malformed"],
  ["A15 a newline", bearer(`${good}\n`), "malformed"],
  ["A15 a blank", bearer(`${good} `), "malformed"],
  ["A15 two blanks before", `Bearer  ${good}`, "malformed"],
  ["A16 a blank inside", bearer(`${goodHead}. ${goodBody}.${goodMac}`), "malformed"],
  ["A17 standard base64", bearer(`${goodHead}.${goodBody}.${"+/".repeat(21)}A`), "malformed"],
  ["A18 alg twice", bearer(handmade('{"alg":"none","alg":"HS256"}', claims())), "header"],
  ["A19 exp twice", bearer(handmade(HEAD, payload(`"exp":1,"exp":${SECONDS + 300}`))), "payload"],
  ["A20 no exp", bearer(handmade(HEAD, `{"iat":${SECONDS}}`)), "no_expiry"],
  ["A21 exp past by a second beyond skew", bearer(handmade(HEAD, claims({ exp: SECONDS - 61 }))), "expired"],
  ["A22 exp a text", bearer(handmade(HEAD, claims({ exp: String(SECONDS + 300) }))), "claim_exp"],
  ["A22 exp null", bearer(handmade(HEAD, claims({ exp: null }))), "claim_exp"],
  ["A22 exp negative", bearer(handmade(HEAD, claims({ exp: -1 }))), "expired"],
  ["A22 exp an array", bearer(handmade(HEAD, claims({ exp: [SECONDS + 300] }))), "claim_exp"],
  ["E exp past, with a fraction", bearer(handmade(HEAD, claims({ exp: SECONDS - 60 + 0.9 }))), "expired"],
  ["E nbf ahead, with a fraction", bearer(handmade(HEAD, claims({ nbf: SECONDS + 61.5 }))), "not_yet_valid"],
  ["E iat ahead, with a fraction", bearer(handmade(HEAD, claims({ iat: SECONDS + 61.5 }))), "issued_ahead"],
  ["E nbf a text", bearer(handmade(HEAD, claims({ nbf: "now" }))), "claim_nbf"],
  ["A23 exp 1e400", bearer(handmade(HEAD, payload('"exp":1e400'))), "payload"],
  ["A23 exp 1e20", bearer(handmade(HEAD, payload('"exp":1e20'))), "life_too_long"],
  ["A23 nbf -1e300", bearer(handmade(HEAD, claims({ nbf: -1e300, exp: "" }))), "claim_exp"],
  ["A23 exp in ten years", bearer(handmade(HEAD, claims({ exp: SECONDS + 315_360_000 }))), "life_too_long"],
  ["iat 61 seconds ahead", bearer(handmade(HEAD, claims({ iat: SECONDS + 61 }))), "issued_ahead"],
  ["iat a text", bearer(handmade(HEAD, claims({ iat: "now" }))), "claim_iat"],
  ["nbf 61 seconds ahead", bearer(handmade(HEAD, claims({ nbf: SECONDS + 61 }))), "not_yet_valid"],
  ["A26 crit b64", bearer(handmade('{"alg":"HS256","crit":["b64"],"b64":false}', claims())), "header"],
  ["A26 crit x", bearer(handmade('{"alg":"HS256","crit":["x"],"x":1}', claims())), "header"],
  ["A26 crit empty", bearer(handmade('{"alg":"HS256","crit":[]}', claims())), "header"],
  ["A28 jwk", bearer(handmade('{"alg":"HS256","jwk":{"kty":"oct","k":"AA"}}', claims())), "header"],
  ["A28 jku", bearer(handmade('{"alg":"HS256","jku":"http://127.0.0.1:1/"}', claims())), "header"],
  ["A28 x5u", bearer(handmade('{"alg":"HS256","x5u":"http://127.0.0.1:1/"}', claims())), "header"],
  ["A28 x5c", bearer(handmade('{"alg":"HS256","x5c":["AA"]}', claims())), "header"],
  ["A29 a payload []", bearer(handmade(HEAD, "[]")), "payload"],
  ["A29 a payload 1", bearer(handmade(HEAD, "1")), "payload"],
  ["A29 a payload text", bearer(handmade(HEAD, '"x"')), "payload"],
  ["A29 no JSON", bearer(handmade(HEAD, "{exp:1}")), "payload"],
  ["A29 invalid UTF-8", bearer(handmade(HEAD, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))), "payload"],
  ["A29 a byte order mark", bearer(handmade(HEAD, `\ufeff${claims()}`)), "payload"],
  ["A31 nested deeply", bearer(handmade(HEAD, `{"a":${"[".repeat(1_200)}${"]".repeat(1_200)}}`)), "payload"],
  ["A32 8 KiB", bearer(handmade(HEAD, claims({ pad: "x".repeat(6_000) }))), "too_long"],
  ["A32 15 KiB", bearer("a".repeat(15 * 1_024)), "too_long"],
  ["A33 typ JWE", bearer(handmade('{"alg":"HS256","typ":"JWE"}', claims())), "header"],
  ["A33 typ at+jwt", bearer(handmade('{"alg":"HS256","typ":"at+jwt"}', claims())), "header"],
  ["A40 a JSON-serialized JWS", `Bearer {"payload":"${goodBody}"}`, "malformed"],
  [
    "an organization that is no id",
    bearer(handmade(HEAD, claims({ organization_id: ["a"] }))),
    "claim_organization_id",
  ],
  [
    "two organizations",
    bearer(handmade(HEAD, claims({ organization_id: "a", org_id: "b" }))),
    "claim_organization_id",
  ],
  ["a location with a pipe", bearer(handmade(HEAD, claims({ LocationId: "a|b" }))), "claim_location_id"],
];

describe("verifyToken", () => {
  it.each(refused)("refuses %s", async (_, authorization, reason) => {
    expect(await reasonOf(authorization)).toBe(reason);
  });

  it.each(SHARED_IDS)("verifies what signToken signed with %s", async (sharedId) => {
    for (const jwtKey of ["full", "first10"] as const) {
      const token = await signToken({ sharedId, jwtKey, now: NOW, lifeSeconds: 300 });
      const verified = await verify(bearer(token), { jwt_key: jwtKey }, [sharedId]);
      expect(verified.expiresAt).toEqual(new Date((SECONDS + 300) * 1_000));
    }
  });

  it("A21: takes an exp of now and one within the skew", async () => {
    for (const exp of [SECONDS, SECONDS - 59]) {
      await expect(verify(bearer(handmade(HEAD, claims({ exp }))))).resolves.toBeDefined();
    }
  });

  it("E, A22: judges times with a fraction by their whole second", async () => {
    const times = [
      { exp: SECONDS + 0.5 },
      { exp: SECONDS - 59 + 0.001 },
      { exp: SECONDS + 299.999, iat: SECONDS + 0.25, nbf: SECONDS - 0.5 },
      { nbf: SECONDS + 60.999 },
      { iat: SECONDS + 60.5 },
      { exp: SECONDS + 86_460.9 },
    ];
    for (const each of times) {
      await expect(verify(bearer(handmade(HEAD, claims(each))))).resolves.toBeDefined();
    }
    const { expiresAt, seen } = await verify(bearer(handmade(HEAD, claims({ exp: SECONDS + 10.75 }))));
    expect(seen.token_times).toBe("fraction");
    expect(expiresAt).toEqual(new Date((SECONDS + 10) * 1_000));
  });

  it("takes the scheme in any case, a header without typ, and blanks in the JSON (A16)", async () => {
    const spaced = handmade('{ "alg" : "HS256" }', ` ${claims()} `);
    for (const scheme of ["Bearer", "bearer", "BEARER"]) {
      await expect(verify(`${scheme} ${spaced}`)).resolves.toBeDefined();
    }
  });

  it("A25: judges iss and aud only when they are configured", async () => {
    const token = (extra: Record<string, unknown>) => bearer(handmade(HEAD, claims(extra)));
    const expecting = { issuer: "par-ordering", audience: "parley" };
    const both = { iss: "par-ordering", aud: "parley" };
    await expect(verify(token({ iss: "anyone" }))).resolves.toBeDefined();
    await expect(verify(token(both), expecting)).resolves.toBeDefined();
    await expect(verify(token({ ...both, aud: ["x", "parley"] }), expecting)).resolves.toBeDefined();
    expect(await reasonOf(token({ aud: "parley" }), expecting)).toBe("issuer");
    expect(await reasonOf(token({ ...both, iss: "other" }), expecting)).toBe("issuer");
    expect(await reasonOf(token({ ...both, iss: ["par-ordering"] }), expecting)).toBe("issuer");
    expect(await reasonOf(token({ iss: "par-ordering" }), expecting)).toBe("audience");
    expect(await reasonOf(token({ ...both, aud: "other" }), expecting)).toBe("audience");
  });

  it("A27: ignores kid, whatever it holds", async () => {
    for (const kid of ["../../dev/null", "' or 1=1 --", "x".repeat(500)]) {
      await expect(
        verify(bearer(handmade(JSON.stringify({ alg: "HS256", kid }), claims()))),
      ).resolves.toBeDefined();
    }
  });

  it("A30: takes __proto__ and constructor as claims that do nothing", async () => {
    const body = payload(
      `"exp":${SECONDS + 300},"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}`,
    );
    const verified = await verify(bearer(handmade(HEAD, body)));
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
    expect(verified.organizationId).toBeNull();
  });

  it("A20: lets a token without exp live ten minutes from iat, where that is switched on", async () => {
    const switches = { require_exp: false };
    const token = (iat: number) => bearer(handmade(HEAD, `{"iat":${iat}}`));
    const verified = await verify(token(SECONDS - 500), switches);
    expect(verified.expiresAt).toEqual(new Date((SECONDS + 100) * 1_000));
    expect(await reasonOf(token(SECONDS - 661), switches)).toBe("expired");
    expect(await reasonOf(bearer(handmade(HEAD, '{"sub":"x"}')), switches)).toBe("no_expiry");
  });

  it("names the secret that matched among many, and no other", async () => {
    const token = handmade(HEAD, claims(), { key: SHORT });
    const verified = await verify(bearer(token), {}, [LONG, ...SHARED_IDS.slice(1), SHORT]);
    expect(verified.candidateId).toBe(`sec_${SHORT}`);
    await expect(verify(bearer(token), {}, SHARED_IDS.slice(1))).rejects.toBeInstanceOf(TokenError);
    await expect(verify(bearer(token), {}, [])).rejects.toBeInstanceOf(TokenError);
  });

  it.each([
    ["organization_id", "location_id"],
    ["OrganizationId", "LocationId"],
    ["organizationId", "locationId"],
    ["org_id", "loc_id"],
  ])("reads the tenant from %s and %s", async (organization, location) => {
    const token = bearer(handmade(HEAD, claims({ [organization]: "IA-YC-01", [location]: 7 })));
    expect(peekTokenClaims(token)).toEqual({ organizationId: "IA-YC-01", locationId: "7" });
    const verified = await verify(token);
    expect(verified).toMatchObject({ organizationId: "IA-YC-01", locationId: "7" });
    expect(verified.seen).toEqual({ tenant_claims: "organization+location", token_times: "whole" });
  });
});

// S15: how long a refusal takes must not tell a genuine token from a forged one.
describe("the work of a refusal (S15)", () => {
  /** Counts how often a candidate's key is used: once for its HMAC, and once more where `jose` is asked. */
  async function keysUsed(authorization: string, sharedIds: readonly string[]): Promise<number> {
    const switches = parseSwitches({ issuer: "par-ordering", audience: "parley" });
    let used = 0;
    const candidates = await Promise.all(
      sharedIds.map(async (sharedId) => {
        const key = await importTokenKey(sharedId, "full");
        return {
          id: sharedId,
          switches,
          get key() {
            used += 1;
            return key;
          },
        };
      }),
    );
    await verifyToken({ authorization, candidates, now: NOW }).catch((error: unknown) => {
      if (!(error instanceof TokenError)) throw error;
    });
    return used;
  }

  const parties = { iss: "par-ordering", aud: "parley" };
  const wrong: [string, Record<string, unknown>][] = [
    ["expired", { ...parties, exp: SECONDS - 300 }],
    ["not yet valid", { ...parties, nbf: SECONDS + 300 }],
    ["of too long a life", { ...parties, exp: SECONDS + 1e9 }],
    ["without an end", { ...parties, exp: undefined }],
    ["of another issuer", { ...parties, iss: "another" }],
    ["for another audience", { ...parties, aud: ["another"] }],
    ["without parties", {}],
    ["with a claim that cannot be read", { ...parties, organization_id: ["a"] }],
  ];

  it.each(wrong)(
    "is one HMAC for each SharedId, for a token that is %s, genuine or forged",
    async (_, extra) => {
      for (const sharedIds of [[LONG], [LONG, SHORT], [SHORT, LONG], [...SHARED_IDS].reverse()]) {
        for (const key of [LONG, "a forged token's key"]) {
          const token = bearer(handmade(HEAD, claims(extra), { key }));
          expect(await keysUsed(token, sharedIds)).toBe(sharedIds.length);
        }
      }
    },
  );

  it("asks jose about what is unusual and to be accepted, and about nothing else", async () => {
    const plain = bearer(handmade(HEAD, claims(parties)));
    expect(await keysUsed(plain, [SHORT, LONG])).toBe(2);
    const unusual = [
      handmade('{"alg":"HS256","x":1}', claims(parties)),
      handmade(HEAD, claims({ ...parties, exp: SECONDS + 300.5 })),
    ];
    for (const token of unusual) expect(await keysUsed(bearer(token), [SHORT, LONG])).toBe(3);
    expect(await keysUsed(bearer(handmade(HEAD, claims(parties), { key: "forged" })), [SHORT, LONG])).toBe(2);
  });

  it.each([
    undefined,
    null,
    "",
    "parley",
    "Parley",
    ["parley"],
    ["x", "parley"],
    [["parley"]],
    [],
    { 0: "parley" },
    7,
    true,
  ])("judges iss and aud of %j as jose does", async (value) => {
    const key = await importTokenKey(LONG, "full");
    for (const [claim, name] of [
      ["iss", "issuer"],
      ["aud", "audience"],
    ] as const) {
      const token = handmade(HEAD, claims({ [claim]: value }));
      const ofJose = await jwtVerify(token, key.cryptoKey, { [name]: "parley", currentDate: NOW }).then(
        () => true,
        () => false,
      );
      const ofOurs = await verify(bearer(token), { [name]: "parley" }).then(
        () => true,
        () => false,
      );
      expect(ofOurs).toBe(ofJose);
    }
  });
});

describe("peekTokenClaims", () => {
  it("is null for what is no token, and proves nothing about one that is", () => {
    expect(peekTokenClaims(undefined)).toBeNull();
    expect(peekTokenClaims("Bearer x.y.z")).toBeNull();
    expect(
      peekTokenClaims(bearer(handmade(HEAD, claims({ org_id: "a" }), { key: "wrong" })))?.organizationId,
    ).toBe("a");
  });
});

describe("importTokenKey", () => {
  it.each(["", "short", "          "])("refuses the SharedId %j", async (sharedId) => {
    await expect(importTokenKey(sharedId, "full")).rejects.toBeInstanceOf(RangeError);
  });
});
