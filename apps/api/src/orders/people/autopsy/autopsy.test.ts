import type { Order, Outcome } from "@parley/db/orders";
import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import {
  at,
  autopsyInput,
  event,
  orderRow as order,
  quiet,
  result as resultOf,
  tries,
} from "../../testing/explained-order.ts";
import { autopsy } from "./autopsy.ts";
import type { AutopsyInput } from "./finding.ts";

const explain = (over: Partial<AutopsyInput>) => autopsy(autopsyInput(over));
const result = (outcome: Outcome, status: number | null) => resultOf(outcome, { status });

describe("autopsy", () => {
  it("says where a placed order is, under which number, and how long it took", () => {
    expect(explain({})).toMatchObject({
      sentence: "Placed at Taco One as 000042, 0.4 s after PAR sent it.",
      causeClass: "placed",
      nextStep: null,
      tone: "ok",
    });
  });

  it.each([
    ["en", "The bill there differs. The POS charges $9.66 for Taco Trio, it was sent $9.50."],
    ["es", "La cuenta de allí es otra. El POS cobra $9.66 por Taco Trio, se le envió $9.50."],
  ] as const)(
    "names what the bill of a placed order's POS differs in, and whose job that is: %s",
    (language, differs) => {
      const drift = {
        kind: "item",
        itemId: "trio",
        name: "Taco Trio",
        oursCents: 950,
        posCents: 966,
      } as const;
      const told = explain({ drift, words: wordsIn(language) });
      expect(told.sentence).toMatch(/000042.*0\.4 s/);
      expect(told.sentence.endsWith(differs), told.sentence).toBe(true);
      expect(told).toMatchObject({
        causeClass: "placed",
        job: "menu_people",
        steps: [{ place: "menu", id: "loc_1" }],
        tone: "problem",
      });
      const disputed = order({ dispute: "pos_cancelled", disputedAt: at(60) });
      expect(explain({ drift, order: disputed }).sentence).not.toContain("$9.66");
    },
  );

  it.each([
    ["pos_cancelled", "placed", "the POS took it back", "Have it made again, or refund"],
    ["pos_refused", "placed", "the POS refused it after all", "Have it made again, or refund"],
    ["pos_has_it", "errored", "the POS said that it has it", "Have it voided"],
    ["pos_order_of_another", "placed", "this ticket names another order", "find its own ticket by that id"],
    ["unlisted", "placed", "Something said", "Put it right for the guest"],
  ] as const)(
    "says of a final order with %s what is wrong, whom to call, and what then",
    (dispute, state, said, then) => {
      const told = explain({ order: order({ state, dispute, disputedAt: at(60) }), now: at(240) });
      expect(told.sentence).toContain("PAR was told at 12:00 PM PST");
      expect(told.sentence).toContain("3 min ago");
      expect(told.sentence).toContain(said);
      expect(told.nextStep).toContain("Call the store (+1 213 555 0101) and ask for order WEB-1001");
      expect(told.nextStep).toContain(then);
      expect(told).toMatchObject({ tone: "problem", whoseJob: "Support, now.", job: "support" });
    },
  );

  it("goes back to what PAR was told once a person has settled the dispute, and says that they did", () => {
    const settled = {
      id: 9,
      orderId: "ord_1",
      at: at(300),
      kind: "dispute_settled" as const,
      fromState: "errored",
      toState: "errored",
      actor: "opr_1",
      detail: { note: "voided" },
    };
    expect(explain({ events: [{ ...settled, fromState: "placed", toState: "placed" }] })).toMatchObject({
      sentence: expect.stringContaining("That was contradicted later; a person has looked after it."),
      tone: "ok",
    });
    const errored = order({ state: "errored", posOrderId: null });
    expect(explain({ order: errored, events: [settled] }).sentence).not.toContain(
      "a person looked at the POS",
    );
  });

  it("says that a resent order is at the POS once", () => {
    expect(explain({ attempts: tries(3), order: order({ finalAt: at(14) }) }).sentence).toBe(
      "Placed at Taco One as 000042, 14 s after PAR sent it. It took 3 tries; the POS has it once.",
    );
  });

  it("never says failed while nobody knows, and forbids a refund", () => {
    const unknown = order({
      state: "unknown",
      ambiguous: true,
      posOrderId: null,
      finalAt: null,
      dueAt: at(42),
    });
    const said = explain({ order: unknown, results: [result("unknown", null)] });
    expect(said.sentence).toBe(
      "The POS of Taco One did not answer. We do not know whether the kitchen has the order. " +
        "We ask again at 12:00 PM PST, with the same reference, so it cannot be made twice.",
    );
    expect(said).toMatchObject({ causeClass: "pos_silent", tone: "waiting" });
    expect(said.nextStep).toBe(
      "Do not refund yet. If the guest cannot wait, call the store (+1 213 555 0101) and ask for order WEB-1001, guest Ada Lovelace.",
    );
  });

  it("keeps saying unknown while a further try is under way", () => {
    const retrying = order({
      state: "dispatching",
      ambiguous: true,
      posOrderId: null,
      finalAt: null,
      attempt: 2,
    });
    expect(explain({ order: retrying, attempts: tries(2) })).toMatchObject({ causeClass: "pos_silent" });
  });

  it("turns from waiting to problem when a guest has waited half a minute", () => {
    const unknown = order({
      state: "unknown",
      ambiguous: true,
      posOrderId: null,
      finalAt: null,
      dueAt: at(42),
    });
    expect(explain({ order: unknown, now: at(31) }).tone).toBe("problem");
  });

  it("names a fault of the POS as one", () => {
    const unknown = order({
      state: "unknown",
      ambiguous: true,
      posOrderId: null,
      finalAt: null,
      dueAt: at(20),
      cause: "pos_unclear",
    });
    const said = explain({ order: unknown, results: [result("unknown", 500)] });
    expect(said.sentence).toContain("answered with a fault (500). We do not know");
    expect(said.causeClass).toBe("pos_fault");
  });

  it("sends support to the store when only a person can tell", () => {
    const stuck = order({ state: "attention", ambiguous: true, posOrderId: null, finalAt: null });
    const said = explain({ order: stuck, attempts: tries(9), now: at(660) });
    expect(said.sentence).toBe(
      "The POS of Taco One never said whether it took the order, in 9 tries; PAR sent it 11 min ago. We do not know whether the kitchen has the order.",
    );
    expect(said).toMatchObject({ job: "support", tone: "problem" });
    expect(said.nextStep).toContain("Do not refund before they have looked.");
  });

  it("names the fault that the POS answered with, also of an order that waits for a person (A)", () => {
    const stuck = order({
      state: "attention",
      ambiguous: true,
      posOrderId: null,
      finalAt: null,
      cause: "pos_unclear",
    });
    const said = explain({ order: stuck, results: [result("unknown", 500)], now: at(20) });
    expect(said.sentence).toContain(
      "The POS of Taco One answered with a fault (500). The POS of Taco One never said whether it took the order, in one try",
    );
    expect(said.causeClass).toBe("pos_fault");
  });

  it("tells crossed acknowledgements from silence", () => {
    const crossed = order({
      state: "attention",
      ambiguous: true,
      posOrderId: null,
      finalAt: null,
      cause: "crossed_ack",
    });
    expect(explain({ order: crossed }).causeClass).toBe("crossed_orders");
  });

  it("says who refused, with the reason in the menu's words", () => {
    const refused = order({ state: "rejected", posOrderId: null, cause: "item_unavailable" });
    const detail = { issues: [{ code: "item_unavailable", message: "Taco Trio is sold out" }] };
    expect(explain({ order: refused, attempts: [], events: [event("rejected", { detail })] })).toMatchObject({
      sentence:
        "Refused before it reached Taco One: Taco Trio is sold out. The kitchen does not have it, and PAR was told so.",
      causeClass: "sold_out",
      tone: "problem",
    });
    expect(explain({ order: refused, events: [event("rejected", { detail })] }).sentence).toMatch(
      /^The POS of Taco One refused it: /,
    );
  });

  it("tells a pause in the past, asks nobody whether there was one, and leads to the store", () => {
    const refused = order({ state: "rejected", posOrderId: null, cause: "location_closed" });
    const issues = [{ code: "location_closed", message: "The store takes no orders at the moment" }];
    const events = [event("rejected", { detail: { issues } })];
    const said = explain({ order: refused, attempts: [], events });
    expect(said.sentence).toMatch(/^Refused before it reached Taco One: it was paused when PAR asked\./);
    expect(said.nextStep).not.toContain("whether");
    expect(said.steps[0]).toMatchObject({ kind: "link", place: "store", id: refused.locationId });
  });

  it.each([
    ["item_not_found", "menu_mismatch"],
    ["price_mismatch", "price_mismatch"],
    ["location_closed", "store_closed"],
    ["payment_insufficient", "payment"],
    ["pos_refused", "pos_refused"],
    ["pos_unclear", "pos_refused"],
  ] as const)("classes the cause %s as %s", (cause, causeClass) => {
    expect(explain({ order: order({ state: "rejected", posOrderId: null, cause }) })).toMatchObject({
      causeClass,
    });
  });

  it("allows a refund only where the order is surely nowhere", () => {
    const failed = order({ state: "errored", posOrderId: null, cause: "pos_unavailable", finalAt: at(600) });
    const said = explain({ order: failed, attempts: tries(4) });
    expect(said.sentence).toBe(
      "Not placed in 10 min, in 4 tries. The POS of Taco One could not be reached. The kitchen surely does not have it, and PAR hears so when it asks.",
    );
    expect(said.nextStep).toContain("may be refunded");
  });

  it("says that an order is on its way before anything is known", () => {
    const young = order({ state: "dispatching", posOrderId: null, finalAt: null });
    expect(explain({ order: young, now: at(0.3) })).toMatchObject({
      sentence: "On its way to Taco One: PAR sent it 0.3 s ago and the POS has not answered yet.",
      steps: [],
      nextStep:
        "Nobody can do anything about it while it is being sent. By 12:10 PM PST it is decided, or a person is asked.",
      tone: "waiting",
    });
  });

  it("says until when a POS that cannot be reached is tried", () => {
    const waiting = order({
      state: "received",
      posOrderId: null,
      finalAt: null,
      dueAt: at(20),
      cause: "connection_refused",
    });
    expect(explain({ order: waiting, attempts: tries(2) }).nextStep).toContain(
      "We keep trying until 12:10 PM PST",
    );
  });

  const held = (cause: Order["cause"]) =>
    order({ state: "received", posOrderId: null, finalAt: null, attempt: 0, cause, dueAt: at(20) });
  const failing = {
    passedMeanwhile: 0,
    failing: 5,
    failingOrderId: "ord_9",
    failingSince: at(-120),
    hasAnswered: true,
  };

  it("says of an order that waits because its store fails others: for what, since when, what ends it (A)", () => {
    const said = explain({ order: held("pos_failing"), attempts: [], activity: failing });
    expect(said.sentence).toBe(
      "Waits: the POS of Taco One answers, but has not placed or refused an order since 11:58 AM PST (5 orders failed). " +
        "PAR sent it 12 s ago; nothing of it was sent yet, so the kitchen does not have it. " +
        "Every few seconds one of the waiting orders is tried; the first that passes ends the wait of all.",
    );
    expect(said.nextStep).toMatch(
      /^Where it was not tried by 12:10 PM PST, a person is asked\. The store has no ticket/,
    );
    expect(said).toMatchObject({ causeClass: "store_in_doubt", tone: "waiting" });
  });

  it("says of an order that waits for a POS that answers nobody what PAR will be told, and when (A)", () => {
    const said = explain({
      order: held("pos_unavailable"),
      attempts: [],
      activity: { ...failing, hasAnswered: false },
    });
    expect(said.sentence).toContain("does not answer since 11:58 AM PST (5 orders failed)");
    expect(said.sentence).toContain("we ask whether the POS is back");
    expect(said.nextStep).toContain(
      "Where its POS has answered nobody by 12:10 PM PST, PAR is told that it failed.",
    );
    expect(explain({ order: held("pos_unavailable"), attempts: [], activity: failing }).nextStep).toContain(
      "a person is asked",
    );
  });

  it("says of an order that waits for a place that it does", () => {
    expect(explain({ order: held("pos_busy"), attempts: [] }).sentence).toMatch(
      /^Waits for its turn at Taco One/,
    );
  });

  it("claims no POS to have been asked where nothing was sent yet (A)", () => {
    expect(explain({ order: held(null), attempts: [] }).sentence).toBe(
      "On its way to Taco One: PAR sent it 12 s ago, and nothing of it has reached the POS yet.",
    );
  });

  it("names an order as the problem itself where it fails while others pass (A)", () => {
    const failed = order({
      state: "unknown",
      ambiguous: true,
      posOrderId: null,
      finalAt: null,
      dueAt: at(42),
      cause: "pos_unclear",
    });
    const results = [1, 2, 3, 4].map((number) => ({ ...result("unknown", 500), number }));
    const others = { ...quiet, passedMeanwhile: 12 };
    const said = explain({ order: failed, attempts: tries(4), results, activity: others });
    expect(said.sentence).toContain(
      "This order failed 4 times; 12 other orders of this store were placed or refused meanwhile: " +
        "the order itself is the problem, not the POS.",
    );
    // The page, the list and its filter call it the same: what alone fails is said by the sentence.
    expect(said).toMatchObject({ causeClass: "pos_fault", job: "support" });
    const given = { ...failed, state: "attention" as const };
    expect(explain({ order: given, attempts: tries(4), results, activity: others })).toMatchObject({
      sentence: expect.stringContaining("This order failed 4 times"),
      causeClass: "pos_fault",
      whoseJob: "Support, now; then the integration engineers: only this order fails.",
    });
  });

  it("sends a never tried order to a person, and says that the kitchen does not have it (A)", () => {
    const given = order({
      state: "attention",
      posOrderId: null,
      finalAt: null,
      attempt: 0,
      cause: "never_tried",
    });
    const said = explain({ order: given, attempts: [], activity: failing, now: at(601) });
    expect(said.sentence).toContain(
      "Never sent: the POS of Taco One answered, but placed or refused no order",
    );
    expect(said).toMatchObject({ causeClass: "store_in_doubt", job: "pos_provider", tone: "problem" });
  });
});
