import { setTimeout as pause } from "node:timers/promises";
import { type Answer, call, isSigned, type Par } from "../independent-par.ts";
import type { DrillOrder } from "./drill-orders.ts";
import type { HistoryFile } from "./history-file.ts";

/**
 * PAR's side in a drill: it submits, tries again with PAR's patience when a call breaks or is refused for
 * now, polls after a 202 when the answer says to, and writes down every call and answer. It acts as if behind
 * a load balancer: each call may reach another process.
 */

/** Base URLs to try, the preferred first; asked before each call, because processes come and go. */
export type Route = () => readonly string[];

export interface PartnerPlan {
  sharedId: string;
  history: HistoryFile;
  /** Multiplies PAR's patience, as it multiplies the gateway's waits. */
  timeScale: number;
}

/** How a guest's order ended for PAR; `open`: it got no final status while it asked. */
export type End = "placed" | "rejected" | "errored" | "open";

const TIMEOUT_MS = 30_000;
/** With ten programs on two processors an answer may be slow through no fault of the gateway. */
const TIMEOUT_MIN_MS = 5_000;
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 8_000;
const POLL_MS = 2_000;
/** Polls of hundreds of open orders are load of the drill's own making, so scaling stops at this pause. */
const POLL_MIN_MS = 1_500;

const FINALS: ReadonlySet<string> = new Set(["placed", "rejected", "errored"]);

export class Partner {
  readonly #plan: PartnerPlan;
  readonly #stop = new AbortController();
  #calls = 0;

  constructor(plan: PartnerPlan) {
    this.#plan = plan;
  }

  /** Writes down that a guest has paid for this order. */
  takes(order: DrillOrder): void {
    this.#plan.history.write({
      kind: "order",
      requestUid: order.requestUid,
      onlineOrderId: order.onlineOrderId,
      parLocationId: order.store.parLocationId,
      storeClass: order.store.storeClass,
      body: order.text,
      expect: order.expect,
    });
  }

  /** Submits the order until it is promised, then polls until it is final, or until `giveUp`. */
  async follows(order: DrillOrder, route: Route, giveUp: AbortSignal): Promise<End> {
    const signal = AbortSignal.any([giveUp, this.#stop.signal]);
    let operation: "submit" | "get" = "submit";
    for (let tries = 0; !signal.aborted; ) {
      const answer = await this.#ask(operation, order, address(route(), tries));
      const status = answer?.json.status;
      const isPromise = answer?.status === 200 || answer?.status === 202;
      if (isPromise && isFinalStatus(status)) return status;
      if (isPromise) {
        operation = "get";
        tries = 0;
      } else if (answer !== null && answer.status < 500 && answer.status !== 429 && operation === "submit") {
        return "open";
      } else {
        // An order that is not known any more has to be sent again: nothing else can bring it about.
        if (answer?.status === 404) operation = "submit";
        tries += 1;
      }
      await pause(this.#pauseMs(answer, tries), undefined, { signal }).catch(() => {});
    }
    return "open";
  }

  /** Asks once more for a settled order: by a GET and by the same submit. */
  async asksAgain(order: DrillOrder, route: Route): Promise<void> {
    await this.#ask("get", order, address(route(), 0));
    await this.#ask("submit", order, address(route(), 1));
  }

  /** One submit, whatever comes of it; null where the call broke. */
  submits(order: DrillOrder, to: string): Promise<Answer | null> {
    return this.#ask("submit", order, to);
  }

  /** Ends its calls and polls. */
  stop(): void {
    this.#stop.abort();
  }

  #pauseMs(answer: Answer | null, tries: number): number {
    const { timeScale } = this.#plan;
    const asked = answer?.headers.get("retry-after");
    if (asked != null && /^\d+$/.test(asked)) return Math.max(POLL_MIN_MS, Number(asked) * 1_000 * timeScale);
    if (tries === 0) return Math.max(POLL_MIN_MS, POLL_MS * timeScale);
    return Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** (tries - 1)) * timeScale;
  }

  async #ask(operation: "submit" | "get", order: DrillOrder, to: string): Promise<Answer | null> {
    const { history, sharedId, timeScale } = this.#plan;
    this.#calls += 1;
    const number = this.#calls;
    const { requestUid } = order;
    const par: Par = { baseUrl: to, sharedId, now: () => new Date() };
    history.write({ kind: "sent", call: number, operation, requestUid, to });
    try {
      const signal = AbortSignal.timeout(Math.max(TIMEOUT_MIN_MS, TIMEOUT_MS * timeScale));
      const path = `/posnext/orders/${encodeURIComponent(requestUid)}`;
      const answer =
        operation === "submit"
          ? await call(par, "/posnext/order/submit", order.text, { signal })
          : await call(par, path, undefined, { signal });
      history.write({
        kind: "answered",
        call: number,
        status: answer.status,
        body: answer.text,
        digest: answer.headers.get("x-pch-digest"),
        isSigned: isSigned(par, answer),
        replayed: answer.headers.get("idempotent-replayed") === "true",
        retryAfter: answer.headers.get("retry-after"),
      });
      return answer;
    } catch (error) {
      history.write({ kind: "broken", call: number, reason: reasonOf(error) });
      return null;
    }
  }
}

function isFinalStatus(status: unknown): status is Exclude<End, "open"> {
  return typeof status === "string" && FINALS.has(status);
}

/** The preferred address first; each further try calls the next one. */
function address(urls: readonly string[], tries: number): string {
  return urls[tries % urls.length] ?? "http://127.0.0.1:1";
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? ` (${String(cause.code)})` : "";
  return `${error.name}: ${error.message}${code}`;
}
