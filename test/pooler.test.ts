import { type PgBouncer, setUpLogin, startPgBouncer, withoutPgBouncer } from "@parley/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, getOrder, submit } from "./independent-par.ts";
import { freshOrder, type OrderBody } from "./orders.ts";
import { until } from "./program.ts";
import { type Stack, startStack } from "./stack.ts";

/** Two API processes whose short statements go through a PgBouncer in transaction mode. */

const AT_ONCE = 8;

describe.skipIf(withoutPgBouncer !== null)(`behind PgBouncer (${withoutPgBouncer ?? "installed"})`, () => {
  let stack: Stack;
  let pooler: PgBouncer;

  beforeAll(async () => {
    stack = await startStack({ timeScale: 0.1 });
    pooler = await startPgBouncer(stack.databaseUrl, { poolSize: 4 });
    await stack.stopApi();
  });
  afterAll(async () => {
    await stack?.[Symbol.asyncDispose]();
    await pooler?.[Symbol.asyncDispose]();
  });

  const behindPooler = () => ({
    DATABASE_URL: pooler.url,
    DATABASE_DIRECT_URL: stack.databaseUrl,
    API_PROCESSES: "2",
  });

  async function settled(order: OrderBody): Promise<void> {
    await until(`${order.request_uid} is placed`, 60_000, async () => {
      const { json } = await getOrder(stack.yummyTaco, order.request_uid);
      return json.status === "placed";
    });
  }

  it("refuses to start on one that is not set up, in a sentence", async () => {
    await expect(stack.startApi(behindPooler())).rejects.toThrow(
      /an administrator runs `GRANT parley_app TO/,
    );
  });

  it("places each of many orders once, and tells PAR so", async () => {
    const { login } = pooler;
    await setUpLogin(
      stack.databaseUrl,
      `grant parley_app to ${login}; alter role ${login} set role = 'parley_app'; alter role ${login} set statement_timeout = '15000ms'`,
    );
    await pooler.kill();
    await pooler.start();
    await stack.startApi(behindPooler());

    const orders = Array.from({ length: 60 }, freshOrder);
    const answers: Answer[] = [];
    const waiting = [...orders];
    const sender = async () => {
      for (let order = waiting.shift(); order !== undefined; order = waiting.shift())
        answers.push(await submit(stack.yummyTaco, order));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sender));

    // A busy machine answers some before their POS has.
    for (const { status, json } of answers) expect([200, 202], JSON.stringify(json)).toContain(status);
    for (const order of orders) await settled(order);
    for (const order of orders) expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
  });

  it("says 503 while the pooler is away, and takes up what it owes when it is back", async () => {
    const order = freshOrder();
    await pooler.kill();
    expect((await submit(stack.yummyTaco, order)).status).toBe(503);
    await pooler.start();
    await until("the order is placed", 60_000, async () => {
      const { status, json } = await submit(stack.yummyTaco, order);
      return status === 200 && json.status === "placed";
    });
    expect(stack.journal(order.order_details.online_order_id)).toHaveLength(1);
  });
});
