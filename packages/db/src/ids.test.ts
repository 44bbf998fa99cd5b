import { expect, it } from "vitest";
import { newId, posReferenceOf } from "./ids.ts";

it("makes ids that sort by the time of their making", () => {
  const ids = Array.from({ length: 1000 }, () => newId("ord"));
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toMatch(/^ord_[0-9a-f]{32}$/);
});

it("gives an order one POS reference for ever", () => {
  expect(posReferenceOf("ord_0197a3c48f5e7c1db2a90d3e4f5a6b7c")).toBe("e750f74d-1bb5-5bf4-8e8f-35c7529334e5");
});
