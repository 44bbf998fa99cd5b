import { randomUUID } from "node:crypto";
import { request } from "node:http";
import { gunzipSync } from "node:zlib";
import { sampleOrder, signToken, type WireBody } from "@parley/par-contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Door, LOCATION, ORGANIZATION, openDoor } from "./testing/door.ts";

/** Orders as real senders write them: a refusal here loses a lunch, and guards nothing. */

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door[Symbol.asyncDispose]());

function order(details: WireBody = {}, root: WireBody = {}): WireBody {
  const id = randomUUID();
  return sampleOrder({
    root: { request_uid: id, ...root },
    details: { online_order_id: `ONL-${id}`, ...details },
  });
}

const [taco, agua] = (order().order_details as { items: WireBody[] }).items;
/** A time that is to come, to the second. */
const SOON = `${new Date(Date.now() + 3_600_000).toISOString().slice(0, 19)}Z`;
const ZERO_ID = "00000000-0000-0000-0000-000000000000";
/** A tenth off the 24.00, before tax. */
const discounted = (discount: WireBody) => ({
  discounts: [discount],
  discount_total: 2.4,
  tax_total: 1.89,
  grand_total: 26.49,
  payments: [{ type: "card", amount: 26.49 }],
});

async function expectPlaced(body: WireBody) {
  const validated = await door.par.validate(body);
  expect(validated.response.json).toMatchObject({ status: "validated" });
  const placed = await door.par.submit(body);
  expect(placed.response.json).toMatchObject({ status: "placed" });
  expect(placed.verdict.checks.filter((check) => !check.ok)).toEqual([]);
  return placed;
}

async function submitted(body: WireBody) {
  const rows = await door.exchanges();
  return rows.find((row) => row.requestUid === body.request_uid && row.operation === "submit_order");
}

