import { type Answer, getOrder, isSigned, type Par, submit } from "../../independent-par.ts";
import type { OrderBody } from "../../orders.ts";
import type { HistoryLine, StoreClass } from "../history.ts";

/** The smallest partner that leaves a history: it submits, asks, and writes down each call and answer. */
export class Partner {
  readonly history: HistoryLine[] = [];
  #par: Par;
  #calls = 0;

  constructor(par: Par) {
    this.#par = par;
  }

  /** Writes the order down; it is not sent yet. */
  takes(order: OrderBody, storeClass: StoreClass): void {
    this.history.push({
      kind: "order",
      at: Date.now(),
      requestUid: order.request_uid,
      onlineOrderId: order.order_details.online_order_id,
      parLocationId: order.location_id,
      storeClass,
      body: JSON.stringify(order),
      expect: "placed",
    });
  }

  fault(what: string): void {
    this.history.push({ kind: "fault", at: Date.now(), what });
  }

  /** null where the connection broke before an answer was read. */
  submits(order: OrderBody): Promise<Answer | null> {
    return this.#call("submit", order.request_uid, (par) => submit(par, JSON.stringify(order)));
  }

  asks(order: OrderBody): Promise<Answer | null> {
    return this.#call("get", order.request_uid, (par) => getOrder(par, order.request_uid));
  }

  /** From now on calls another process of the same gateway. */
  turnsTo(apiUrl: string): void {
    this.#par = { ...this.#par, baseUrl: apiUrl };
  }

  async #call(
    operation: "submit" | "get",
    requestUid: string,
    send: (par: Par) => Promise<Answer>,
  ): Promise<Answer | null> {
    this.#calls += 1;
    const call = this.#calls;
    const par = this.#par;
    this.history.push({ kind: "sent", at: Date.now(), call, operation, requestUid, to: par.baseUrl });
    try {
      const answer = await send(par);
      this.history.push({
        kind: "answered",
        at: Date.now(),
        call,
        status: answer.status,
        body: answer.text,
        digest: answer.headers.get("x-pch-digest"),
        isSigned: isSigned(par, answer),
        replayed: answer.headers.get("idempotent-replayed") === "true",
        retryAfter: answer.headers.get("retry-after"),
      });
      return answer;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.history.push({ kind: "broken", at: Date.now(), call, reason });
      return null;
    }
  }
}
