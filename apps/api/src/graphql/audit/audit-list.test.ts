import { auditActions, recordChange, sealAudit } from "@parley/db/audit";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Who reads which part of the audit, and by what it can be narrowed. */

const LIST = `query($filter: AuditFilter, $first: Int, $after: String) {
  auditEntries(filter: $filter, first: $first, after: $after) {
    edges { node { action sentence by address subjectId fields { name isChange from to } } }
    pageInfo { hasNextPage endCursor } } }`;

let door: TestDoor;
const NOON = new Date("2026-11-28T12:00:00Z");
const minutes = (count: number) => new Date(NOON.getTime() + count * 60_000);

beforeAll(async () => {
  door = await openTestDoor();
  const { own, foreign } = door;
  const by = { kind: "operator", id: "opr_x", address: "192.0.2.7" } as const;
  const at = (store: TestDoor["own"]) => ({ brandId: store.brand.id, locationId: store.location.id });
  const record = (change: Partial<Parameters<typeof recordChange>[1]>) =>
    recordChange(door.test.db.orm, {
      ...{ action: "location_changed", subjectId: own.location.id, by, place: at(own), now: NOON },
      detail: { name: { from: "A", to: null }, posSecret: "set" },
      ...change,
    });
  await record({});
  await record({ action: "mapping_set", subjectId: "map_1", place: at(own), now: minutes(1) });
  await record({ subjectId: foreign.location.id, place: at(foreign), now: minutes(2) });
  await record({
    action: "connection_changed",
    subjectId: own.connection.id,
    place: undefined,
    now: minutes(3),
  });
  await record({
    action: "connection_changed",
    subjectId: foreign.connection.id,
    place: undefined,
    now: minutes(4),
  });
  await sealAudit(door.test.db, { now: NOON, everything: true });
});
afterAll(() => door[Symbol.asyncDispose]());

type Node = { action: string; subjectId: string };

async function list(headers: Record<string, string>, variables: Record<string, unknown> = {}) {
  const { body } = await door.ask(headers, LIST, variables);
  const page = Object(Object(body.data).auditEntries);
  return { nodes: Object(page.edges ?? []).map((edge: { node: Node }) => edge.node), page, body };
}

describe("auditEntries", () => {
  it("gives owners everything, newest first, page by page", async () => {
    const owner = await door.headersOf("owner");
    const first = await list(owner, { first: 3 });
    expect(first.page.pageInfo.hasNextPage).toBe(true);
    const rest = await list(owner, { after: first.page.pageInfo.endCursor });
    const subjects = [...first.nodes, ...rest.nodes].map((node: Node) => node.subjectId);
    const { own, foreign } = door;
    expect(subjects).toEqual([
      foreign.connection.id,
      own.connection.id,
      foreign.location.id,
      "map_1",
      own.location.id,
    ]);
    expect(rest.nodes.at(-1)).toMatchObject({
      sentence: "Store changed",
      by: "opr_x",
      address: "192.0.2.7",
      fields: [
        { name: "name", isChange: true, from: "A", to: null },
        { name: "posSecret", isChange: false, from: null, to: "set" },
      ],
    });
  });

  it("gives a brand's admin what is of the brand, and of connections that serve it alone", async () => {
    const { nodes } = await list(await door.headersOf("admin"));
    const { own } = door;
    expect(nodes.map((node: Node) => node.subjectId)).toEqual([own.connection.id, "map_1", own.location.id]);
  });

  it.each(["support", "viewer", "engineer"] as const)("is forbidden to %s, not empty", async (role) => {
    const { body } = await list(await door.headersOf(role, "all"));
    expect(body.errors).toMatchObject([{ extensions: { code: "FORBIDDEN" } }]);
  });

  it.each([
    [{ actions: ["MAPPING_SET"] }, 1],
    [{ actor: "opr_x" }, 5],
    [{ actor: "cli" }, 0],
    [{ from: minutes(1).toISOString(), until: minutes(3).toISOString() }, 2],
  ])("is narrowed by %j", async (filter, count) => {
    expect((await list(await door.headersOf("owner"), { filter })).nodes).toHaveLength(count);
  });

  it("leaves out who only looked, where it is asked to", async () => {
    await using quiet = await openTestDoor();
    const by = { kind: "operator", id: "opr_y" } as const;
    for (const action of ["guest_searched", "order_resent", "guest_revealed"] as const)
      await recordChange(quiet.test.db.orm, { action, subjectId: "ord_1", detail: {}, by, now: NOON });
    const owner = await quiet.headersOf("owner");
    const actionsOf = async (filter: object) => {
      const { body } = await quiet.ask(owner, LIST, { filter });
      return [...JSON.stringify(body.data).matchAll(/"action":"(\w+)"/g)].map(([, action]) => action).sort();
    };
    expect(await actionsOf({})).toEqual(["guest_revealed", "guest_searched", "order_resent"]);
    expect(await actionsOf({ withoutReads: true })).toEqual(["order_resent"]);
  });

  it("is narrowed by subject and brand", async () => {
    const owner = await door.headersOf("owner");
    const { own } = door;
    expect((await list(owner, { filter: { subject: own.location.id } })).nodes).toHaveLength(1);
    expect((await list(owner, { filter: { brandId: own.brand.id } })).nodes).toHaveLength(2);
  });

  it("tells the chain's head to who may read all of it", async () => {
    const ask = async (role: "owner" | "admin") =>
      (await door.ask(await door.headersOf(role), "{ auditChain { number hash } }")).body.data;
    expect(await ask("owner")).toMatchObject({ auditChain: { number: 5 } });
    expect(await ask("admin")).toEqual({ auditChain: null });
  });
});

describe("auditActions", () => {
  it("names everything that the list can be narrowed by, as the entries name it", async () => {
    const { body } = await door.ask(await door.headersOf("admin"), "{ auditActions }");
    const names = Object(body.data).auditActions.map((name: string) => name.toLowerCase());
    expect(names.toSorted()).toEqual([...auditActions].toSorted());
  });
});
