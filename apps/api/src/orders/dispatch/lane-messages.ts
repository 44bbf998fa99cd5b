import type { LocationId } from "@parley/db";
import type { QueueEnd } from "@parley/db/orders";
import type { Breaker, CallEnd } from "./breaker.ts";
import type { Arrival, Entry, LaneId, SpareTurn } from "./lane.ts";

/** What processes say to the one that counts their lanes, and what it answers, as JSON carries it. */

export type Ask =
  | { ask: "enter"; id: number; lane: LaneId; slots: number; connectionId: string; how: Arrival }
  | { ask: "queue"; id: number; lane: LaneId }
  /** Gives back what `enter` or `queue` gave under this id. */
  | { ask: "leave"; id: number }
  | { ask: "spare" | "risk" | "state"; id: number; lane: LaneId }
  | { ask: "trials" | "capacity"; id: number }
  | { ask: "report"; lane: LaneId; end: CallEnd; isFirst: boolean }
  | { ask: "looked"; lane: LaneId; wasAnswered: boolean }
  | { ask: "nobody_waits"; lane: LaneId };

export type Answer = { id: number } & (
  | { is: "entered"; mustLook: boolean }
  | { is: "turned_away"; entry: Exclude<Entry, { kind: "entered" }> }
  | { is: "line"; hasPlace: boolean }
  | { is: "spare"; turn: SpareTurn }
  | { is: "risk"; may: boolean }
  | {
      is: "state";
      breaker: Breaker["kind"];
      sinceMs: number | null;
      calls: number;
      slots: number;
      queued: number;
    }
  | { is: "trials"; trials: { locationId: LocationId; turn: QueueEnd }[] }
  | {
      is: "capacity";
      limit: number;
      freePlaces: [string, number][];
      placesPerStore: number;
      fullConnections: readonly string[];
    }
);

export interface LaneAsks {
  kind: "lane_asks";
  asks: Ask[];
}

export interface LaneAnswers {
  kind: "lane_answers";
  answers: Answer[];
  /** A place is free again: look for due orders. */
  isFree?: boolean;
  /** POSs that take orders again. */
  back?: LocationId[];
}

/** The channel between the two. Both ends are of one program, so what has the kind has the form. */
export interface LaneLink {
  /** Never throws; what cannot be sent is lost with the other end. */
  send(message: LaneAsks | LaneAnswers): void;
  onMessage(hear: (message: unknown) => void): void;
  /** The other end is gone. */
  onEnd(hear: () => void): void;
}

const isKind = (message: unknown, kind: string): boolean =>
  typeof message === "object" && message !== null && "kind" in message && message.kind === kind;

export function isLaneAsks(message: unknown): message is LaneAsks {
  return isKind(message, "lane_asks");
}

export function isLaneAnswers(message: unknown): message is LaneAnswers {
  return isKind(message, "lane_answers");
}

/** Gathers what is said in one turn of the event loop, so that a busy process sends few messages. */
export function gatherTurn<T>(send: (all: T[]) => void): (one: T) => void {
  let gathered: T[] = [];
  return (one) => {
    gathered.push(one);
    if (gathered.length > 1) return;
    setImmediate(() => {
      const all = gathered;
      gathered = [];
      send(all);
    });
  };
}
