import fc from "fast-check";
import { expect, it } from "vitest";
import type { Issue } from "../errors.ts";
import { answerDigestFields, signatureString, signBody } from "../signing/signature.ts";
import { storedDigestFields } from "../signing/stored-fields.ts";
import type { InputOf } from "../wire/record.ts";
import { orderAnswerTable } from "../wire/tables.ts";
import { composeWire, writeWire } from "../wire/writer.ts";
import { readdressOrderAnswer, renderOrderAnswer } from "./answer.ts";
import type { AnswerModifier, OrderAnswer } from "./answer-model.ts";

const SHARED_ID = "SharedSecret-2026-PAR";
const spelling = fc.constantFrom("snake", "camel", "pascal");

const text = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom('"', "\\", "\u0000", "\u001f", "\u007f", "\ud800", "\u2028", "é"),
    maxLength: 8,
  }),
);
const id = fc.oneof(fc.stringMatching(/^[A-Za-z0-9:_-]{1,40}$/), fc.stringMatching(/^[ÄÖé-]{1,20}$/));
const cents = fc.oneof(fc.nat(10_000_000), fc.constantFrom(0, 1, 100, Number.MAX_SAFE_INTEGER));
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const amounts = { quantity: fc.nat(99), unitPriceCents: maybe(cents) };

const modifier: fc.Arbitrary<AnswerModifier> = fc.record({
  ...{ modifierId: id, modifierGroupId: maybe(id), name: maybe(text), ...amounts },
  modifiers: fc.constant([]),
});
const issue: fc.Arbitrary<Issue> = fc.record({
  ...{ code: fc.constant<Issue["code"]>("price_mismatch"), message: text },
  ...{ expected: fc.oneof(text, fc.double(), fc.boolean()), field: fc.option(text, { nil: undefined }) },
});

const anyAnswer: fc.Arbitrary<OrderAnswer> = fc.record({
  status: fc.constantFrom<OrderAnswer["status"]>("validated", "placed", "pending", "errored", "rejected"),
  ...{ requestUid: id, organizationId: id, locationId: id, errors: fc.array(issue, { maxLength: 3 }) },
  requestDatetime: fc.constantFrom("2026-01-15T12:34:56.789Z", "2026-01-15T18:04:56.1+05:30"),
  processedAt: fc.constant(new Date("2026-01-15T12:34:57.012Z")),
  order: fc.record({
    ...{ onlineOrderId: maybe(id), posOrderId: maybe(text), currency: maybe(fc.constant("USD")) },
    ...{ subtotalCents: cents, taxTotalCents: cents, discountTotalCents: cents },
    ...{ feeTotalCents: cents, tipTotalCents: cents, grandTotalCents: cents },
    items: fc.array(
      fc.record({
        ...{
          lineId: id,
          itemId: id,
          priceLevelId: maybe(id),
          name: maybe(text),
          comment: maybe(text),
          ...amounts,
        },
        ...{ modifiers: fc.array(modifier, { maxLength: 2 }), totalCents: maybe(cents) },
      }),
      { maxLength: 3 },
    ),
    taxes: fc.array(
      fc.record({
        ...{ taxId: maybe(id), name: maybe(text), ratePercent: maybe(fc.constant("8.75")) },
        ...{ amountCents: cents, inclusive: fc.boolean() },
      }),
      { maxLength: 2 },
    ),
    fees: fc.array(fc.record({ feeId: maybe(id), name: maybe(text), amountCents: cents }), { maxLength: 2 }),
    estimatedReadyAt: maybe(fc.constant(new Date("2026-01-15T12:50:00.000Z"))),
  }),
});

it("writes the bytes that composing an object and writing that gives, whatever the values", () => {
  const scalar = fc.option(fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constant(null)), {
    nil: undefined,
  });
  const record = (names: readonly string[]) =>
    fc.record(Object.fromEntries(names.map((name) => [name, scalar])));
  const lists = ["order.items", "order.taxes", "order.fees", "errors"] as const;
  const input = fc
    .tuple(
      record(["status", "requestUid", "order.subtotal", "order.currency", "processedAt"]),
      record(["lineId", "name", "quantity", "total"]),
      record(["modifierId", "name"]),
      fc.subarray([...lists]),
    )
    .map(([root, line, inner, there]) => ({
      ...root,
      ...Object.fromEntries(there.map((name) => [name, [{ ...line, modifiers: [inner, {}] }, {}, []]])),
    }));
  const write = (value: object, of: "snake" | "camel" | "pascal") => {
    // What the types forbid is written alike, too.
    const given: InputOf<typeof orderAnswerTable> = Object.assign(JSON.parse("{}"), value);
    expect(writeWire(orderAnswerTable, given, of)).toBe(
      JSON.stringify(composeWire(orderAnswerTable, given, of)),
    );
  };
  fc.assert(fc.property(input, spelling, write), { numRuns: 2_000 });
});

it("signs a stored answer from its beginning as from the whole of it", () => {
  let quick = 0;
  const check = (body: string) => {
    const fields = storedDigestFields(body);
    if (fields === null) return;
    quick += 1;
    expect(fields).toEqual(answerDigestFields(body));
    const string = signatureString(answerDigestFields(body), "R");
    expect(signBody({ body, sharedId: SHARED_ID, centsMode: "exact" }).string).toBe(string);
  };
  fc.assert(
    fc.property(anyAnswer, spelling, fc.constantFrom("percent", "fraction"), (answer, of, taxRateUnit) => {
      const body = renderOrderAnswer(answer, { spelling: of, taxRateUnit });
      expect(JSON.stringify(JSON.parse(body))).toBe(body);
      check(body);
      const address = { requestUid: "another", requestDatetime: "2026-01-15T12:35:00.000Z" };
      check(readdressOrderAnswer(body, address));
    }),
    { numRuns: 2_000 },
  );
  expect(quick).toBeGreaterThan(1_000);
});

it("leaves to the reader of whole answers what it would refuse, and what was not written here", () => {
  const body = (uid: string) =>
    `{"status":"placed","request_uid":"${uid}","request_datetime":"2026-01-15T12:34:56Z","organization_id":"o",` +
    `"location_id":"l","order_details":{"online_order_id":null,"pos_order_id":null,"subtotal":1,"tax_total":0,` +
    `"discount_total":0,"fee_total":0,"tip_total":0,"grand_total":1}}`;
  expect(storedDigestFields(body("u"))).not.toBeNull();
  for (const other of [
    body("a|b"),
    body(""),
    body("\\u0041"),
    ` ${body("u")}`,
    body("u").replace(",", ",\n"),
  ])
    expect(storedDigestFields(other)).toBeNull();
  expect(() => signBody({ body: body("a|b"), sharedId: SHARED_ID, centsMode: "exact" })).toThrow();
});
