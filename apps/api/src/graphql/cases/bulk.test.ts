import { getOrderTrace } from "@parley/db/orders";
import { openVault } from "@parley/db/secrets";
import { setLocationPos } from "@parley/db/stores";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningSimulator, startSimulator } from "../../../../pos-simulator/src/testing/simulator.ts";
import { insertWaitingOrder } from "../../orders/testing/waiting-order.ts";
import { MASTER_KEY, openTestDoor, type TestDoor } from "../testing/door.ts";

/** One act on many orders, as the admin asks for it: two stores, one whose POS knows orders again and one with none. */

let door: TestDoor;
let simulator: RunningSimulator;
let support: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  simulator = await startSimulator({ classes: "YC-LC-001=A" });
  await setLocationPos(door.test.db, {
    vault: openVault({ masterKey: MASTER_KEY }),
    locationId: door.own.location.id,
    posKind: "bridge",
    posSettings: { url: simulator.url, store: "YC-LC-001", class: "A" },
    posSecret: simulator.key,
    now: new Date(),
  });
  support = await door.headersOf("support");
});
afterAll(async () => {
  await door[Symbol.asyncDispose]();
  await simulator[Symbol.asyncDispose]();
});

const MUTATION = `mutation($input: ActInBulkInput!) { actInBulk(input: $input) { __typename
  ... on BulkPreview { subjectId becomes expectedAttempt expectedVersion }
  ... on Order { id orderState: state } ... on Case { subjectId state version } ... on InvalidInput { field } ... on Error { code message } } }`;

async function bulk(input: Record<string, unknown>, headers = support): Promise<Record<string, unknown>[]> {
  const { body } = await door.ask(headers, MUTATION, { input });
  expect(body.errors).toBeUndefined();
  return Reflect.get(Object(body.data), "actInBulk");
}

const waiting = (count: number) =>
  Promise.all(Array.from({ length: count }, () => insertWaitingOrder(door.test.db, door.own)));
const subjectsOf = (ids: readonly string[]) => ids.map((id) => ({ id }));
const names = (results: readonly Record<string, unknown>[]) => results.map((one) => one.__typename);
const traceOf = (orderId: string) => getOrderTrace(door.test.db, { scope: { all: true }, orderId });

describe("a dry run", () => {
  it("says of each what would become of it, and changes nothing", async () => {
    const ids = await waiting(3);
    const send = await bulk({ act: "SEND", subjects: subjectsOf(ids), dryRun: true });
    expect(send).toMatchObject(
      ids.map((subjectId) => ({
        subjectId,
        expectedAttempt: 1,
        becomes: expect.stringContaining("same reference"),
      })),
    );
    const resolution = { act: "RESOLVE", resolution: "REFUNDED", subjects: subjectsOf(ids), dryRun: true };
    expect(await bulk(resolution)).toMatchObject(ids.map((subjectId) => ({ subjectId, expectedVersion: 0 })));
    for (const id of ids) {
      const trace = await traceOf(id);
      expect(trace?.order).toMatchObject({ state: "attention", attempt: 1 });
    }
    expect(names(await bulk({ act: "ASSIGN", subjects: subjectsOf(ids), dryRun: true }))).toEqual(
      ids.map(() => "BulkPreview"),
    );
  });

  it("says what `Order.acts` says", async () => {
    const [id = ""] = await waiting(1);
    const { body } = await door.ask(
      support,
      "query($id: ID!) { order(id: $id) { acts { name sentence } } }",
      {
        id,
      },
    );
    const [preview] = await bulk({ act: "SEND", subjects: [{ id }], dryRun: true });
    expect(body).toMatchObject({
      data: { order: { acts: expect.arrayContaining([{ name: "RESEND", sentence: preview?.becomes }]) } },
    });
  });
});

