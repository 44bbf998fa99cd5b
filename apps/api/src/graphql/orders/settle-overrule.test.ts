import { getOrderTrace, releasePosOrder } from "@parley/db/orders";
import type { TestStore } from "@parley/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertWaitingOrder } from "../../orders/testing/waiting-order.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** A ticket that names one order while another one claims its number, as after crossed acknowledgements. */

const MUTATION = `mutation($input: ConfirmOrderPlacedInput!) { confirmOrderPlaced(input: $input) { __typename
  ... on Order { id state posOrderId }
  ... on NotWaiting { state }
  ... on PosOrderTaken { order { id state dispute } }
  ... on Error { code message } } }`;
const TILL_ID = "TILL-X";

let door: TestDoor;
let support: Record<string, string>;
beforeAll(async () => {
  door = await openTestDoor();
  support = await door.headersOf("support");
});
afterAll(() => door[Symbol.asyncDispose]());

async function confirm(
  orderId: string,
  given: Record<string, unknown> = {},
  headers = support,
): Promise<unknown> {
  const input = { orderId, posOrderId: TILL_ID, ...given };
  const { body } = await door.ask(headers, MUTATION, { input });
  expect(body.errors).toBeUndefined();
  return Reflect.get(Object(body.data), "confirmOrderPlaced");
}

async function traceOf(orderId: string) {
  const trace = await getOrderTrace(door.test.db, { scope: { all: true }, orderId });
  if (trace === null) throw new Error(`No order ${orderId}`);
  return trace;
}

describe("a POS order that another order claims", () => {
  let posAccount: string;
  let holder: string;
  let orderId: string;
  let holderBefore: Awaited<ReturnType<typeof traceOf>>;
  beforeEach(() => setUp(door.own));

  /** The claim of an order of this store, on an account of its own. */
  async function setUp(holders: TestStore): Promise<void> {
    posAccount = `account-${crypto.randomUUID()}`;
    holder = await insertWaitingOrder(door.test.db, holders, { posAccount });
    orderId = await insertWaitingOrder(door.test.db, door.own, { posAccount });
    expect(await confirm(holder, {}, await door.headersOf("admin", "all"))).toMatchObject({
      state: "PLACED",
    });
    holderBefore = await traceOf(holder);
  }

  const expectHolderAsBefore = async () => expect(await traceOf(holder)).toEqual(holderBefore);

  it("is refused, with the order that has it, and then taken over by the word of the ticket", async () => {
    for (const given of [{}, { overrules: false }, { overrules: null }]) {
      expect(await confirm(orderId, given)).toMatchObject({
        __typename: "PosOrderTaken",
        code: "POS_ORDER_TAKEN",
        message: expect.stringContaining("take the number over"),
        order: { id: holder, state: "PLACED", dispute: null },
      });
    }
    await expectHolderAsBefore();

    expect(await confirm(orderId, { overrules: true, note: "the ticket says WEB-2" })).toEqual({
      __typename: "Order",
      id: orderId,
      state: "PLACED",
      posOrderId: TILL_ID,
    });
    expect((await traceOf(orderId)).events.at(-1)).toMatchObject({
      kind: "placed",
      actor: expect.stringMatching(/^opr_/),
      detail: { note: "the ticket says WEB-2" },
    });
    const after = await traceOf(holder);
    expect(after.payload).toEqual(holderBefore.payload);
    expect(after.order).toMatchObject({
      state: "placed",
      posOrderId: TILL_ID,
      finalAt: holderBefore.order.finalAt,
      dispute: "pos_order_of_another",
    });
    expect(after.events.at(-1)).toMatchObject({
      kind: "disputed",
      actor: expect.stringMatching(/^opr_/),
      detail: { detail: { posOrderId: TILL_ID, takenOverBy: orderId } },
    });
  });

  it("is overruled once, also where two do it at the same moment", async () => {
    const both = await Promise.all([
      confirm(orderId, { overrules: true }),
      confirm(orderId, { overrules: true }),
    ]);
    expect(both.map((result) => Reflect.get(Object(result), "__typename")).sort()).toEqual([
      "NotWaiting",
      "Order",
    ]);
    const { events } = await traceOf(holder);
    expect(events.filter(({ kind }) => kind === "disputed")).toHaveLength(1);
  });

  it("can be confirmed again where the process ended after it was given up", async () => {
    const now = new Date();
    const given = {
      holderId: holder,
      orderId,
      posOrderId: TILL_ID,
      actor: { kind: "operator", id: "opr_1" } as const,
      now,
    };
    expect(await releasePosOrder(door.test.db, given)).toBe(true);
    expect((await traceOf(orderId)).order.state).toBe("attention");
    expect(await confirm(orderId, { overrules: true })).toMatchObject({ state: "PLACED" });
    expect((await traceOf(holder)).events.filter(({ kind }) => kind === "disputed")).toHaveLength(1);
  });

  it("needs no holder to be confirmed", async () => {
    expect(await confirm(orderId, { posOrderId: "TILL-FREE", overrules: true })).toMatchObject({
      state: "PLACED",
      posOrderId: "TILL-FREE",
    });
    await expectHolderAsBefore();
  });

  it("stays with an order of a brand that is not the operator's", async () => {
    await setUp(door.foreign);
    for (const overrules of [false, true]) {
      expect(await confirm(orderId, { overrules })).toMatchObject({
        __typename: "PosOrderTaken",
        order: null,
        message: expect.stringContaining("ask an admin of all brands"),
      });
    }
    await expectHolderAsBefore();
    const admin = await door.headersOf("admin", "all");
    expect(await confirm(orderId, { overrules: true }, admin)).toMatchObject({ state: "PLACED" });
    expect((await traceOf(holder)).order.dispute).toBe("pos_order_of_another");
  });

  it.each([
    ["by a viewer", {}, "viewer", "NotAllowed"],
    ["with a note that is a novel", { note: "x".repeat(501) }, "support", "InvalidInput"],
    ["with an id that cannot be one", { posOrderId: " " }, "support", "InvalidInput"],
  ] as const)("is not overruled %s", async (_how, given, role, refusal) => {
    const headers = await door.headersOf(role);
    expect(await confirm(orderId, { overrules: true, ...given }, headers)).toMatchObject({
      __typename: refusal,
    });
    await expectHolderAsBefore();
  });

  it("is not overruled for an order that does not wait, or that is not the operator's", async () => {
    const underWay = (await door.addOrder(door.own, { posAccount })).orderId;
    expect(await confirm(underWay, { overrules: true })).toMatchObject({
      __typename: "NotWaiting",
      state: "DISPATCHING",
    });
    const foreign = await insertWaitingOrder(door.test.db, door.foreign, { posAccount });
    expect(await confirm(foreign, { overrules: true })).toMatchObject({ __typename: "NotFound" });
    await expectHolderAsBefore();
  });
});
