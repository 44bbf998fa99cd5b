import { describe, expect, it } from "vitest";
import { sampleOrder } from "../client/sample.ts";
import { glimpseOrder } from "./glimpse.ts";

const whole = {
  request_uid: "u",
  order_details: {
    grand_total: 29.1,
    currency: "USD",
    order_type: "pickup",
    items: [{ item_id: "a", quantity: 2 }, { quantity: 1 }],
    customer: {
      first_name: "Ada",
      last_name: "Lovelace",
      phone: "+1 213 555 0142",
      email: "ada@example.com",
    },
  },
};

describe("glimpseOrder", () => {
  it("reads a body that no parser would take", () => {
    expect(glimpseOrder(whole)).toEqual({
      grandTotalCents: 2910,
      currency: "USD",
      orderType: "pickup",
      itemCount: 3,
      customer: {
        firstName: "Ada",
        lastName: "Lovelace",
        phone: "+1 213 555 0142",
        email: "ada@example.com",
      },
    });
  });

  it("reads what a good body says", () => {
    expect(glimpseOrder(sampleOrder())?.grandTotalCents).toBeGreaterThan(0);
  });

  it.each([
    null,
    "text",
    [],
    {},
    { order_details: null },
    { order_details: 5 },
    { order_details: { grand_total: "much", items: 7, customer: [] } },
    {
      order_details: {
        grand_total: 1e300,
        items: [null, 5, { quantity: "x" }],
        customer: { first_name: {} },
      },
    },
  ])("gives null for what is not to be read in %j", (body) => {
    expect(glimpseOrder(body)?.grandTotalCents ?? null).toBeNull();
    expect(glimpseOrder(body)?.customer?.firstName ?? null).toBeNull();
  });
});
