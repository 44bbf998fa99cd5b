import { expect, it } from "vitest";
import { filterZone, timesIn } from "./filter-zone.ts";
import { exportPath, orderAddress, submitVariables, validateVariables } from "./order-search.ts";

const LA = "America/Los_Angeles";
const NY = "America/New_York";
const stores = [
  { id: "loc_1", timezone: LA },
  { id: "loc_2", timezone: NY },
];
const none = { store: null, zone: null };

it("is the chosen store's, whatever zone the address was written in", () => {
  expect(filterZone({ ...none, store: "loc_2" }, stores)).toBe(NY);
  expect(filterZone({ store: "loc_1", zone: NY }, stores)).toBe(LA);
});

it("is the one that all stores share, else the address's, else UTC", () => {
  expect(filterZone(none, stores.slice(0, 1))).toBe(LA);
  expect(filterZone({ ...none, zone: NY }, stores)).toBe(NY);
  expect(filterZone(none, stores)).toBe("UTC");
  expect(filterZone({ ...none, store: "loc_gone" }, [])).toBe("UTC");
});

it("shows the same instants in another store's time", () => {
  const search = orderAddress.parse({ from: "2026-11-29T08:00", zone: LA });
  expect(timesIn(NY, search)).toEqual({ from: "2026-11-29T11:00", to: null });
  expect(timesIn("UTC", search)).toEqual({ from: "2026-11-29T16:00", to: null });
});

it("asks the API for the instants, of submits, of validates and in a file", () => {
  const search = orderAddress.parse({ from: "2026-11-29T08:00", to: "2026-11-29T09:00", zone: LA });
  const instants = { from: "2026-11-29T16:00:00.000Z", to: "2026-11-29T17:00:00.000Z" };
  expect(submitVariables(search, new Date(0)).filter).toMatchObject(instants);
  expect(validateVariables(search, new Date(0)).filter).toMatchObject(instants);
  expect(exportPath(search)).toContain("zone=America%2FLos_Angeles");
});
