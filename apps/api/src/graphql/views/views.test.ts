import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** Views of a list: who may open, change and delete one, and that none shows more than the list itself. */

const FIELDS = "id list name params path sharedWith owner isMine mayDelete";
const SAVE = `mutation($input: SaveViewInput!) { saveView(input: $input) { __typename
  ... on SavedView { ${FIELDS} } ... on InvalidInput { field } ... on Error { code message } } }`;
const RENAME = `mutation($input: RenameViewInput!) { renameView(input: $input) { __typename
  ... on SavedView { name params } ... on InvalidInput { field } ... on Error { code } } }`;
const DELETE = `mutation($input: DeleteViewInput!) { deleteView(input: $input) { __typename
  ... on SavedView { id name } ... on InvalidInput { field } ... on Error { code } } }`;
const LIST = `query($list: SavedViewList!) { savedViews(list: $list) { ${FIELDS} } }`;

type Person = Record<string, string>;
let door: TestDoor;
let ada: Person;
beforeAll(async () => {
  door = await openTestDoor();
  ada = await door.headersOf("brand_admin");
});
afterAll(() => door[Symbol.asyncDispose]());

async function result(person: Person, text: string, input: object): Promise<Record<string, unknown>> {
  const { body } = await door.ask(person, text, { input });
  expect(body.errors, JSON.stringify(body)).toBeUndefined();
  return Object(Object.values(Object(body.data))[0]);
}

let count = 0;
const saved = async (person: Person, more: object = {}) => {
  count += 1;
  return await result(person, SAVE, {
    list: "ORDERS",
    name: `View ${count}`,
    params: "show=pending",
    ...more,
  });
};

async function views(person: Person, list = "ORDERS"): Promise<Record<string, unknown>[]> {
  const { body } = await door.ask(person, LIST, { list });
  return Object(body.data).savedViews;
}
const sees = async (person: Person, id: unknown) => (await views(person)).some((view) => view.id === id);

describe("saving a view", () => {
  it("keeps what the list's address means, and nothing that is searched for", async () => {
    const params = "?sort=oldest&q=Ada+Lovelace&store=loc_1&colour=red&after=c1&show=burnt";
    const view = await saved(ada, { params, name: "  Old ones  " });
    expect(view).toMatchObject({
      name: "Old ones",
      params: "store=loc_1&sort=oldest",
      path: `/orders?store=loc_1&sort=oldest&view=${view.id}`,
      ...{ sharedWith: null, isMine: true, mayDelete: true, owner: "Ada" },
    });
    const [row] = await door.test.db.sql`select params from saved_views where id = ${String(view.id)}`;
    expect(row?.params).toBe("store=loc_1&sort=oldest");
  });

  it.each([
    ["name", { name: "  " }],
    ["name", { name: "x".repeat(101) }],
    ["params", { params: "x".repeat(2_001) }],
  ])("refuses a bad %s, naming the field", async (field, more) => {
    expect(await saved(ada, more)).toMatchObject({ __typename: "InvalidInput", code: "INVALID", field });
  });

  it("refuses a name that one has there already, and takes it in another list or of another person", async () => {
    expect(await saved(ada, { name: "Mine" })).toMatchObject({ __typename: "SavedView" });
    expect(await saved(ada, { name: "Mine" })).toMatchObject({ field: "name" });
    expect(await saved(ada, { name: "Mine", list: "ISSUES" })).toMatchObject({ list: "ISSUES" });
    const bob = await door.headersOf("viewer");
    expect(await saved(bob, { name: "Mine" })).toMatchObject({ __typename: "SavedView" });
  });

  it("bounds how many views of a list one person has", async () => {
    const eve = await door.headersOf("viewer");
    const { id } = await saved(eve, { list: "ISSUES" });
    await door.test.db.sql`
      insert into saved_views (id, owner_id, list, name, params, created_at, updated_at)
      select 'viw_' || n, owner_id, list, 'v' || n, '', created_at, updated_at
      from saved_views, generate_series(1, 99) n where id = ${String(id)}`;
    expect(await saved(eve, { list: "ISSUES" })).toMatchObject({ code: "INVALID", field: "list" });
    expect(await saved(eve)).toMatchObject({ __typename: "SavedView" });
  });
});

