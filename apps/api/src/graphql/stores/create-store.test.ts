import { listAudit } from "@parley/db/audit";
import type { Role } from "@parley/db/operators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const BRAND = `mutation($input: CreateBrandInput!) { createBrand(input: $input) { __typename
  ... on Brand { id brandCode: code name } ... on InvalidInput { field } ... on Error { code } } }`;
const STORE = `mutation($input: CreateStoreInput!) { createStore(input: $input) { __typename
  ... on StoreChange { zoneDoubt store { id code name address phone timezone currency brand { id } } }
  ... on InvalidInput { field } ... on Error { code } } }`;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function ask(text: string, input: object, who: [Role, "all" | "own"] = ["owner", "all"]) {
  const { body } = await door.ask(await door.headersOf(...who), text, { input });
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
  return Object(Object.values(Object(body.data))[0]);
}

const store = (input: object, who?: [Role, "all" | "own"]) =>
  ask(STORE, { brandId: door.own.brand.id, name: "Nosuch Place", timezone: "UTC", ...input }, who);

describe("a brand", () => {
  it("is added once, with its name, and stands in the audit", async () => {
    const added = await ask(BRAND, { code: "YC42", name: " YummyTaco " });
    expect(added).toMatchObject({ __typename: "Brand", brandCode: "YC42", name: "YummyTaco" });
    expect(await ask(BRAND, { code: "YC42", name: "Again" })).toMatchObject({ code: "CONFLICT" });
    const [entry] = await listAudit(door.test.db, { subjectIds: [added.id], page: { limit: 1 } });
    expect(entry).toMatchObject({ action: "brand_created", actor: expect.stringMatching(/^opr_/) });
  });

  it.each([
    [{ code: "", name: "x" }, "code"],
    [{ code: "brd_1", name: "x" }, "code"],
    [{ code: "a b", name: "x" }, "code"],
    [{ code: "x".repeat(65), name: "x" }, "code"],
    [{ code: "YC43", name: " " }, "name"],
  ])("is not added as %j", async (input, field) => {
    expect(await ask(BRAND, input)).toMatchObject({ __typename: "InvalidInput", field });
  });

  it("is an owner's to add", async () => {
    for (const role of ["brand_admin", "support", "engineer", "viewer"] as const) {
      const answer = await ask(BRAND, { code: `YC-${role}`, name: "x" }, [role, "own"]);
      expect(answer, role).toMatchObject({ __typename: "NotAllowed" });
    }
  });
});

describe("a store", () => {
  it("is added to a brand with all that is told of it", async () => {
    const told = { name: "Nosuch Place", address: "12 Nosuch Place", phone: "+1 213 555 0101" };
    const input = { code: "YC-42", ...told, timezone: "america/los_angeles", currency: "CAD" };
    expect(await store(input)).toMatchObject({
      zoneDoubt: null,
      store: {
        ...told,
        ...{ code: "YC-42", timezone: "America/Los_Angeles", currency: "CAD" },
        brand: { id: door.own.brand.id },
      },
    });
    expect(await store({ code: "YC-42" })).toMatchObject({ code: "CONFLICT" });
    // Of another brand's code it is not told that it is one.
    const theirs = await store({ code: door.foreign.location.code }, ["brand_admin", "own"]);
    expect(theirs).toMatchObject({ __typename: "InvalidInput", code: "INVALID" });
    expect(JSON.stringify(theirs)).not.toMatch(/exist|taken|already/i);
  });

  it("counts in dollars unless said otherwise, and says what its zone is", async () => {
    expect(await store({ code: "YC-43", timezone: "EST" })).toMatchObject({
      zoneDoubt: expect.stringContaining("UTC-05:00 all year"),
      store: { currency: "USD", address: "", phone: null },
    });
  });

  it.each([
    [{ code: "loc_1" }, "code"],
    [{ code: "YC-44", name: "" }, "name"],
    [{ code: "YC-44", timezone: "Mars/Olympus" }, "timezone"],
    [{ code: "YC-44", currency: "BHD" }, "currency"],
    [{ code: "YC-44", currency: "dollars" }, "currency"],
    [{ code: "YC-44", phone: "1".repeat(33) }, "phone"],
  ])("is not added as %j", async (input, field) => {
    expect(await store(input)).toMatchObject({ __typename: "InvalidInput", field });
  });

  it("is added by the brand's admins, and to no other brand", async () => {
    expect(await store({ code: "YC-45" }, ["brand_admin", "own"])).toMatchObject({
      __typename: "StoreChange",
    });
    const theirs = { code: "YC-46", brandId: door.foreign.brand.id };
    expect(await store(theirs, ["brand_admin", "own"])).toMatchObject({ __typename: "NotFound" });
    for (const role of ["support", "engineer", "viewer"] as const) {
      expect(await store({ code: "YC-47" }, [role, "own"]), role).toMatchObject({ __typename: "NotAllowed" });
    }
  });
});
