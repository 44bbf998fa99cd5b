import { assertNever } from "../../../errors.ts";
import { ABSENCES_NEEDED } from "../../doubt.ts";
import { type LedgerEvent, type LedgerState, next, RECEIVED } from "../../lifecycle.ts";
import { copySteps } from "./wire.ts";
import {
  type Claim,
  type Copy,
  EMPTY_HAND,
  handed,
  isFenced,
  isQuiet,
  moved,
  type Policy,
  WORKERS,
  type Worker,
  type World,
  withLedger,
  withoutLeases,
} from "./world.ts";

/** What may happen next in a world. Any step may also never happen: this covers a worker that sleeps. */

/** Crashes are unbounded. Attempts are bounded as in the code, where give-up or `RESENDS_MAX` ends them. */
export interface Bounds {
  /** How often PAR sends an order that is not committed. */
  tries: number;
  attempts: number;
}

/** Every world that may follow. */
export function successors(world: World, policy: Policy, bounds: Bounds): World[] {
  return [
    ...WORKERS.flatMap((worker) => [
      ...submits(world, worker, policy, bounds),
      ...crash(world, worker),
      ...claims(world, worker, policy, bounds),
      ...personActs(world, worker, policy, bounds),
    ]),
    ...world.copies.flatMap((copy) => copySteps(world, copy, policy)),
    ...timePasses(world, policy),
  ];
}

/** PAR sends the order, for the first time or again, to either process. */
function submits(world: World, worker: Worker, policy: Policy, bounds: Bounds): World[] {
  if (!world.hands[worker].submits) {
    if (world.tries === bounds.tries || (world.ledger !== null && world.isAcked)) return [];
    const isAcked = world.isAcked || policy.commits === "after_ack";
    return [{ ...handed(world, worker, { submits: true }), tries: world.tries + 1, isAcked }];
  }
  const taken = handed(world, worker, { submits: false });
  // A repeat, or the slower of two simultaneous first submits: the unique key decides between them.
  if (world.ledger !== null) return [{ ...taken, isAcked: true }];
  const copy: Copy = { attempt: 1, phase: "written", worker };
  if (policy.commits === "after_call")
    return [{ ...taken, copies: [...world.copies, { ...copy, phase: "flying" }] }];
  return startAttempt(taken, RECEIVED, worker, bounds);
}

/** Commits the next attempt; nothing of it is sent before that. */
function startAttempt(world: World, from: LedgerState, worker: Worker, bounds: Bounds): World[] {
  const step = next(from, { kind: "attempt_started" });
  if (step.kind !== "moved" || step.to.attempt > bounds.attempts) return [];
  const copy: Copy = { attempt: step.to.attempt, phase: "written", worker };
  return [{ ...withLedger(world, step.to), copies: [...world.copies, copy] }];
}

/** The process dies and loses its memory. If nothing is in memory, a crash changes nothing. */
function crash(world: World, worker: Worker): World[] {
  const { submits: isSubmitting, claim } = world.hands[worker];
  const isBusy = isSubmitting || claim !== null || world.copies.some((copy) => copy.worker === worker);
  if (!isBusy) return [];
  const copies = world.copies.flatMap((copy) => {
    if (copy.worker !== worker) return [copy];
    return copy.phase === "flying" ? [{ ...copy, worker: null }] : [];
  });
  return [{ ...handed(world, worker, EMPTY_HAND), copies }];
}

/** The queue: take the order, ask the POS if the class needs it, write the result. */
function claims(world: World, worker: Worker, policy: Policy, bounds: Bounds): World[] {
  const { ledger } = world;
  const { claim } = world.hands[worker];
  if (claim === null) {
    if (ledger === null || (ledger.state !== "received" && ledger.state !== "unknown")) return [];
    const from = { from: ledger, isLeased: true, answer: null };
    return [handed(withoutLeases(world), worker, { claim: from })];
  }
  const serving = { world, worker, claim, policy, bounds, dropped: handed(world, worker, { claim: null }) };
  return [serving.dropped, ...serve(serving)];
}

interface Serving {
  world: World;
  /** The same world after the claim has ended. */
  dropped: World;
  worker: Worker;
  claim: Claim;
  policy: Policy;
  bounds: Bounds;
}