describe("a shared view", () => {
  it("is there for people of the role who share a brand or a store with its owner, and nobody else", async () => {
    const { id } = await saved(ada, { sharedWith: "SUPPORT" });
    const told = await Promise.all(
      (
        [
          ["support", "own"],
          ["support", "store"],
          ["support", "all"],
          ["support", "other"],
          ["viewer", "own"],
          ["engineer", "own"],
          ["brand_admin", "own"],
        ] as const
      ).map(async ([role, reach]) => [role, reach, await sees(await door.headersOf(role, reach), id)]),
    );
    expect(told.filter(([, , isSeen]) => isSeen).map(([role, reach]) => `${role} ${reach}`)).toEqual([
      "support own",
      "support store",
      "support all",
    ]);
  });

  it("of somebody of one store reaches their brand's people and that store's, not another brand's", async () => {
    const { id } = await saved(await door.headersOf("support", "store"), { sharedWith: "VIEWER" });
    const seen = async (reach: "own" | "store" | "other") =>
      await sees(await door.headersOf("viewer", reach), id);
    expect([await seen("own"), await seen("store"), await seen("other")]).toEqual([true, true, false]);
  });

  it("widens nothing: who opens it with their own grants finds only their own orders", async () => {
    const foreign = await door.addOrder(door.foreign);
    const owner = await door.headersOf("owner");
    const { params } = await saved(owner, {
      sharedWith: "SUPPORT",
      params: `brand=${door.foreign.brand.id}`,
    });
    expect(params).toBe(`brand=${door.foreign.brand.id}`);
    const text = "query($f: SubmitFilter) { submits(filter: $f) { edges { node { ... on Order { id } } } } }";
    const found = async (person: Person) =>
      JSON.stringify((await door.ask(person, text, { f: { brandId: door.foreign.brand.id } })).body.data);
    expect(await found(owner)).toContain(foreign.orderId);
    expect(await found(await door.headersOf("support"))).not.toContain(foreign.orderId);
  });

  it("is its owner's alone to change; they and an owner of the product may delete it", async () => {
    const { id: viewId, name } = await saved(ada, { sharedWith: "SUPPORT" });
    const bob = await door.headersOf("support");
    const change = { viewId, list: "ORDERS", name: "Bob's", params: "" };
    expect(await result(bob, SAVE, change)).toMatchObject({ __typename: "NotAllowed", code: "NOT_ALLOWED" });
    expect(await result(bob, RENAME, { viewId, name: "Bob's" })).toMatchObject({ code: "NOT_ALLOWED" });
    expect(await result(bob, DELETE, { viewId })).toMatchObject({ code: "NOT_ALLOWED" });
    const outsider = await door.headersOf("support", "other");
    expect(await result(outsider, DELETE, { viewId })).toMatchObject({ code: "NOT_FOUND" });
    expect((await views(bob)).find(({ id }) => id === viewId)).toMatchObject({
      isMine: false,
      mayDelete: false,
    });

    const owner = await door.headersOf("owner");
    expect((await views(owner)).find(({ id }) => id === viewId)).toMatchObject({ mayDelete: true });
    expect(await result(owner, SAVE, change)).toMatchObject({ code: "NOT_ALLOWED" });
    expect(await result(owner, DELETE, { viewId })).toMatchObject({ __typename: "SavedView", name });
    expect([await sees(ada, viewId), await sees(bob, viewId)]).toEqual([false, false]);
    expect(await result(bob, DELETE, { viewId, undo: true })).toMatchObject({ code: "NOT_FOUND" });
    expect(await result(owner, DELETE, { viewId, undo: true })).toMatchObject({ name });
    expect([await sees(ada, viewId), await sees(bob, viewId)]).toEqual([true, true]);
  });
});

describe("a private view", () => {
  it("is not there for anybody else, an owner of the product included", async () => {
    const { id: viewId } = await saved(ada);
    const owner = await door.headersOf("owner");
    expect(await sees(owner, viewId)).toBe(false);
    expect(await result(owner, DELETE, { viewId })).toMatchObject({ code: "NOT_FOUND" });
    expect(await result(owner, DELETE, { viewId, undo: true })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("can be renamed, changed, deleted and put back, unless its name is taken meanwhile", async () => {
    const { id: viewId } = await saved(ada, { name: "First" });
    expect(await result(ada, RENAME, { viewId, name: "Second" })).toMatchObject({ name: "Second" });
    const change = { viewId, list: "ORDERS", name: "Second", params: "show=placed", sharedWith: "VIEWER" };
    expect(await result(ada, SAVE, change)).toMatchObject({ params: "show=placed", sharedWith: "VIEWER" });
    await result(ada, DELETE, { viewId });
    expect(await result(ada, RENAME, { viewId, name: "Third" })).toMatchObject({ code: "NOT_FOUND" });
    const { id: other } = await saved(ada, { name: "Second" });
    expect(await result(ada, DELETE, { viewId, undo: true })).toMatchObject({ field: "name" });
    await result(ada, DELETE, { viewId: other });
    expect(await result(ada, DELETE, { viewId, undo: true })).toMatchObject({ id: viewId });
  });

  it("leads one's own views, by name", async () => {
    const bob = await door.headersOf("support");
    await saved(ada, { name: "A shared one", sharedWith: "SUPPORT" });
    await saved(bob, { name: "Zebra" });
    await saved(bob, { name: "Yak" });
    expect((await views(bob)).slice(0, 3).map(({ name }) => name)).toEqual(["Yak", "Zebra", "A shared one"]);
  });
});
