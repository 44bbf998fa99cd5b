import type { Exchange } from "@parley/par-contract";
import { describe, expect, it } from "vitest";
import { GuestOrder } from "./guest-order.ts";
import { type Cooked, compare, readJournal } from "./kitchen.ts";

const wanted = { totalCents: 2_910, items: ["2 x taco-trio"] };

function answer(
  status: number,
  word: string | null,
  operation: Exchange["operation"] = "submit_order",
): Exchange {
  const json = word === null ? { errors: [] } : { status: word };
  return {
    operation,
    request: { method: "POST", url: "", headers: {}, body: null, stringSigned: null },
    response: { status, headers: {}, body: "", json },
    verdict: { ok: true, checks: [] },
    durationMs: 1,
  };
}

/** An order that was sent as `uid`, and what PAR heard of it. */
function told(uid: string, ...answers: readonly Exchange[]): GuestOrder {
  const order = new GuestOrder({ shape: "ordinary", onlineOrderId: null, wanted, isDoubtful: false });
  order.sentAs(uid);
  for (const one of answers) order.hears(uid, one);
  return order;
}

const cooked = (requestUid: string, more: Partial<Cooked> = {}): Cooked => ({
  requestUid,
  posOrderId: `POS-${requestUid}`,
  ...wanted,
  ...more,
});

/** The names of the faults that are there. */
function faults(orders: readonly GuestOrder[], kitchen: readonly Cooked[]): string[] {
  return Object.entries(compare(orders, kitchen)).flatMap(([name, found]) =>
    found.length > 0 ? [name] : [],
  );
}

describe("compare", () => {
  it("finds nothing where PAR and the kitchen agree", () => {
    const orders = [
      told("a", answer(202, "pending"), answer(200, "placed", "get_order")),
      told("b", answer(200, "rejected")),
      told("c", answer(400, null)),
      told("d", answer(202, "pending")),
      told("e", answer(503, null)),
    ];
    // What was never told may be in the kitchen, or not be there.
    expect(faults(orders, [cooked("a"), cooked("d"), cooked("e"), cooked("of another stream")])).toEqual([]);
    expect(faults(orders, [cooked("a")])).toEqual([]);
  });

  it.each<[string, GuestOrder, Cooked[]]>([
    ["lost", told("a", answer(200, "placed")), []],
    ["lost", told("a", answer(202, "pending"), answer(404, null, "get_order")), []],
    ["doubled", told("a", answer(200, "placed")), [cooked("a"), cooked("a", { posOrderId: "POS-2" })]],
    ["cookedThoughToldFailed", told("a", answer(200, "errored")), [cooked("a")]],
    ["cookedThoughToldFailed", told("a", answer(401, null)), [cooked("a")]],
    ["cookedOtherwise", told("a", answer(200, "placed")), [cooked("a", { totalCents: 29 })]],
    ["cookedOtherwise", told("a", answer(200, "placed")), [cooked("a", { items: ["1 x taco-trio"] })]],
  ])("finds an order that is %s", (fault, order, kitchen) => {
    expect(faults([order], kitchen)).toEqual([fault]);
  });

  it("counts what was cooked under each uid of one order together", () => {
    const order = told("a", answer(200, "placed"));
    order.sentAs("b");
    order.hears("b", answer(200, "placed"));
    expect(faults([order], [cooked("a")])).toEqual([]);
    expect(faults([order], [cooked("a"), cooked("b")])).toEqual(["doubled"]);
  });
});

describe("GuestOrder", () => {
  it("sees an end that is told otherwise later, and never one in what promises nothing", () => {
    expect(told("a", answer(200, "placed"), answer(200, "errored", "get_order")).hasChanged).toBe(true);
    expect(told("a", answer(200, "placed"), answer(503, null), answer(409, "rejected")).hasChanged).toBe(
      false,
    );
    expect(told("a", answer(404, null, "get_order")).was("forgotten")).toBe(false);
  });
});

describe("readJournal", () => {
  it("reads what was placed and not voided; a line that is cut off was never told", () => {
    const line = (uid: string, posOrderId: string) =>
      JSON.stringify({
        ...{ request_uid: uid, pos_order_id: posOrderId, total_cents: 2_910 },
        lines: [{ item_id: "taco-trio", quantity: 2 }],
      });
    const voided = JSON.stringify({ kind: "void", pos_order_id: "2" });
    const journal = [line("a", "1"), line("b", "2"), voided, line("c", "3").slice(0, 20)].join("\n");
    expect(readJournal(journal)).toEqual([cooked("a", { posOrderId: "1" })]);
  });
});
