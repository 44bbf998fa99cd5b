import { expect, it } from "vitest";
import { type Followed, follow } from "../apps/api/src/graphql/testing/follow.ts";
import { submit } from "./independent-par.ts";
import { freshOrder } from "./orders.ts";
import { until } from "./program.ts";
import { startStack } from "./stack.ts";

const WAIT_MS = 60_000;
const QUERY = "subscription { submitsChanged { isAnew changes { orderId isNew } } }";

interface Told {
  isAnew: boolean;
  changes: { orderId: string; isNew: boolean }[];
}

it("tells each submit once while the API that it follows is killed and started again", async () => {
  await using stack = await startStack();
  const otherUrl = await stack.startAnotherApi();
  const made = await stack.parley(
    ...["operator", "api-key", "create", "--operator", "admin@parley.example", "--name", "tail", "--json"],
  );
  const { secret } = JSON.parse(made.output.slice(made.output.indexOf("{")));
  const headers = { authorization: `Bearer ${secret}` };

  const news: string[] = [];
  let lastId: string | null = null;
  let cuts = 0;
  let isOver = false;
  /** As a client does: reads until the stream is cut, then goes on from the last event. */
  const reading = (async () => {
    while (!isOver) {
      const from: Record<string, string> = lastId === null ? {} : { "last-event-id": lastId };
      const stream: Followed | null = await follow(
        `${stack.apiUrl}/graphql/stream`,
        { ...headers, ...from },
        QUERY,
      ).catch(() => null);
      if (stream === null) continue;
      for (;;) {
        const event = await stream.next().catch(() => null);
        if (event?.event !== "next") break;
        const told: Told = JSON.parse(event.data).data.submitsChanged;
        expect(told.isAnew).toBe(false);
        for (const { orderId, isNew } of told.changes) if (isNew) news.push(orderId);
        lastId = event.id;
        if (isOver) break;
      }
      cuts += 1;
      await stream[Symbol.asyncDispose]();
    }
  })();

  await until("the stream has begun", WAIT_MS, async () => lastId !== null);

  let placed = 0;
  const par = { ...stack.yummyTaco, baseUrl: otherUrl };
  let isSending = true;
  const sending = (async () => {
    while (isSending) {
      const answer = await submit(par, freshOrder());
      expect(answer.status).toBeLessThan(300);
      placed += 1;
    }
  })();
  for (let kills = 0; kills < 2; kills += 1) {
    const before = placed;
    await until("orders go on", WAIT_MS, async () => placed >= before + 5);
    await stack.killApi();
    await stack.startApi();
  }
  isSending = false;
  await sending;
  await until("each is told", WAIT_MS, async () => news.length >= placed);
  isOver = true;
  await submit(par, freshOrder());
  await reading;

  expect(cuts).toBeGreaterThanOrEqual(2);
  expect(new Set(news).size).toBe(news.length);
  expect(news.length).toBeGreaterThanOrEqual(placed);
});
