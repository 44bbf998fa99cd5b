import { findOperatorByApiKey, insertApiKey, listApiKeys, revokeApiKey } from "@parley/db/operators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** J: what an admin does with people, keys and SharedIds over GraphQL takes effect, and is recorded with their name. */

const REFUSED = "... on Error { __typename code message }";
const CREATE = `mutation($input: CreateOperatorInput!) { createOperator(input: $input) {
  ... on Operator { id name email version grants { role brand { id } } changes { action by } } ${REFUSED} } }`;
const CHANGE = `mutation($input: ChangeOperatorInput!) { changeOperator(input: $input) {
  ... on Operator { name version grants { role brand { id } } changes { action by detail } } ${REFUSED} } }`;
const KEY = `mutation($input: CreateApiKeyInput!) { createApiKey(input: $input) {
  ... on ApiKeyCreation { secret apiKey { name prefix } operator { id changes { action } } } ${REFUSED} } }`;
const REVOKE = `mutation($input: RevokeApiKeyInput!) { revokeApiKey(input: $input) {
  ... on Operator { id } ${REFUSED} } }`;
const DISABLE = `mutation($input: DisableOperatorInput!) { disableOperator(input: $input) {
  ... on Operator { version } ${REFUSED} } }`;
const ROTATE = `mutation($input: RotateSharedIdInput!) { rotateSharedId(input: $input) {
  ... on SharedIdRotation { generatedSharedId previousEndsAt secretId
    connection { version changes { action by } } } ${REFUSED} } }`;
const RETIRE = `mutation($input: RetireSharedIdInput!) { retireSharedId(input: $input) {
  ... on Connection { id changes { action } } ${REFUSED} } }`;

let door: TestDoor;
let admin: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  admin = await door.headersOf("admin");
});
afterAll(() => door[Symbol.asyncDispose]());

interface ChangeSeen {
  action: string;
  detail: string;
}

/** What a mutation gave, as far as it was asked for. */
interface Did {
  id: string;
  version: number;
  secret: string;
  secretId: string;
  generatedSharedId: string;
  previousEndsAt: string;
  changes: ChangeSeen[];
  operator: { changes: ChangeSeen[] };
  connection: object;
}

async function did(query: string, input: object, headers = admin): Promise<Did> {
  const { body } = await door.ask(headers, query, { input });
  expect(body.errors).toBeUndefined();
  const data: Record<string, Did> = JSON.parse(JSON.stringify(body.data));
  const [result] = Object.values(data);
  if (result === undefined) throw new Error("The mutation gave nothing.");
  return result;
}

const person = (change: object = {}) => ({
  name: "Grace",
  email: `${crypto.randomUUID()}@example.com`,
  password: "wildflowers by the old mill",
  grants: [{ role: "SUPPORT", brandId: door.own.brand.id }],
  ...change,
});

describe("rolesWith", () => {
  it("names whom to ask, to everybody who is signed in and to nobody else", async () => {
    const ask = "{ audit: rolesWith(permission: AUDIT_READ) guests: rolesWith(permission: GUESTS_READ) }";
    const { body } = await door.ask(await door.headersOf("viewer"), ask);
    expect(body).toEqual({
      data: { audit: ["OWNER", "BRAND_ADMIN"], guests: ["OWNER", "BRAND_ADMIN", "SUPPORT"] },
    });
    expect((await door.ask({}, ask)).status).toBe(401);
  });
});

