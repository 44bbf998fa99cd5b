import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, getOrder, isSigned, type Par, submit } from "./independent-par.ts";
import { freshOrder, type OrderBody, testItemOrder } from "./orders.ts";
import { until } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/** What no crash, lost answer or slow POS may break: every order once, and every promise kept. */

const SETTLED_WITHIN_MS = 90_000;

let stack: Stack;
let par: Par;

beforeAll(async () => {
  stack = await startStack({ timeScale: 0.1 });
  par = stack.yummyTaco;
});
afterAll(() => stack?.[Symbol.asyncDispose]());

/** The answer, or null where the connection broke: PAR would not know either. */
async function trySubmit(order: OrderBody): Promise<Answer | null> {
  try {
    return await submit(par, order);
  } catch {
    return null;
  }
}

async function finalAnswer(order: OrderBody): Promise<Answer> {
  return until(`a final status of ${order.request_uid}`, SETTLED_WITHIN_MS, async () => {
    const answer = await getOrder(par, order.request_uid);
    return answer.json.status === "pending" ? null : answer;
  });
}

/** Sends all, ten at a time; calls `atAnswer` with the number of answers so far. */
async function sendAll(
  orders: readonly OrderBody[],
  atAnswer: (count: number) => void,
): Promise<Map<string, Answer | null>> {
  const answers = new Map<string, Answer | null>();
  const waiting = [...orders];
  const sender = async () => {
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      answers.set(order.request_uid, await trySubmit(order));
      atAnswer(answers.size);
    }
  };
  await Promise.all(Array.from({ length: 10 }, sender));
  return answers;
}

function isPromise(answer: Answer | null | undefined): boolean {
  return answer?.status === 200 || answer?.status === 202;
}

describe("kill -9 of the API", () => {
  it.each([1, 2, 3])(
    "at a random moment of 100 submits, round %i: each order once, every promise kept",
    async () => {
      const orders = Array.from({ length: 100 }, freshOrder);
      const moment = 1 + Math.floor(Math.random() * 90);
      let killed: Promise<void> | null = null;
      const first = await sendAll(orders, (count) => {
        if (count >= moment) killed ??= stack.killApi();
      });
      expect(killed, `killed after ${moment} answers`).not.toBeNull();
      await killed;
      await stack.startApi();

      const second = await sendAll(orders, () => {});
      for (const order of orders) {
        const told = [first.get(order.request_uid), second.get(order.request_uid)];
        expect(isPromise(told[1]), `the replay of ${order.request_uid} is answered`).toBe(true);
        const final = await finalAnswer(order);
        expect(final.json.status).toBe("placed");
        expect(isSigned(par, final)).toBe(true);
        // Every "placed" answer has these bytes, before the crash or after it.
        for (const answer of told) if (answer?.json.status === "placed") expect(answer.text).toBe(final.text);
      }
      const counts = orders.map((order) => stack.journal(order.order_details.online_order_id).length);
      expect(counts).toEqual(orders.map(() => 1));
    },
  );

  it("in the middle of a slow order: it is taken up again at start and ends placed", async () => {
    const order = testItemOrder("sim-slow");
    const answer = trySubmit(order);
    await until(
      "the order is in the ledger",
      10_000,
      async () => (await getOrder(par, order.request_uid)).status === 200,
    );
    await stack.killApi();
    await stack.startApi();
    await answer;
    expect((await finalAnswer(order)).json.status).toBe("placed");
    expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
  });
});

describe("SIGTERM", () => {
  it("lets what was accepted be answered, and the next start goes on", async () => {
    const orders = Array.from({ length: 20 }, freshOrder);
    const answers = orders.map(trySubmit);
    await Promise.race(answers);
    const exit = await stack.stopApi();
    expect(exit).toEqual({ code: 0, signal: null });
    await Promise.all(answers);
    await stack.startApi();
    await sendAll(orders, () => {});
    for (const order of orders) expect((await finalAnswer(order)).json.status).toBe("placed");
    expect(orders.map((order) => stack.journal(order.order_details.online_order_id).length)).toEqual(
      orders.map(() => 1),
    );
  });
});

describe("a POS in trouble", () => {
  it.each(["sim-lose-ack", "sim-slow", "sim-fault-once", "sim-late"])(
    "%s ends placed, with one journal line",
    async (item) => {
      const order = testItemOrder(item);
      const answer = await submit(par, order);
      expect([200, 202]).toContain(answer.status);
      expect(isSigned(par, answer)).toBe(true);
      const final = await finalAnswer(order);
      expect(final.json.status).toBe("placed");
      const lines = stack.journal(order.order_details.online_order_id);
      expect(lines).toHaveLength(1);
      expect(final.text).toContain(JSON.stringify(lines[0]?.pos_order_id));
    },
  );

  it("sim-refuse is rejected, signed, and leaves nothing behind", async () => {
    const order = testItemOrder("sim-refuse");
    const answer = await submit(par, order);
    expect([answer.status, answer.json.status]).toEqual([200, "rejected"]);
    expect(isSigned(par, answer)).toBe(true);
    expect(stack.journal(order.order_details.online_order_id)).toEqual([]);
  });
});

describe("two equal submits at once", () => {
  it("are one order, 50 times over: one journal line and equal answers", async () => {
    for (let round = 0; round < 50; round++) {
      const order = freshOrder();
      const [one, other] = await Promise.all([submit(par, order), submit(par, order)]);
      expect([one?.status, one?.json.status]).toEqual([200, "placed"]);
      expect(other?.text).toBe(one?.text);
      expect(other?.headers.get("x-pch-digest")).toBe(one?.headers.get("x-pch-digest"));
      expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
    }
  });

  it("under two request uids, with one online order id, are one order too", async () => {
    const order = freshOrder();
    const retry = { ...order, request_uid: `${order.request_uid}-retry` };
    const [one, other] = await Promise.all([submit(par, order), submit(par, retry)]);
    expect([one?.json.status, other?.json.status]).toEqual(["placed", "placed"]);
    expect([one?.json.request_uid, other?.json.request_uid]).toEqual([order.request_uid, retry.request_uid]);
    expect([isSigned(par, one), isSigned(par, other)]).toEqual([true, true]);
    expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
  });
});
