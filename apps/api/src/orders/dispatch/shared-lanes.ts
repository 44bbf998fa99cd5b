import type { LocationId } from "@parley/db";
import type { Capacity, QueueEnd } from "@parley/db/orders";
import type { CallEnd } from "./breaker.ts";
import type { Arrival, Entry, LaneId, LaneState, LaneStore, SpareTurn } from "./lane.ts";
import type { Lanes } from "./lanes.ts";

/**
 * The lanes as dispatch asks for them, wherever they are counted: in this process where it is the only one, else in the
 * one that started it, over all processes. What each means is said at `Lanes`. What is only told arrives in the order
 * in which it was told, and before what is asked after it.
 */
export interface SharedLanes {
  enter(store: LaneStore, connectionId: string, how: Arrival): Promise<Entry>;
  spare(lane: LaneId): Promise<SpareTurn>;
  report(lane: LaneId, call: { end: CallEnd; isFirst: boolean }): void;
  looked(lane: LaneId, wasAnswered: boolean): void;
  mayRisk(lane: LaneId): Promise<boolean>;
  trials(): Promise<{ locationId: LocationId; turn: QueueEnd }[]>;
  nobodyWaits(lane: LaneId): void;
  queue(lane: LaneId): Promise<(() => void) | null>;
  capacity(): Promise<Capacity>;
  stateOf(lane: LaneId): Promise<LaneState>;
}

/** What lanes tell the dispatcher. */
export interface LaneNews {
  /** A place is free again where somebody had been turned away. */
  onFree: () => void;
  /** A POS that was in doubt has placed or refused an order. */
  onBack: (locationId: LocationId) => void;
}

/** Lanes that are counted in this process. */
export function ownLanes(lanes: Lanes): SharedLanes {
  return {
    enter: async (store, connectionId, how) => lanes.enter(store, connectionId, how),
    spare: async (lane) => lanes.spare(lane),
    report: lanes.report,
    looked: lanes.looked,
    mayRisk: async (lane) => lanes.mayRisk(lane),
    trials: async () => lanes.trials(),
    nobodyWaits: lanes.nobodyWaits,
    queue: async (lane) => lanes.queue(lane),
    capacity: async () => lanes.capacity(),
    stateOf: async (lane) => lanes.stateOf(lane),
  };
}
