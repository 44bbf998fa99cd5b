import { describe, expect, it } from "vitest";
import { fixtureOf } from "./fixture.ts";
import { labCommand } from "./lab-command.ts";

const body = {
  request_uid: "uid-1",
  location_id: "PAR-LOC-1",
  order_details: {
    onlineOrderId: "WEB-1",
    customer: { first_name: "Grace", Phone: "+12135550142", nick: "Amazing", age: 44 },
    delivery: { address_line1: "12 Analytical Lane", latitude: 34.05, instructions: "ring Grace" },
    notes: "for Grace",
    x_unknown: "Grace again",
    items: [{ item_id: "taco", name: "Taco Trio", quantity: 2, comment: "no onions for Grace" }],
    payments: [{ type: "card", cardholder: "Grace Hopper", amount: 29.1 }],
    grand_total: 29.1,
  },
};
const call = {
  id: "exc_1",
  direction: "IN",
  operation: "submit_order",
  status: 200,
  requestUid: "uid-1",
  parOrganizationId: "IA-1",
  parLocationId: "PAR-LOC-1",
  requestBody: JSON.stringify(body),
};

describe("a contract fixture of a recorded call", () => {
  it("keeps what was ordered, and has nothing of the guest", () => {
    const text = fixtureOf(call) ?? "";
    for (const personal of ["Grace", "Hopper", "5550142", "Analytical", "Amazing", "44", "34.05", "onions"])
      expect(text, personal).not.toContain(personal);
    expect(JSON.parse(text)).toMatchObject({
      kind: "order_request",
      expect: "accepted",
      body: {
        request_uid: "uid-1",
        order_details: {
          onlineOrderId: "WEB-1",
          customer: { first_name: "Ada", Phone: "+15555550100" },
          items: [{ item_id: "taco", name: "Taco Trio", quantity: 2 }],
          grand_total: 29.1,
        },
      },
    });
  });

  it("is none of a call without an order, a body or JSON", () => {
    expect(fixtureOf({ ...call, operation: "get_menu" })).toBeNull();
    expect(fixtureOf({ ...call, requestBody: null })).toBeNull();
    expect(fixtureOf({ ...call, requestBody: "{" })).toBeNull();
    expect(fixtureOf({ ...call, direction: "OUT" })).toBeNull();
  });
});

describe("the lab's command for a recorded call", () => {
  it("sends the same body, without a secret", () => {
    expect(labCommand(call)).toBe(
      `npm run lab -- submit --file - --organization='IA-1' --location='PAR-LOC-1' <<'BODY'\n${call.requestBody}\nBODY`,
    );
  });

  it("lets nothing that PAR sent out of its place", () => {
    const notes = JSON.stringify({ notes: "BODY\nrm -rf /\nBODY_" }).replaceAll("\\n", " ");
    const hostile = `{"notes":\n"x",\n"BODY":1}`;
    expect(labCommand({ ...call, requestBody: hostile })?.endsWith("\nBODY_")).toBe(true);
    expect(labCommand({ ...call, requestBody: notes })?.endsWith("\nBODY__")).toBe(true);
    const place = { ...call, operation: "get_menu", parLocationId: "x'; reboot #\n\u0003" };
    expect(labCommand(place)).toBe(
      `npm run lab -- menus --organization='IA-1' --location='x'\\''; reboot #'`,
    );
  });

  it("is none where the body is hidden, or is no JSON", () => {
    expect(labCommand({ ...call, requestBody: null })).toBeNull();
    expect(labCommand({ ...call, requestBody: "BODY\nreboot" })).toBeNull();
    expect(labCommand({ ...call, direction: "OUT" })).toBeNull();
  });
});
