import { type Database, insertOrder, type NewOrder, posReferenceOf, type StoredAnswer } from "@parley/db";
import { type AnswerDetails, fingerprint, type Issue, type OrderAnswer } from "@parley/par-contract";
import type { Timings } from "../config.ts";
import { failpoint } from "../failpoint.ts";
import type { Ids, Store, UnmappedCode } from "../ids/resolve.ts";
import type { Menus } from "../menus/menus.ts";
import { addressOf, detailsOf, idsOf, knownAs, orderRow, posStoreName, storeRef } from "./call.ts";
import type { Dispatcher } from "./dispatch.ts";
import { next, RECEIVED, REFUSED_AT_SIGHT } from "./lifecycle.ts";
import type { WrittenAttempt } from "./outcome.ts";
import { priceOrder, requestAnswerDetails, toAnswerDetails, toPosOrder } from "./pricing/pricing.ts";
import type { PricedOrder, PriceOutcome } from "./pricing/types.ts";
import { createRecall } from "./recall.ts";
import type { OrderCall, Orders, RecordExchange, SubmitResult, UnmappedResult } from "./room.ts";
import type { Waiters } from "./waiters.ts";

export interface OrdersDeps {
  db: Database;
  ids: Ids;
  menus: Menus;
  dispatcher: Dispatcher;
  waiters: Waiters;
  now: () => Date;
  timings: Timings;
  worker: string;
  /** Renders an order's final answer by its connection's switches. */
  renderFinal(connectionId: string, answer: OrderAnswer): Promise<StoredAnswer>;
}

type Judgement =
  | { kind: "unmapped"; code: UnmappedCode }
  | { kind: "no_menu"; store: Store }
  | { kind: "priced"; store: Store; outcome: PriceOutcome };

