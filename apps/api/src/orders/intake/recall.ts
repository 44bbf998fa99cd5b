import type { Database, LedgerNow } from "@parley/db";
import {
  addAlias,
  findOrderByKey,
  findOrderByOnlineOrderId,
  findOrderForStatus,
  findOrderPayload,
  insertOrderEvent,
  type KeyedOrder,
  listDeadOrders,
  PAR,
  type PolledOrder,
} from "@parley/db/orders";
import { isSameOrder, parseInstant } from "@parley/par-contract";
import { AppError } from "../../errors.ts";
import { storedDetails } from "../answer.ts";
import { isFinal, statusOf } from "../lifecycle.ts";
import type { ConflictCode, OrderCall, StatusQuery, StatusResult, SubmitResult } from "../room.ts";
import type { Waiters } from "./waiters.ts";

/** Conflicting repeats of an order that its trace shows; all of them are recorded as exchanges. */
const CONFLICTS_KEPT = 50;

/**
 * What the ledger knows of an order that PAR names again: the stored answer, the wait for one, or a
 * conflict. Nothing here prices, maps or sends: a repeat of a placed order gets its answer whatever
 * changed since.
 */
export interface Recall {
  /** The order of this exact key, or null at first sight. */
  byKey(call: OrderCall): Promise<SubmitResult | null>;
  /**
   * The live order with this online order id under another request uid. Asked before *any* refusal
   * of ours, else a retry after a price change would get "rejected" while the kitchen cooks.
   */
  byOnlineOrder(call: OrderCall): Promise<SubmitResult | null>;
  /**
   * The refusal that answers this call too. PAR retries under new request uids, and such a copy may come long after
   * one that was sent later: an equal order that was not asked for later than a refused one is no new try, and the
   * guest has been told. Asked when nothing live is there.
   */
  byRefusal(call: OrderCall): Promise<Refusal>;
  /**
   * The order that this very call has just made, as its first answer.
   * @param options `waits`: until it is final or the call's budget is spent
   */
  asFirst(call: OrderCall, options: { waits: boolean }): Promise<StatusResult | null>;
  /** PAR's status call. */
  forStatus(args: StatusQuery): Promise<StatusResult | null>;
}

export type Refusal =
  | { kind: "answered"; result: SubmitResult }
  /** What is refused of this online order is older or other; the call is a new try of all of it. */
  | { kind: "new_try"; of: readonly string[] };