describe("C: an optional field that says nothing", () => {
  const cases: [what: string, details: WireBody, lenient: string | null][] = [
    [
      "price_level_id empty",
      { items: [{ ...taco, price_level_id: "" }, agua] },
      "items[].price_level_id (empty text)",
    ],
    ["price_level_id 0", { items: [{ ...taco, price_level_id: 0 }, agua] }, null],
    [
      "price_level_id of zeros",
      { items: [{ ...taco, price_level_id: ZERO_ID }, agua] },
      "items[].price_level_id (zero id)",
    ],
    [
      "modifier_group_id empty",
      { items: [{ ...taco, modifiers: [{ modifier_id: "guac", modifier_group_id: "" }] }, agua] },
      "items[].modifiers[].modifier_group_id (empty text)",
    ],
    [
      "modifier_group_id 0",
      { items: [{ ...taco, modifiers: [{ modifier_id: "guac", modifier_group_id: 0 }] }, agua] },
      null,
    ],
    ["line_id empty", { items: [{ ...taco, line_id: "" }, agua] }, "items[].line_id (empty text)"],
    ["unit_price empty", { items: [{ ...taco, unit_price: "" }, agua] }, "items[].unit_price (empty text)"],
    ["unit_price 0", { items: [{ ...taco, unit_price: 0 }, agua] }, null],
    ["customer.id empty", { customer: { id: "", first_name: "Ada" } }, "customer.id (empty text)"],
    ["customer a list of nothing", { customer: [] }, "customer (empty list)"],
    ["currency empty", { currency: "" }, "currency (empty text)"],
    ["currency in small letters", { currency: "usd" }, "currency (letter case)"],
    ["scheduled_at never set", { scheduled_at: "0001-01-01T00:00:00" }, "scheduled_at (zero date)"],
    ["order_type in capitals", { order_type: "TakeOut" }, "order_type (letter case)"],
    [
      "a discount's percent 0",
      discounted({ amount: 2.4, percent: 0 }),
      "discounts[] (amount and percentage)",
    ],
    ["a discount's amount 0", discounted({ amount: 0, percent: 10 }), "discounts[] (amount and percentage)"],
    ["a discount's both", discounted({ amount: 2.4, percent: 10 }), "discounts[] (amount and percentage)"],
    [
      "card_last4 masked",
      { payments: [{ type: "card", amount: 29.1, card_last4: "************1111" }] },
      "payments[].card_last4 (masked number)",
    ],
    ["all totals but the tip left out", { tax_total: null, discount_total: null, fee_total: null }, null],
    ["all totals but the tip 0", { tax_total: 0, discount_total: 0, fee_total: 0 }, null],
    ["the tax in its list alone", { tax_total: null, taxes: [{ tax_id: "la-sales", amount: 2.1 }] }, null],
    [
      "the tax in a list of PAR's own",
      { tax_total: "", taxes: [{ name: "State", amount: 1.5 }, { amount: 0.6 }] },
      "tax_total (empty text)",
    ],
    ["the tip in the payments alone", { tip_total: null }, null],
    ["discounts of nothing", { discounts: [null, {}, { amount: "" }] }, "discounts[] (left out)"],
    ["a discount of 0 without a name", { discounts: [{ amount: 0, percent: 0 }] }, "discounts[] (left out)"],
    ["fees and taxes of nothing", { fees: [{ amount: 0 }, null], taxes: [{}] }, "fees[] (left out)"],
    [
      "a modifier that was not chosen",
      {
        items: [
          {
            ...taco,
            modifiers: [
              { modifier_id: "guac", quantity: 1 },
              { modifier_id: "jalapenos", quantity: 0, unit_price: 0 },
            ],
          },
          agua,
        ],
      },
      "items[].modifiers[] (left out)",
    ],
    ["two spellings, one of nothing", { notes: null, Notes: "ring" }, "notes (two spellings)"],
    [
      "two spellings of who it is for",
      { customer: { first_name: "Ada", firstName: "Adah" } },
      "customer.first_name (two spellings)",
    ],
    [
      "D: a payment's odd labels",
      { payments: [{ amount: 29.1, type: "x".repeat(60), tender_id: "y".repeat(200), reference: 7 }] },
      "payments[].tender_id (cut text)",
    ],
    [
      "D: no labels but an object",
      { payments: [{ amount: 29.1, tender_id: {} }] },
      "payments[].tender_id (left out)",
    ],
  ];

  it.each(cases)("%s", async (_what, details, lenient) => {
    const body = order(details);
    await expectPlaced(body);
    const drift = (await submitted(body))?.drift as { lenient: string[] };
    if (lenient !== null) expect(drift.lenient).toContain(`order_details.${lenient}`);
  });

  it("organization_id empty, where the token names it", async () => {
    const claims = { organization_id: ORGANIZATION, location_id: "" };
    const token = await signToken({
      sharedId: door.sharedId,
      jwtKey: "full",
      now: new Date(),
      lifeSeconds: 60,
      claims,
    });
    const headers = { authorization: `Bearer ${token}` };
    const { response } = await door.par.submit(order({}, { organization_id: "" }), { headers });
    expect(response.json).toMatchObject({ status: "placed", organization_id: ORGANIZATION });
    expect((await door.par.submit(order({}, { organization_id: "" }))).response.status).toBe(400);
  });

  it.each([
    [{ request_uid: "" }, "request_uid"],
    [{ location_id: " " }, "location_id"],
    [{ online_order_id: "" }, "order_details.online_order_id"],
  ])("is never one that is signed: %j", async (change, field) => {
    const { online_order_id, ...root } = change as WireBody;
    const { response } = await door.par.submit(
      order(online_order_id === undefined ? {} : { online_order_id }, root),
    );
    expect([response.status, JSON.parse(response.body).errors[0].field]).toEqual([400, field]);
  });

  it("payments are not judged on validate, and are on submit", async () => {
    const body = order({ payments: [{ card_last4: "4111111111111111", amount: "29.10" }] });
    expect((await door.par.validate(body)).response.json).toMatchObject({ status: "validated" });
    expect((await door.par.submit(body)).response.status).toBe(400);
  });

  it.each([
    ["a total as a text", { tax_total: "2.10" }],
    ["a price below 0", { items: [{ ...taco, unit_price: -1 }, agua] }],
    [
      "a price of a modifier of which there is none",
      { items: [{ ...taco, modifiers: [{ modifier_id: "guac", quantity: 0, unit_price: 1.5 }] }] },
    ],
    ["an item of which there is none", { items: [taco, { ...agua, quantity: 0 }] }],
    ["a named discount of nothing", { discounts: [{ name: "Lunch", amount: null }] }],
    ["two totals that disagree", { TipTotal: 3.01 }],
  ])("what guards money stays a 400: %s", async (_what, details) => {
    expect((await door.par.submit(order(details))).response.status).toBe(400);
  });
});