/** The room of orders, as PAR's door sees it. */
export function createOrders(deps: OrdersDeps): Orders {
  const { db, timings } = deps;
  const recall = createRecall({ ...deps, syncBudgetMs: timings.syncBudgetMs });

  /** Our store and its menu for this call, and the order in our prices. */
  async function judge(call: OrderCall, operation: "validate_order" | "submit_order"): Promise<Judgement> {
    const resolution = await deps.ids.resolve({
      connectionId: call.connectionId,
      parOrganizationId: call.organizationId,
      parLocationId: call.request.locationId,
    });
    if (resolution.kind === "unmapped") return resolution;
    const { store } = resolution;
    const current = await deps.menus.getCurrent(store.locationId);
    if (current === null) return { kind: "no_menu", store };
    const outcome = priceOrder({
      operation,
      request: call.request,
      menu: current.menu,
      store: { timezone: store.timezone, currency: store.currency, isPaused: store.isPaused },
      switches: call.switches,
      now: call.receivedAt,
    });
    return { kind: "priced", store, outcome };
  }

  async function validate(call: OrderCall) {
    const judged = await judge(call, "validate_order");
    if (judged.kind === "unmapped") return await unmapped(call, judged.code);
    const store = storeRef(judged.store);
    if (judged.kind === "no_menu") {
      const issue: Issue = {
        code: "menu_unavailable",
        message: "The store's menu is not known yet; try again shortly",
      };
      const details = requestAnswerDetails(call.request, judged.store);
      return { kind: "judged" as const, store, answer: answerTo(call, "errored", details, [issue]) };
    }
    const { outcome } = judged;
    const details = detailsOf(call, judged.store, outcome);
    const answer =
      outcome.kind === "priced"
        ? answerTo(call, "validated", details, [])
        : answerTo(call, "rejected", details, outcome.issues);
    return { kind: "judged" as const, store, answer };
  }

  async function submit(call: OrderCall, record: RecordExchange): Promise<SubmitResult> {
    const print = fingerprint(call.request);
    const known = await recall.byKey(call, print.sha256);
    if (known !== null) return known;

    const judged = await judge(call, "submit_order");
    const isGood = judged.kind === "priced" && judged.outcome.kind === "priced";
    if (!isGood) {
      const earlier = await recall.byOnlineOrder(call, print.sha256);
      if (earlier !== null) return earlier;
    }
    if (judged.kind === "unmapped") return await unmapped(call, judged.code);
    if (judged.kind === "no_menu") return { kind: "no_menu", store: storeRef(judged.store) };

    const { store, outcome } = judged;
    const order = orderRow(call, store, outcome, print, timings.giveUpMs);
    const result =
      outcome.kind === "priced"
        ? await dispatchFirst(call, store, order, outcome.order, record)
        : await refuse(call, store, order, outcome, record);
    // Somebody was faster with this key or this online order: the ledger knows their order by now.
    return result ?? (await recall.byKey(call, print.sha256)) ?? (await requireEarlier(call, print.sha256));
  }

  async function requireEarlier(call: OrderCall, print: string): Promise<SubmitResult> {
    const earlier = await recall.byOnlineOrder(call, print);
    if (earlier === null) throw new Error("An order was refused by a unique key that nobody holds");
    return earlier;
  }

  /** First sight, good: order and first attempt in one commit, then the POS. Null where the key was taken. */
  async function dispatchFirst(
    call: OrderCall,
    store: Store,
    order: NewOrder,
    priced: PricedOrder,
    record: RecordExchange,
  ): Promise<SubmitResult | null> {
    const step = next(RECEIVED, { kind: "attempt_started" });
    if (step.kind !== "moved") throw new Error(step.why);
    const posOrder = toPosOrder(priced, call.request, {
      reference: posReferenceOf(order.id),
      store: posStoreName(store),
    });
    const inserted = await insertOrder(db, {
      order: { ...order, state: "dispatching" },
      key: { requestDatetime: call.request.requestDatetime },
      payload: { posOrder, priced },
      event: { kind: "received", actor: "par" },
      attempt: { worker: deps.worker, leaseUntil: new Date(deps.now().getTime() + timings.leaseMs) },
    });
    if (inserted === null) return null;
    failpoint("cp05");

    const written: WrittenAttempt = {
      orderId: order.id,
      ledger: step.to,
      connectionId: call.connectionId,
      store,
      posOrder,
      priced,
      address: addressOf(call),
      giveUpAt: order.giveUpAt,
    };
    const known = knownAs(call, order.id, store);
    // Once PAR is told 202, the final answer is another exchange's matter: only a waiting one joins it.
    let waiting = true;
    const attempt = deps.dispatcher.send(written, (stored) =>
      waiting ? [record({ orderId: order.id, store: known.store, stored })] : [],
    );
    const end = await within(
      attempt,
      call.receivedAt.getTime() + timings.syncBudgetMs - deps.now().getTime(),
    );
    waiting = false;
    if (end?.answer != null) {
      failpoint("cp17");
      return { ...known, kind: "final", stored: end.answer, recorded: end.recorded };
    }
    const answer = answerTo(call, "pending", toAnswerDetails(priced, idsOf(call)), []);
    return { ...known, kind: "pending", answer };
  }

  /** First sight, against our own rules: a decision, so it is final at once and never reaches the POS. */
  async function refuse(
    call: OrderCall,
    store: Store,
    order: NewOrder,
    outcome: Extract<PriceOutcome, { kind: "refused" }>,
    record: RecordExchange,
  ): Promise<SubmitResult | null> {
    const details = detailsOf(call, store, outcome);
    const stored = await deps.renderFinal(
      call.connectionId,
      answerTo(call, "rejected", details, outcome.issues),
    );
    const known = knownAs(call, order.id, store);
    const inserted = await insertOrder(db, {
      order: { ...order, state: REFUSED_AT_SIGHT.state, cause: outcome.issues[0]?.code ?? "rejected" },
      key: { requestDatetime: call.request.requestDatetime },
      payload: { posOrder: null, priced: outcome.order, answer: stored },
      event: { kind: "refused", actor: deps.worker, detail: { issues: outcome.issues } },
      exchanges: [record({ orderId: order.id, store: known.store, stored })],
    });
    return inserted === null ? null : { ...known, kind: "final", stored, recorded: true };
  }

  async function unmapped(call: OrderCall, code: UnmappedCode): Promise<UnmappedResult> {
    await deps.ids.queue({
      connectionId: call.connectionId,
      parOrganizationId: call.organizationId,
      parLocationId: call.request.locationId,
      code,
      exchangeId: call.exchangeId,
    });
    const field = code === "unmapped_organization" ? "organization_id" : "location_id";
    const issue: Issue = { code, message: `This ${field} is not known here`, field };
    const details = requestAnswerDetails(call.request, null);
    return { kind: "unmapped", code, answer: answerTo(call, "rejected", details, [issue]) };
  }

  function answerTo(
    call: OrderCall,
    status: OrderAnswer["status"],
    order: AnswerDetails,
    errors: readonly Issue[],
  ): OrderAnswer {
    return { status, ...addressOf(call), order, processedAt: deps.now(), errors };
  }

  return { validate, submit, findForStatus: recall.forStatus };
}

/** The promise's value, or null when it takes longer than `ms`; the promise goes on. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), Math.max(0, ms));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
