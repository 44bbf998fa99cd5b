import type { Square, SquareClient } from "square";
import type { z } from "zod";
import type {
  CallControl,
  CheckOutcome,
  LookUpOutcome,
  MenuOutcome,
  PlaceOutcome,
  PosAdapter,
  PosBill,
  PosCall,
  PosOrder,
  VoidOutcome,
} from "../adapter.ts";
import {
  calculatedAnswer,
  isPaid,
  orderAnswer,
  paymentAnswer,
  readyAtOf,
  type SquareOrder,
} from "./answers.ts";
import { squareBill } from "./bill.ts";
import { callSquare, type SquareAnswer, type SquareTarget } from "./call.ts";
import { compareOrders } from "./check.ts";
import { fetchSquareMenu } from "./fetch-menu.ts";
import { moneyOf, SOURCE_NAME, writeSquareOrder } from "./order.ts";
import { judgeErrors } from "./refusal.ts";
import { searchSquareOrder } from "./search.ts";
import type { SquareSettings } from "./settings.ts";

const ORDER_ANSWER_BYTES_MAX = 1024 * 1024;
const TEXT_MAX = 255;

/**
 * The adapter for Square (docs/square.md).
 *
 * A kitchen sees an order there only once it is open, has a fulfilment, and is paid in full. The guest
 * has paid PAR, so placing is two calls: CreateOrder, then an external payment of the total that Square
 * calculates. Both have keys derived from our reference, and Square answers a repeated key with its first
 * result. So a try that ended anywhere in between, even if our process died, is repeated from the
 * start. The outcome is `placed` only when both calls are done. An order that is made but not paid is
 * `unknown`, whatever happened to the payment, until a further try has paid it.
 */
export class SquareAdapter implements PosAdapter {
  readonly kind = "square";
  readonly adapterClass = "A";
  /**
   * Cancelling at Square needs the order's version and a separate refund. It does not stop a request whose
   * key has not arrived yet, so `true` would promise too much.
   */
  readonly canVoid = false;
  readonly quietPeriodMs: number;
  readonly #target: SquareTarget;
  readonly #settings: SquareSettings;

  constructor(args: { target: SquareTarget; settings: SquareSettings; quietPeriodMs: number }) {
    this.#target = args.target;
    this.#settings = args.settings;
    this.quietPeriodMs = args.quietPeriodMs;
  }

  async place(order: PosOrder, ctl: CallControl): Promise<PlaceOutcome> {
    const { answer, call } = await this.#call(
      (client) =>
        client.orders.create({
          idempotencyKey: order.reference,
          order: writeSquareOrder(order, this.#settings, { asPaid: true }),
        }),
      orderAnswer,
      ctl,
    );
    switch (answer.kind) {
      case "not_sent":
        return { kind: "not_sent", reason: answer.reason, call };
      case "unreadable":
        return { kind: "unknown", reason: answer.reason, retryAfterMs: answer.retryAfterMs, call };
      case "success": {
        const made = answer.value.order;
        const wrong = this.#otherOrder(made, order.reference);
        if (wrong) return { kind: "unknown", reason: wrong, retryAfterMs: null, call };
        return await this.#pay(order, made, call, ctl);
      }
      case "error": {
        const verdict = judgeErrors(answer.status, answer.errors, order);
        if (verdict.kind === "refused") return await this.#refuse(order, verdict.issues, call, ctl);
        if (verdict.kind === "not_placed") return { ...verdict, call };
        return { ...verdict, retryAfterMs: answer.retryAfterMs, call };
      }
    }
  }

