import { describe, expect, it } from "vitest";
import { type Issue, SchemaError } from "../errors.ts";
import {
  answerDigestFields,
  computeDigest,
  signAnswer,
  signatureString,
  signBody,
} from "../signing/signature.ts";
import { readdressOrderAnswer, renderErrorBody, renderOrderAnswer } from "./answer.ts";
import { isFinalStatus, type OrderAnswer } from "./answer-model.ts";
import { parseErrorBody, parseOrderAnswer, reviveOrderAnswer } from "./answer-read.ts";

const SHARED_ID = "SharedSecret-2026-PAR";

const NOT_THERE: Issue = { code: "pos_refused", message: "never used" };

const placed: OrderAnswer = {
  status: "placed",
  requestUid: "7d0c2f9e-0001",
  requestDatetime: "2026-01-15T12:34:56.789Z",
  organizationId: "IA-YC-01",
  locationId: "PAR-LOC-12345",
  order: {
    onlineOrderId: "ONL-1001",
    posOrderId: "YC-LC-001-000042",
    currency: "USD",
    subtotalCents: 2400,
    taxTotalCents: 210,
    discountTotalCents: 0,
    feeTotalCents: 0,
    tipTotalCents: 300,
    grandTotalCents: 2910,
    items: [
      {
        lineId: "1",
        itemId: "taco-trio",
        priceLevelId: null,
        name: "Taco Trio",
        quantity: 2,
        unitPriceCents: 950,
        comment: null,
        modifiers: [
          {
            modifierId: "guac",
            modifierGroupId: "extras",
            name: "Guacamole",
            quantity: 1,
            unitPriceCents: 125,
            modifiers: [],
          },
        ],
        totalCents: 2150,
      },
    ],
    taxes: [{ taxId: "sales", name: "Sales tax", ratePercent: "8.75", amountCents: 210, inclusive: false }],
    fees: [{ feeId: "bag", name: "Bag", amountCents: 10 }],
    estimatedReadyAt: new Date("2026-01-15T12:50:00.000Z"),
  },
  processedAt: new Date("2026-01-15T12:34:57.012Z"),
  errors: [],
};

const rejected: OrderAnswer = {
  ...placed,
  status: "rejected",
  order: { ...placed.order, posOrderId: null, items: [], taxes: [], fees: [], estimatedReadyAt: null },
  errors: [
    {
      code: "price_mismatch",
      message: "The grand total is not ours",
      field: "order_details.grand_total",
      lineId: "2",
      expected: 29.1,
      actual: 19,
    },
  ],
};

describe("what a POS says of an order", () => {
  const values = ["", " ", "x".repeat(5_000), "\ud83c", "a\nb", "\ud83c\udf2e".repeat(1_500), 0, 12.5, false];
  const texts = values.filter((value) => typeof value === "string");

  it("G: is cut to what our own strict reader takes, whatever its length", () => {
    const errors = texts.flatMap((message) =>
      values.map(
        (value): Issue => ({
          code: "pos_refused",
          message,
          field: message,
          lineId: message,
          expected: value,
          actual: value,
        }),
      ),
    );
    for (const count of [1, errors.length, 500]) {
      const issues = Array.from({ length: count }, (_, at) => errors[at % errors.length] ?? NOT_THERE);
      const answer: OrderAnswer = { ...placed, status: "rejected", errors: issues };
      const read = parseOrderAnswer(JSON.parse(renderOrderAnswer(answer))).answer;
      expect(read.errors).toHaveLength(Math.min(count, 200));
      expect(read.errors.every(({ message }) => message.trim() !== "" && message.length <= 2_000)).toBe(true);
      const again = readdressOrderAnswer(renderOrderAnswer(placed), {
        requestUid: "other",
        requestDatetime: placed.requestDatetime,
        errors: issues,
      });
      expect(parseOrderAnswer(JSON.parse(again)).answer.errors).toHaveLength(Math.min(count, 200));
      expect(parseErrorBody(JSON.parse(renderErrorBody(issues, "r-1"))).issues.length).toBeLessThanOrEqual(
        200,
      );
    }
  });

  it("G: shortens the names that its menu gave to an order's lines, choices, taxes and fees", () => {
    const name = "n".repeat(300);
    const [line] = placed.order.items;
    if (line === undefined) throw new Error("the sample has a line");
    const order = {
      ...placed.order,
      items: [{ ...line, name, modifiers: line.modifiers.map((choice) => ({ ...choice, name })) }],
      taxes: [{ taxId: "t", name, ratePercent: "999.5", amountCents: 210, inclusive: false }],
      fees: [{ feeId: "f", name, amountCents: 0 }],
    };
    const { answer } = parseOrderAnswer(JSON.parse(renderOrderAnswer({ ...placed, order })));
    const cut = `${"n".repeat(199)}\u2026`;
    expect([answer.order.items[0]?.name, answer.order.items[0]?.modifiers[0]?.name]).toEqual([cut, cut]);
    expect([answer.order.taxes[0]?.name, answer.order.fees[0]?.name]).toEqual([cut, cut]);
  });
});

