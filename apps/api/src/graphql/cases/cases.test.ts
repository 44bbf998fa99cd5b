import { insertExchanges } from "@parley/db/exchanges";
import { findOperator } from "@parley/db/operators";
import { type TestStore, testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Notes, whose something is, until when it rests and why it is done, as the admin asks for them. */

const CASE = `{ state version resolution snoozedUntil canAct isMine assignee { name }
  events { kind by note hasNote until resolution assignee { name } } }`;
const RESULT = `{ __typename ... on Case ${CASE} ... on InvalidInput { field } ... on Error { code message } }`;

let door: TestDoor;
let support: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  support = await door.headersOf("support");
});
afterAll(() => door[Symbol.asyncDispose]());

type Act = "addNote" | "assignCase" | "snoozeCase" | "resolveCase" | "reopenCase";

async function act(name: Act, input: Record<string, unknown>, headers = support): Promise<unknown> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { body } = await door.ask(
    headers,
    `mutation($input: ${type}!) { ${name}(input: $input) ${RESULT} }`,
    {
      input,
    },
  );
  expect(body.errors).toBeUndefined();
  return Reflect.get(Object(body.data), name);
}

async function read(id: string, headers = support): Promise<unknown> {
  const text = `query($id: ID!) { node(id: $id) { ... on Order { ofOrder: case ${CASE} } ... on Exchange { ofCall: case ${CASE} } } }`;
  const { body } = await door.ask(headers, text, { id });
  expect(body.errors).toBeUndefined();
  return Object.values(Object(Reflect.get(Object(body.data), "node")))[0];
}

/** A submit that never became an order. */
async function refusedCall(store: TestStore | null): Promise<string> {
  const call = testExchange({
    operation: "submit_order",
    orderId: null,
    connectionId: store?.connection.id ?? null,
    brandId: store?.brand.id ?? null,
    status: 422,
    code: "unmapped_location",
  });
  await insertExchanges(door.test.db, [call]);
  return call.id;
}

/** The id of an operator with this role. */
async function someone(role: "admin" | "support" | "viewer", brands: "own" | "all" = "own"): Promise<string> {
  const headers = await door.headersOf(role, brands);
  const { body } = await door.ask(headers, "{ me { id } }");
  return String(Reflect.get(Object(Reflect.get(Object(body.data), "me")), "id"));
}

