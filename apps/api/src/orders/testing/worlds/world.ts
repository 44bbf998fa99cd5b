import type { AdapterClass } from "../../../pos/adapter.ts";
import type { DoubtStep } from "../../doubt.ts";
import { isFinal, type LedgerEvent, type LedgerState, next, statusOf } from "../../lifecycle.ts";

/**
 * One order and everything around it that can go wrong, as a value: the state in the ledger, the memory of
 * two workers, the requests on their way, the orders at the POS, and the answers that PAR got.
 */

export interface World {
  /** Null before the order is committed. */
  ledger: LedgerState | null;
  /** How often PAR has sent the order before its commit; later repeats only read. */
  tries: number;
  /** PAR got a 200 or a 202. */
  isAcked: boolean;
  /** Final statuses that PAR got, in order. */
  told: string;
  /** The give-up time has passed. */
  isLate: boolean;
  pos: Pos;
  copies: readonly Copy[];
  hands: readonly [Hand, Hand];
  /** A person has looked at the POS after this attempt, found nothing, and has not acted yet. */
  looked: number | null;
}

interface Pos {
  /** Orders that the kitchen has; 2 means two or more. */
  orders: 0 | 1 | 2;
  /** The reference was voided: the POS will not place it again. */
  isVoided: boolean;
  /** A POS of class A or B that refused a reference refuses it again. */
  hasRefused: boolean;
}

/** What is left of one attempt outside the ledger. */
export interface Copy {
  attempt: number;
  /** `written`: committed, in its worker's memory. `flying`: on its way. Else: its answer is on its way. */
  phase: "written" | "flying" | "placed" | "refused" | "duplicate" | "not_placed";
  /** The worker that waits for the answer; null: nobody waits any more. */
  worker: Worker | null;
}

export type Worker = 0 | 1;
export const WORKERS = [0, 1] as const;

/** What a worker is working on besides its copies. */
export interface Hand {
  /** A submit of PAR, not looked up yet. */
  submits: boolean;
  claim: Claim | null;
}

/** An order taken from the queue, as it was read then; the lease may have expired since. */
export interface Claim {
  from: LedgerState;
  /** Nobody has taken or moved the order since. */
  isLeased: boolean;
  answer: "found" | "absent" | "voided" | null;
}

export interface Policy {
  adapterClass: AdapterClass;
  canVoid: boolean;
  step(ledger: LedgerState): DoubtStep | "say_errored" | "say_placed";
  /** When the order is committed: before anything is sent, after the POS's answer, or after PAR's answer. */
  commits: "first" | "after_call" | "after_ack";
  /** A look-up waits until no request can be on its way any more. */
  waitsQuiet: boolean;
  /** A worker judges its deadline right before it writes; the deadline ends before the lease does. */
  guardsDeadline: boolean;
  /** The event for an attempt whose worker has ended. */
  abandoned: LedgerEvent;
  /** Whether a worker's acts under a lease on the order are fenced by that lease, or by state and attempt. */
  fencesByLease: boolean;
  /** Whether a POS of class A or B refuses a reference for good. */
  remembersRefusal: boolean;
  /**
   * What a late word that the POS has the order does: it is only kept, or it settles the order too, or it does so only
   * while the order cannot have been taken back at the POS.
   */
  latePlacing: "kept" | "settles" | "settles_unless_voided";
  /**
   * Whether *absent* is refused while a request may be on its way to the POS, or if there was a later attempt
   * than the person saw. At a POS that would make the order twice, *send it again* is refused as well.
   */
  guardsActs: boolean;
  /**
   * A person reports what the POS shows, at any time, perhaps long after they looked. `honest`: they looked
   * when nothing was on its way any more, as they were asked to. `careless`: perhaps they looked earlier.
   */
  person: "honest" | "careless";
}

export const EMPTY_HAND: Hand = { submits: false, claim: null };

export const FIRST_WORLD: World = {
  ledger: null,
  tries: 0,
  isAcked: false,
  told: "",
  isLate: false,
  pos: { orders: 0, isVoided: false, hasRefused: false },
  copies: [],
  hands: [EMPTY_HAND, EMPTY_HAND],
  looked: null,
};

/**
 * The world after a change of the ledger. PAR may repeat or poll at any moment, so a committed status counts
 * as sent to PAR. Polls need no steps of their own: answering one changes nothing.
 */
export function withLedger(world: World, ledger: LedgerState): World {
  const status = statusOf(ledger.state);
  const isNews = isFinal(ledger.state) && !world.told.includes(status);
  const told = isNews ? `${world.told} ${status}` : world.told;
  return withoutLeases({ ...world, ledger, isAcked: true, told });
}

/** Ends all leases on the order; their workers may not know it. */
export function withoutLeases(world: World): World {
  const [first, second] = world.hands;
  return { ...world, hands: [unleased(first), unleased(second)] };
}

// Who has the lease matters only if the lease is the fence.
function unleased(hand: Hand): Hand {
  return hand.claim?.isLeased ? { ...hand, claim: { ...hand.claim, isLeased: false } } : hand;
}

/** The code's own step from `from`; if `next` refuses it, nothing changes. */
export function moved(world: World, from: LedgerState, event: LedgerEvent): World {
  const step = next(from, event);
  return step.kind === "moved" ? withLedger(world, step.to) : world;
}

export function handed(world: World, worker: Worker, change: Partial<Hand>): World {
  const [first, second] = world.hands;
  return {
    ...world,
    hands: worker === 0 ? [{ ...first, ...change }, second] : [first, { ...second, ...change }],
  };
}

