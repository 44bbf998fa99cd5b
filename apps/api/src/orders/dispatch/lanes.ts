import type { LocationId } from "@parley/db";
import type { Capacity } from "@parley/db/orders";
import type { Logger } from "../../logger.ts";
import { SLOTS_DEFAULT, type StorePolicy } from "../../pos/policy.ts";
import { afterCall, type Breaker, type BreakerTimings, breakerWord, CLOSED } from "./breaker.ts";

/**
 * The bulkheads of this process: how many calls are under way to each store's POS, whether it is worth
 * calling at all, and how much of the process each connection has. A POS that hangs fills only its own
 * lane; an order without a place waits in the ledger, where nothing is lost.
 */
export interface Lanes {
  /** Asks for a place for one call. Whoever entered must leave, once. */
  enter(store: LaneStore, connectionId: string, options: { mayProbe: boolean }): Entry;
  /** Reports whether a call that has ended was answered by the store's POS. */
  report(locationId: LocationId, wasAnswered: boolean): void;
  /**
   * A place in the line of callers who wait for a full lane's answer, or null where the line is full. Call
   * what is returned to leave the line.
   */
  queue(locationId: LocationId): (() => void) | null;
  /** What the sweep may take now. */
  capacity(): Capacity;
  /** What is under way and waiting, for tests and the log. */
  count(locationId: LocationId): { calls: number; queued: number };
}

export interface LaneStore {
  locationId: LocationId;
  pos: { policy: StorePolicy };
}

export type Entry =
  | { kind: "entered"; isProbe: boolean; leave(): void }
  /** No place is free; one will be within an attempt's deadline. */
  | { kind: "busy" }
  /** The POS is not worth calling before `retryInMs`. */
  | { kind: "down"; retryInMs: number };

interface Lane {
  calls: number;
  slots: number;
  queued: number;
  breaker: Breaker;
  isProbing: boolean;
}

/** Calls to POSs of one process, all stores together. */
export const CALLS_MAX = 256;
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
  /** A POS that was down has answered. */
  onBack: (locationId: LocationId) => void;
}): Lanes {
  const { timings, log } = deps;
  const lanes = new Map<string, Lane>();
  const callsOf = new Map<string, number>();
  let calls = 0;
  /** Somebody was turned away since a place was last free. */
  let hasRefused = false;
  const nowMs = () => deps.now().getTime();

  function laneOf(locationId: LocationId): Lane {
    const known = lanes.get(locationId);
    if (known !== undefined) return known;
    const lane: Lane = {
      calls: 0,
      slots: SLOTS_DEFAULT,
      queued: 0,
      breaker: CLOSED,
      isProbing: false,
    };
    lanes.set(locationId, lane);
    return lane;
  }

  /** Nothing is remembered of a store that is well and idle. */
  function forgetIdle(locationId: LocationId, lane: Lane): void {
    if (lane.calls === 0 && lane.queued === 0 && lane.breaker === CLOSED) lanes.delete(locationId);
  }

  /** Shares are equal, and one more is kept free for a connection that is not there yet. */
  function shareMax(): number {
    return Math.ceil(CALLS_MAX / (callsOf.size + 1));
  }

  function isFull(connectionId: string): boolean {
    const own = callsOf.get(connectionId);
    return calls >= CALLS_MAX || (own !== undefined && own >= shareMax());
  }

  function leave(locationId: LocationId, lane: Lane, connectionId: string, isProbe: boolean): void {
    lane.calls -= 1;
    calls -= 1;
    if (isProbe) lane.isProbing = false;
    const own = (callsOf.get(connectionId) ?? 1) - 1;
    if (own === 0) callsOf.delete(connectionId);
    else callsOf.set(connectionId, own);
    const wasAwaited = hasRefused;
    hasRefused = false;
    forgetIdle(locationId, lane);
    if (wasAwaited) deps.onFree();
  }

  return {
    enter(store, connectionId, { mayProbe }) {
      const lane = laneOf(store.locationId);
      lane.slots = store.pos.policy.slots;
      const word = breakerWord(lane.breaker, nowMs(), timings);
      if (word === "open")
        return { kind: "down", retryInMs: Math.max(1, (lane.breaker.retryAtMs ?? 0) - nowMs()) };
      const isProbe = word === "half_open";
      if (isProbe && (lane.isProbing || !mayProbe))
        return { kind: "down", retryInMs: Math.ceil(timings.breakerOpenMs / 5) };
      if (lane.calls >= lane.slots || isFull(connectionId)) {
        hasRefused = true;
        forgetIdle(store.locationId, lane);
        return { kind: "busy" };
      }
      lane.calls += 1;
      calls += 1;
      lane.isProbing ||= isProbe;
      callsOf.set(connectionId, (callsOf.get(connectionId) ?? 0) + 1);
      let isOut = false;
      return {
        kind: "entered",
        isProbe,
        leave() {
          if (isOut) return;
          isOut = true;
          leave(store.locationId, lane, connectionId, isProbe);
        },
      };
    },

    report(locationId, wasAnswered) {
      const lane = wasAnswered ? lanes.get(locationId) : laneOf(locationId);
      if (lane === undefined) return;
      const before = lane.breaker;
      lane.breaker = afterCall(before, wasAnswered, nowMs(), timings, deps.random());
      forgetIdle(locationId, lane);
      if (before.retryAtMs !== null && lane.breaker.retryAtMs === null) {
        log.info({ locationId }, "a store's POS answers again");
        deps.onBack(locationId);
      } else if (lane.breaker.openings > before.openings) {
        log.warn(
          { locationId, openings: lane.breaker.openings },
          "a store's POS does not answer: left alone",
        );
      }
    },

    queue(locationId) {
      const lane = laneOf(locationId);
      if (lane.queued >= QUEUE_MAX) return null;
      lane.queued += 1;
      return () => {
        lane.queued -= 1;
        forgetIdle(locationId, lane);
      };
    },

    capacity: () => ({
      limit: Math.min(SWEEP_BATCH, CALLS_MAX - calls),
      freePlaces: new Map([...lanes].map(([id, lane]) => [id, Math.max(0, lane.slots - lane.calls)])),
      placesPerStore: SLOTS_DEFAULT,
      fullConnections: [...callsOf.keys()].filter(isFull),
    }),

    count: (locationId) => {
      const lane = lanes.get(locationId);
      return { calls: lane?.calls ?? 0, queued: lane?.queued ?? 0 };
    },
  };
}
