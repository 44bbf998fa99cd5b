import type { LaneId } from "./lane.ts";
import type { SharedLanes } from "./shared-lanes.ts";

/** Lanes of which this process knows how its own calls fared. */
export interface WatchedLanes extends SharedLanes {
  /**
   * Whether the last that this process heard of the store's POS is that it placed or refused an order. Then asking for
   * a place commits nobody to anything; at a POS in doubt it may use up the one turn there is.
   */
  isWell(lane: LaneId): boolean;
  /** A place was asked for in vain: until an order is placed or refused there again, the lane is not known to be well. */
  doubt(lane: LaneId): void;
}

/** Watches what is reported and answered; what other processes see of a POS shows at the next call to it. */
export function watchLanes(lanes: SharedLanes): WatchedLanes {
  const well = new Set<LaneId>();
  return {
    ...lanes,
    isWell: (lane) => well.has(lane),
    doubt: (lane) => void well.delete(lane),
    async enter(store, connectionId, how) {
      const entry = await lanes.enter(store, connectionId, how);
      if (entry.kind === "down" || (entry.kind === "entered" && entry.mustLook)) well.delete(store.lane);
      return entry;
    },
    report(lane, call) {
      if (call.end === "passed") well.add(lane);
      else well.delete(lane);
      lanes.report(lane, call);
    },
  };
}
