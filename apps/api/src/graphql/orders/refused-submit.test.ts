import { insertExchanges, type NewExchange } from "@parley/db/exchanges";
import { testExchange } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestDoor, type TestDoor } from "../testing/door.ts";

const CALL = `query($id: ID!) {
  exchange(id: $id) {
    refusedSubmit {
      totalHundredths currency orderType itemCount earlierTries onlineOrderId
      guest { name phone email isHidden } brand { name } location { id }
      acts { name isAllowed sentence }
    }
  }
}`;

const CONTENT = {
  totalHundredths: 4711,
  currency: "USD",
  orderType: "pickup",
  itemCount: 2,
  guestName: "Grace Hopper",
  guestPhone: "+1 213 555 0199",
  guestEmail: null,
};

describe("the call of a submit that never became an order", () => {
  let door: TestDoor;
  beforeAll(async () => {
    door = await openTestDoor();
  });
  afterAll(() => door[Symbol.asyncDispose]());

  async function ask(role: "support" | "viewer", given: Partial<NewExchange>) {
    const call = testExchange({
      connectionId: door.own.connection.id,
      brandId: door.own.brand.id,
      status: 400,
      code: "unmapped_location",
      content: CONTENT,
      onlineOrderId: "WEB-7",
      ...given,
    });
    await insertExchanges(door.test.db, [call]);
    const { body } = await door.ask(await door.headersOf(role, "own"), CALL, { id: call.id });
    expect(body.errors).toBeUndefined();
    return Object(Reflect.get(Object(body.data), "exchange")).refusedSubmit;
  }

  it("says what an order's page begins with: who, how much, how many, and what can be done", async () => {
    expect(await ask("support", {})).toMatchObject({
      totalHundredths: 4711,
      currency: "USD",
      orderType: "pickup",
      itemCount: 2,
      earlierTries: 0,
      onlineOrderId: "WEB-7",
      guest: { name: "Grace Hopper", phone: expect.stringMatching(/0199$/), isHidden: false },
      brand: { name: door.own.brand.name },
      location: null,
      acts: [{ name: "RECHECK", isAllowed: true, sentence: expect.stringMatching(/./) }],
    });
    expect(JSON.stringify(await ask("support", {}))).not.toContain("213 555");
  });

  it("hides the guest from a viewer, and offers them nothing to do", async () => {
    const seen = await ask("viewer", {});
    expect(seen).toMatchObject({ totalHundredths: 4711, guest: { name: null, isHidden: true }, acts: [] });
    expect(JSON.stringify(seen)).not.toContain("Grace");
  });

  it.each(["signature_mismatch", "unauthorized", "idempotency_conflict", "invalid_json"])(
    "is not judged again by today's menu where what was refused is not the order (%s)",
    async (code) => {
      expect(await ask("support", { status: 401, code })).toMatchObject({ acts: [] });
    },
  );

  it("has neither guest nor total where its body could not be read", async () => {
    expect(await ask("support", { content: null })).toMatchObject({ guest: null, totalHundredths: null });
  });

  it("is no submit where it is another call, or became an order", async () => {
    expect(await ask("support", { operation: "get_menu", content: null })).toBeNull();
    const { orderId } = await door.addOrder(door.own);
    expect(await ask("support", { orderId, content: null })).toBeNull();
  });
});