describe("two people in bulk at once", () => {
  it("make one try more of each, and one of them is told", async () => {
    const ids = await waiting(6);
    const admin = await door.headersOf("admin");
    const input = {
      act: "SEND",
      subjects: ids.map((id) => ({ id, expectedAttempt: 1 })),
      note: "the till is back",
    };
    const both = await Promise.all([bulk(input), bulk(input, admin)]);
    for (const [index, id] of ids.entries()) {
      const results = both.map((results) => results[index]?.__typename);
      expect(
        results.filter((name) => name === "Order"),
        `${id}: ${results}`,
      ).toHaveLength(1);
      const trace = await traceOf(id);
      expect(trace?.attempts).toHaveLength(2);
      const tickets = simulator.journal().filter(({ reference }) => reference === trace?.order.posReference);
      expect(tickets.length).toBeLessThanOrEqual(1);
      expect(trace?.events.filter(({ kind }) => kind === "attempt_started").at(-1)?.actor).toMatch(/^opr_/);
    }
  });

  it("are told of what was sent since they looked", async () => {
    const [id = ""] = await waiting(1);
    const subjects = [{ id, expectedAttempt: 1 }];
    expect(names(await bulk({ act: "SEND", subjects }))).toEqual(["Order"]);
    expect(names(await bulk({ act: "SEND", subjects }))).toEqual(["Conflict"]);
    expect((await traceOf(id))?.attempts).toHaveLength(2);
  });

  it("do not overwrite each other's case", async () => {
    const ids = await waiting(3);
    const subjects = ids.map((id) => ({ id, expectedVersion: 0 }));
    const both = await Promise.all(
      ["MENDED", "DUPLICATE"].map((resolution) => bulk({ act: "RESOLVE", resolution, subjects })),
    );
    for (const index of ids.keys())
      expect(both.map((results) => results[index]?.__typename).sort()).toEqual(["Case", "Conflict"]);
  });
});

describe("what is not done in bulk", () => {
  it("is sending to a POS that may make it twice: that needs a look at the POS", async () => {
    const id = await insertWaitingOrder(door.test.db, door.foreign);
    const everyone = await door.headersOf("support", "all");
    expect(await bulk({ act: "SEND", subjects: [{ id }] }, everyone)).toMatchObject([
      { __typename: "Conflict", message: expect.stringContaining("twice") },
    ]);
    expect((await traceOf(id))?.order.attempt).toBe(1);
  });

  it.each(["CONFIRM_PLACED", "CONFIRM_ABSENT"])("is %s, which the schema does not know", async (name) => {
    const [id = ""] = await waiting(1);
    const { status, body } = await door.ask(support, MUTATION, { input: { act: name, subjects: [{ id }] } });
    expect(status).toBe(400);
    expect(body.data).toBeUndefined();
    expect((await traceOf(id))?.order.state).toBe("attention");
  });

  it("is more than 200, none, or one twice", async () => {
    const ids = Array.from({ length: 201 }, (_, n) => `ord_${n}`);
    for (const subjects of [[], subjectsOf(ids), [{ id: "ord_1" }, { id: "ord_1" }]]) {
      const { status, body } = await door.ask(support, MUTATION, { input: { act: "SEND", subjects } });
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions?.code).toBe("BAD_USER_INPUT");
    }
  });
});

describe("a refusal of one", () => {
  it("stops no other, and stands in its place", async () => {
    const [first = "", last = ""] = await waiting(2);
    const foreign = await insertWaitingOrder(door.test.db, door.foreign);
    const subjects = [{ id: first }, { id: foreign }, { id: "ord_0" }, { id: last, expectedAttempt: 0 }];
    const results = await bulk({ act: "ASSIGN", subjects: subjectsOf(subjects.map(({ id }) => id)) });
    expect(names(results)).toEqual(["Case", "NotFound", "NotFound", "Case"]);
    const sent = await bulk({ act: "SEND", subjects });
    expect(names(sent).slice(0, 3)).toEqual(["Order", "NotFound", "NotFound"]);
    expect(sent[1]).toEqual(sent[2]);
    expect(sent[3]).toMatchObject({ __typename: "Conflict" });
  });

  it.each(["viewer", "engineer"] as const)("is for every act of a %s", async (role) => {
    const ids = await waiting(2);
    const headers = await door.headersOf(role);
    const more = { until: new Date(Date.now() + 3_600_000).toISOString(), resolution: "OTHER" };
    for (const act of ["SEND", "ASSIGN", "SNOOZE", "RESOLVE"])
      for (const dryRun of [true, false]) {
        const results = await bulk({ act, subjects: subjectsOf(ids), dryRun, ...more }, headers);
        expect(names(results), act).toEqual(["NotAllowed", "NotAllowed"]);
      }
    for (const id of ids) expect((await traceOf(id))?.attempts).toHaveLength(1);
  });

  it("names the value that is missing, or cannot be one", async () => {
    const [id = ""] = await waiting(1);
    const past = { act: "SNOOZE", until: "2020-01-01T00:00:00Z" };
    for (const given of [{ act: "SNOOZE" }, past])
      for (const dryRun of [true, false])
        expect(await bulk({ ...given, subjects: [{ id }], dryRun })).toMatchObject([{ field: "until" }]);
    expect(await bulk({ act: "RESOLVE", subjects: [{ id }] })).toMatchObject([{ field: "resolution" }]);
  });
});
