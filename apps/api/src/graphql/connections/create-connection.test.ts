import { everyBrand } from "@parley/db";
import { listAudit } from "@parley/db/audit";
import { findConnection, listCallers } from "@parley/db/connections";
import type { Role } from "@parley/db/operators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const CREATE = `mutation($input: CreateConnectionInput!) { createConnection(input: $input) { __typename
  ... on ConnectionCreation { generatedSharedId strength connection { id slug name canEdit } }
  ... on InvalidInput { field } ... on Error { code message } } }`;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function create(input: object, who: [Role, "all" | "own"] = ["owner", "all"]) {
  const { body } = await door.ask(await door.headersOf(...who), CREATE, { input });
  expect(body.errors).toBeUndefined();
  return Object(body.data).createConnection;
}

const opened = async () => {
  const { db, vault } = door.test;
  return (await listCallers(db, { vault, now: new Date() })).map(({ sharedId }) => sharedId);
};

describe("createConnection", () => {
  it("makes a SharedId that opens it, gives it once, and leaves it out of the audit", async () => {
    const created = await create({ slug: "yummy", name: " Yummy " });
    expect(created).toMatchObject({ strength: "strong", connection: { name: "Yummy", canEdit: true } });
    expect(created.generatedSharedId).toMatch(/^[\w-]{43}$/);
    expect(await opened()).toContain(created.generatedSharedId);
    const entries = await listAudit(door.test.db, {
      subjectIds: [created.connection.id],
      page: { limit: 9 },
    });
    expect(entries).toMatchObject([{ action: "connection_created", actor: expect.stringMatching(/^opr_/) }]);
    expect(JSON.stringify(entries)).not.toContain(created.generatedSharedId);
  });

  it("takes the one that PAR gave, says how strong it is, and gives it to nobody", async () => {
    const sharedId = "given-by-par-Zq81";
    const created = await create({ slug: "given", name: "Given", sharedId });
    expect(created).toMatchObject({ generatedSharedId: null, strength: "short" });
    expect(JSON.stringify(created)).not.toContain(sharedId);
    expect(await opened()).toContain(sharedId);
    expect(await create({ slug: "again", name: "Again", sharedId })).toMatchObject({
      ...{ __typename: "InvalidInput", field: "sharedId" },
    });
    expect(await findConnection(door.test.db, { scope: everyBrand, idOrSlug: "again" })).toBeNull();
  });

  it("refuses a short name that is taken or none, a name that is none and a SharedId that is too short", async () => {
    const { slug } = door.foreign.connection;
    expect(await create({ slug, name: "Mine" })).toMatchObject({ code: "CONFLICT" });
    expect(await create({ slug: "Not This", name: "x" })).toMatchObject({ field: "slug" });
    expect(await create({ slug: "fine", name: " " })).toMatchObject({ field: "name" });
    expect(await create({ slug: "fine", name: "x", sharedId: "tiny" })).toMatchObject({ field: "sharedId" });
  });

  it("is for owners", async () => {
    for (const role of ["brand_admin", "support", "engineer", "viewer"] as const) {
      expect(await create({ slug: "mine", name: "x" }, [role, "own"]), role).toMatchObject({
        code: "NOT_ALLOWED",
      });
    }
  });
});
