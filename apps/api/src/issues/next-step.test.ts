import { idFrom } from "@parley/db";
import { issueCauses, viewParams } from "@parley/limits";
import { wordsIn } from "@parley/words";
import { expect, it } from "vitest";
import { nextStepOf } from "./next-step.ts";

const say = wordsIn("en")("issues");
const waiting = [{ currency: "USD", count: 2, totalCents: 5820, oldestAt: new Date(0) }];
const places = [idFrom("loc", "loc_1"), null];
const failed = { effects: 2, lastExchangeId: "exc_1" };

it.each(issueCauses)("leads from %s to lists by filters that they read", (cause) => {
  const steps = places.flatMap((locationId) =>
    [[], waiting].flatMap((orders) => {
      const { mend, calls } = nextStepOf(
        { id: "iss_1", subjectId: "loc_1", cause, locationId, waiting: orders, ...failed },
        say,
      );
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

it.each([
  ["an order that fails by itself", { effects: 0, lastExchangeId: null }],
  ["a spell in which no call failed", { effects: 0, lastExchangeId: "exc_1" }],
  ["what began without a call", { effects: 1, lastExchangeId: null }],
])("leads from %s to its orders, and to no calls", (_what, counted) => {
  const issue = {
    id: "iss_1",
    subjectId: "loc_1",
    cause: "order_fails_alone",
    locationId: null,
    waiting,
    ...counted,
  } as const;
  expect(nextStepOf(issue, say)).toMatchObject({ mend: { href: "/orders?issue=iss_1" }, calls: null });
});