/** Whether no request is on its way to the POS: the quiet period is long enough for that. */
export function isQuiet(world: World): boolean {
  return !world.copies.some((copy) => copy.phase === "flying");
}

export function isCurrent({ ledger }: World, { attempt }: Copy): boolean {
  return ledger?.state === "dispatching" && ledger.attempt === attempt;
}

/** Whether a late word that the POS has the order settles it now, if the order is still open. */
export function heedsLatePlacing({ isLate }: World, { latePlacing, canVoid }: Policy): boolean {
  return latePlacing === "settles" || (latePlacing === "settles_unless_voided" && !(canVoid && isLate));
}

/** Whether this claim's writes would have no effect: they require the row as it was read. */
export function isFenced({ ledger }: World, { from, isLeased }: Claim, policy: Policy): boolean {
  if (policy.fencesByLease && !isLeased) return true;
  return ledger?.state !== from.state || ledger.attempt !== from.attempt;
}

/** A request on the wire whose answer nobody waits for. */
const DEAF: Copy = { attempt: 0, phase: "flying", worker: null };

/**
 * The same world without what cannot matter any more, so that worlds with the same future are visited once:
 * - a pending submit, and the number of submits, once the order is committed: a submit will only read;
 * - the answer to an attempt that is not the current one, and who waits for it, unless it may still be a late word
 *   that settles the order. Only the request on its way remains of such an attempt, whichever attempt made it;
 * - an unsent attempt that is not the current one, if the deadline prevents it from being sent;
 * - a look at the POS that no act can rely on any more;
 * - a claim whose writes have no effect, unless it may still void an order: state and attempt never return,
 *   so its writes will never have an effect again.
 */
export function trimmed(world: World, policy: Policy): World {
  const copies = world.copies.flatMap((copy): readonly Copy[] => {
    if (policy.commits === "after_call" || isCurrent(world, copy)) return [copy];
    if (copy.phase === "written") return policy.guardsDeadline ? [] : [copy];
    const isHeeded = copy.worker !== null && !isAtRestForEver(world) && heedsLatePlacing(world, policy);
    const late = { ...copy, attempt: 0 };
    if (copy.phase === "flying") return [isHeeded ? late : DEAF];
    return isHeeded && (copy.phase === "placed" || copy.phase === "duplicate") ? [late] : [];
  });
  const [first, second] = world.hands;
  const trim = ({ submits, claim }: Hand): Hand => {
    const isSpent =
      claim !== null && isFenced(world, claim, policy) && (policy.fencesByLease || !policy.canVoid);
    return { submits: submits && world.ledger === null, claim: isSpent ? null : claim };
  };
  const tries = world.ledger === null || policy.commits === "after_call" ? world.tries : 0;
  const isStale = policy.guardsActs && world.looked !== world.ledger?.attempt;
  const looked = isStale || isAtRestForEver(world) ? null : world.looked;
  return { ...world, tries, copies, looked, hands: [trim(first), trim(second)] };
}

function textOf(world: World, [first, second]: readonly [Worker, Worker]): string {
  const { ledger, pos } = world;
  const of = (state: LedgerState | null) =>
    state === null ? "-" : `${state.state}${state.attempt}${state.ambiguous ? "?" : ""}${state.absences}`;
  const hand = ({ submits, claim }: Hand) =>
    `${submits ? "s" : ""}${claim === null ? "" : `${of(claim.from)}${claim.isLeased ? "l" : ""}${claim.answer ?? ""}`}`;
  const copies = world.copies.map(
    ({ attempt, phase, worker }) =>
      `${attempt}${phase}${worker === null ? "" : worker === first ? "a" : "b"}`,
  );
  return [
    of(ledger),
    world.tries,
    world.isAcked ? "k" : "",
    world.told,
    `${world.isLate ? "l" : ""}${world.looked ?? ""}`,
    `${pos.orders}${pos.isVoided ? "v" : ""}${pos.hasRefused ? "r" : ""}`,
    copies.sort().join(),
    hand(world.hands[first]),
    hand(world.hands[second]),
  ].join("|");
}

/** The same text for equal worlds. The two workers are interchangeable, so their names make no difference. */
export function keyOf(world: World): string {
  const [one, other] = [textOf(world, [0, 1]), textOf(world, [1, 0])];
  return one < other ? one : other;
}

export type Bad = "doubled" | "ghost" | "false_placed" | "flapping" | "lost_acked" | "unknown_to_us";

const isAtRestForEver = ({ ledger }: World) => ledger !== null && isFinal(ledger.state);

/** Settled, or visibly waiting for a person. */
export function isAtRest({ ledger }: World): boolean {
  return ledger !== null && (ledger.state === "attention" || isFinal(ledger.state));
}

/** What is wrong with a world; `isDoomed`: it can never reach `isAtRest`, whatever happens in it. */
export function badnessOf({ told, pos, isAcked }: World, isDoomed: boolean): Bad[] {
  const bad: Bad[] = [];
  const isToldFailed = told.includes("errored") || told.includes("rejected");
  if (pos.orders > 1) bad.push("doubled");
  if (pos.orders > 0 && isToldFailed) bad.push("ghost");
  if (pos.orders === 0 && told.includes("placed")) bad.push("false_placed");
  if (told.trim().includes(" ")) bad.push("flapping");
  if (isDoomed && isAcked) bad.push("lost_acked");
  if (isDoomed && pos.orders > 0) bad.push("unknown_to_us");
  return bad;
}
