import type { LocationId } from "@parley/db";
import type { Capacity, QueueEnd } from "@parley/db/orders";
import type { Logger } from "../../logger.ts";
import { SLOTS_DEFAULT } from "../../pos/policy.ts";
import {
  afterCall,
  afterLook,
  afterRisk,
  type Breaker,
  type BreakerTimings,
  type CallEnd,
  CLOSED,
  phaseOf,
} from "./breaker.ts";
import {
  type Arrival,
  type Entry,
  isOfNow,
  type Lane,
  type LaneId,
  type LaneState,
  type LaneStore,
  newLane,
  type SpareTurn,
  turnedAway,
} from "./lane.ts";
import { createProcessCalls } from "./process-calls.ts";

/**
 * The bulkheads: how many calls are under way to each store's POS, whether it is worth calling at all, and how much of
 * all calls each connection has. One process counts for itself and those that it started (`counted-lanes.ts`). A POS that hangs fills only its own
 * lane; an order without a place waits in the ledger, where nothing is lost.
 */
export interface Lanes {
  /** Asks for a place for one call. Whoever entered must leave, once. */
  enter(store: LaneStore, connectionId: string, how: Arrival): Entry;
  /**
   * Asks whether a question that no order needs may be put to the store's POS now: only where no order is under way or
   * waiting there and the POS takes orders. It takes no place, so an order that comes meanwhile enters as if it were
   * not there.
   */
  spare(lane: LaneId): SpareTurn;
  /** Reports how a try at placing an order ended; `isFirst`: it was its order's first. */
  report(lane: LaneId, call: { end: CallEnd; isFirst: boolean }): void;
  /** Reports whether the store's POS answered a question that commits nothing. */
  looked(lane: LaneId, wasAnswered: boolean): void;
  /** Whether somebody who entered to look may send an order now. Where this says so, the caller does. */
  mayRisk(lane: LaneId): boolean;
  /**
   * Stores whose POS of now is in doubt and at which something may be done, and which waiting order's turn it is. At a
   * former POS no order begins: those in doubt there are let in one at a time as they come due.
   */
  trials(): { locationId: LocationId; turn: QueueEnd }[];
  /** No order waits at this store that was never tried: the next one to come need not wait its turn. */
  nobodyWaits(lane: LaneId): void;
  /**
   * A place in the line of callers who wait for their order's answer, or null where the line is full. Call
   * what is returned to leave the line.
   */
  queue(lane: LaneId): (() => void) | null;
  /** What the sweep may take now. */
  capacity(): Capacity;
  /** What is under way and waiting, for tests and the log. */
  count(lane: LaneId): { calls: number; queued: number };
  /** How things stand with a POS, as it is known here; other machines have lanes of their own. */
  stateOf(lane: LaneId): LaneState;
}

/** Orders that one sweep takes at most. */
const SWEEP_BATCH = 32;
/** PAR's calls that stay open while their order waits for a full lane. */
export const QUEUE_MAX = 64;

