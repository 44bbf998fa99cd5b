import type { LocationId } from "@parley/db";
import type { QueueEnd } from "@parley/db/orders";
import { assertNever } from "../../errors.ts";
import { SLOTS_DEFAULT, type StorePolicy } from "../../pos/policy.ts";
import { type Breaker, type BreakerTimings, CLOSED, isSilent, phaseOf } from "./breaker.ts";

/**
 * By what the calls to one POS are told apart: a store's id for the POS that it has now, another name for one that it
 * had, whose trouble must not be the store's.
 */
export type LaneId = LocationId | `former ${string}`;

export function isOfNow(lane: LaneId): lane is LocationId {
  return !lane.startsWith("former ");
}

export interface LaneState {
  breaker: Breaker["kind"];
  /** Since when the breaker is open or half open; null while it is closed. */
  since: Date | null;
  /** Calls under way, and how many there may be. */
  calls: number;
  slots: number;
  /** PAR's calls that stay open while their order waits for a place. */
  queued: number;
}

export interface LaneStore {
  lane: LaneId;
  pos: { policy: Pick<StorePolicy, "slots"> };
}

/**
 * Who asks for a place: a new order that PAR waits for, an order whose time has come, the one order that the sweep
 * chose to try out a POS in doubt with, or a question that commits nothing.
 */
export type Arrival = "new" | "due" | "chosen" | "question";

export type Entry =
  /** `mustLook`: the POS must answer a look before an order is risked on it; a question is one itself. */
  | { kind: "entered"; mustLook: boolean; leave(): void }
  /** No place is free; one will be within an attempt's deadline. */
  | { kind: "busy" }
  /**
   * The POS is in doubt, and nothing may be done about it for `retryInMs`. `answers`: it does answer, so that the
   * order will be tried soon. `isSilent`: it is known to answer nobody.
   */
  | { kind: "down"; retryInMs: number; answers: boolean; isSilent: boolean };

/** `orders`: orders go first. `pos`: its POS is left alone, because it does not take orders. */
export type SpareTurn = "free" | "orders" | "pos";

/** What a process knows of the calls to one POS. */
export interface Lane {
  calls: number;
  slots: number;
  queued: number;
  breaker: Breaker;
  /** When the breaker became what it is; null where it has always been closed. */
  breakerSince: Date | null;
  isLooking: boolean;
  /** Of the orders that were never tried, the newest and the oldest are risked in turn: see `trials`. */
  turn: QueueEnd;
}

export function newLane(): Lane {
  return {
    ...{ calls: 0, slots: SLOTS_DEFAULT, queued: 0 },
    ...{ breaker: CLOSED, breakerSince: null, isLooking: false, turn: "newest" },
  };
}

/** What somebody who may not enter is told; null where they may. */
export function turnedAway(
  lane: Lane,
  how: Arrival,
  at: { nowMs: number; timings: BreakerTimings },
): Extract<Entry, { kind: "down" }> | null {
  const phase = phaseOf(lane.breaker, at.nowMs, at.timings);
  const answers = lane.breaker.kind === "half_open";
  const down = (inMs: number, isSoon = answers) => ({
    kind: "down" as const,
    retryInMs: Math.max(1, Math.ceil(inMs)),
    answers: isSoon,
    isSilent: isSilent(lane.breaker),
  });
  switch (phase.kind) {
    case "closed":
      return null;
    case "wait":
      return answers && how === "question" ? null : down(phase.inMs);
    case "look":
      if (lane.isLooking) return down(at.timings.breakerRiskMs);
      return how === "chosen" || how === "question" ? null : down(1, true);
    case "risk":
      if (how === "new") return lane.turn === "newest" ? null : down(1, true);
      return how === "due" ? down(1, true) : null;
    default:
      return assertNever(phase);
  }
}
