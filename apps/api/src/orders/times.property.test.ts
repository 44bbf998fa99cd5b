import { placedOrder } from "@parley/bridge-contract";
import { parseOrderAnswer, parseOrderRequest, renderOrderAnswer, sampleOrder } from "@parley/par-contract";
import fc from "fast-check";
import { expect, it } from "vitest";
import { toAnswerDetails, toPosOrder } from "../pricing/price-order.ts";
import { menu, worked } from "../pricing/testing/menu.ts";
import { price, requestOf } from "../pricing/testing/orders.ts";
import { credibleReadyAt } from "./answer.ts";
import { evidenceOf } from "./outcome.ts";

/** Times at the calendar's edges: whatever a POS or PAR may say, answers to PAR pass our own strict reader. */

const pad = (value: number, width: number) => String(value).padStart(width, "0");
const two = (...values: number[]) => fc.constantFrom(...values).map((value) => pad(value, 2));

const day = fc
  .tuple(
    fc.constantFrom(0, 1, 2, 99, 1969, 1970, 2026, 2027, 9998, 9999),
    two(0, 1, 2, 6, 12, 13),
    two(0, 1, 28, 29, 30, 31),
  )
  .map(([year, month, date]) => `${pad(year, 4)}-${month}-${date}`);
const clock = fc
  .tuple(two(0, 2, 12, 23, 24), two(0, 30, 59, 60), two(0, 1, 59, 60))
  .map((parts) => parts.join(":"));
const fraction = fc.constantFrom("", ".0", ".000", ".9999999", ".123456789", ".");
const zone = fc.constantFrom(
  ...[
    "Z",
    "z",
    "+00:00",
    "-00:00",
    "+14:00",
    "-14:00",
    "+14:01",
    "+18:00",
    "-18:00",
    "+23:59",
    "-23:59",
    "+24:00",
    "",
  ],
);
const edge = fc.tuple(day, fc.constantFrom("T", " "), clock, fraction, zone).map((parts) => parts.join(""));
const odd = fc.constantFrom(
  "",
  "0",
  "-1",
  "now",
  "infinity",
  "+275760-09-13T00:00:00Z",
  "-000001-01-01T00:00:00Z",
);
const real = fc
  .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
  .map((at) => at.toISOString());
const time = fc.oneof(
  { weight: 4, arbitrary: edge },
  { weight: 1, arbitrary: odd },
  { weight: 2, arbitrary: real },
);

const NOW = new Date("2026-01-15T12:34:57.012Z");
const address = {
  requestUid: "u",
  requestDatetime: "2026-01-15T12:34:56.789Z",
  organizationId: "O",
  locationId: "L",
};

function pricedWorked() {
  const outcome = price(menu, worked);
  if (outcome.kind !== "priced") throw new Error(JSON.stringify(outcome.issues));
  return outcome.order;
}

it("G: of whatever time a POS says that an order is ready", () => {
  const said = {
    status: "placed",
    reference: "6f0f1c52-9d0e-5b7a-8a4e-2c5d1b9e7f30",
    store: "S-1",
    pos_order_id: "1",
    total_cents: 2_910,
    placed_at: "2026-01-15T12:34:56Z",
  };
  let taken = 0;
  fc.assert(
    fc.property(time, fc.boolean(), (ready, isOfBridge) => {
      const read = placedOrder.safeParse({ ...said, ready_at: ready });
      // A bridge's message is judged; what Square says is not.
      if (isOfBridge && !read.success) return;
      taken += 1;
      const readyAt = new Date(ready);
      expect(() => evidenceOf({ kind: "placed", posOrderId: "1", readyAt, call: null })).not.toThrow();
      for (const at of [readyAt, credibleReadyAt({ readyAt }, NOW)]) {
        const order = toAnswerDetails(pricedWorked(), {
          onlineOrderId: "1",
          posOrderId: "1",
          estimatedReadyAt: at,
        });
        const text = renderOrderAnswer({ status: "placed", ...address, order, processedAt: NOW, errors: [] });
        const { answer } = parseOrderAnswer(JSON.parse(text));
        const told = answer.order.estimatedReadyAt;
        expect(told === null || told.getTime() === readyAt.getTime()).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
  expect(taken).toBeGreaterThan(100);
});

it("G: of whatever time PAR says that an order is wanted or asked for", () => {
  let taken = 0;
  fc.assert(
    fc.property(time, time, fc.constantFrom(true, false, null), (wanted, asked, isAsap) => {
      const body = sampleOrder({
        root: { request_datetime: asked },
        details: { scheduled_at: wanted, is_asap: isAsap },
      });
      const parsed = attempt(() => parseOrderRequest(body));
      if (parsed === null) return;
      taken += 1;
      const { requestDatetime, order } = parsed.request;
      const times = { scheduledAt: order.scheduledAt, isAsap: order.isAsap };
      for (const timezone of ["America/Los_Angeles", "Pacific/Kiritimati", "UTC"]) {
        const store = { timezone, currency: "USD" };
        const outcome = price(menu, { ...worked, ...times }, { store, now: NOW });
        expect(["priced", "refused"]).toContain(outcome.kind);
        if (outcome.order === null) continue;
        const details = toAnswerDetails(outcome.order, { onlineOrderId: "1", posOrderId: null });
        const errors = outcome.kind === "priced" ? [] : outcome.issues;
        const status = outcome.kind === "priced" ? "pending" : "rejected";
        const answer = {
          status,
          ...address,
          requestDatetime,
          order: details,
          processedAt: NOW,
          errors,
        } as const;
        expect(parseOrderAnswer(JSON.parse(renderOrderAnswer(answer))).answer).toMatchObject({
          status,
          requestDatetime,
        });
        const request = { ...requestOf({ ...worked, ...times }), requestDatetime };
        const { notes } = toPosOrder(outcome.order, request, { reference: "r", store: "s", timezone });
        expect(notes === null || notes.length < 200).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(taken).toBeGreaterThan(50);
});

/** What the parser makes of a body; null where it refuses it, which it must do with its own error. */
function attempt(parse: () => ReturnType<typeof parseOrderRequest>) {
  try {
    return parse();
  } catch (error) {
    expect(error).toHaveProperty("issues");
    return null;
  }
}
