import { type Answer, getOrder, isSigned, type Par, submit } from "../../independent-par.ts";
import type { OrderBody } from "../../orders.ts";
import type { HistoryLine, StoreClass } from "../history.ts";

/** The smallest partner that leaves a history: it sends, asks, and writes down each word. */
export class Partner {
  readonly history: HistoryLine[] = [];
  readonly #par: Par;
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
    return this.#call("submit", order.request_uid, () => submit(this.#par, JSON.stringify(order)));
  }

  asks(order: OrderBody): Promise<Answer | null> {
    return this.#call("get", order.request_uid, () => getOrder(this.#par, order.request_uid));
  }

  async #call(
    operation: "submit" | "get",
    requestUid: string,
    send: () => Promise<Answer>,
  ): Promise<Answer | null> {
    this.#calls += 1;
    const call = this.#calls;
    const to = this.#par.baseUrl;
    this.history.push({ kind: "sent", at: Date.now(), call, operation, requestUid, to });
    try {
      const answer = await send();
      this.history.push({
        kind: "answered",
        at: Date.now(),
        call,
        status: answer.status,
        body: answer.text,
        digest: answer.headers.get("x-pch-digest"),
        isSigned: isSigned(this.#par, answer),
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