export function createLanes(deps: {
  now: () => Date;
  random: () => number;
  timings: BreakerTimings;
  log: Logger;
  /** A place is free again where somebody had been turned away. */
  onFree: () => void;
  /** A POS that was in doubt has placed or refused an order. */
  onBack: (locationId: LocationId) => void;
  /** Processes whose calls are counted here. */
  processes?: number;
}): Lanes {
  const { timings, log } = deps;
  const lanes = new Map<LaneId, Lane>();
  const calls = createProcessCalls(deps.processes);
  /** Somebody was turned away since a place was last free. */
  let hasRefused = false;
  const nowMs = () => deps.now().getTime();

  function laneOf(id: LaneId): Lane {
    const known = lanes.get(id);
    if (known !== undefined) return known;
    const lane = newLane();
    lanes.set(id, lane);
    return lane;
  }

  /** Nothing is remembered of a store that is well and idle. */
  function forgetIdle(id: LaneId, lane: Lane): void {
    if (lane.calls === 0 && lane.queued === 0 && lane.breaker === CLOSED) lanes.delete(id);
  }

  function leave(id: LaneId, lane: Lane, connectionId: string, mustLook: boolean): void {
    lane.calls -= 1;
    calls.end(connectionId);
    if (mustLook) lane.isLooking = false;
    const wasAwaited = hasRefused;
    hasRefused = false;
    forgetIdle(id, lane);
    if (wasAwaited) deps.onFree();
  }

  /** Takes the breaker's next value, and says what that means. */
  function change(id: LaneId, lane: Lane, to: Breaker): void {
    const from = lane.breaker;
    lane.breaker = to;
    forgetIdle(id, lane);
    if (from.kind === to.kind) return;
    lane.breakerSince = deps.now();
    switch (to.kind) {
      case "closed":
        log.info({ lane: id }, "a store's POS takes orders again");
        if (isOfNow(id)) deps.onBack(id);
        return;
      case "half_open":
        log.warn({ lane: id }, "a store's POS answers, but takes no order: one is risked at a time");
        return;
      case "open":
        log.warn({ lane: id }, "a store's POS does not answer: left alone");
    }
  }

  const moment = () => ({ nowMs: nowMs(), random: deps.random(), timings });

  function risk(id: LaneId, lane: Lane): void {
    lane.turn = lane.turn === "newest" ? "oldest" : "newest";
    change(id, lane, afterRisk(moment()));
  }

  return {
    enter(store, connectionId, how) {
      const { lane: id } = store;
      const lane = laneOf(id);
      lane.slots = store.pos.policy.slots;
      // At a former POS nobody else is tried out with: what comes due there is.
      const down = turnedAway(lane, how === "due" && !isOfNow(id) ? "chosen" : how, {
        nowMs: nowMs(),
        timings,
      });
      if (down !== null) return down;
      if (lane.calls >= lane.slots || calls.isFull(connectionId)) {
        hasRefused = true;
        forgetIdle(id, lane);
        return { kind: "busy" };
      }
      lane.calls += 1;
      calls.begin(connectionId);
      const mustLook = lane.breaker.kind === "open";
      if (mustLook) lane.isLooking = true;
      else if (lane.breaker.kind === "half_open" && how !== "question") risk(id, lane);
      let isOut = false;
      return {
        kind: "entered",
        mustLook,
        leave() {
          if (isOut) return;
          isOut = true;
          leave(id, lane, connectionId, mustLook);
        },
      };
    },

    spare(id) {
      const lane = lanes.get(id);
      if (lane === undefined) return "free";
      if (lane.breaker.kind !== "closed") return "pos";
      return lane.calls === 0 && lane.queued === 0 ? "free" : "orders";
    },

    report(id, call) {
      const lane = call.end === "passed" ? lanes.get(id) : laneOf(id);
      if (lane !== undefined) change(id, lane, afterCall(lane.breaker, call, moment()));
    },

    looked(id, wasAnswered) {
      const lane = laneOf(id);
      lane.isLooking = false;
      change(id, lane, afterLook(lane.breaker, wasAnswered, moment()));
    },

    mayRisk(id) {
      const lane = laneOf(id);
      const phase = phaseOf(lane.breaker, nowMs(), timings).kind;
      if (phase === "risk") risk(id, lane);
      return phase === "risk" || phase === "closed";
    },

    trials() {
      return [...lanes].flatMap(([id, lane]) => {
        const phase = phaseOf(lane.breaker, nowMs(), timings).kind;
        const isNow = phase === "risk" || (phase === "look" && !lane.isLooking);
        return isNow && isOfNow(id) && lane.calls < lane.slots ? [{ locationId: id, turn: lane.turn }] : [];
      });
    },

    nobodyWaits(id) {
      const lane = lanes.get(id);
      if (lane !== undefined) lane.turn = "newest";
    },

    queue(id) {
      const lane = laneOf(id);
      if (lane.queued >= QUEUE_MAX) return null;
      lane.queued += 1;
      return () => {
        lane.queued -= 1;
        forgetIdle(id, lane);
      };
    },

    capacity: () => ({
      limit: Math.min(SWEEP_BATCH, calls.free()),
      freePlaces: new Map([...lanes].map(([id, lane]) => [id, Math.max(0, lane.slots - lane.calls)])),
      placesPerStore: SLOTS_DEFAULT,
      fullConnections: calls.full(),
    }),

    count: (id) => {
      const lane = lanes.get(id);
      return { calls: lane?.calls ?? 0, queued: lane?.queued ?? 0 };
    },

    stateOf(id) {
      const { breaker, breakerSince, calls: own, slots, queued } = lanes.get(id) ?? newLane();
      const since = breaker.kind === "closed" ? null : breakerSince;
      return { breaker: breaker.kind, since, calls: own, slots, queued };
    },
  };
}
