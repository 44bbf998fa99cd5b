import { TEXT_MAX } from "@parley/limits";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Why a mapping was changed stands in its history; what a page has not seen is not put back over. */

const REFUSED = "... on Error { code message } ... on InvalidInput { field }";
const MAPPING = "... on Mapping { id version reason endReason target { ... on Node { id } } }";
const SET = `mutation($input: SetMappingInput!) { done: setMapping(input: $input) { ${MAPPING} ${REFUSED} } }`;
const END = `mutation($input: EndMappingInput!) { done: endMapping(input: $input) { ${MAPPING} ${REFUSED} } }`;
const REVERT = `mutation($input: RevertMappingInput!) { done: revertMapping(input: $input) { ${MAPPING} ${REFUSED} } }`;
const HISTORY = "query($id: ID!) { mappingHistory(id: $id) { version reason endReason } }";

let door: TestDoor;
let admin: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  admin = await door.headersOf("admin");
});
afterAll(() => door[Symbol.asyncDispose]());

async function act(mutation: string, input: object) {
  const { body } = await door.ask(admin, mutation, { input });
  if (body.errors !== undefined) throw new Error(JSON.stringify(body.errors));
  return Object(Object(body.data).done);
}

function pair(parId: string, over: object = {}) {
  const { connection, location } = door.own;
  return { kind: "LOCATION", connectionId: connection.id, parId, targetId: location.id, ...over };
}

describe("a reason", () => {
  it("stands in the history for each version and for its end, and never in the audit", async () => {
    const reason = "Ada said on the phone that the store moved";
    const made = await act(SET, pair("WHY-1", { reason: ` ${reason} ` }));
    expect(made).toMatchObject({ version: 1, reason, endReason: null });
    const ended = await act(END, { mappingId: made.id, reason: `Not: ${reason}` });
    expect(ended).toMatchObject({ version: 1, reason, endReason: `Not: ${reason}` });
    const back = await act(REVERT, { mappingId: made.id, reason: "" });
    expect(back).toMatchObject({ version: 2, reason: null });
    const { body } = await door.ask(await door.headersOf("viewer"), HISTORY, { id: back.id });
    expect(body.data).toEqual({
      mappingHistory: [
        { version: 2, reason: null, endReason: null },
        { version: 1, reason, endReason: `Not: ${reason}` },
      ],
    });
    const entries = await door.test.db.sql`select * from audit_entries where action like 'mapping%'`;
    expect(entries.length).toBeGreaterThan(0);
    expect(JSON.stringify(entries)).not.toContain(reason);
  });

  it("of a version that another replaced is that version's own", async () => {
    await act(SET, pair("WHY-2", { reason: "first" }));
    const { id, version } = await act(SET, pair("WHY-2", { reason: "second", expectedVersion: 1 }));
    expect(version).toBe(2);
    const { body } = await door.ask(admin, HISTORY, { id });
    expect(body.data).toEqual({
      mappingHistory: [
        { version: 2, reason: "second", endReason: null },
        { version: 1, reason: "first", endReason: null },
      ],
    });
  });

  it("that is too long is refused, and nothing is written", async () => {
    const reason = "x".repeat(TEXT_MAX.reason + 1);
    const refused = { code: "INVALID", field: "reason" };
    expect(await act(SET, pair("WHY-3", { reason }))).toMatchObject(refused);
    const made = await act(SET, pair("WHY-3"));
    expect(made).toMatchObject({ version: 1 });
    expect(await act(END, { mappingId: made.id, reason })).toMatchObject(refused);
    await act(END, { mappingId: made.id });
    expect(await act(REVERT, { mappingId: made.id, reason })).toMatchObject(refused);
  });
});

describe("putting a version back", () => {
  it("is refused with what the id means now, where somebody changed it since the page was read", async () => {
    const first = await act(SET, pair("BACK-1"));
    await act(END, { mappingId: first.id });
    // Somebody else maps it again while the page still shows that it means nothing.
    const again = await act(SET, pair("BACK-1"));
    expect(again).toMatchObject({ version: 2 });
    const { code, name } = door.own.location;
    const stale = { code: "CONFLICT", message: expect.stringContaining(`It points to ${code} ${name} now.`) };
    for (const expectedVersion of [undefined, null, 1])
      expect(await act(REVERT, { mappingId: first.id, expectedVersion })).toMatchObject(
        expectedVersion === 1 ? stale : { code: "PAR_ID_TAKEN" },
      );
    const back = await act(REVERT, { mappingId: first.id, expectedVersion: 2, reason: "as it was" });
    expect(back).toMatchObject({ version: 3, reason: "as it was" });
  });
});
