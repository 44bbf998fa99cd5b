import {
  type Cause,
  causes,
  disputes,
  type Order,
  type OrderState,
  type Outcome,
  orderStates,
} from "@parley/db/orders";
import { wordsIn } from "@parley/words";
import { describe, expect, it } from "vitest";
import { CAUSES } from "../../../explain/causes/cause-class.ts";
import { causeClassOf } from "../../../explain/causes/order-cause.ts";
import { at, autopsyInput, orderRow, quiet, result, tries } from "../../testing/explained-order.ts";
import { autopsy } from "./autopsy.ts";
import type { Autopsy, AutopsyInput } from "./finding.ts";

/**
 * A: every way in which an order can end badly or wait has a sentence that a person of a restaurant understands, in
 * English and in Spanish, says whose job it is, and what to do or why there is nothing to do.
 */

/** Words of the code, of HTTP and of the ledger: none of them helps a person on the phone. */
const JARGON =
  /\b(?:dispatch|ambiguous|idempot|payload|ledger|worker|lease|fenced|attempt|exchange|internal|undefined|null|class [A-D]\b)|[a-z]_[a-z]|\{|\[object/i;

const FINAL: Readonly<Record<OrderState, boolean>> = {
  received: false,
  dispatching: false,
  unknown: false,
  attention: false,
  placed: true,
  rejected: true,
  errored: true,
};

const LANGUAGES = ["en", "es"] as const;

const CONDITIONS = orderStates.flatMap((state) =>
  [null, ...causes].flatMap((cause) =>
    (FINAL[state] ? [null, "unlisted" as const, ...disputes] : [null]).flatMap((dispute) =>
      (FINAL[state] ? [false] : [false, true]).map((ambiguous) => ({
        state,
        cause,
        dispute,
        ambiguous,
      })),
    ),
  ),
);

function rowOf(condition: (typeof CONDITIONS)[number], attempt: number): Order {
  const isFinal = FINAL[condition.state];
  return orderRow({
    ...condition,
    attempt,
    posOrderId: condition.state === "placed" ? "000042" : null,
    finalAt: isFinal ? at(9) : null,
    dueAt: isFinal ? null : at(60),
    disputedAt: condition.dispute === null ? null : at(90),
  });
}

const failing = { ...quiet, failing: 3, failingOrderId: "ord_9", failingSince: at(-60) };
const ACTIVITIES = [
  quiet,
  failing,
  { ...failing, failing: 1 },
  { ...quiet, passedMeanwhile: 4, hasAnswered: true },
];

function explain(over: Partial<AutopsyInput>): Autopsy[] {
  return LANGUAGES.map((language) => autopsy(autopsyInput({ ...over, words: wordsIn(language) })));
}

/** What is wrong with an autopsy; nothing, where it serves the person who reads it. */
function faultsOf(found: Autopsy): string[] {
  const said = [
    found.sentence,
    found.whoseJob,
    found.nextStep ?? "",
    found.tellGuest ?? "",
    found.money ?? "",
  ];
  const labels = found.steps.map(({ label }) => label);
  const isIdle = found.steps.length === 0 && found.nextStep === null;
  return [
    ...(found.sentence.trim() === "" ? ["no sentence"] : []),
    ...(found.whoseJob.trim() === "" ? ["nobody named"] : []),
    ...(isIdle && found.job !== "nobody" ? ["nothing to do for whose job it is"] : []),
    ...(found.tone === "problem" && isIdle && found.causeClass !== "on_its_way" ? ["a dead end"] : []),
    ...(found.tellGuest === null ? ["nothing to tell the guest"] : []),
    ...[...said, ...labels].filter((text) => JARGON.test(text)),
  ];
}

describe("the autopsy of every state and cause", () => {
  it.each(orderStates)("of an order that is %s serves the person who reads it", (state) => {
    const wrong = CONDITIONS.filter((condition) => condition.state === state).flatMap((condition) =>
      [0, 4].flatMap((count) =>
        (FINAL[state] ? [quiet] : ACTIVITIES).flatMap((activity) =>
          explain({ order: rowOf(condition, count), attempts: tries(count), activity }).flatMap((found) =>
            faultsOf(found).map((fault) => `${fault} – ${found.sentence}`),
          ),
        ),
      ),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it("says of the money of a refused order what PAR was told, and that a charge is not known; of others nothing", () => {
    const wrong = CONDITIONS.filter((condition) => {
      const isRefused = condition.state === "rejected" && condition.dispute === null;
      const [english, spanish] = explain({ order: rowOf(condition, 1) });
      if (!isRefused) return english?.money !== null || spanish?.money !== null;
      const isHonest = english?.money?.includes("“refused”") && english.money.includes("is not known here");
      return !isHonest || !spanish?.money?.includes("no se sabe si cobró");
    });
    expect(wrong).toEqual([]);
  });

  it("says the class that a list says, and who has the job by the closed list", () => {
    const wrong = CONDITIONS.filter((condition) => {
      const [found] = explain({ order: rowOf(condition, 1) });
      return found?.causeClass !== causeClassOf(condition) || !(found.causeClass in CAUSES);
    });
    expect(wrong).toEqual([]);
  });

  const BAD: readonly Outcome[] = ["refused", "not_sent", "not_placed", "unknown", "contradiction"];
  const ENDS = BAD.flatMap((outcome) =>
    [null, 200, 204, 308, 404, 429, 500, 503].flatMap((status) =>
      [
        null,
        "deadline",
        "connection_refused",
        "status_200_not_json",
        "pos_key_invalid",
        "payment_declined",
      ].flatMap((reason) => [{ outcome, evidence: { status, reason } }]),
    ),
  );
  const OPEN: [OrderState, boolean, Cause | null][] = [
    ["received", false, "connection_refused"],
    ["received", true, null],
    ["dispatching", true, null],
    ["unknown", true, "pos_unclear"],
    ["attention", false, null],
    ["attention", true, "gave_up"],
    ["errored", false, "pos_unavailable"],
  ];

  it.each(OPEN)("serves a person for every end of a try: %s, doubt %s", (state, ambiguous, cause) => {
    const wrong = ENDS.flatMap(({ outcome, evidence }) =>
      explain({
        order: rowOf({ state, ambiguous, cause, dispute: null }, 1),
        results: [result(outcome, evidence)],
      }).flatMap(faultsOf),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  it("sends nobody to ask for a ticket that cannot be there", () => {
    const wrong = CONDITIONS.filter(({ state, ambiguous }) => state === "received" && !ambiguous).filter(
      (condition) => {
        const [found] = explain({ order: rowOf(condition, 0), attempts: [] });
        return /call the store/i.test(found?.nextStep ?? "");
      },
    );
    expect(wrong).toEqual([]);
  });

  it("names the one order that holds up the others, and leads to it", () => {
    const order = orderRow({ state: "received", cause: "pos_failing", attempt: 0, finalAt: null });
    const [found] = explain({ order, attempts: [], activity: { ...failing, failing: 1 } });
    expect(found).toMatchObject({
      sentence: expect.stringContaining("another order fails at the POS of Taco One again and again"),
      job: "support",
      steps: expect.arrayContaining([expect.objectContaining({ place: "order", id: "ord_9" })]),
    });
  });
});
