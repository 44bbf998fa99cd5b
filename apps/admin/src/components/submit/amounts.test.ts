import { expect, it } from "vitest";
import { orderAddress, submitVariables } from "@/app/(console)/orders/(list)/order-search.ts";
import { amountFilter, amountsPath } from "./amounts.ts";

const amounts = { minHundredths: 1100, maxHundredths: 1199, name: null };

it("leads to the orders of the amounts that were understood, in place of what was typed", () => {
  expect(amountsPath(amounts)).toBe("/orders?min=11.00&max=11.99");
  const opened = orderAddress.parse(
    Object.fromEntries(new URL(amountsPath(amounts), "http://x.test").searchParams),
  );
  expect(submitVariables(opened, new Date())).toMatchObject({
    search: null,
    filter: { minHundredths: 1100, maxHundredths: 1199 },
  });
});

it("keeps the name that was said beside them, and whatever else narrows the list", () => {
  const asked = orderAddress.parse({ q: "Smith, about 11", store: "loc_1", show: "placed" });
  const path = orderAddress.print(asked, amountFilter({ ...amounts, name: "Smith" }));
  expect(Object.fromEntries(new URL(path, "http://x.test").searchParams)).toEqual({
    q: "Smith",
    store: "loc_1",
    show: "placed",
    min: "11.00",
    max: "11.99",
  });
});
