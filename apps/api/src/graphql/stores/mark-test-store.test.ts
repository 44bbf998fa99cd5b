import { listAudit } from "@parley/db/audit";
import type { Role } from "@parley/db/operators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const MARK = `mutation($input: MarkTestStoreInput!) { markTestStore(input: $input) { __typename
  ... on Location { id isTest testReason } ... on InvalidInput { field } ... on Error { code } } }`;

describe("the mark of a test store", () => {
  let door: TestDoor;
  beforeAll(async () => {
    door = await openTestDoor();
  });
  afterAll(() => door[Symbol.asyncDispose]());

  async function mark(headers: Record<string, string>, input: object) {
    const { body } = await door.ask(headers, MARK, { input: { locationId: door.own.location.id, ...input } });
    return Object(body.data).markTestStore;
  }

  it("is set with a reason, which stands with the store and not in the audit, and goes with the mark", async () => {
    const owner = await door.headersOf("owner");
    const reason = "Ada's laboratory";
    expect(await mark(owner, { isTest: true, reason: ` ${reason} ` })).toMatchObject({
      isTest: true,
      testReason: reason,
    });
    const subjectIds = [door.own.location.id];
    const [entry] = await listAudit(door.test.db, { subjectIds, page: { limit: 1 } });
    expect(entry).toMatchObject({
      action: "location_changed",
      detail: { isTest: { from: false, to: true } },
      actor: expect.stringMatching(/^opr_/),
    });
    expect(JSON.stringify(entry)).not.toContain(reason);
    expect(await mark(owner, { isTest: false })).toMatchObject({ isTest: false, testReason: null });
  });

  it.each(["", "  ", "x".repeat(201)])("needs a reason that can be kept: %j", async (reason) => {
    const owner = await door.headersOf("owner");
    expect(await mark(owner, { isTest: true, reason })).toEqual({
      __typename: "InvalidInput",
      code: "INVALID",
      field: "reason",
    });
  });

  it.each<[Role, "own" | "all", string]>([
    ["brand_admin", "own", "Location"],
    ["support", "all", "NotAllowed"],
    ["engineer", "all", "NotAllowed"],
    ["viewer", "all", "NotAllowed"],
  ])("is for admins: %s of %s", async (role, brands, typename) => {
    const headers = await door.headersOf(role, brands);
    expect(await mark(headers, { isTest: true, reason: "test" })).toMatchObject({ __typename: typename });
  });

  it("of another brand's store is nobody's", async () => {
    const admin = await door.headersOf("brand_admin");
    const input = { locationId: door.foreign.location.id, isTest: true, reason: "test" };
    expect(await mark(admin, input)).toMatchObject({ __typename: "NotFound" });
  });
});
