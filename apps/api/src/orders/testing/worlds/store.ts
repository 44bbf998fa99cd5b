import {
  afterCall,
  afterLook,
  afterRisk,
  type Breaker,
  type BreakerTimings,
  type CallEnd,
  CLOSED,
  FAILURES_TO_OPEN,
  phaseOf,
} from "../../dispatch/breaker.ts";

/**
 * One store whose POS is well, the orders that wait for it, and some among them that it fails whenever they come: every
 * sequence of arrivals, trials and repeats, with the breaker's own functions. Time is counted in trials.
 */
export interface StoreWorld {
  breaker: Breaker;
  turn: "newest" | "oldest";
  /** Never tried, the oldest first. */
  waiting: readonly Waiting[];
  /** Poisoned orders that failed and are tried again. */
  failed: number;
  /** Orders that are still to come. */
  left: { good: number; poisoned: number };
  /** Different orders that failed since the last one passed. */
  inARow: number;
}

interface Waiting {
  isPoisoned: boolean;
  /** Orders that waited already when it came. */
  ahead: number;
  /** Trials of other orders since then. */
  trials: number;
}

export interface StorePolicy {
  /** How the POS fails a poisoned order. */
  poison: Extract<CallEnd, "failed" | "unanswered">;
  /** Which of the waiting orders is risked; a number of `waiting`, or an order that failed before. */
  choose(world: StoreWorld): number | "failed" | null;
  /** Whether a further try of an order counts as a first one. */
  countsRepeats: boolean;
}

export type StoreBad = "starved" | "blamed" | "stuck";

/** Trials of others that an order waits for at most. */
const boundOf = ({ ahead }: Pick<Waiting, "ahead">) => 2 * ahead + 1;

/** As the queue does it. */
export function choose({ waiting, turn, failed }: StoreWorld): number | "failed" | null {
  if (waiting.length > 0) return turn === "newest" ? waiting.length - 1 : 0;
  return failed > 0 ? "failed" : null;
}

const timings: BreakerTimings = { breakerOpenMs: 1, breakerOpenMaxMs: 1, breakerRiskMs: 1 };
const AT = { nowMs: 0, random: 0.5, timings };

/** Every world that may follow. */
function successors(world: StoreWorld, policy: StorePolicy): StoreWorld[] {
  const { left, failed, breaker } = world;
  const comes = (isPoisoned: boolean) =>
    arrive(
      {
        ...world,
        left: isPoisoned ? { ...left, poisoned: left.poisoned - 1 } : { ...left, good: left.good - 1 },
      },
      isPoisoned,
      policy,
    );
  return [
    ...(left.good > 0 ? [comes(false)] : []),
    ...(left.poisoned > 0 ? [comes(true)] : []),
    ...(failed > 0 && breaker.kind === "closed" ? [repeated(world, policy)] : []),
    ...trial(world, policy),
  ];
}

/** A poisoned order is tried again, and fails again. */
function repeated(world: StoreWorld, { poison: end, countsRepeats: isFirst }: StorePolicy): StoreWorld {
  return { ...world, breaker: afterCall(world.breaker, { end, isFirst }, AT) };
}

function arrive(world: StoreWorld, isPoisoned: boolean, policy: StorePolicy): StoreWorld {
  if (world.breaker.kind === "closed") return tried(world, isPoisoned, policy);
  const waiting = [...world.waiting, { isPoisoned, ahead: world.waiting.length, trials: 0 }];
  return { ...world, waiting };
}