describe("createOperator", () => {
  it("adds somebody with the roles given, and says who did it", async () => {
    const input = person();
    expect(await did(CREATE, input)).toMatchObject({
      name: "Grace",
      email: input.email,
      version: 1,
      grants: [{ role: "SUPPORT", brand: { id: door.own.brand.id } }],
      changes: [{ action: "operator_created", by: "Ada" }],
    });
    expect(await did(CREATE, input)).toMatchObject({ code: "CONFLICT" });
  });

  it.each([
    ["every brand", { grants: [{ role: "VIEWER" }] }, "NOT_ALLOWED"],
    ["nothing", { grants: [] }, "INVALID"],
    ["more roles than anybody needs", { grants: Array(201).fill({ role: "SUPPORT" }) }, "INVALID"],
    ["a common password", { password: "password12345" }, "INVALID"],
    ["no e-mail address", { email: "grace" }, "INVALID"],
    ["no name", { name: "  " }, "INVALID"],
  ])("refuses %s", async (_what, change, code) => {
    expect(await did(CREATE, person(change))).toMatchObject({ code });
  });

  it("looks up the brands and stores of all roles together", async () => {
    const { db } = door.test;
    let statements = 0;
    const { debug } = db.sql.options;
    const locationId = door.own.location.id;
    const grants = [
      { role: "SUPPORT", brandId: door.own.brand.id },
      ...Array(199).fill({ role: "VIEWER", locationId }),
    ];
    db.sql.options.debug = (_connection, text) => {
      if (/ from "(brands|locations)" /.test(text)) statements += 1;
    };
    const { id } = await did(CREATE, person({ grants }));
    db.sql.options.debug = debug;
    expect(id).toMatch(/^opr_/);
    expect(statements).toBeLessThan(10);
  });

  it.each(["support", "viewer"] as const)("lets a %s add nobody", async (role) => {
    const headers = await door.headersOf(role);
    expect(await did(CREATE, person(), headers)).toMatchObject({ code: "NOT_ALLOWED" });
  });
});

describe("createApiKey", () => {
  it("is refused with a hundred in use, until one of them is revoked", async () => {
    const { id } = await did(CREATE, person());
    const { db } = door.test;
    for (let n = 0; n < 99; n += 1) await insertApiKey(db, { operatorId: id, name: "old", now: new Date() });
    await did(KEY, { operatorId: id, name: "the last" });
    expect(await did(KEY, { operatorId: id, name: "one more" })).toMatchObject({ code: "NOT_ALLOWED" });
    const [key] = await listApiKeys(db, [id]);
    const revoked = { operatorId: id, keyId: key?.id ?? "", by: { kind: "cli" } as const, now: new Date() };
    expect(await revokeApiKey(db, revoked)).toBe(true);
    expect(await did(KEY, { operatorId: id, name: "one more" })).toHaveProperty("secret");
  });

  it("gives a key that acts as its operator, shown once and recorded", async () => {
    const { id } = await did(CREATE, person());
    const made = await did(KEY, { operatorId: id, name: " nightly " });
    expect(made).toMatchObject({ apiKey: { name: "nightly" }, operator: { id } });
    expect(made.operator.changes.map(({ action }) => action)).toContain("api_key_created");
    const found = await findOperatorByApiKey(door.test.db, { plain: made.secret, now: new Date() });
    expect(found?.operator.id).toBe(id);
    expect(await did(KEY, { operatorId: id, name: "" })).toMatchObject({ code: "INVALID" });
  });

  it("gives one that may less than its operator and ends, and never one that may more", async () => {
    const { id } = await did(CREATE, person());
    const own = { brandId: door.own.brand.id };
    const narrow = { operatorId: id, name: "export", grants: [{ role: "VIEWER", ...own }] };
    for (const grants of [[{ role: "ENGINEER", ...own }], [{ role: "BRAND_ADMIN", ...own }]])
      expect(await did(KEY, { ...narrow, grants })).toMatchObject({ code: "NOT_ALLOWED" });
    expect(await did(KEY, { ...narrow, grants: [] })).toMatchObject({ code: "INVALID" });
    expect(await did(KEY, { ...narrow, expiresAt: "2020-01-01T00:00:00Z" })).toMatchObject({
      code: "INVALID",
    });
    const made = await did(KEY, { ...narrow, expiresAt: "2100-01-01T00:00:00Z" });
    const bearer = { authorization: `Bearer ${made.secret}` };
    const { body } = await door.ask(bearer, "{ me { id permissions grants { role brand { id } } } }");
    expect(body.data).toMatchObject({ me: { id, grants: [{ role: "VIEWER", brand: { id: own.brandId } }] } });
    expect(JSON.stringify(body)).not.toContain("ORDERS_MEND");

    // What it may not do to others it may not do to its operator's other keys either.
    const { key } = await insertApiKey(door.test.db, { operatorId: id, name: "other", now: new Date() });
    expect(await did(REVOKE, { operatorId: id, keyId: key.id }, bearer)).toMatchObject({ code: "NOT_FOUND" });
    expect(await did(REVOKE, { operatorId: id, keyId: key.id })).toMatchObject({ id });
  });

  it("is refused once it is over, which its owner is told in so many words", async () => {
    const { id } = await did(CREATE, person());
    const expiresAt = new Date(Date.now() - 1000);
    const made = { operatorId: id, name: "trial", expiresAt, now: new Date(Date.now() - 2000) };
    const { plain } = await insertApiKey(door.test.db, made);
    const { status, body } = await door.ask({ authorization: `Bearer ${plain}` }, "{ me { id } }");
    expect(status).toBe(401);
    expect(body.errors).toMatchObject([
      { message: expect.stringContaining("expired at"), extensions: { code: "API_KEY_EXPIRED" } },
    ]);
    const wrong = await door.ask({ authorization: `Bearer ${plain}x` }, "{ me { id } }");
    expect(wrong.body).toEqual({ data: { me: null } });
  });

  it("makes none for somebody who is shut out, nor for an operator of a support's own brand", async () => {
    const { id, version } = await did(CREATE, person());
    const support = await door.headersOf("support");
    expect(await did(KEY, { operatorId: id, name: "script" }, support)).toMatchObject({ code: "NOT_FOUND" });
    await did(DISABLE, { operatorId: id, expectedVersion: version });
    expect(await did(KEY, { operatorId: id, name: "script" })).toMatchObject({ code: "NOT_ALLOWED" });
  });
});

