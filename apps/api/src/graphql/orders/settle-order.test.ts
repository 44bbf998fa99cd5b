import { getOrderTrace } from "@parley/db/orders";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { insertWaitingOrder } from "../../orders/testing/waiting-order.ts";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

/** The three acts of a person, as the admin asks for them. */

const RESULT = `{ __typename
  ... on Order { id state status posOrderId finalAt canBeSettled events { kind actor detail } }
  ... on NotWaiting { state }
  ... on InvalidInput { field }
  ... on Error { code message } }`;

const ACTS = ["confirmOrderPlaced", "confirmOrderAbsent", "resendOrder"] as const;
type Act = (typeof ACTS)[number];

describe("settling an order that waits for a person", () => {
  let door: TestDoor;
  let support: Record<string, string>;
  beforeAll(async () => {
    door = await openTestDoor();
    support = await door.headersOf("support");
  });
  afterAll(() => door[Symbol.asyncDispose]());

  async function ask(act: Act, input: Record<string, unknown>, headers = support): Promise<unknown> {
    const type = `${act.charAt(0).toUpperCase()}${act.slice(1)}Input`;
    const result = act === "confirmOrderPlaced" ? RESULT : RESULT.replace("{", "{ ... on TooEarly { from }");
    const text = `mutation($input: ${type}!) { ${act}(input: $input) ${result} }`;
    const { body } = await door.ask(headers, text, { input });
    expect(body.errors).toBeUndefined();
    return Reflect.get(Object(body.data), act);
  }

  /** An input that would be accepted. */
  const inputOf = (act: Act, orderId: string) =>
    act === "confirmOrderPlaced" ? { orderId, posOrderId: `POS-${orderId}` } : { orderId, attempt: 1 };

  it("places it under the id that the person found, in the person's name and words", async () => {
    const orderId = await insertWaitingOrder(door.test.db, door.own);
    const input = { orderId, posOrderId: " TILL-7 ", note: " seen on the till " };
    expect(await ask("confirmOrderPlaced", input)).toMatchObject({
      __typename: "Order",
      state: "PLACED",
      status: "PLACED",
      posOrderId: "TILL-7",
      finalAt: expect.any(String),
      canBeSettled: false,
      events: expect.arrayContaining([
        { kind: "placed", actor: "Ada", detail: expect.stringContaining('"seen on the till"') },
      ]),
    });
    const trace = await getOrderTrace(door.test.db, { scope: { all: true }, orderId });
    expect(trace?.events.at(-1)?.actor).toMatch(/^opr_/);
    expect(trace?.payload?.answer).toContain('"pos_order_id":"TILL-7"');
  });

  it("tells PAR errored where the person found nothing", async () => {
    const orderId = await insertWaitingOrder(door.test.db, door.own);
    expect(await ask("confirmOrderAbsent", { orderId, attempt: 1 })).toMatchObject({
      __typename: "Order",
      state: "ERRORED",
      status: "ERRORED",
      posOrderId: null,
    });
  });

  it("sends it again, and tells where the try has led", async () => {
    const orderId = await insertWaitingOrder(door.test.db, door.own);
    // The store has no POS, so nothing can be sent, but an earlier try may have arrived.
    expect(await ask("resendOrder", { orderId, attempt: 1, note: "the till was restarted" })).toMatchObject({
      __typename: "Order",
      state: "UNKNOWN",
      status: "PENDING",
      events: expect.arrayContaining([
        { kind: "attempt_started", actor: "Ada", detail: expect.stringContaining("the till was restarted") },
      ]),
    });
    const trace = await getOrderTrace(door.test.db, { scope: { all: true }, orderId });
    expect(trace?.attempts).toHaveLength(2);
  });

  it.each(ACTS)("lets %s take effect once, and says where the order stands", async (act) => {
    const orderId = await insertWaitingOrder(door.test.db, door.own);
    expect(await ask(act, inputOf(act, orderId))).toMatchObject({ __typename: "Order" });
    const state = { confirmOrderPlaced: "PLACED", confirmOrderAbsent: "ERRORED", resendOrder: "UNKNOWN" }[
      act
    ];
    // While the gateway looks for it again, what is found is found.
    for (const next of ACTS.filter((one) => state !== "UNKNOWN" || one !== "confirmOrderPlaced")) {
      expect(await ask(next, inputOf(next, orderId))).toMatchObject({
        __typename: "NotWaiting",
        code: "NOT_WAITING",
        state,
      });
    }
  });

  it.each(ACTS)("lets one of two that %s at the same moment through", async (act) => {
    const orderId = await insertWaitingOrder(door.test.db, door.own);
    const both = await Promise.all([ask(act, inputOf(act, orderId)), ask(act, inputOf(act, orderId))]);
    const names = both.map((result) => String(Reflect.get(Object(result), "__typename")));
    const [refused, ...more] = names.filter((name) => name !== "Order");
    expect([more.length, names.length]).toEqual([0, 2]);
    // Who has read the order before it is sent, and the end of its tries after, sees a try on its way.
    expect(act === "resendOrder" ? ["NotWaiting", "TooEarly"] : ["NotWaiting"]).toContain(refused);
  });

  it("refuses a POS order that another order is already", async () => {
    const first = await insertWaitingOrder(door.test.db, door.own);
    const second = await insertWaitingOrder(door.test.db, door.own);
    await ask("confirmOrderPlaced", { orderId: first, posOrderId: "TILL-TAKEN" });
    expect(await ask("confirmOrderPlaced", { orderId: second, posOrderId: "TILL-TAKEN" })).toMatchObject({
      __typename: "PosOrderTaken",
      code: "POS_ORDER_TAKEN",
      message: expect.stringContaining("TILL-TAKEN"),
    });
    expect(await ask("confirmOrderPlaced", { orderId: second, posOrderId: "TILL-FREE" })).toMatchObject({
      state: "PLACED",
    });
  });

  it.each([
    ["posOrderId", { posOrderId: "  " }],
    ["posOrderId", { posOrderId: "x".repeat(129) }],
    ["posOrderId", { posOrderId: "till\u202e7" }],
    ["note", { posOrderId: "TILL-8", note: "x".repeat(501) }],
  ])("refuses a %s that cannot be one", async (field, given) => {
    const orderId = await insertWaitingOrder(door.test.db, door.own);
    expect(await ask("confirmOrderPlaced", { orderId, ...given })).toMatchObject({
      __typename: "InvalidInput",
      field,
    });
    expect(await ask("confirmOrderAbsent", { orderId, attempt: 1 })).toMatchObject({ state: "ERRORED" });
  });

  describe("while what was sent may still reach the till", () => {
    const acts = ["confirmOrderAbsent", "resendOrder"] as const;
    let endedAt: Date;
    let orderId: string;
    beforeEach(async () => {
      endedAt = new Date();
      orderId = await insertWaitingOrder(door.test.db, door.own, {}, endedAt);
    });

    it.each(acts)("refuses to %s, and says from when on it may be asked again", async (act) => {
      const from = new Date(endedAt.getTime() + 45_000).toISOString();
      expect(await ask(act, inputOf(act, orderId))).toMatchObject({
        __typename: "TooEarly",
        code: "TOO_EARLY",
        from,
        message: expect.stringContaining(from),
      });
      const { body } = await door.ask(support, "query($id: ID!) { order(id: $id) { attempt quietFrom } }", {
        id: orderId,
      });
      expect(body.data).toEqual({ order: { attempt: 1, quietFrom: from } });
    });

    it("places it all the same: what is found is found", async () => {
      expect(await ask("confirmOrderPlaced", inputOf("confirmOrderPlaced", orderId))).toMatchObject({
        __typename: "Order",
        state: "PLACED",
      });
    });
  });

  it.each(["confirmOrderAbsent", "resendOrder"] as const)(
    "refuses to %s by a look that is older than the last try",
    async (act) => {
      const orderId = await insertWaitingOrder(door.test.db, door.own);
      for (const attempt of [0, 2])
        expect(await ask(act, { orderId, attempt })).toMatchObject({
          __typename: "Conflict",
          code: "CONFLICT",
          message: expect.stringContaining("tries so far: 1."),
        });
    },
  );

  it.each(ACTS)("does not let %s touch an order that is under way", async (act) => {
    const { orderId } = await door.addOrder(door.own);
    expect(await ask(act, inputOf(act, orderId))).toMatchObject({
      __typename: "NotWaiting",
      state: "DISPATCHING",
    });
  });

  it.each(ACTS)("does not find another brand's order for %s", async (act) => {
    const orderId = await insertWaitingOrder(door.test.db, door.foreign);
    for (const headers of [support, await door.headersOf("admin")]) {
      expect(await ask(act, inputOf(act, orderId), headers)).toMatchObject({ __typename: "NotFound" });
      expect(await ask(act, inputOf(act, "ord_none"), headers)).toMatchObject({ __typename: "NotFound" });
    }
    const trace = await getOrderTrace(door.test.db, { scope: { all: true }, orderId });
    expect(trace?.order.state).toBe("attention");
  });

  it.each(ACTS)("is not for viewers, who see the order: %s", async (act) => {
    const orderId = await insertWaitingOrder(door.test.db, door.own);
    const viewer = await door.headersOf("viewer", "all");
    expect(await ask(act, inputOf(act, orderId), viewer)).toMatchObject({
      __typename: "NotAllowed",
      message: expect.stringContaining("admin or support"),
    });
  });

  it("says who may, and what to look for", async () => {
    const orderId = await insertWaitingOrder(door.test.db, door.own);
    const text =
      "query($id: ID!) { order(id: $id) { canBeSettled posReference ticketMark location { phone } } }";
    const may = async (headers: Record<string, string>, id = orderId) =>
      Reflect.get(Object((await door.ask(headers, text, { id })).body.data), "order");
    const seen = await may(support);
    expect(seen).toMatchObject({ canBeSettled: true, location: { phone: door.own.location.phone } });
    const { posReference, ticketMark } = Object(seen);
    const digits = `${posReference.slice(0, 4)}-${posReference.slice(4, 8)}`;
    expect(ticketMark).toBe(`Parley ${digits.toUpperCase()}`);
    expect(await may(await door.headersOf("admin", "all"))).toMatchObject({ canBeSettled: true });
    expect(await may(await door.headersOf("viewer"))).toMatchObject({ canBeSettled: false });
    const underWay = (await door.addOrder(door.own)).orderId;
    expect(await may(support, underWay)).toMatchObject({ canBeSettled: false });
  });
});