describe("D: a guest's texts that are too long", () => {
  const long = {
    order_type: "delivery",
    notes: `${"n".repeat(9_990)} 4111 1111 1111 1111 ${"n".repeat(100)}`,
    customer: {
      first_name: "F".repeat(300),
      last_name: "L",
      phone: "5".repeat(40),
      email: `${"e".repeat(250)}@b.example`,
    },
    delivery: {
      address_line1: "A".repeat(300),
      postal_code: "9".repeat(40),
      instructions: "i".repeat(11_000),
    },
    table_number: "T".repeat(60),
    items: [{ ...taco, name: "N".repeat(300), comment: "c".repeat(11_000) }, agua],
  };

  it("lose no order: it is placed and kept cut, and told apart by what was cut", async () => {
    const body = order(long);
    const placed = await expectPlaced(body);
    const drift = (await submitted(body))?.drift as { lenient: string[] };
    expect(drift.lenient).toEqual(
      expect.arrayContaining(["order_details.notes (cut text)", "order_details.customer.email (cut text)"]),
    );
    const [row] = await door.ctx.db.sql<
      { guestName: string; guestPhone: string; guestEmail: string | null }[]
    >`
      select guest_name as "guestName", guest_phone as "guestPhone", guest_email as "guestEmail"
      from orders where request_uid = ${String(body.request_uid)}`;
    expect(row).toEqual({
      guestName: `${"F".repeat(199)}… L`,
      guestPhone: `${"5".repeat(31)}…`,
      guestEmail: null,
    });
    expect((await door.par.submit(body)).response.body).toBe(placed.response.body);
    const details = { ...(body.order_details as WireBody), notes: `${long.notes}!` };
    expect((await door.par.submit({ ...body, order_details: details })).response.status).toBe(409);
  });
});

describe("leniency never changes identity", () => {
  it.each([
    [{ notes: null }, { notes: null, Notes: "" }],
    [{ discounts: [] }, { discounts: [{ amount: 0 }] }],
    [{ fees: [{ amount: 0 }] }, { fees: null }],
    [{ scheduled_at: SOON }, { scheduled_at: SOON.replace("Z", ".000Z") }],
    [{ scheduled_at: SOON }, { scheduled_at: SOON.replace("Z", "+00:00") }],
    [{ notes: "" }, { notes: null }],
    [{ notes: null }, { notes: "  " }],
    [{ customer: {} }, { customer: null }],
    [{ tax_total: null }, { tax_total: 0 }],
    [{ discounts: {} }, { discounts: [] }],
    [
      { items: [{ ...taco, price_level_id: ZERO_ID }, agua] },
      { items: [{ ...taco, price_level_id: 0 }, agua] },
    ],
  ])("a repeat of %j with %j gets the stored answer", async (first, second) => {
    const body = order(first);
    const placed = await expectPlaced(body);
    const details = { ...(body.order_details as WireBody), ...second };
    const again = await door.par.submit({ ...body, order_details: details });
    expect(again.response.headers["idempotent-replayed"]).toBe("true");
    expect(again.response.body).toBe(placed.response.body);
  });

  it("is judged in the version that the release before stored, where that is the latest", async () => {
    const body = order({ discounts: [{ amount: 0 }], scheduled_at: SOON, notes: "" });
    const placed = await expectPlaced(body);
    await door.ctx.db
      .sql`update orders set fingerprint_v3 = null where request_uid = ${String(body.request_uid)}`;
    const details = { ...(body.order_details as WireBody), notes: null };
    const again = await door.par.submit({ ...body, order_details: details });
    expect(again.response.body).toBe(placed.response.body);
    const other = await door.par.submit({ ...body, order_details: { ...details, discounts: [] } });
    expect(other.response.status).toBe(409);
  });

  it("an order that the release before it stored, in its one version, gets its stored answer", async () => {
    for (const details of [
      { notes: "" },
      { customer: {} },
      { items: [{ ...taco, comment: " " }, agua] },
      {},
    ]) {
      const body = order(details);
      const placed = await expectPlaced(body);
      await door.ctx.db
        .sql`update orders set fingerprint_v2 = null, fingerprint_v3 = null where request_uid = ${String(body.request_uid)}`;
      expect((await door.par.submit(body)).response.body).toBe(placed.response.body);
      const renamed = await door.par.submit({ ...body, request_uid: randomUUID() });
      expect(renamed.response.json).toMatchObject({ status: "placed" });
    }
  });

  it("another order is still another", async () => {
    const body = order({ notes: "" });
    await expectPlaced(body);
    const details = { ...(body.order_details as WireBody), notes: "no onions" };
    expect((await door.par.submit({ ...body, order_details: details })).response.status).toBe(409);
  });
});