describe("renderOrderAnswer", () => {
  it("writes canonical names in the order of the worked exchange, amounts as plain numbers", () => {
    expect(renderOrderAnswer(rejected)).toBe(
      '{"status":"rejected","request_uid":"7d0c2f9e-0001","request_datetime":"2026-01-15T12:34:56.789Z",' +
        '"organization_id":"IA-YC-01","location_id":"PAR-LOC-12345","order_details":{"online_order_id":"ONL-1001",' +
        '"pos_order_id":null,"subtotal":24,"tax_total":2.1,"discount_total":0,"fee_total":0,"tip_total":3,' +
        '"grand_total":29.1,"currency":"USD","items":[],"taxes":[],"fees":[]},' +
        '"processed_at":"2026-01-15T12:34:57.012Z","errors":[{"code":"price_mismatch",' +
        '"message":"The grand total is not ours","field":"order_details.grand_total","line_id":"2",' +
        '"expected":29.1,"actual":19}]}',
    );
  });

  it("writes errors on refusals and conflicts only", () => {
    expect(renderOrderAnswer(placed)).not.toContain('"errors"');
    expect(renderOrderAnswer({ ...placed, errors: rejected.errors })).toContain('"errors"');
    expect(renderOrderAnswer({ ...rejected, errors: [] })).toContain('"errors":[]');
  });

  it("reads back to the very same answer, in every notation and unit of rates", () => {
    for (const answer of [placed, rejected]) {
      for (const spelling of ["snake", "camel", "pascal"] as const) {
        for (const taxRateUnit of ["percent", "fraction"] as const) {
          const style = { spelling, taxRateUnit };
          const { answer: read, drift } = parseOrderAnswer(
            JSON.parse(renderOrderAnswer(answer, style)),
            style,
          );
          expect(read).toEqual(answer);
          expect(drift.unknown).toEqual([]);
        }
      }
    }
    expect(renderOrderAnswer(placed, { taxRateUnit: "fraction" })).toContain('"rate":0.0875');
    expect(renderOrderAnswer(placed, { spelling: "pascal" })).toContain(
      '"OrderDetails":{"OnlineOrderId":"ONL-1001"',
    );
  });
});

describe("signing answers", () => {
  it("gives the digest of the worked exchange, the same for placed and rejected", () => {
    for (const answer of [placed, rejected]) {
      const signed = signAnswer({ answer, sharedId: SHARED_ID, centsMode: "exact" });
      expect(signed.string).toBe("7d0c2f9e-0001|PAR-LOC-12345|ONL-1001|2910|2400|1768480496");
      expect(signed.digest).toBe("401ad1db33f4929e51c2165c2aad29956393d583ad26eb0f09d6a56aa7a982d2");
    }
  });

  it("signs what it renders, whatever the notation and the reading of cents", () => {
    const odd = {
      ...placed,
      order: { ...placed.order, grandTotalCents: 1999, subtotalCents: 29, onlineOrderId: null },
    };
    for (const centsMode of ["exact", "double_truncate"] as const) {
      for (const spelling of ["snake", "camel", "pascal"] as const) {
        const body = renderOrderAnswer(odd, { spelling });
        const fromBody = signBody({ body, sharedId: SHARED_ID, centsMode });
        expect(signAnswer({ answer: odd, sharedId: SHARED_ID, centsMode })).toEqual(fromBody);
        const reading = centsMode === "exact" ? "R" : "X";
        expect(computeDigest(SHARED_ID, signatureString(answerDigestFields(body), reading))).toBe(
          fromBody.digest,
        );
      }
    }
  });
});

describe("readdressOrderAnswer", () => {
  const address = { requestUid: "again", requestDatetime: "2026-01-15T12:40:00Z" };

  it("changes the address and leaves every other byte alone", () => {
    const body = renderOrderAnswer(placed);
    const expected = body
      .replace('"7d0c2f9e-0001"', '"again"')
      .replace('"2026-01-15T12:34:56.789Z"', '"2026-01-15T12:40:00Z"');
    expect(readdressOrderAnswer(body, address)).toBe(expected);
  });

  it("puts the given errors in place of the stored ones, in the answer's own notation", () => {
    const errors = [
      { code: "idempotency_conflict", message: "Another order has this uid", lineId: "1" },
    ] as const;
    for (const spelling of ["snake", "camel", "pascal"] as const) {
      const body = readdressOrderAnswer(renderOrderAnswer(rejected, { spelling }), { ...address, errors });
      expect(reviveOrderAnswer(body)).toEqual({ ...rejected, ...address, errors });
      expect(body.endsWith("}]}")).toBe(true);
    }
  });
});

describe("parseOrderAnswer", () => {
  it.each([
    ["a sixth status", { status: "cooking" }, "status"],
    ["no status", { status: undefined }, "status"],
    ["a code of its own", { errors: [{ code: "oops", message: "x" }] }, "errors[0].code"],
    ["no details", { order_details: null }, "order_details"],
  ])("refuses %s", (_, change, field) => {
    const json: unknown = { ...JSON.parse(renderOrderAnswer(rejected)), ...change };
    try {
      parseOrderAnswer(json);
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      expect(error.issues.map((issue) => issue.field)).toContain(field);
      return;
    }
    throw new Error("was accepted");
  });

  it("knows which statuses PAR caches", () => {
    expect(
      (["validated", "placed", "pending", "errored", "rejected"] as const).filter(isFinalStatus),
    ).toEqual(["placed", "errored", "rejected"]);
  });
});

describe("renderErrorBody", () => {
  it("writes the issues and the request id, and reads back", () => {
    const issues = [
      { code: "missing_field", message: "request_uid is missing", field: "request_uid" },
    ] as const;
    const body = renderErrorBody(issues, "exc_1");
    expect(body).toBe(
      '{"errors":[{"code":"missing_field","message":"request_uid is missing","field":"request_uid"}],"request_id":"exc_1"}',
    );
    expect(parseErrorBody(JSON.parse(body))).toEqual({ issues, requestId: "exc_1" });
  });
});
