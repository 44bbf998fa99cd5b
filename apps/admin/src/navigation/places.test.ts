import { expect, it } from "vitest";
import { places } from "./places.ts";

it("gives each place an address and a key of its own", () => {
  expect(new Set(places.map(({ href }) => href)).size).toBe(places.length);
  expect(new Set(places.map(({ key }) => key)).size).toBe(places.length);
});
