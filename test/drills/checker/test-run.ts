import { createHash } from "node:crypto";
import type { HistoryLine, HistoryLineOf, StoreClass } from "../history.ts";
import type { ApiOrder, ApiState } from "./api-view.ts";
import type { CheckInput } from "./check.ts";
import type { JournalLine, PlacedLine } from "./journals.ts";
import { bodyOf, LINES, TOTALS } from "./order-texts.ts";

/**
 * A test run written by hand: the records that a partner, a POS and the operators' API would have. Each step
 * of an order writes to every record that a sound gateway would change; a test then falsifies one of them.
 */

const STORE = "YC-LC-001";
const STARTED_AT = Date.parse("2026-11-30T18:00:00Z");
/** How a test run is judged: everything older than this must be settled or wait for a person. */
export const GIVE_UP_MS = 60_000;

type Answered = Partial<Omit<HistoryLineOf<"answered">, "kind" | "at" | "call">>;

export interface OrderPlan {
  uid: string;
  onlineOrderId?: string | null;
  storeClass?: StoreClass;
  parLocationId?: string;
  details?: Record<string, unknown>;
  requestDatetime?: string;
}

export class TestRun {
  readonly history: HistoryLine[] = [];
  readonly journal: JournalLine[] = [];
  readonly rows = new Map<string, ApiOrder>();
  paidNotPlaced: string[] | null = null;
  attention: string[] | null = null;
  toldNotPlaced: number | null = null;
  #at = STARTED_AT;
  #call = 0;

  /** Lets time pass and returns the new instant. */
  now(passMs = 10): number {
    this.#at += passMs;
    return this.#at;
  }

  order({ uid, onlineOrderId = `ONL-${uid}`, storeClass = "A", parLocationId, ...plan }: OrderPlan): this {
    this.history.push({
      kind: "order",
      at: this.now(),
      requestUid: uid,
      onlineOrderId,
      parLocationId: parLocationId ?? "PAR-LOC-12345",
      storeClass,
      body: bodyOf(uid, onlineOrderId, plan.details, plan.requestDatetime),
      expect: "placed",
    });
    return this;
  }

  /** Sends a call and returns its number. */
  sent(operation: "submit" | "get", uid: string): number {
    this.#call += 1;
    this.history.push({
      kind: "sent",
      at: this.now(),
      call: this.#call,
      operation,
      requestUid: uid,
      to: "http://127.0.0.1:1",
    });
    return this.#call;
  }

  answered(call: number, answer: Answered): this {
    const { status = 200, body = "{}", isSigned = true } = answer;
    const digest =
      answer.digest === undefined ? createHash("sha256").update(body).digest("hex") : answer.digest;
    const { replayed = false, retryAfter = null } = answer;
    this.history.push({
      kind: "answered",
      at: this.now(),
      call,
      status,
      body,
      digest,
      isSigned,
      replayed,
      retryAfter,
    });
    return this;
  }

  /** A complete call that was answered with this status; `more` alters the answer. */
  received(operation: "submit" | "get", uid: string, status: string, more: Answered = {}): this {
    const http = status === "pending" && operation === "submit" ? 202 : 200;
    const posOrderId = status === "placed" ? this.posOrderIdOf(uid) : null;
    const order = { online_order_id: this.lineOf(uid)?.online_order_id ?? null, pos_order_id: posOrderId };
    const body = JSON.stringify({ status, request_uid: uid, order_details: order });
    return this.answered(this.sent(operation, uid), { status: http, body, ...more });
  }

  broken(operation: "submit" | "get", uid: string): this {
    this.history.push({ kind: "broken", at: this.now(), call: this.sent(operation, uid), reason: "reset" });
    return this;
  }

  /** Sets the state of the gateway's order with this uid. */
  row(uid: string, state: ApiState, more: Partial<ApiOrder> = {}): this {
    const isOpen = !["PLACED", "REJECTED", "ERRORED"].includes(state);
    const before = this.rows.get(uid);
    this.rows.set(uid, {
      id: `ord_${uid}`,
      requestUid: uid,
      aliases: [],
      posOrderId: state === "PLACED" ? this.posOrderIdOf(uid) : null,
      posStore: STORE,
      receivedAtMs: before?.receivedAtMs ?? this.now(0),
      ...before,
      state,
      finalAtMs: isOpen ? null : this.now(0),
      ...more,
    });
    return this;
  }

  /** The POS places it; `more` alters the journal's line. */
  places(uid: string, more: Partial<PlacedLine> = {}): this {
    const number = String(this.journal.length + 1).padStart(6, "0");
    const order = this.history.find((line) => line.kind === "order" && line.requestUid === uid);
    const onlineOrderId = order?.kind === "order" ? order.onlineOrderId : null;
    this.journal.push({
      store: STORE,
      online_order_id: onlineOrderId,
      total_cents: TOTALS.grand_cents,
      order_type: "takeout",
      lines: LINES,
      totals: TOTALS,
      notes: "ring twice",
      guest: { name: "Ada", phone: "+15555550100", email: null },
      reference: `ref-${uid}`,
      pos_order_id: `${STORE}-${number}`,
      request_uid: uid,
      ...more,
    });
    return this;
  }

  voids(uid: string): this {
    const line = this.lineOf(uid);
    if (line === undefined) throw new Error(`${uid} was not placed`);
    const { reference, store, pos_order_id } = line;
    this.journal.push({ kind: "void", reference, store, pos_order_id });
    return this;
  }

  /** An order that goes as it should: placed at once. */
  good(plan: OrderPlan): this {
    const { uid } = plan;
    return this.order(plan).places(uid).row(uid, "PLACED").received("submit", uid, "placed");
  }

  /** An order that PAR was answered `pending` for. */
  pending(plan: OrderPlan, state: ApiState = "UNKNOWN"): this {
    return this.order(plan).row(plan.uid, state).received("submit", plan.uid, "pending");
  }

  lineOf(uid: string): PlacedLine | undefined {
    return this.journal.find((line): line is PlacedLine => line.kind !== "void" && line.request_uid === uid);
  }

  /** The POS's number of the order that the gateway knows by this uid, its own or an alias. */
  posOrderIdOf(uid: string): string | null {
    const row = [...this.rows.values()].find(({ aliases }) => aliases.includes(uid));
    return this.lineOf(row?.requestUid ?? uid)?.pos_order_id ?? null;
  }

  input(): CheckInput {
    const orders = [...this.rows.values()];
    const open = orders.filter((row) =>
      ["RECEIVED", "DISPATCHING", "UNKNOWN", "ATTENTION"].includes(row.state),
    );
    const attention = open.filter((row) => row.state === "ATTENTION");
    const ids = (rows: readonly ApiOrder[]) => rows.map(({ id }) => id);
    return {
      history: this.history,
      journals: [{ name: "till", lines: this.journal }],
      api: {
        orders,
        paidNotPlaced: this.paidNotPlaced ?? ids(open),
        attention: this.attention ?? ids(attention),
        toldNotPlaced: this.toldNotPlaced ?? open.length,
        readAtMs: this.now(),
      },
      endedAt: this.now(),
      giveUpMs: GIVE_UP_MS,
    };
  }
}