describe("a case of an order", () => {
  it("is open before anybody has done anything", async () => {
    const { orderId } = await door.addOrder(door.own);
    expect(await read(orderId)).toEqual({
      state: "OPEN",
      version: 0,
      resolution: null,
      snoozedUntil: null,
      canAct: true,
      isMine: false,
      assignee: null,
      events: [],
    });
  });

  it("is noted, taken, put to rest, resolved and opened again, each in the person's name", async () => {
    const { orderId: subjectId } = await door.addOrder(door.own);
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const me = await someone("support");
    await act("addNote", { subjectId, note: " called the store\r\nno answer\u202e " });
    await act("assignCase", { subjectId, assigneeId: me, expectedVersion: 0 });
    expect(await act("snoozeCase", { subjectId, until, expectedVersion: 1 })).toMatchObject({
      __typename: "Case",
      state: "SNOOZED",
      snoozedUntil: until,
      assignee: { name: "Ada" },
    });
    expect(
      await act("resolveCase", { subjectId, resolution: "REFUNDED", note: "by phone", expectedVersion: 2 }),
    ).toMatchObject({ state: "RESOLVED", resolution: "REFUNDED", snoozedUntil: null });
    expect(await act("reopenCase", { subjectId, expectedVersion: 3 })).toMatchObject({
      state: "ACKNOWLEDGED",
      version: 4,
      events: [
        { kind: "NOTED", by: "Ada", note: "called the store\nno answer" },
        { kind: "ASSIGNED", assignee: { name: "Ada" } },
        { kind: "SNOOZED", until },
        { kind: "RESOLVED", resolution: "REFUNDED", note: "by phone" },
        { kind: "REOPENED", note: null, hasNote: false },
      ],
    });
  });

  it("tells the second of two who change what they both saw", async () => {
    const { orderId: subjectId } = await door.addOrder(door.own);
    const both = await Promise.all(
      ["MENDED", "DUPLICATE"].map((resolution) =>
        act("resolveCase", { subjectId, resolution, expectedVersion: 0 }),
      ),
    );
    const names = both.map((result) => Reflect.get(Object(result), "__typename")).sort();
    expect(names).toEqual(["Case", "Conflict"]);
  });

  it.each([
    ["addNote", { note: " \u200b " }, "note"],
    ["addNote", { note: "x".repeat(501) }, "note"],
    ["snoozeCase", { until: "2020-01-01T00:00:00Z" }, "until"],
    ["snoozeCase", { until: "2999-01-01T00:00:00Z" }, "until"],
    ["assignCase", { assigneeId: "opr_nobody" }, "assigneeId"],
    ["resolveCase", { resolution: "OTHER", note: "x".repeat(501) }, "note"],
  ] as const)("refuses %s with %j", async (name, given, field) => {
    const { orderId: subjectId } = await door.addOrder(door.own);
    expect(await act(name, { subjectId, ...given })).toMatchObject({ __typename: "InvalidInput", field });
    expect(await read(subjectId)).toMatchObject({ version: 0, events: [] });
  });

  it("is given only to those who may mend it", async () => {
    const { orderId: subjectId } = await door.addOrder(door.own);
    const viewer = await someone("viewer");
    expect(await act("assignCase", { subjectId, assigneeId: viewer })).toMatchObject({
      __typename: "InvalidInput",
      field: "assigneeId",
    });
    const colleague = await someone("support");
    const { body } = await door.ask(
      support,
      "query($id: ID!) { order(id: $id) { case { assignable { id name } } } }",
      { id: subjectId },
    );
    const ids = [...JSON.stringify(body).matchAll(/"(opr_\w+)"/g)].map((match) => match[1]);
    expect(ids).toContain(colleague);
    expect(ids).not.toContain(viewer);
    expect(await findOperator(door.test.db, viewer)).not.toBeNull();
  });

  it("shows viewers where it stands, and not what people wrote", async () => {
    const { orderId: subjectId } = await door.addOrder(door.own);
    await act("addNote", { subjectId, note: "Mrs Lovelace called" });
    const viewer = await door.headersOf("viewer");
    expect(await read(subjectId, viewer)).toMatchObject({
      canAct: false,
      events: [{ kind: "NOTED", note: null, hasNote: true }],
    });
    for (const name of ["addNote", "reopenCase"] as const) {
      const input = name === "addNote" ? { subjectId, note: "x" } : { subjectId };
      expect(await act(name, input, viewer)).toMatchObject({ __typename: "NotAllowed" });
    }
  });

  it("of another brand does not exist", async () => {
    const { orderId: subjectId } = await door.addOrder(door.foreign);
    for (const headers of [support, await door.headersOf("admin")])
      expect(await act("addNote", { subjectId, note: "x" }, headers)).toMatchObject({
        __typename: "NotFound",
      });
  });
});

describe("a case of a call", () => {
  it("is one of a submit that never became an order", async () => {
    const subjectId = await refusedCall(door.own);
    expect(await act("resolveCase", { subjectId, resolution: "ORDERED_AGAIN" })).toMatchObject({
      __typename: "Case",
      state: "RESOLVED",
    });
    expect(await read(subjectId)).toMatchObject({ state: "RESOLVED", resolution: "ORDERED_AGAIN" });
  });

  it("does not exist for a call that made an order", async () => {
    const { exchangeId } = await door.addOrder(door.own);
    expect(await read(exchangeId)).toBeNull();
    expect(await act("addNote", { subjectId: exchangeId, note: "x" })).toMatchObject({
      __typename: "NotFound",
    });
  });

  it("of an unauthenticated caller is for those who look after every brand", async () => {
    const subjectId = await refusedCall(null);
    expect(await act("addNote", { subjectId, note: "x" })).toMatchObject({ __typename: "NotFound" });
    const all = await door.headersOf("support", "all");
    expect(await act("addNote", { subjectId, note: "x" }, all)).toMatchObject({ __typename: "Case" });
  });
});
