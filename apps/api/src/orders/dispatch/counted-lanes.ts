import type { LocationId } from "@parley/db";
import { assertNever } from "../../errors.ts";
import { type Answer, type Ask, gatherTurn, isLaneAsks, type LaneLink } from "./lane-messages.ts";
import { createLanes } from "./lanes.ts";

/**
 * Counts the lanes of several processes, so that a store has its slots once and a breaker that one opened is open in
 * all. What a process had is given back when it is gone: its places in lines at once; its calls when they must have
 * ended, since the POS may still be at work on them.
 */
export interface CountedLanes {
  attach(link: LaneLink): {
    /** It begins nothing more: others are told what there is to do. */
    rest(): void;
  };
}

type Deps = Omit<Parameters<typeof createLanes>[0], "onFree" | "onBack"> & {
  /** How long a call may take that was under way when its process died. */
  callMsMax: number;
};

interface Client {
  tell(answers: Answer[], more?: { isFree?: boolean; back?: LocationId[] }): void;
}

export function createCountedLanes(deps: Deps): CountedLanes {
  /** Whoever was told something last stands last. */
  const clients = new Set<Client>();
  const lanes = createLanes({
    ...deps,
    onFree: () => tellOne({ isFree: true }),
    onBack: (locationId) => tellOne({ back: [locationId] }),
  });

  /** What there is to do is done in the database, by one process for all. */
  function tellOne(more: { isFree?: boolean; back?: LocationId[] }): void {
    const [client] = clients;
    if (client === undefined) return;
    clients.delete(client);
    clients.add(client);
    client.tell([], more);
  }

  function attach(link: LaneLink): { rest(): void } {
    const client: Client = { tell: (answers, more) => link.send({ kind: "lane_answers", answers, ...more }) };
    clients.add(client);
    /** Its calls and its places in lines, by the number that it gave them. */
    const calls = new Map<number, () => void>();
    const lines = new Map<number, () => void>();
    const answer = gatherTurn<Answer>((answers) => client.tell(answers));

    /** What is answered; null where something was only told. */
    function serve(ask: Ask): Answer | null {
      switch (ask.ask) {
        case "enter": {
          const { id, lane, slots, connectionId, how } = ask;
          const entry = lanes.enter({ lane, pos: { policy: { slots } } }, connectionId, how);
          if (entry.kind !== "entered") return { id, is: "turned_away", entry };
          calls.set(id, entry.leave);
          return { id, is: "entered", mustLook: entry.mustLook };
        }
        case "queue": {
          const leave = lanes.queue(ask.lane);
          if (leave !== null) lines.set(ask.id, leave);
          return { id: ask.id, is: "line", hasPlace: leave !== null };
        }
        case "leave":
          for (const held of [calls, lines]) {
            held.get(ask.id)?.();
            held.delete(ask.id);
          }
          return null;
        case "spare":
          return { id: ask.id, is: "spare", turn: lanes.spare(ask.lane) };
        case "risk":
          return { id: ask.id, is: "risk", may: lanes.mayRisk(ask.lane) };
        case "state": {
          const { since, ...state } = lanes.stateOf(ask.lane);
          return { id: ask.id, is: "state", ...state, sinceMs: since?.getTime() ?? null };
        }
        case "trials":
          return { id: ask.id, is: "trials", trials: lanes.trials() };
        case "capacity": {
          const { freePlaces, ...capacity } = lanes.capacity();
          return { id: ask.id, is: "capacity", ...capacity, freePlaces: [...freePlaces] };
        }
        case "report":
          lanes.report(ask.lane, { end: ask.end, isFirst: ask.isFirst });
          return null;
        case "looked":
          lanes.looked(ask.lane, ask.wasAnswered);
          return null;
        case "nobody_waits":
          lanes.nobodyWaits(ask.lane);
          return null;
        default:
          return assertNever(ask);
      }
    }

    let isGone = false;
    link.onMessage((message) => {
      if (!isLaneAsks(message)) return;
      // The last words of one that is gone: it calls nobody any more.
      const begins = ({ ask }: Ask) => ask === "enter" || ask === "queue";
      for (const ask of message.asks) {
        const said = isGone && begins(ask) ? null : serve(ask);
        if (said !== null) answer(said);
      }
    });
    link.onEnd(() => {
      isGone = true;
      clients.delete(client);
      for (const leave of lines.values()) leave();
      lines.clear();
      if (calls.size === 0) return;
      setTimeout(() => {
        for (const leave of calls.values()) leave();
        calls.clear();
      }, deps.callMsMax);
    });
    return { rest: () => clients.delete(client) };
  }

  return { attach };
}