  async lookUp(reference: string, ctl: CallControl): Promise<LookUpOutcome> {
    const { found, call } = await searchSquareOrder(this.#target, this.#settings, reference, ctl);
    if (found.kind === "unknown") return { ...found, call };
    if (found.kind === "absent") return { kind: "absent", call };
    const { order } = found;
    if (order.state === "CANCELED") return { kind: "absent", call };
    // Unpaid: no kitchen sees it yet, and the next try will pay it.
    if (!isPaid(order)) return { kind: "in_progress", retryAfterMs: null, call };
    return {
      kind: "found",
      posOrderId: order.id,
      readyAt: readyAtOf(order),
      totalCents: order.totalMoney.amount,
      ...billIn(order, order.totalTipMoney?.amount ?? 0),
      call,
    };
  }

  async voidOrder(): Promise<VoidOutcome> {
    return { kind: "not_offered", call: null };
  }

  async check(order: PosOrder, ctl: CallControl): Promise<CheckOutcome> {
    const { answer, call } = await this.#call(
      (client) =>
        client.orders.calculate({ order: writeSquareOrder(order, this.#settings, { asPaid: false }) }),
      calculatedAnswer,
      ctl,
    );
    if (answer.kind === "not_sent" || answer.kind === "unreadable")
      return { kind: "failed", reason: answer.reason, call };
    if (answer.kind === "error") {
      const verdict = judgeErrors(answer.status, answer.errors, order);
      return verdict.kind === "refused"
        ? { ...verdict, call }
        : { kind: "failed", reason: verdict.reason, call };
    }
    const calculated = answer.value.order;
    const wrong = this.#otherOrder(calculated, order.reference);
    if (wrong) return { kind: "failed", reason: wrong, call };
    const issues = compareOrders(order, calculated);
    return issues.length > 0 ? { kind: "refused", issues, call } : { kind: "accepted", call };
  }

  fetchMenu(known: { etag: string | null }, ctl: CallControl): Promise<MenuOutcome> {
    return fetchSquareMenu(this.#target, this.#settings, known, ctl);
  }

  /** Records what the guest has paid to PAR, so that Square shows the order to the kitchen. */
  async #pay(
    order: PosOrder,
    made: SquareOrder,
    orderCall: PosCall | null,
    ctl: CallControl,
  ): Promise<PlaceOutcome> {
    if (made.state === "CANCELED" || made.state === "DRAFT") {
      const reason = `order_${made.state.toLowerCase()}`;
      return { kind: "unknown", reason, retryAfterMs: null, call: orderCall };
    }
    // Without the tip: the repeated answer of a paid order includes it, and a key allows only one amount.
    const dueCents = made.totalMoney.amount - (made.totalTipMoney?.amount ?? 0);
    const { tipCents } = order.totals;
    const isFree = dueCents === 0 && tipCents === 0;
    const paid = isFree
      ? await this.#settleFree(order, made, ctl)
      : await this.#payAmount(order, made, dueCents, ctl);
    if (paid.kind === "unknown") return paid;
    return {
      kind: "placed",
      posOrderId: made.id,
      readyAt: readyAtOf(made),
      totalCents: dueCents + tipCents,
      ...billIn(made, tipCents),
      // People look for the order in a trace; its payment adds nothing.
      call: orderCall,
    };
  }

  async #payAmount(order: PosOrder, made: SquareOrder, dueCents: number, ctl: CallControl) {
    const { currency } = made.totalMoney;
    const { tipCents } = order.totals;
    const request: Square.CreatePaymentRequest = {
      sourceId: "EXTERNAL",
      idempotencyKey: `${order.reference}-pay`,
      amountMoney: moneyOf(dueCents, currency),
      ...(tipCents > 0 ? { tipMoney: moneyOf(tipCents, currency) } : {}),
      orderId: made.id,
      locationId: this.#settings.location_id,
      referenceId: order.reference,
      externalDetails: {
        type: "EXTERNAL",
        source: SOURCE_NAME,
        sourceId: (order.onlineOrderId ?? order.requestUid).slice(0, TEXT_MAX),
      },
    };
    const { answer, call } = await this.#call(
      (client) => client.payments.create(request),
      paymentAnswer,
      ctl,
    );
    if (answer.kind !== "success") return unpaid(answer, call);
    const { payment } = answer.value;
    const isOurs =
      payment.orderId === made.id &&
      payment.amountMoney.amount === dueCents &&
      payment.amountMoney.currency === currency;
    if (!isOurs) return unpaidFor("other_payment", call);
    if (payment.status !== "COMPLETED") return unpaidFor(`payment_${wordOf(payment.status)}`, call);
    return { kind: "paid" as const };
  }

  /** An order that costs nothing has no payment; it is declared paid with an empty list of payments. */
  async #settleFree(order: PosOrder, made: SquareOrder, ctl: CallControl) {
    const request = { orderId: made.id, idempotencyKey: `${order.reference}-pay`, paymentIds: [] };
    const { answer, call } = await this.#call((client) => client.orders.pay(request), orderAnswer, ctl);
    if (answer.kind !== "success") return unpaid(answer, call);
    const isOurs = answer.value.order.id === made.id;
    return isOurs ? { kind: "paid" as const } : unpaidFor("other_order", call);
  }

  /**
   * A refusal ends an order for good, so it is believed only if Square has no order with our reference.
   * An earlier try may have made one, and Square does not document that it checks the key first.
   */
  async #refuse(
    order: PosOrder,
    issues: Extract<PlaceOutcome, { kind: "refused" }>["issues"],
    call: PosCall | null,
    ctl: CallControl,
  ): Promise<PlaceOutcome> {
    const { found } = await searchSquareOrder(this.#target, this.#settings, order.reference, ctl);
    if (found.kind === "absent") return { kind: "refused", issues, call };
    if (found.kind === "found") return await this.#pay(order, found.order, call, ctl);
    return {
      kind: "unknown",
      reason: `refusal_not_confirmed: ${found.reason}`,
      retryAfterMs: found.retryAfterMs,
      call,
    };
  }

  /** Why an answer is about another order than the one that was asked for; null if it is about that order. */
  #otherOrder(said: { locationId: string; referenceId?: string | null | undefined }, reference: string) {
    if (said.referenceId !== reference) return "other_reference";
    return said.locationId === this.#settings.location_id ? null : "other_store";
  }

  #call<T>(make: (client: SquareClient) => Promise<unknown>, shape: z.ZodType<T>, ctl: CallControl) {
    return callSquare(this.#target, { make, shape, answerBytesMax: ORDER_ANSWER_BYTES_MAX }, ctl);
  }
}

function billIn(order: SquareOrder, tipCents: number): { bill?: PosBill } {
  const bill = squareBill(order, tipCents);
  return bill === null ? {} : { bill };
}

function unpaid(answer: Exclude<SquareAnswer<unknown>, { kind: "success" }>, call: PosCall | null) {
  if (answer.kind === "not_sent") return unpaidFor(`payment_not_sent: ${answer.reason}`, call);
  if (answer.kind === "unreadable") return unpaidFor(`payment: ${answer.reason}`, call, answer.retryAfterMs);
  const code = answer.errors[0]?.code.toLowerCase() ?? `status_${answer.status}`;
  return unpaidFor(`payment: ${code}`, call, answer.retryAfterMs);
}

/** The order is made, so a failed payment does not prove that the kitchen will not get it. */
function unpaidFor(reason: string, call: PosCall | null, retryAfterMs: number | null = null) {
  return { kind: "unknown" as const, reason, retryAfterMs, call };
}

function wordOf(status: string): string {
  return /^[A-Z_]{1,32}$/.test(status) ? status.toLowerCase() : "not_understood";
}
