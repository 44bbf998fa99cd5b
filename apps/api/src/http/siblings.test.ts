import { expect, it } from "vitest";
import { createSiblings } from "./siblings.ts";

it("tells the others what was used, gathered, under its topic and key", async () => {
  const sent: object[] = [];
  const siblings = createSiblings({
    processes: 2,
    channel: { send: (message) => sent.push(message), onMessage: () => {} },
  });
  siblings.of("polls").tell("a", 1);
  siblings.of("polls").tell("a", 2);
  siblings.of("refused").tell("a", 1);
  await expect.poll(() => sent).toHaveLength(1);
  const heard: unknown[] = [];
  let hearFrom = (_: unknown) => {};
  const other = createSiblings({
    processes: 2,
    channel: {
      send: () => {},
      onMessage: (hear) => {
        hearFrom = hear;
      },
    },
  });
  other.of("polls").hear((key, count) => heard.push(["polls", key, count]));
  other.of("refused").hear((key, count) => heard.push(["refused", key, count]));
  for (const message of sent) hearFrom(message);
  expect(heard).toEqual([
    ["polls", "a", 3],
    ["refused", "a", 1],
  ]);
});
