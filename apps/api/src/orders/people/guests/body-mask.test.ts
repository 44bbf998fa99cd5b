import { describe, expect, it } from "vitest";
import { type Hiding, maskBody, memberKey } from "./body-mask.ts";

const all = (hiding: Hiding) => ({ hiding, members: new Set<string>() });

const BODY = `{ "request_uid":"7d0c2f9e-0001",
  "orderDetails": {"order_type":"delivery","Customer":{"first_name":"Ada","lastName":"Lovelace",
    "phone":"+1 213 555 0142", "e_mail":"ada@example.com", "loyalty_id": 4711},
    "delivery":{"address_line1":"12 Nosuch Place","city":"Los Angeles","latitude": 34.05},
    "items":[{"name":"Taco \\u00e0 la carte","comment":"for Ada, call 213-555-0142","quantity": 2,"price": 4.35}],
    "grand_total": 29.10 }}`;

describe("a body", () => {
  it("loses for support only how the guest can be reached, and no other byte", () => {
    expect(maskBody(BODY, all("contacts"))).toBe(
      BODY.replace("+1 213 555 0142", "+1 ••• ••• 0142")
        .replace("ada@example.com", "a•••@e•••.com")
        .replace("12 Nosuch Place", "•••")
        .replace("Los Angeles", "•••")
        .replace("34.05", '"•••"')
        .replace("213-555-0142", "••• ••• 0142"),
    );
  });

  it("says nothing of the guest to others, and stays JSON", () => {
    const masked = maskBody(BODY, all("everything"));
    expect(masked).not.toMatch(/ada|lovelace|0142|nosuch|angeles|4711|34\.05/i);
    expect(JSON.parse(masked)).toMatchObject({
      request_uid: "7d0c2f9e-0001",
      orderDetails: { items: [{ name: "Taco à la carte", comment: "•••", quantity: 2, price: 4.35 }] },
    });
  });

  it.each([
    ["cut short", BODY.slice(0, 150)],
    ["without a quote", BODY.replace('"Lovelace"', '"Lovelace')],
    ["with a comma too many", BODY.replace("29.10", "29.10,")],
    ["no JSON", "Ada Lovelace, +1 213 555 0142"],
    ["a form", "first_name=Ada&last_name=Lovelace&phone=%2B12135550142"],
    ["a text of JSON", '"Ada Lovelace"'],
  ])("that is %s says nothing of the guest to those who see none", (_what, body) => {
    expect(maskBody(body, all("everything"))).not.toMatch(/ada|lovelace|0142/i);
  });

  it("of Square's kind is read as well", () => {
    const body =
      '{"fulfillments":[{"pickup_details":{"recipient":{"display_name":"Ada","phone_number":"12135550142"},"note":"x"}}]}';
    expect(maskBody(body, all("everything"))).not.toMatch(/ada|0142/i);
    expect(maskBody(body, all("contacts"))).toContain(
      '"display_name":"Ada","phone_number":"+1 ••• ••• 0142"',
    );
  });

  it.each(["", "null", "[]", '{"a":1}', '{"a":"x" ,"b":[true,null,-1.5e3]}'])(
    "of no guest stays: %s",
    (body) => {
      expect(maskBody(body, all("everything"))).toBe(body);
    },
  );

  it("takes time by its length, whatever it holds", () => {
    const hostile = `${'{"a":['.repeat(20_000)}"${"\\".repeat(99_999)}`;
    expect(maskBody(hostile, all("everything"))).toHaveLength(hostile.length);
  });
});

describe("members that the policy names", () => {
  const masked = (body: string, ...names: string[]) =>
    maskBody(body, { hiding: "contacts", members: new Set(names.map(memberKey)) });

  it("are hidden with all that is in them, however their name is written, and nothing else is", () => {
    const body = `{"a":1,"Loyalty-Number":4711,"crmProfile":{"tier":"gold","tags":["vip",7,null,{"x":true}]},"b":"kept"}`;
    expect(JSON.parse(masked(body, "loyalty_number", "crm_profile"))).toEqual({
      ...{ a: 1, "Loyalty-Number": "•••", b: "kept" },
      crmProfile: { tier: "•••", tags: ["•••", "•••", "•••", { x: "•••" }] },
    });
    expect(masked(body, "tier")).toBe(body.replace('"gold"', '"•••"'));
    expect(masked(body)).toBe(body);
  });

  it("are hidden in a body that is not whole, too", () => {
    expect(masked('{"loyalty":"4711', "loyalty")).not.toContain("4711");
    expect(masked('{"loyalty":47 11, "x":', "loyalty")).not.toMatch(/47|11/);
  });

  it("never hide more where a value is called as a member is", () => {
    expect(masked('{"kind":"loyalty","list":["loyalty"]}', "loyalty")).toBe(
      '{"kind":"loyalty","list":["loyalty"]}',
    );
  });
});
