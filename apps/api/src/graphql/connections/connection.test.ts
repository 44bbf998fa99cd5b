import { everyBrand } from "@parley/db";
import { setMapping } from "@parley/db/mappings";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const CONNECTION = `query($id: ID!) { connection(id: $id) {
  id slug canEdit changes { action } secrets { id } seen { trait } } }`;

let door: TestDoor;
beforeAll(async () => {
  door = await openTestDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

async function read(id: string, headers: Record<string, string>) {
  const { body } = await door.ask(headers, CONNECTION, { id });
  expect(body.errors).toBeUndefined();
  return Object(body.data).connection;
}

describe("a connection", () => {
  it("is found by its id and by its short name, by who sees a brand that it serves", async () => {
    const { id, slug } = door.own.connection;
    const viewer = await door.headersOf("viewer");
    for (const named of [id, slug]) {
      expect(await read(named, viewer)).toMatchObject({
        id,
        slug,
        canEdit: false,
        changes: null,
        seen: null,
      });
    }
    expect(await read(door.foreign.connection.slug, viewer)).toBeNull();
  });

  it("is to be changed by admins of every brand that it serves", async () => {
    const { id } = door.own.connection;
    for (const role of ["support", "engineer", "viewer"] as const) {
      expect((await read(id, await door.headersOf(role))).canEdit, role).toBe(false);
    }
    const admin = await door.headersOf("brand_admin");
    expect(await read(id, admin)).toMatchObject({ canEdit: true, changes: [], seen: [] });

    const shared = {
      ...{ kind: "organization" as const, connectionId: id, parId: "IA-SHARED", acrossBrands: true },
      ...{ scope: everyBrand, changedBy: "test", now: new Date() },
    } as const;
    const targetId = door.foreign.brand.id;
    await setMapping(door.test.db, { ...shared, targetId, expectedVersion: null });
    expect(await read(id, admin)).toMatchObject({ canEdit: false, changes: null, seen: null });
    expect((await read(id, await door.headersOf("owner"))).canEdit).toBe(true);
    await setMapping(door.test.db, { ...shared, targetId: null, expectedVersion: 1 });
  });

  it("that serves nobody is the owners' alone, also where an order leads to it", async () => {
    const { orderId } = await door.addOrder(door.own);
    const organization = {
      ...{
        kind: "organization" as const,
        connectionId: door.own.connection.id,
        parId: door.own.parOrganizationId,
      },
      ...{ scope: everyBrand, changedBy: "test", now: new Date(), targetId: null, expectedVersion: 1 },
    } as const;
    await setMapping(door.test.db, organization);
    const ask = "query($id: ID!) { order(id: $id) { connection { canEdit changes { action } version } } }";
    const { body } = await door.ask(await door.headersOf("brand_admin"), ask, { id: orderId });
    expect(body).toEqual({
      data: { order: { connection: { canEdit: false, changes: null, version: null } } },
    });
    expect(await read(door.own.connection.id, await door.headersOf("owner"))).toMatchObject({
      canEdit: true,
      changes: [],
    });
  });
});

describe("the door for PAR", () => {
  it("is told as it was set, with the four calls", async () => {
    const ask = "{ parDoor { url isSet calls { operation method url } } }";
    const { body } = await door.ask(await door.headersOf("viewer"), ask);
    expect(Object(body.data).parDoor).toEqual({
      url: "https://parley.example.com",
      isSet: true,
      calls: [
        { operation: "GET_MENU", method: "POST", url: "https://parley.example.com/posnext/menus" },
        {
          operation: "VALIDATE_ORDER",
          method: "POST",
          url: "https://parley.example.com/posnext/order/validate",
        },
        { operation: "SUBMIT_ORDER", method: "POST", url: "https://parley.example.com/posnext/order/submit" },
        { operation: "GET_ORDER", method: "GET", url: "https://parley.example.com/posnext/orders/{orderId}" },
      ],
    });
  });
});
