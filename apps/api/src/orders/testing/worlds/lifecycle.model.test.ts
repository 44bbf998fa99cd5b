import { describe, expect, it } from "vitest";
import { type DoubtStep, nextStepInDoubt } from "../../doubt.ts";
import type { LedgerState } from "../../lifecycle.ts";
import { explore } from "./explore.ts";
import type { Bad, Policy } from "./world.ts";

/**
 * Visits every reachable world of one order, with the code's own transition function. There are two workers,
 * PAR's repeats, and any number of crashes. A worker may stop anywhere and continue at any later time. A
 * request may be lost, be answered, have its answer lost, or arrive long after its sender has given up.
 */

const CLASSES = ["A", "B", "C", "D"] as const;
type Class = (typeof CLASSES)[number];

/**
 * One more attempt than RESENDS_MAX and a person together make; `SMALL` is for the exploration without
 * trimming.
 */
const BOUNDS = { tries: 3, attempts: 5 };
const FEW = { tries: 3, attempts: 3 };
const SMALL = { tries: 2, attempts: 2 };
const UNTRIMMED_MS = 120_000;

function shipped(adapterClass: Class, change: Partial<Policy> = {}): Policy {
  return {
    adapterClass,
    canVoid: false,
    step: (ledger) => nextStepInDoubt(adapterClass, ledger),
    commits: "first",
    waitsQuiet: true,
    guardsDeadline: true,
    abandoned: { kind: "lease_expired" },
    fencesByLease: true,
    remembersRefusal: true,
    latePlacing: "settles_unless_voided",
    guardsActs: true,
    person: "honest",
    ...change,
  };
}

const always = (step: ReturnType<Policy["step"]>) => () => step;
const askOnce = ({ absences }: LedgerState): DoubtStep => (absences === 0 ? "look_up" : "resend");

type Loser = [does: string, change: Partial<Policy>, dedupes: Bad[], plain: Bad[]];

/**
 * The table of the design: what may happen at a POS that dedupes (A, B) and at one that does not (C, D).
 * The design has no ghost in the first row, because its POS refuses nothing. Here the POS may refuse a
 * request and still accept a late one.
 */
const TABLE: Loser[] = [
  [
    "calls the POS, then writes",
    { commits: "after_call" },
    ["unknown_to_us"],
    ["doubled", "ghost", "unknown_to_us"],
  ],
  ["writes, and resends blindly", { step: always("resend") }, [], ["doubled"]],
  ["writes, asks at once, and resends", { step: askOnce, waitsQuiet: false }, [], ["doubled"]],
  ["writes, asks after the quiet period, and resends", { step: askOnce }, [], []],
  ["writes, and asks a person in doubt", { step: always("ask_person") }, [], []],
  ["writes, and says errored in doubt", { step: always("say_errored") }, ["ghost"], ["ghost"]],
];

/** Further rules of the shipped policy that are not in the table; each is broken by itself. */
const BROKEN_RULES: Loser[] = [
  ["answers 202 before it commits", { commits: "after_ack" }, ["lost_acked"], ["lost_acked"]],
  ["says placed in doubt", { step: always("say_placed") }, ["false_placed"], ["false_placed"]],
  [
    "does not judge its deadline right before it writes",
    { guardsDeadline: false },
    ["ghost"],
    ["doubled", "ghost"],
  ],
  [
    "takes the end of a worker for proof that nothing left",
    { abandoned: { kind: "not_placed" } },
    ["ghost"],
    ["doubled", "ghost"],
  ],
  [
    "believes a person who looked in haste, or before the last try",
    { guardsActs: false },
    ["ghost"],
    ["doubled", "ghost"],
  ],
];

describe("every world of one order under the shipped policy", () => {
  it.each(
    CLASSES.flatMap((posClass) => [[posClass, "", false] as const, [posClass, " that voids", true] as const]),
  )("has nothing bad in it at a POS of class %s%s", (posClass, _voids, canVoid) => {
    const { ways, worlds } = explore(shipped(posClass, { canVoid }), BOUNDS);
    expect(ways).toEqual({});
    expect(worlds).toBeGreaterThan(300);
  });

  it.each(CLASSES)(
    "has nothing bad in it at class %s either when nothing is trimmed",
    (posClass) => {
      const { ways, worlds } = explore(shipped(posClass), SMALL, false);
      expect(ways).toEqual({});
      expect(worlds).toBeGreaterThan(7_000);
    },
    UNTRIMMED_MS,
  );
});

describe("every world of one order when the gateway", () => {
  describe.each([...TABLE, ...BROKEN_RULES])("%s", (_does, change, dedupes, plain) => {
    it.each(CLASSES)("has just this bad in it at class %s", (posClass) => {
      const { bad } = explore(shipped(posClass, change), FEW);
      expect(bad).toEqual(posClass === "A" || posClass === "B" ? dedupes : plain);
    });
  });
});

/**
 * What depends on more than the gateway's own rules: a lease that fences, a POS that remembers, a person
 * who looks when they are asked to. If a test here fails because its bad outcome is gone, our claim may be
 * extended.
 */
describe("every world of one order, by what a late word that the POS has it does", () => {
  it.each(CLASSES)("has nothing bad in it where the word is only kept, either (class %s)", (posClass) => {
    for (const canVoid of [false, true])
      expect(explore(shipped(posClass, { canVoid, latePlacing: "kept" }), FEW).bad).toEqual([]);
  });

  it.each(CLASSES)(
    "tells placed of an order that was taken back where it settles that too (class %s)",
    (posClass) => {
      const policy = shipped(posClass, { canVoid: true, latePlacing: "settles" });
      expect(explore(policy, FEW).bad).toEqual(["false_placed"]);
    },
  );
});

describe("every world of one order outside the claim", () => {
  it.each(CLASSES)(
    "tells placed of an order that was taken back where a lease fences neither a claim's void nor its write (class %s)",
    (posClass) => {
      expect(explore(shipped(posClass, { canVoid: true, fencesByLease: false }), BOUNDS).bad).toEqual([
        "false_placed",
      ]);
    },
  );

  it.each(["A", "B"] as const)(
    "has a ghost where a POS of class %s takes a late request after it has refused a later one",
    (posClass) => {
      expect(explore(shipped(posClass, { remembersRefusal: false }), BOUNDS).bad).toEqual(["ghost"]);
    },
  );

  it.each([
    ["A", ["ghost"]],
    ["B", ["ghost"]],
    ["C", ["doubled", "ghost"]],
    ["D", ["doubled", "ghost"]],
  ] as const)(
    "may go wrong when a person looks while a request is still on its way, and acts upon that later (class %s)",
    (posClass, expected) => {
      expect(explore(shipped(posClass, { person: "careless" }), BOUNDS).bad).toEqual(expected);
    },
  );
});
