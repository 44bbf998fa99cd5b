import { listAudit } from "@parley/db/audit";
import type { Role } from "@parley/db/operators";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const CHANGE = `mutation($input: ChangeStoreInput!) { changeStore(input: $input) { __typename
  ... on StoreChange { zoneDoubt store { name address phone timezone version canEdit } }
  ... on InvalidInput { field } ... on Error { code } } }`;

describe("what people are told of a store", () => {
  let door: TestDoor;
  let version = 1;
  beforeAll(async () => {
    door = await openTestDoor();
  });
  afterAll(() => door[Symbol.asyncDispose]());

  async function change(input: object, headers?: Record<string, string>) {
    const given = { locationId: door.own.location.id, expectedVersion: version, ...input };
    const { body } = await door.ask(headers ?? (await door.headersOf("owner")), CHANGE, { input: given });
    const answer = Object(body.data).changeStore;
    if (answer.__typename === "StoreChange") version = answer.store.version;
    return answer;
  }

  it("is changed where it is given, stays where it is not, and stands in the audit with before and after", async () => {
    const { name, timezone } = door.own.location;
    expect(await change({ address: " 12 Nosuch Place ", phone: "+1 213 555 0101" })).toMatchObject({
      zoneDoubt: null,
      store: { name, timezone, address: "12 Nosuch Place", phone: "+1 213 555 0101", canEdit: true },
    });
    expect(await change({ phone: "" })).toMatchObject({ store: { address: "12 Nosuch Place", phone: null } });
    const subjectIds = [door.own.location.id];
    const [entry] = await listAudit(door.test.db, { subjectIds, page: { limit: 1 } });
    expect(entry).toMatchObject({
      action: "location_changed",
      detail: { phone: { from: "+1 213 555 0101", to: null } },
    });
  });

  it("says what an abbreviated zone is, which has no summer time", async () => {
    expect(await change({ timezone: "EST" })).toMatchObject({
      zoneDoubt: expect.stringMatching(/^Time zone "EST".*UTC-05:00 all year\. Name the store's city/),
    });
    expect(await change({ timezone: "america/new_york" })).toMatchObject({
      zoneDoubt: null,
      store: { timezone: "America/New_York" },
    });
  });

  it.each([
    [{ name: " " }, "name"],
    [{ name: "x".repeat(101) }, "name"],
    [{ address: "x".repeat(201) }, "address"],
    [{ phone: "1".repeat(33) }, "phone"],
    [{ timezone: "Mars/Olympus" }, "timezone"],
    [{ timezone: "" }, "timezone"],
  ])("is not changed to %j", async (input, field) => {
    expect(await change(input)).toMatchObject({ __typename: "InvalidInput", field });
  });

  it("is changed by one of two people who saw the same", async () => {
    const expectedVersion = version;
    await change({ name: "One" });
    expect(await change({ expectedVersion, name: "Other" })).toMatchObject({ code: "CONFLICT" });
  });

  it.each<[Role, "own" | "store", string]>([
    ["brand_admin", "own", "StoreChange"],
    ["support", "own", "NotAllowed"],
    ["engineer", "own", "NotAllowed"],
    ["viewer", "own", "NotAllowed"],
  ])("may be changed by a %s of %s: %s", async (role, reach, typename) => {
    const headers = await door.headersOf(role, reach);
    expect(await change({ name: "Nosuch Place" }, headers)).toMatchObject({ __typename: typename });
  });

  it("of another brand is nobody's", async () => {
    const admin = await door.headersOf("brand_admin");
    const asked = { locationId: door.foreign.location.id, name: "Theirs" };
    expect(await change(asked, admin)).toMatchObject({ __typename: "NotFound" });
  });
});
