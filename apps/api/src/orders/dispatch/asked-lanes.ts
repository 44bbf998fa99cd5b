import { SLOTS_DEFAULT } from "../../pos/policy.ts";
import type { LaneId } from "./lane.ts";
import { type Answer, type Ask, gatherTurn, isLaneAnswers, type LaneLink } from "./lane-messages.ts";
import type { LaneNews, SharedLanes } from "./shared-lanes.ts";

/**
 * Lanes that another process counts, for all that it started. No order waits for it: where it does not answer in time,
 * or is gone, there is no place, and the order waits in the ledger.
 */

/** An answer takes a fraction of a millisecond; who is not answered by then must not keep PAR waiting. */
const ANSWER_WITHIN_MS = 1_000;

type Of<Is extends Answer["is"]> = Extract<Answer, { is: Is }>;

export function createAskedLanes(
  { link, answerWithinMs = ANSWER_WITHIN_MS }: { link: LaneLink; answerWithinMs?: number },
  news: LaneNews,
): SharedLanes {
  const pending = new Map<number, (answer: Answer | null) => void>();
  let count = 0;
  let isGone = false;
  const tell = gatherTurn<Ask>((asks) => {
    if (!isGone) link.send({ kind: "lane_asks", asks });
  });

  link.onMessage((message) => {
    if (!isLaneAnswers(message)) return;
    for (const answer of message.answers) {
      const hear = pending.get(answer.id);
      pending.delete(answer.id);
      if (hear !== undefined) hear(answer);
      // It came too late for whoever asked, who does not know of it.
      else if (answer.is === "entered" || (answer.is === "line" && answer.hasPlace)) leave(answer.id);
    }
    if (message.isFree === true) news.onFree();
    for (const locationId of message.back ?? []) news.onBack(locationId);
  });
  link.onEnd(() => {
    isGone = true;
    for (const hear of [...pending.values()]) hear(null);
    pending.clear();
  });

  function leave(id: number): void {
    tell({ ask: "leave", id });
  }

  /** The answer to what is asked, or null where none came. */
  function ask(what: (id: number) => Ask): Promise<Answer | null> {
    if (isGone) return Promise.resolve(null);
    const id = ++count;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        pending.delete(id);
        resolve(null);
      }, answerWithinMs);
      pending.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      tell(what(id));
    });
  }

  async function askFor<Is extends Answer["is"]>(is: Is, what: (id: number) => Ask): Promise<Of<Is> | null> {
    const answer = await ask(what);
    return answer !== null && isOf(answer, is) ? answer : null;
  }

  return {
    async enter(store, connectionId, how) {
      const { lane } = store;
      const { slots } = store.pos.policy;
      const answer = await ask((id) => ({ ask: "enter", id, lane, slots, connectionId, how }));
      if (answer?.is === "turned_away") return answer.entry;
      if (answer?.is !== "entered") return { kind: "busy" };
      const { id, mustLook } = answer;
      return { kind: "entered", mustLook, leave: once(() => leave(id)) };
    },
    async queue(lane) {
      const answer = await askFor("line", (id) => ({ ask: "queue", id, lane }));
      return answer?.hasPlace === true ? once(() => leave(answer.id)) : null;
    },
    async spare(lane) {
      return (await askFor("spare", (id) => ({ ask: "spare", id, lane })))?.turn ?? "orders";
    },
    report: (lane, { end, isFirst }) => tell({ ask: "report", lane, end, isFirst }),
    looked: (lane, wasAnswered) => tell({ ask: "looked", lane, wasAnswered }),
    async mayRisk(lane) {
      return (await askFor("risk", (id) => ({ ask: "risk", id, lane })))?.may === true;
    },
    async trials() {
      return (await askFor("trials", (id) => ({ ask: "trials", id })))?.trials ?? [];
    },
    nobodyWaits: (lane) => tell({ ask: "nobody_waits", lane }),
    async capacity() {
      const answer = await askFor("capacity", (id) => ({ ask: "capacity", id }));
      if (answer === null)
        return { limit: 0, freePlaces: new Map(), placesPerStore: SLOTS_DEFAULT, fullConnections: [] };
      const { limit, freePlaces, placesPerStore, fullConnections } = answer;
      return { limit, freePlaces: new Map(freePlaces), placesPerStore, fullConnections };
    },
    async stateOf(lane: LaneId) {
      const answer = await askFor("state", (id) => ({ ask: "state", id, lane }));
      if (answer === null) throw new Error("The process that counts the calls to POSs does not answer");
      const { breaker, sinceMs, calls, slots, queued } = answer;
      return { breaker, since: sinceMs === null ? null : new Date(sinceMs), calls, slots, queued };
    },
  };
}

function isOf<Is extends Answer["is"]>(answer: Answer, is: Is): answer is Of<Is> {
  return answer.is === is;
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
}
