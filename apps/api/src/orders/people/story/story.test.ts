import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { moneyText, parMoneyText } from "../money.ts";
import type { StoryInput } from "./input.ts";
import { storyOf } from "./story.ts";
import { at, attemptRow, eventRow, exchangeRow, orderRow, resultRow } from "./testing/rows.ts";
import { tell } from "./words.ts";

function story(over: Partial<StoryInput>) {
  return storyOf({
    order: orderRow(),
    attempts: [],
    results: [],
    events: [],
    exchanges: [],
    told: new Map(),
    names: new Map([["opr_1", "Ana"]]),
    changes: [],
    drift: null,
    ...over,
  });
}

function sentences(over: Partial<StoryInput>, language: "en" | "es" = "en"): string[] {
  return story(over).map((step) =>
    tell(step, {
      words: wordsIn(language),
      store: "Nosuch Place",
      money: (cents) => moneyText(cents, "USD"),
      parMoney: (hundredths) => parMoneyText(hundredths, "USD"),
    }),
  );
}

const submit = exchangeRow({ id: "exc_submit" });
const received = eventRow({ id: 1, kind: "received", toState: "dispatching", actor: "par", at: at(0.01) });
const placedAtOnce: Partial<StoryInput> = {
  attempts: [attemptRow(1, at(0.01))],
  results: [resultRow({ number: 1 })],
  events: [
    received,
    eventRow({ id: 2, kind: "placed", fromState: "dispatching", toState: "placed", at: at(0.39) }),
  ],
  exchanges: [
    submit,
    exchangeRow({ id: "exc_pos", direction: "out", operation: "place_order", attempt: 1, at: at(0.02) }),
  ],
  told: new Map([["exc_submit", "placed"]]),
};

/** Nine tries that all met the same fault but the first and the last, while PAR asked between them. */
function nineTries(): Partial<StoryInput> {
  const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
  const polls = numbers
    .slice(0, 8)
    .map((number) =>
      exchangeRow({ id: `exc_poll_${number}`, operation: "get_order", at: at(number * 10 + 5) }),
    );
  const last = exchangeRow({ id: "exc_poll_last", operation: "get_order", at: at(99) });
  return {
    order: orderRow({ attempt: 9, finalAt: at(91) }),
    attempts: numbers.map((number) => attemptRow(number, at(number * 10))),
    results: numbers.map((number) =>
      resultRow({
        number,
        outcome: number === 9 ? "placed" : "unknown",
        evidence: number === 1 ? { reason: "deadline" } : { reason: "status_500", status: 500 },
        at: at(number * 10 + 1),
      }),
    ),
    events: numbers.map((number) => eventRow({ id: number, kind: "unknown", toState: "unknown" })),
    exchanges: [submit, ...polls, last],
    told: new Map([
      ["exc_submit", "pending"],
      ...polls.map(({ id }) => [id, "pending"] as const),
      ["exc_poll_last", "placed"],
    ]),
  };
}

