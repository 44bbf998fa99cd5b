import { expect, it } from "vitest";
import { eachAlone } from "./several-stores.ts";

it("goes on with the next where one goes wrong, one after the other", async () => {
  const begun: string[] = [];
  const act = async (one: string) => {
    begun.push(one);
    if (one === "b") throw new Error("the database went away");
    return `${one} is done`;
  };
  const results = await eachAlone(["a", "b", "c"], act, (_error, one) => `${one} failed`);
  expect(results).toEqual(["a is done", "b failed", "c is done"]);
  expect(begun).toEqual(["a", "b", "c"]);
});