describe("D: conventions that nobody wrote down", () => {
  const vat = {
    items: [{ item_id: "mexican-cola", quantity: 10 }],
    tip_total: 0,
    grand_total: 35,
    payments: [],
  };
  it.each([
    [
      "a tip besides the amount",
      { payments: [{ amount: 26.1, tip_amount: 3 }] },
      { payment_tips: "besides" },
    ],
    ["a tip inside the amount", { payments: [{ amount: 29.1, tip_amount: 3 }] }, { payment_tips: "inside" }],
    ["no payments", { payments: [] }, {}],
    ["cash of 0", { payments: [{ type: "cash", amount: 0 }] }, { cash_amount: "part" }],
    ["Cash of 0", { payments: [{ type: "Cash", amount: 0 }] }, { cash_amount: "part" }],
    ["CASH of some", { payments: [{ type: "CASH ", amount: 10 }] }, { cash_amount: "part" }],
    ["cash with change", { payments: [{ type: "cash", amount: 40 }] }, {}],
    ["VAT as tax total", { ...vat, subtotal: 35, tax_total: 2.82 }, { inclusive_tax: "stated" }],
    [
      "VAT as tax total, the subtotal without it",
      { ...vat, subtotal: 32.18, tax_total: 2.82 },
      { inclusive_tax: "before_tax" },
    ],
    [
      "VAT in its list alone",
      {
        ...vat,
        subtotal: 35,
        tax_total: null,
        tip_total: 3,
        grand_total: 38,
        taxes: [{ tax_id: "la-sales-included", amount: 2.82 }],
      },
      { inclusive_tax: "stated" },
    ],
  ])("places an order with %s, and notes what it saw", async (_what, details, seen) => {
    const body = order(details);
    await expectPlaced(body);
    expect((await submitted(body))?.seen).toMatchObject(seen);
  });

  it.each([
    ["card under the total", { payments: [{ type: "card", amount: 20 }] }, "payment_insufficient"],
    ["card of 0", { payments: [{ type: "card", amount: 0 }] }, "payment_insufficient"],
    ["card over the total", { payments: [{ type: "card", amount: 40 }] }, "price_mismatch"],
    [
      "a tip that does not come to it",
      { payments: [{ amount: 26.1, tip_amount: 2 }] },
      "payment_insufficient",
    ],
    ["a wrong tax", { tax_total: 2.5 }, "tax_mismatch"],
    ["a grand total without its tax", { tax_total: null, grand_total: 27, payments: [] }, "price_mismatch"],
  ])("G16: still rejects %s", async (_what, details, code) => {
    const { response } = await door.par.submit(order(details));
    expect(response.json).toMatchObject({ status: "rejected", errors: [{ code }] });
  });
});