describe("storyOf", () => {
  it("says by the line of a call what PAR heard, once its answer is not kept any more", () => {
    const kept = { ...placedAtOnce, exchanges: [exchangeRow({ id: "exc_submit", outcome: "accepted" })] };
    expect(sentences({ ...kept, told: new Map() })).toContain("PAR was told that it is placed");
    const validate = exchangeRow({
      id: "exc_v",
      operation: "validate_order",
      outcome: "accepted",
      at: at(-5),
    });
    const both = { ...kept, exchanges: [validate, ...kept.exchanges] };
    expect(sentences({ ...both, told: new Map() })).toEqual(
      sentences({
        ...both,
        told: new Map([
          ["exc_submit", "placed"],
          ["exc_v", "validated"],
        ]),
      }),
    );
  });

  it("says what PAR's polls heard by when the order was settled, once their answers are not kept any more", () => {
    const kept = nineTries();
    const exchanges = (kept.exchanges ?? []).map((call) => ({ ...call, outcome: "accepted" as const }));
    const told = new Map([["exc_submit", "pending"]]);
    expect(sentences({ ...kept, exchanges, told })).toEqual(sentences({ ...kept, exchanges }));
  });

  it("tells a placed order in three steps, each with its call", () => {
    expect(sentences(placedAtOnce)).toEqual([
      "PAR submitted it: $10.33, 1 item",
      "Try 1: the POS of Nosuch Place took it as 000042",
      "PAR was told that it is placed",
    ]);
    expect(story(placedAtOnce).map(({ exchangeId }) => exchangeId)).toEqual([
      "exc_submit",
      "exc_pos",
      "exc_submit",
    ]);
  });

  it("folds tries with the same end into one step, and keeps each as its part", () => {
    expect(sentences(nineTries())).toEqual([
      "PAR submitted it: $10.33, 1 item",
      "PAR was told that it is not settled yet",
      "Try 1: the POS of Nosuch Place did not answer",
      "PAR asked 8 times what became of it, and heard: not settled yet",
      "Tries 2–8: the POS of Nosuch Place answered 500, a fault of its own",
      "Try 9: the POS of Nosuch Place took it as 000042",
      "PAR asked what became of it, and heard: placed",
    ]);
    const folded = story(nineTries()).find(({ facts }) => facts.kind === "tried" && facts.to === 8);
    expect([folded?.at, folded?.until, folded?.parts.length]).toEqual([at(20), at(80), 7]);
  });

  it("does not fold over what a person did", () => {
    const { events = [], ...rest } = nineTries();
    const again = eventRow({
      id: 100,
      kind: "attempt_started",
      fromState: "attention",
      toState: "dispatching",
      actor: "opr_1",
      at: at(50),
      detail: { attempt: 5, note: "their till is back" },
    });
    const steps = story({ ...rest, events: [...events, again] });
    expect(steps.find(({ facts }) => facts.kind === "sent_again")?.note).toBe("their till is back");
    const told = sentences({ ...rest, events: [...events, again] });
    expect(told).toContain("Ana had it sent again (try 5)");
    expect(told).toContain("Tries 2–4: the POS of Nosuch Place answered 500, a fault of its own");
    expect(told).toContain("Tries 5–8: the POS of Nosuch Place answered 500, a fault of its own");
  });

  it("begins with the validate and what changed since, and with refused tries of the same online order", () => {
    const steps = sentences({
      ...placedAtOnce,
      exchanges: [
        exchangeRow({
          id: "exc_422",
          orderId: null,
          status: 422,
          code: "unmapped_location",
          at: at(-60),
        }),
        exchangeRow({ id: "exc_validate", operation: "validate_order", orderId: null, at: at(-30) }),
        ...(placedAtOnce.exchanges ?? []),
      ],
      told: new Map([
        ["exc_validate", "validated"],
        ["exc_submit", "placed"],
      ]),
      changes: [
        { kind: "price", name: "Guacamole", before: 125, after: 109 },
        { kind: "total", which: "grand", before: 1049, after: 1033 },
      ],
    });
    expect(steps.slice(0, 4)).toEqual([
      "PAR tried to submit it before; that call was not accepted, so it made no order",
      "PAR asked whether the order can be placed, and was told that it can",
      "PAR submitted it: $10.33, 1 item",
      "Changed since PAR asked: Guacamole at $1.09 in place of $1.25; total $10.33 in place of $10.49",
    ]);
  });

  it("leaves out the calls of another order with the same online order id", () => {
    const other = exchangeRow({ id: "exc_other", orderId: "ord_2", requestUid: "other" });
    expect(story({ ...placedAtOnce, exchanges: [...(placedAtOnce.exchanges ?? []), other] })).toHaveLength(3);
  });

  it("says that a try was cut off where nobody wrote down its end, and that nothing was asked in the quiet after", () => {
    const told = sentences({
      order: orderRow({ state: "unknown", finalAt: null, attempt: 1, posOrderId: null }),
      attempts: [attemptRow(1, at(0.01))],
      events: [
        received,
        eventRow({ id: 2, kind: "lease_expired", fromState: "dispatching", toState: "unknown", at: at(15) }),
        eventRow({ id: 3, kind: "looked_up", fromState: "unknown", toState: "unknown", at: at(16) }),
        eventRow({ id: 4, kind: "looked_up_absent", fromState: "unknown", toState: "unknown", at: at(60) }),
        eventRow({ id: 5, kind: "looked_up_absent", fromState: "unknown", toState: "unknown", at: at(70) }),
      ],
      exchanges: [],
    });
    expect(told).toEqual([
      "PAR submitted it: $10.33, 1 item",
      "Try 1: cut off on our side, so nobody knows whether the POS of Nosuch Place has it",
      "We asked the POS of Nosuch Place 2 times for the order; it did not have it",
    ]);
  });

  it("tells a dispute, what a person did about it, and with which note", () => {
    const steps = story({
      ...placedAtOnce,
      events: [
        ...(placedAtOnce.events ?? []),
        eventRow({
          id: 3,
          kind: "disputed",
          actor: "pos",
          at: at(300),
          detail: { dispute: "pos_cancelled", detail: {} },
        }),
        eventRow({
          id: 4,
          kind: "dispute_settled",
          actor: "opr_1",
          at: at(400),
          detail: { note: "made again" },
        }),
      ],
    });
    expect(steps.slice(-2).map(({ facts, note }) => [facts.kind, note])).toEqual([
      ["disputed", null],
      ["dispute_settled", "made again"],
    ]);
  });

  it("uses no word of the engine's, in English and in Spanish", () => {
    const refused: Partial<StoryInput> = {
      order: orderRow({ state: "rejected", cause: "price_mismatch", attempt: 0, posOrderId: null }),
      events: [
        eventRow({
          id: 1,
          kind: "refused",
          toState: "rejected",
          at: at(0.01),
          detail: { issues: [{ message: "Guacamole costs 1.25, not 1.09." }] },
        }),
      ],
    };
    for (const input of [placedAtOnce, nineTries(), refused]) {
      for (const language of ["en", "es"] as const) {
        for (const sentence of sentences(input, language)) {
          expect(sentence).not.toMatch(/internal|class [A-D]|worker|dispatching|unknown|errored|_|\{/i);
        }
      }
    }
    expect(sentences(refused)).toContain(
      "Refused before anything was sent to Nosuch Place: Guacamole costs 1.25, not 1.09",
    );
  });
});
