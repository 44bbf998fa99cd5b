import { setMaxListeners } from "node:events";
import type { DrillOrder } from "./drill-orders.ts";
import type { End, Partner, Route } from "./partner.ts";

/** The orders of a world that its partner has sent and asks for until they are final. */
export interface Pursuit {
  /** Takes the order and follows it in the background until it is final; `settle` waits for it. */
  send(order: DrillOrder, route?: Route): Promise<End>;
  /** Waits until every order that was sent is final, or the patience is over, however long each was followed. */
  settle(): Promise<void>;
  /** Asks for each order that was sent since the last time once more. */
  askAgain(): Promise<void>;
  /** Follows no order any more. */
  giveUp(): void;
}

/** @param withinMs how long the partner follows an order, and how long all of them may take to settle */
export function openPursuit(partner: Partner, balanced: Route, withinMs: number): Pursuit {
  const orders: DrillOrder[] = [];
  const ends: Promise<End>[] = [];
  const giveUp = new AbortController();
  // Each order that is followed listens to it.
  setMaxListeners(0, giveUp.signal);
  return {
    send(order, route = balanced) {
      partner.takes(order);
      orders.push(order);
      // The partner stops asking some time; the verdict judges the orders that are still open. A controller of its
      // own: Node may collect a time-out that AbortSignal.any alone knows, which then never comes.
      const patience = new AbortController();
      const stop = () => patience.abort();
      const timer = setTimeout(stop, withinMs);
      giveUp.signal.addEventListener("abort", stop);
      const end = partner.follows(order, route, patience.signal).finally(() => {
        clearTimeout(timer);
        giveUp.signal.removeEventListener("abort", stop);
      });
      ends.push(end);
      return end;
    },
    async settle() {
      const patience = setTimeout(() => giveUp.abort(), withinMs);
      while (ends.length > 0) await Promise.all(ends.splice(0));
      clearTimeout(patience);
    },
    async askAgain() {
      const waiting = orders.splice(0);
      const ask = async () => {
        for (let order = waiting.pop(); order !== undefined; order = waiting.pop())
          await partner.asksAgain(order, balanced);
      };
      await Promise.all(Array.from({ length: 8 }, ask));
    },
    giveUp: () => giveUp.abort(),
  };
}