describe("K: menus and catering orders", () => {
  const bearer = async () => {
    const claims = { organization_id: ORGANIZATION, location_id: LOCATION };
    return `Bearer ${await signToken({ sharedId: door.sharedId, jwtKey: "full", now: new Date(), lifeSeconds: 60, claims })}`;
  };
  /** A call without what a client adds of its own: types, codings, lengths. */
  const raw = (headers: Record<string, string>, chunks: readonly string[] = []) =>
    new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>((resolve, reject) => {
      const req = request(`${door.url}/posnext/menus`, { method: "POST", headers }, (res) => {
        const parts: Buffer[] = [];
        res.on("data", (part: Buffer) => parts.push(part));
        res.on("end", () =>
          resolve({ status: res.statusCode ?? 0, headers: res.headers, bytes: Buffer.concat(parts) }),
        );
      });
      req.on("error", reject);
      for (const chunk of chunks) req.write(chunk);
      req.end();
    });

  it.each([
    ["no body and no type", { "content-length": "0" }, []],
    ["no body in JSON", { "content-length": "0", "content-type": "application/json" }, []],
    ["no body of a form", { "content-length": "0", "content-type": "application/x-www-form-urlencoded" }, []],
    ["blanks", { "content-type": "application/json" }, [" \n"]],
    [
      "empty ids",
      { "content-type": "application/json" },
      ['{"organization_id":"","location_id":"","request_uid":"","request_datetime":"","order_type":""}'],
    ],
    ["nulls", { "content-type": "application/json" }, ['{"organization_id":null,"location_id":null}']],
  ])("D01, D14: serves the token's store for %s", async (_what, headers, chunks) => {
    const answer = await raw({ authorization: await bearer(), ...headers }, chunks);
    const menu = JSON.parse(answer.bytes.toString());
    expect([answer.status, menu.organization_id, menu.location_id]).toEqual([200, ORGANIZATION, LOCATION]);
    expect(menu.products.length).toBeGreaterThan(10);
    expect(menu).not.toHaveProperty("request_uid");
  });

  it("asks for what neither the body nor the token names, and for the type of a body", async () => {
    const { response } = await door.par.menus("");
    expect([response.status, JSON.parse(response.body).errors[0].code]).toEqual([400, "missing_field"]);
    expect((await raw({ authorization: await bearer() }, ["{}"])).status).toBe(415);
    expect(
      (await raw({ authorization: await bearer(), "content-type": "application/json" }, ["null"])).status,
    ).toBe(400);
  });

  it("compresses a menu for a caller that takes gzip, and for no other", async () => {
    const plain = await raw({ authorization: await bearer(), "content-length": "0" });
    expect(plain.headers["content-encoding"]).toBeUndefined();
    for (const coding of ["gzip", "GZIP;q=0.5", "br, gzip", "*", "x-gzip"]) {
      const zipped = await raw({
        authorization: await bearer(),
        "content-length": "0",
        "accept-encoding": coding,
      });
      expect(zipped.headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
      expect(Number(zipped.headers["content-length"])).toBe(zipped.bytes.length);
      expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true);
      expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 2);
    }
    for (const coding of ["identity", "br", "gzip;q=0", "*, gzip;q=0", "gzip;q=x", ""]) {
      const answer = await raw({
        authorization: await bearer(),
        "content-length": "0",
        "accept-encoding": coding,
      });
      expect(answer.headers["content-encoding"]).toBeUndefined();
    }
  });

  it("places a caterer's order", async () => {
    const items = [{ item_id: "sim-slow", quantity: 1_000, unit_price: 1, comment: "x".repeat(1_001) }];
    const totals = { subtotal: 1_000, tax_total: 87.5, tip_total: 0, grand_total: 1_087.5 };
    const body = order({ items, ...totals, payments: [], notes: "y".repeat(3_000) });
    expect((await door.par.validate(body)).response.json).toMatchObject({ status: "validated" });
  });
});