describe("changeOperator", () => {
  it("changes name and roles, counts the version, and keeps what was before", async () => {
    const { id } = await did(CREATE, person());
    const grants = [{ role: "VIEWER", brandId: door.own.brand.id }];
    const changed = await did(CHANGE, { operatorId: id, expectedVersion: 1, name: "Grace H", grants });
    expect(changed).toMatchObject({ name: "Grace H", version: 2, grants: [{ role: "VIEWER" }] });
    expect(changed.changes[0]).toMatchObject({ action: "operator_changed", by: "Ada" });
    expect(JSON.parse(changed.changes[0]?.detail ?? "")).toMatchObject({
      name: { from: "Grace", to: "Grace H" },
    });
    const late = { operatorId: id, expectedVersion: 1, name: "G" };
    expect(await did(CHANGE, late)).toMatchObject({ code: "CONFLICT" });
  });
});

describe("rotateSharedId", () => {
  it("adds one that was made here, ends the other in a week, and either can be retired", async () => {
    const connectionId = door.own.connection.id;
    const rotated = await did(ROTATE, { connectionId, expectedVersion: 1 });
    expect(rotated.generatedSharedId).toMatch(/^[\w-]{43}$/);
    expect(rotated.connection).toMatchObject({
      version: 2,
      changes: [{ action: "shared_id_rotated", by: "Ada" }],
    });
    const days = (new Date(rotated.previousEndsAt).getTime() - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
    expect(await did(ROTATE, { connectionId, expectedVersion: 1 })).toMatchObject({ code: "CONFLICT" });
    const retired = await did(RETIRE, { connectionId, secretId: rotated.secretId });
    expect(retired).toMatchObject({ id: connectionId });
    expect(retired.changes[0]).toEqual({ action: "shared_id_retired" });
  });
});