/** The breaker's time passes: a look where it needs one, which this POS answers, and one order. */
function trial(world: StoreWorld, policy: StorePolicy): StoreWorld[] {
  if (world.breaker.kind === "closed") return [];
  const ready = ripe(world.breaker);
  const looked = phaseOf(ready, 0, timings).kind === "look" ? afterLook(ready, true, AT) : ready;
  const chosen = policy.choose(world);
  if (chosen === null) return [];
  const turn = world.turn === "newest" ? "oldest" : "newest";
  const risked: StoreWorld = { ...world, breaker: afterRisk(AT), turn };
  if (looked.kind !== "half_open") return [];
  const waiting = world.waiting
    .filter((_, at) => at !== chosen)
    .map((other) => ({ ...other, trials: Math.min(other.trials + 1, boundOf(other) + 1) }));
  if (chosen === "failed") return [ended({ ...risked, waiting }, policy.poison, false)];
  return [tried({ ...risked, waiting }, world.waiting[chosen]?.isPoisoned ?? false, policy)];
}

function tried(world: StoreWorld, isPoisoned: boolean, policy: StorePolicy): StoreWorld {
  if (isPoisoned) return ended({ ...world, failed: world.failed + 1 }, policy.poison, true);
  return released({ ...world, breaker: ended(world, "passed", true).breaker, inARow: 0 }, policy);
}

function ended(world: StoreWorld, end: CallEnd, isFirst: boolean): StoreWorld {
  const inARow =
    isFirst && world.breaker.kind === "closed" ? Math.min(world.inARow + 1, FAILURES_TO_OPEN) : world.inARow;
  return { ...world, inARow, breaker: afterCall(world.breaker, { end, isFirst }, AT) };
}

/** A store that is well again sends what waits. */
function released(world: StoreWorld, policy: StorePolicy): StoreWorld {
  return world.waiting.reduce<StoreWorld>((now, { isPoisoned }) => arrive(now, isPoisoned, policy), {
    ...world,
    waiting: [],
    turn: "newest",
  });
}

function ripe(breaker: Breaker): Breaker {
  switch (breaker.kind) {
    case "closed":
      return breaker;
    case "open":
      return { ...breaker, lookFromMs: 0 };
    case "half_open":
      return { ...breaker, riskFromMs: 0 };
  }
}

function keyOf(world: StoreWorld): string {
  return JSON.stringify({ ...world, breaker: { ...world.breaker, lookFromMs: 0, riskFromMs: 0 } });
}

/** What is wrong with a world: see the test. */
function badnessOf(world: StoreWorld, before: StoreWorld | null, canEmpty: boolean): StoreBad[] {
  const bad: StoreBad[] = [];
  if (world.waiting.some((one) => one.trials > boundOf(one))) bad.push("starved");
  if (before?.breaker.kind === "closed" && world.breaker.kind !== "closed" && world.inARow < FAILURES_TO_OPEN)
    bad.push("blamed");
  if (!canEmpty) bad.push("stuck");
  return bad;
}

interface Node {
  world: StoreWorld;
  from: Node | null;
  before: Node[];
  canEmpty: boolean;
}

/** Visits every reachable world, nearest first. */
export function exploreStore(
  policy: StorePolicy,
  left: StoreWorld["left"],
): { worlds: number; bad: StoreBad[] } {
  const first: StoreWorld = { breaker: CLOSED, turn: "newest", waiting: [], failed: 0, left, inARow: 0 };
  const nodes = new Map<string, Node>([
    [keyOf(first), { world: first, from: null, before: [], canEmpty: false }],
  ]);
  for (const node of nodes.values()) {
    for (const world of successors(node.world, policy)) {
      const key = keyOf(world);
      const known = nodes.get(key);
      if (known === undefined) nodes.set(key, { world, from: node, before: [node], canEmpty: false });
      else known.before.push(node);
    }
  }
  const open = [...nodes.values()].filter(({ world }) => world.waiting.every(({ isPoisoned }) => isPoisoned));
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.canEmpty) continue;
    node.canEmpty = true;
    open.push(...node.before);
  }
  const bad = new Set<StoreBad>();
  for (const { world, from, canEmpty } of nodes.values())
    for (const each of badnessOf(world, from?.world ?? null, canEmpty)) bad.add(each);
  return { worlds: nodes.size, bad: [...bad].sort() };
}