function serve(serving: Serving): World[] {
  const { world, worker, dropped, claim, policy, bounds } = serving;
  const { from, answer } = claim;
  const fenced = isFenced(world, claim, policy);
  const write = (event: LedgerEvent) => (fenced ? [] : [moved(dropped, from, event)]);
  // The store may have lost its POS at any time.
  const gone = write({ kind: "needs_person" });
  if (world.isLate) return [...gone, ...giveUp(serving, write)];

  const step = from.ambiguous ? policy.step(from) : "resend";
  switch (step) {
    case "resend":
      return fenced ? [] : [...gone, ...startAttempt(dropped, from, worker, bounds)];
    case "look_up":
      if (answer === "found") return [...gone, ...write({ kind: "placed" })];
      if (answer === "absent") return [...gone, ...write({ kind: "looked_up_absent" })];
      if (policy.waitsQuiet && !isQuiet(world)) return gone;
      return [...gone, asked(serving, world, world.pos.orders > 0 ? "found" : "absent")];
    case "ask_person":
      return gone;
    case "say_errored":
    case "say_placed":
      return fenced
        ? []
        : [withLedger(dropped, { ...from, state: step === "say_placed" ? "placed" : "errored" })];
    default:
      return assertNever(step);
  }
}

/** As `settle` gives up: an order in doubt is voided if the POS can do that, else a person looks. */
function giveUp(serving: Serving, write: (event: LedgerEvent) => World[]): World[] {
  const { world, policy, claim } = serving;
  const { from, answer } = claim;
  const gaveUp = write({ kind: "gave_up" });
  if (!from.ambiguous || !policy.canVoid) return gaveUp;
  if (answer === "voided") return write({ kind: "voided" });
  if (answer === "absent")
    return write({ kind: from.absences + 1 < ABSENCES_NEEDED ? "looked_up_absent" : "voided" });
  if (answer === "found" || (policy.fencesByLease && !claim.isLeased)) return gaveUp;
  // The second void waits for the quiet period. The first may come at any time, and so may a void from a
  // worker that does not know that the order has moved on.
  if (from.absences > 0 && !isQuiet(world) && !isFenced(world, claim, policy)) return gaveUp;
  const { pos } = world;
  if (pos.orders === 0 && !pos.isVoided) return [...gaveUp, asked(serving, world, "absent")];
  const voided: World = { ...world, pos: { ...pos, orders: 0, isVoided: true } };
  // The order is voided, but the answer may get lost: then the order goes to a person.
  return [...gaveUp, asked(serving, voided, "voided"), voided];
}

function asked({ worker, claim }: Serving, world: World, answer: Claim["answer"]): World {
  return handed(world, worker, { claim: { ...claim, answer } });
}

/**
 * A person at the POS: what it shows decides which act is honest. That a person asks for the next step now needs no
 * step here, for a step may come at any time; where it has to wait for quiet, the person has to wait as well.
 */
function personActs(world: World, worker: Worker, policy: Policy, bounds: Bounds): World[] {
  const { ledger, pos, looked } = world;
  if (ledger?.state === "unknown") {
    // What is found is found. A void is one step here; on a wire it takes time, so meanwhile nobody is believed.
    const isBelieved = !(policy.canVoid && world.isLate);
    return pos.orders > 0 && isBelieved ? [moved(world, ledger, { kind: "placed" })] : [];
  }
  if (ledger?.state !== "attention") return [];
  /** The acts that are possible when nothing was found at the POS, if the gateway allows them. */
  const onAbsence = (seen: World, attempt: number) => {
    const isBelieved = !policy.guardsActs || (isQuiet(world) && attempt === ledger.attempt);
    const dedupes = policy.adapterClass === "A" || policy.adapterClass === "B";
    return [
      ...(isBelieved ? [moved(seen, ledger, { kind: "confirmed_absent" })] : []),
      ...(isBelieved || dedupes ? startAttempt(seen, ledger, worker, bounds) : []),
    ];
  };
  // A person may act on what they saw after another person has sent the order again.
  const late = looked === null ? [] : onAbsence({ ...world, looked: null }, looked);
  if (pos.orders > 0) return [...late, moved(world, ledger, { kind: "placed" })];
  const mayLook = looked === null && (policy.person === "careless" || isQuiet(world));
  const looks = mayLook ? [{ ...world, looked: ledger.attempt }] : [];
  return [...late, ...looks, ...onAbsence(world, ledger.attempt)];
}

function timePasses(world: World, { abandoned }: Policy): World[] {
  const { ledger } = world;
  if (ledger === null) return [];
  return [
    ...(world.isLate ? [] : [{ ...world, isLate: true }]),
    // The lease runs out, whether its worker is dead, paused, or only slow to write.
    ...(ledger.state === "dispatching" ? [moved(world, ledger, abandoned)] : []),
  ];
}