export function createRecall(deps: {
  db: Database;
  waiters: Waiters;
  now: () => Date;
  ledgerNow: () => LedgerNow;
  syncBudgetMs: number;
}): Recall {
  const { db } = deps;

  async function byKey(call: OrderCall): Promise<SubmitResult | null> {
    const seen = await findOrderByKey(db, keyOf(call));
    if (seen === null) return null;
    return isRepeat(seen, call)
      ? await repeat(seen, call)
      : await conflict(seen, call, "idempotency_conflict");
  }

  async function byOnlineOrder(call: OrderCall): Promise<SubmitResult | null> {
    const { onlineOrderId } = call.request.order;
    if (onlineOrderId === null) return null;
    const live = await findOrderByOnlineOrderId(db, {
      connectionId: call.connectionId,
      parLocationId: call.request.locationId,
      onlineOrderId,
    });
    if (live === null) return null;
    if (!isRepeat(live, call)) return await conflict(live, call, "order_already_submitted");
    return await asAliasOf(live, call);
  }

  async function byRefusal(call: OrderCall): Promise<Refusal> {
    const { onlineOrderId } = call.request.order;
    if (onlineOrderId === null) return { kind: "new_try", of: [] };
    const ids = { connectionId: call.connectionId, parLocationId: call.request.locationId };
    const dead = await listDeadOrders(db, { ...ids, onlineOrderId });
    const askedAt = askedAtOf(call.request);
    const refused = dead.find((one) => isRepeat(one, call) && askedAt <= askedAtOf(one.key));
    const result = refused === undefined ? null : await asAliasOf(refused, call);
    if (result !== null) return { kind: "answered", result };
    return { kind: "new_try", of: dead.map(({ order }) => order.id) };
  }

  async function asAliasOf({ order }: KeyedOrder, call: OrderCall): Promise<SubmitResult | null> {
    const { requestDatetime } = call.request;
    const alias = { ...keyOf(call), orderId: order.id, requestDatetime };
    await addAlias(db, { ...alias, now: deps.ledgerNow() });
    // The key now finds an order, whether the alias is ours or was taken meanwhile.
    return await byKey(call);
  }

  /** The same answer as the first: at once where the order is final, else once it is, within the budget. */
  async function repeat(first: KeyedOrder, call: OrderCall): Promise<StatusResult> {
    return await present(await untilFinal(first, call));
  }

  async function untilFinal(first: KeyedOrder, call: OrderCall): Promise<KeyedOrder> {
    const until = call.receivedAt.getTime() + deps.syncBudgetMs;
    let seen = first;
    while (!isFinal(seen.order.state) && deps.now().getTime() < until) {
      // Register first, then read again, then wait: news in between is not missed.
      const news = deps.waiters.wait(seen.order.id, until - deps.now().getTime());
      seen = (await findOrderByKey(db, keyOf(call))) ?? seen;
      if (isFinal(seen.order.state)) news.cancel();
      await news.told;
      seen = (await findOrderByKey(db, keyOf(call))) ?? seen;
    }
    return seen;
  }

  async function conflict(stored: KeyedOrder, call: OrderCall, code: ConflictCode): Promise<SubmitResult> {
    const { requestUid, requestDatetime } = call.request;
    await insertOrderEvent(db, {
      orderId: stored.order.id,
      event: { kind: code, actor: PAR, detail: { requestUid, exchangeId: call.exchangeId } },
      now: deps.ledgerNow(),
      atMost: CONFLICTS_KEPT,
    });
    const shown = await present(stored);
    return { ...shown, kind: "conflict", code, address: { requestUid, requestDatetime } };
  }

  /** The stored order, addressed to the uid that found it. */
  async function present({ order, key, answer }: PolledOrder): Promise<StatusResult> {
    const base = {
      orderId: order.id,
      store: { locationId: order.locationId, brandId: order.brandId },
      onlineOrderId: order.onlineOrderId,
      address: { requestUid: key.requestUid, requestDatetime: key.requestDatetime },
      replayed: true,
      isAlias: key.isAlias,
    };
    if (answer !== null) return { ...base, kind: "final", stored: answer, recorded: false };
    const payload = await findOrderPayload(db, order.id);
    // A final order whose answer cannot be read is told as far as its row goes.
    const { posOrderId } = order;
    return {
      ...base,
      kind: "pending",
      answer: {
        status: statusOf(order.state),
        ...base.address,
        organizationId: order.parOrganizationId ?? "",
        locationId: order.parLocationId,
        order: storedDetails({ order, payload }, posOrderId === null ? null : { posOrderId, readyAt: null }),
        processedAt: deps.now(),
        errors: [],
      },
    };
  }

  return {
    byKey,
    byOnlineOrder,
    byRefusal,
    async asFirst(call, { waits }) {
      const seen = await findOrderByKey(db, keyOf(call));
      if (seen === null) return null;
      return { ...(await present(waits ? await untilFinal(seen, call) : seen)), replayed: false };
    },
    async forStatus({ connectionId, orderId, claims }) {
      const { organizationId = null, locationId = null } = claims ?? {};
      const found = await findOrderForStatus(db, { connectionId, orderId, organizationId, locationId });
      if (found === "several")
        throw new AppError("idempotency_conflict", {
          message: "Orders of several locations have this id; a token that names the location gets its order",
        });
      return found === null ? null : await present(found);
    },
  };
}

/** When PAR says that it asked, in milliseconds; a time that cannot be read is before all others. */
function askedAtOf({ requestDatetime }: { requestDatetime: string }): number {
  return parseInstant(requestDatetime)?.milliseconds ?? Number.NEGATIVE_INFINITY;
}

/** Whether the call asks for the order that is stored, by the latest fingerprint of that row that we know. */
function isRepeat({ order }: KeyedOrder, call: OrderCall): boolean {
  const stored = { version: order.fingerprintVersion, sha256: order.fingerprint };
  const later = [
    { version: 2, sha256: order.fingerprintV2 },
    { version: 3, sha256: order.fingerprintV3 },
  ].flatMap(({ version, sha256 }) => (sha256 === null ? [] : [{ version, sha256 }]));
  return isSameOrder(call.request, stored, ...later);
}

/** What the ledger knows an order of this call by. */
export function keyOf(call: OrderCall) {
  return {
    connectionId: call.connectionId,
    parOrganizationId: call.organizationId,
    parLocationId: call.request.locationId,
    requestUid: call.request.requestUid,
  };
}
