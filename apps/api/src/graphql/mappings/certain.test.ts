import { upsertUnmapped } from "@parley/db/mappings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queueCertain } from "../../stores/mappings/testing/queued.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** What of the queue is certain, and is mapped with one act that one act takes back. */

const LIST = `{ certainMappings(kind: LOCATION) { key unmapped { parId } suggestion { targetId score reason } } }`;
const ACCEPT = `mutation($input: AcceptCertainInput!) { acceptCertain(input: $input) { __typename
  ... on MappingImport { id created changed fileName } ... on Error { code } } }`;
const UNDO = `mutation($input: UndoImportInput!) { undoImport(input: $input) { __typename ... on MappingImport { undone } } }`;

let door: TestDoor;
let admin: Record<string, string>;
const targets: Record<string, string> = {};
beforeAll(async () => {
  door = await openTestDoor();
  admin = await door.headersOf("admin");
  for (const code of ["SURE-101", "SURE-202"])
    targets[code] = await queueCertain(door.test.db, door.own, code);
});
afterAll(() => door[Symbol.asyncDispose]());

interface Certain {
  key: string;
  unmapped: { parId: string };
  suggestion: { targetId: string; score: number; reason: string };
}
async function list(headers = admin): Promise<Certain[]> {
  const { body } = await door.ask(headers, LIST);
  expect(body.errors).toBeUndefined();
  return Object(body.data).certainMappings;
}
async function act(text: string, input: object, headers = admin) {
  const { body } = await door.ask(headers, text, { input });
  expect(body.errors).toBeUndefined();
  return Object.values(Object(body.data))[0];
}
const queued = async () => {
  const { body } = await door.ask(admin, "{ unmappedIds { parId } }");
  return Object(body.data)
    .unmappedIds.map((row: { parId: string }) => row.parId)
    .sort();
};
const parIds = (rows: readonly Certain[]) => rows.map(({ unmapped }) => unmapped.parId).sort();

describe("what of the queue is certain", () => {
  it("is told with score and reason, and leaves out what could mean two things or is another's", async () => {
    const { db } = door.test;
    const { connection, parOrganizationId } = door.own;
    const at = {
      connectionId: connection.id,
      kind: "location",
      parOrganizationId,
      exchangeId: null,
    } as const;
    // A guess that is likely enough for nobody, and an id whose store another one names as well.
    await upsertUnmapped(db, { ...at, parId: "SOMETHING-ELSE", now: new Date() });
    await queueCertain(db, door.own, "TWICE-7");
    await upsertUnmapped(db, { ...at, parId: "twice-7", now: new Date() });
    await queueCertain(db, door.foreign, "THEIRS-3");
    const rows = await list();
    expect(parIds(rows)).toEqual(["SURE-101", "SURE-202"]);
    expect(rows.map(({ suggestion }) => suggestion.targetId).sort()).toEqual(Object.values(targets).sort());
    for (const { suggestion } of rows) {
      expect(suggestion.score).toBeGreaterThanOrEqual(0.85);
      expect(suggestion.reason).toContain("own code");
    }
  });

  it("is for nobody who may not map", async () => {
    const keys = (await list()).map(({ key }) => key);
    for (const role of ["support", "viewer"] as const) {
      const less = await door.headersOf(role);
      expect(await list(less)).toEqual([]);
      expect(await act(ACCEPT, { kind: "LOCATION", keys }, less)).toMatchObject({ code: "NOT_ALLOWED" });
    }
    const foreign = await door.headersOf("admin", "other");
    expect(parIds(await list(foreign))).toEqual(["THEIRS-3"]);
    expect(await act(ACCEPT, { kind: "LOCATION", keys }, foreign)).toMatchObject({ code: "CONFLICT" });
  });

  it("is mapped as one import but for what was unticked, and waits again once that is undone", async () => {
    const before = await queued();
    const [first, second] = await list();
    if (first === undefined || second === undefined) throw new Error("Nothing is certain.");
    const stale = { kind: "LOCATION", keys: [first.key, `${second.key}x`] };
    expect(await act(ACCEPT, stale)).toMatchObject({ code: "CONFLICT" });
    expect(await act(ACCEPT, { kind: "LOCATION", keys: [] })).toMatchObject({ code: "INVALID" });
    expect(await queued()).toEqual(before);
    const done = await act(ACCEPT, { kind: "LOCATION", keys: [first.key] });
    expect(done).toMatchObject({ __typename: "MappingImport", created: 1, changed: 0 });
    expect(await queued()).toEqual(before.filter((parId: string) => parId !== first.unmapped.parId));
    expect(parIds(await list())).toEqual([second.unmapped.parId]);
    expect(await act(UNDO, { importId: Object(done).id })).toMatchObject({ undone: 1 });
    expect(await queued()).toEqual(before);
    expect((await list()).length).toBe(2);
  });
});
