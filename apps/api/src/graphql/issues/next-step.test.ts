import { idFrom } from "@parley/db";
import { issueCauses, viewParams } from "@parley/limits";
import { wordsIn } from "@parley/words";
import { expect, it } from "vitest";
import { nextStepOf } from "./next-step.ts";

const say = wordsIn("en")("issues");
const waiting = [{ currency: "USD", count: 2, totalCents: 5820, oldestAt: new Date(0) }];
const places = [
  { locationId: idFrom("loc", "loc_1"), connectionId: null },
  { locationId: null, connectionId: "con_1" },
];

it.each(issueCauses)("leads from %s to lists by filters that they read", (cause) => {
  const steps = places.flatMap((place) =>
    [[], waiting].flatMap((orders) => {
      const { mend, calls } = nextStepOf({ cause, ...place, waiting: orders, lastExchangeId: null }, say);
      return [mend, calls].flatMap((step) => step ?? []);
    }),
  );
  expect(steps.length).toBeGreaterThan(0);
  for (const { href } of steps) {
    const [path = "", query = ""] = href.split("?");
    if (path !== "/orders" && path !== "/exchanges") continue;
    const kept = new URLSearchParams(viewParams(path === "/orders" ? "orders" : "exchanges", query));
    expect(Object.fromEntries(kept), href).toEqual(Object.fromEntries(new URLSearchParams(query)));
  }
});
