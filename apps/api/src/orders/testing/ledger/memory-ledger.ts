import { covers, type LedgerNow, type LocationId, type ParKey, type Scope } from "@parley/db";
import {
  type Actor,
  type Attempt,
  actorText,
  type Capacity,
  type Cause,
  type Dispute,
  type InsertOrderArgs,
  type KeyedOrder,
  type NewEvent,
  type Order,
  type OrderChange,
  type OrderKey,
  type OrderKeyArgs,
  type OrderPayload,
  type OrderState,
  type PolledOrder,
  type QueueEnd,
  type RecordLateResultArgs,
  type RecordResultArgs,
  type StartAttemptArgs,
  type StatusKey,
  type StoredAnswer,
  type TransitionOrderArgs,
} from "@parley/db/orders";
import { unreachedCauses } from "@parley/db/testing";

/**
 * The ledger's queries on plain maps: each runs in one piece, one after the other, and has the same keys,
 * checks and fences as `packages/db/src/orders`. A change there must be repeated here by hand.
 */

/** Functions from the database's own code: it makes the ids and throws the errors. */
export interface LedgerParts {
  posReferenceOf(order: ParKey): string;
  taken(orderId: string, posOrderId: string | null): Error;
}

interface LedgerEventRow {
  orderId: string;
  kind: string;
  fromState: string | null;
  toState: string | null;
  actor: string;
  at: Date;
}

interface ResultRow {
  orderId: string;
  number: number;
  outcome: string;
  evidence: unknown;
  fenced: boolean;
  at: Date;
}

/** Everything that is stored about an order, for comparisons. */
export interface LedgerTrace {
  order: Order;
  payload: OrderPayload | null;
  keys: OrderKey[];
  attempts: Pick<Attempt, "number" | "reference" | "worker">[];
  results: Omit<ResultRow, "orderId" | "evidence" | "at">[];
  events: Omit<LedgerEventRow, "orderId" | "at">[];
}

/** Time stands still in a map: whoever calls says what time it is. */
function given(now: LedgerNow): Date {
  if (typeof now === "string") throw new TypeError("This ledger has no clock");
  return now;
}

/** So many milliseconds after that moment; null for null. */
function after(now: Date, ms: number): Date;
function after(now: Date, ms: number | null): Date | null;
function after(now: Date, ms: number | null): Date | null {
  return ms === null ? null : new Date(now.getTime() + Math.round(ms));
}

const FINAL: readonly OrderState[] = ["placed", "rejected", "errored"];
const isDead = ({ state }: Order) => state === "rejected" || state === "errored";
const isDueState = ({ state }: Order) => state === "received" || state === "unknown";
const newest = (a: { createdAt: Date }, b: { createdAt: Date }) =>
  b.createdAt.getTime() - a.createdAt.getTime();

/** Since when an order waits for the first try that could reach its POS, or its next one is due. */
const since = ({ attempt, state, cause, receivedAt, dueAt }: Order) => {
  const isUnreached = state === "received" && unreachedCauses.some((unreached) => unreached === cause);
  return Number(attempt === 0 || isUnreached ? receivedAt : dueAt);
};

/** Whether the POS answered the attempt that this is the evidence of. */
function hasStatus(evidence: unknown): boolean {
  return (
    typeof evidence === "object" &&
    evidence !== null &&
    "status" in evidence &&
    typeof evidence.status === "number"
  );
}

export type MemoryLedger = ReturnType<typeof createMemoryLedger>;

export function createMemoryLedger({ posReferenceOf, taken }: LedgerParts) {
  const orders = new Map<string, Order>();
  const payloads = new Map<string, OrderPayload>();
  const keys: OrderKey[] = [];
  const attempts: Attempt[] = [];
  const results: ResultRow[] = [];
  const events: LedgerEventRow[] = [];

  const all = () => [...orders.values()];
  const sameOnline = (a: Pick<Order, "connectionId" | "parLocationId" | "onlineOrderId">, b: Order) =>
    a.connectionId === b.connectionId &&
    a.parLocationId === b.parLocationId &&
    a.onlineOrderId !== null &&
    a.onlineOrderId === b.onlineOrderId;
  const findKey = (args: OrderKeyArgs) =>
    keys.find(
      (key) =>
        key.connectionId === args.connectionId &&
        key.parOrganizationId === (args.parOrganizationId ?? "") &&
        key.parLocationId === args.parLocationId &&
        key.requestUid === args.requestUid,
    );

  function keyed(key: OrderKey | undefined): KeyedOrder | null {
    const order = key && orders.get(key.orderId);
    const payload = key && payloads.get(key.orderId);
    if (key === undefined || order === undefined || payload === undefined) return null;
    const { answer: body, answerStatus: status } = payload;
    return { key, order, answer: body === null || status === null ? null : { body, status } };
  }

  const ownKey = (orderId: string) => keys.find((key) => key.orderId === orderId && !key.isAlias);

  function written(order: Order): Order {
    if (order.state === "placed" && order.posOrderId === null) throw new Error("orders_placed_has_pos_order");
    if (FINAL.includes(order.state) !== (order.finalAt !== null)) throw new Error("orders_final_has_time");
    if (order.state === "dispatching" && (order.attempt === 0 || order.leaseUntil === null))
      throw new Error("orders_dispatching_has_lease");
    const isTaken = all().some(
      (other) =>
        other.id !== order.id &&
        order.posOrderId !== null &&
        other.posOrderId === order.posOrderId &&
        other.posAccount !== null &&
        other.posAccount === order.posAccount,
    );
    if (isTaken) throw taken(order.id, order.posOrderId);
    const isLiveTwice = all().some(
      (other) => other.id !== order.id && sameOnline(order, other) && !isDead(other) && !isDead(order),
    );
    if (isLiveTwice) throw new Error("orders_online_order_live");
    orders.set(order.id, order);
    return order;
  }

  function change(order: Order, { dueInMs, ...to }: OrderChange, now: Date): Order {
    return written({
      ...order,
      ...to,
      dueAt: after(now, dueInMs),
      finalAt: FINAL.includes(to.state) ? now : null,
      leaseOwner: null,
      leaseUntil: null,
      updatedAt: now,
    });
  }

  function log(
    order: Order,
    from: OrderState | null,
    { kind, actor }: Pick<NewEvent, "kind" | "actor">,
    at = order.updatedAt,
  ): void {
    events.push({
      orderId: order.id,
      kind,
      fromState: from,
      toState: order.state,
      actor: actorText(actor),
      at,
    });
  }

  function keepAnswer(orderId: string, answer: StoredAnswer | null | undefined): void {
    const payload = payloads.get(orderId);
    if (answer == null || payload === undefined) return;
    payloads.set(orderId, { ...payload, answer: answer.body, answerStatus: answer.status });
  }

  return {
    insertOrder({ order, key, payload, event, attempt, ...args }: InsertOrderArgs): Order | null {
      const now = given(args.now);
      const { dueInMs, giveUpInMs, ...facts } = order;
      const row: Order = {
        ...facts,
        posOrderId: null,
        posReference: posReferenceOf(order),
        attempt: attempt === undefined ? 0 : 1,
        ambiguous: false,
        absences: 0,
        leaseOwner: attempt?.worker ?? null,
        receivedAt: now,
        dueAt: after(now, dueInMs),
        giveUpAt: after(now, giveUpInMs),
        leaseUntil: after(now, attempt?.leaseMs ?? null),
        finalAt: order.state === "rejected" ? now : null,
        updatedAt: now,
        disputedAt: null,
        dispute: null,
      };
      const isTaken = all().some((other) =>
        isDead(other)
          ? !args.retries?.includes(other.id) && sameOnline(row, other)
          : sameOnline(row, other) && !isDead(row),
      );
      if (findKey(order) !== undefined || isTaken || orders.has(order.id)) return null;
      written(row);
      keys.push({
        connectionId: order.connectionId,
        parOrganizationId: order.parOrganizationId ?? "",
        parLocationId: order.parLocationId,
        requestUid: order.requestUid,
        orderId: order.id,
        requestDatetime: key.requestDatetime,
        isAlias: false,
        createdAt: now,
      });
      const { posOrder, priced, answer } = payload;
      payloads.set(order.id, {
        orderId: order.id,
        posOrder,
        priced,
        answer: answer?.body ?? null,
        answerStatus: answer?.status ?? null,
        usedVersions: payload.usedVersions ?? null,
      });
      if (attempt !== undefined) begin(row, attempt.worker, now);
      log(row, null, event);
      return row;
    },

    startAttempt(args: StartAttemptArgs): Order | null {
      const order = standing(args);
      if (order === null) return null;
      const row = written({
        ...order,
        state: "dispatching",
        attempt: order.attempt + 1,
        absences: 0,
        cause: null,
        dueAt: null,
        ...args.via,
        leaseOwner: args.worker,
        leaseUntil: after(given(args.now), args.leaseMs),
        updatedAt: given(args.now),
      });
      begin(row, args.worker, given(args.now));
      log(row, args.expectState, { kind: "attempt_started", actor: args.actor });
      return row;
    },

    transitionOrder(args: TransitionOrderArgs): Order | null {
      const order = standing(args);
      if (order === null) return null;
      const row = change(order, args.to, given(args.now));
      log(row, args.expectState, args.event);
      keepAnswer(order.id, args.answer);
      return row;
    },

    recordResult(args: RecordResultArgs): { hit: boolean } {
      const { orderId, attempt: number } = args;
      const order = orders.get(orderId);
      if (order?.state !== "dispatching" || order.attempt !== number) return { hit: false };
      const now = given(args.now);
      const { dueInMs } = args.to;
      const untilGiveUp = Math.max(0, order.giveUpAt.getTime() - now.getTime());
      const to = { ...args.to, dueInMs: dueInMs === null ? null : Math.min(dueInMs, untilGiveUp) };
      const row = change(order, to, now);
      results.push({ orderId, number, ...args.result, fenced: false, at: now });
      log(row, "dispatching", args.event);
      keepAnswer(orderId, args.answer);
      return { hit: true };
    },

    recordLateResult(args: RecordLateResultArgs): { settled: boolean } {
      const { orderId, attempt: number, worker, proof, result } = args;
      const now = given(args.now);
      const order = orders.get(orderId);
      const isProof = order !== undefined && proof?.from.includes(order.state) === true;
      const settled = isProof && !(proof.mayBeVoided && order.giveUpAt <= now);
      if (settled) {
        const { ambiguous, absences } = order;
        const to = { ambiguous, absences, cause: null, posOrderId: proof.posOrderId, dueInMs: null };
        const row = change(order, { ...to, state: "placed" }, now);
        log(row, order.state, { kind: "placed", actor: { kind: "worker", name: worker } });
        keepAnswer(orderId, proof.answer);
      } else {
        const about = { orderId, kind: "late_result", fromState: null, toState: null, actor: worker };
        events.push({ ...about, at: now });
      }
      results.push({ orderId, number, ...result, fenced: !settled, at: now });
      return { settled };
    },

    findLastResult(orderId: string) {
      const row = results.findLast((result) => result.orderId === orderId && !result.fenced);
      return row === undefined ? null : { outcome: row.outcome, evidence: row.evidence };
    },

    findLatePlacing: (orderId: string): unknown =>
      results.findLast((row) => row.orderId === orderId && row.outcome === "placed" && row.fenced)
        ?.evidence ?? null,

    claimDueOrders(args: { now: LedgerNow; owner: string; leaseMs: number } & Capacity): Order[] {
      const now = given(args.now);
      // Histories have one store of one connection, so there is no need to take turns between stores.
      const free = args.freePlaces.get(all()[0]?.locationId ?? "") ?? args.placesPerStore;
      const due = all()
        .filter((order) => isDueState(order) && order.dueAt !== null && order.dueAt <= now)
        .filter((order) => order.leaseUntil === null || order.leaseUntil <= now)
        .sort((a, b) => since(a) - since(b) || (a.id < b.id ? -1 : 1));
      // Those that waited longest are taken, and told by their ids.
      const taken = due.slice(0, Math.min(args.limit, free)).sort((a, b) => (a.id < b.id ? -1 : 1));
      return taken.map((order) =>
        written({
          ...order,
          leaseOwner: args.owner,
          leaseUntil: after(now, args.leaseMs),
          updatedAt: now,
        }),
      );
    },

    claimTrialOrder(args: {
      locationId: LocationId;
      end: QueueEnd;
      now: LedgerNow;
      owner: string;
      leaseMs: number;
    }): Order | null {
      const { locationId, end, owner, leaseMs } = args;
      const now = given(args.now);
      const isFree = (order: Order) => order.leaseUntil === null || order.leaseUntil <= now;
      const isDue = ({ attempt, dueAt }: Order) => attempt === 0 || (dueAt !== null && dueAt <= now);
      const able = all()
        .filter((order) => order.locationId === locationId && isDueState(order) && order.giveUpAt > now)
        .filter((order) => isFree(order) && isDue(order))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const untried = able.filter(({ attempt }) => attempt === 0);
      const failed = able.sort((a, b) => Number(a.dueAt) - Number(b.dueAt) || (a.id < b.id ? -1 : 1));
      const chosen = (end === "newest" ? untried.at(-1) : untried[0]) ?? failed[0];
      return chosen === undefined
        ? null
        : written({ ...chosen, leaseOwner: owner, leaseUntil: after(now, leaseMs), updatedAt: now });
    },

    hasPosAnswered({ locationId, since }: { locationId: LocationId; since: Date }): boolean {
      const isHere = (orderId: string) => orders.get(orderId)?.locationId === locationId;
      return (
        results.some((row) => hasStatus(row.evidence) && row.at >= since && isHere(row.orderId)) ||
        events.some((row) => row.kind === "looked_up_absent" && row.at >= since && isHere(row.orderId))
      );
    },

    putOffOrder(args: {
      orderId: string;
      owner: string;
      cause: Cause | null;
      dueInMs: number;
      now: LedgerNow;
    }): void {
      const now = given(args.now);
      const order = orders.get(args.orderId);
      if (order === undefined || !isDueState(order) || order.leaseOwner !== args.owner) return;
      const dueAt = after(now, args.dueInMs);
      const isCapped = order.giveUpAt > now && order.giveUpAt < dueAt;
      written({
        ...order,
        cause: args.cause,
        dueAt: isCapped ? order.giveUpAt : dueAt,
        leaseOwner: null,
        leaseUntil: null,
        updatedAt: now,
      });
    },

    bringForwardOrders({ locationId, ...args }: { locationId: LocationId; now: LedgerNow }): void {
      const now = given(args.now);
      for (const order of all()) {
        const waits = order.state === "received" && order.dueAt !== null && order.dueAt > now;
        if (waits && order.locationId === locationId) written({ ...order, dueAt: now });
      }
    },

    bringForwardOrder(args: {
      orderId: string;
      expectState: OrderState;
      expectAttempt: number;
      expectAbsences: number;
      actor: Actor;
      now: LedgerNow;
    }): boolean {
      const now = given(args.now);
      const order = orders.get(args.orderId);
      const isThere =
        order?.state === args.expectState &&
        order.attempt === args.expectAttempt &&
        order.absences === args.expectAbsences;
      if (!isThere || order.dueAt === null || order.dueAt <= now) return false;
      if (order.leaseUntil !== null && order.leaseUntil > now) return false;
      const row = written({ ...order, dueAt: now, updatedAt: now });
      log(row, row.state, { kind: "brought_forward", actor: args.actor });
      return true;
    },

    raiseDispute(args: { orderId: string; dispute: Dispute; actor: Actor; now: LedgerNow }): boolean {
      const order = orders.get(args.orderId);
      if (order === undefined || order.finalAt === null) return false;
      const row = written({
        ...order,
        dispute: order.dispute ?? args.dispute,
        disputedAt: order.disputedAt ?? given(args.now),
        updatedAt: given(args.now),
      });
      log(row, row.state, { kind: "disputed", actor: args.actor });
      return true;
    },

    expireLeases({
      actor,
      to,
      limit,
      ...args
    }: {
      now: LedgerNow;
      actor: Actor;
      to: Pick<OrderChange, "state" | "cause" | "ambiguous" | "absences">;
      limit: number;
    }): Order[] {
      const now = given(args.now);
      const late = all()
        .filter(
          (order) => order.state === "dispatching" && order.leaseUntil !== null && order.leaseUntil <= now,
        )
        .sort((a, b) => Number(a.leaseUntil) - Number(b.leaseUntil));
      return late
        .slice(0, limit)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((order) => {
          const epoch = -now.getTime();
          const row = change(order, { ...to, posOrderId: order.posOrderId, dueInMs: epoch }, now);
          log(row, "dispatching", { kind: "lease_expired", actor });
          return row;
        });
    },

    insertOrderEvent({ orderId, event, now }: { orderId: string; event: NewEvent; now: LedgerNow }): void {
      const order = orders.get(orderId);
      if (order !== undefined) log(order, order.state, event, given(now));
    },

    addAlias(args: OrderKeyArgs & { orderId: string; requestDatetime: string; now: LedgerNow }): boolean {
      if (findKey(args) !== undefined) return false;
      const { now, parOrganizationId, ...rest } = args;
      keys.push({
        ...rest,
        parOrganizationId: parOrganizationId ?? "",
        isAlias: true,
        createdAt: given(now),
      });
      return true;
    },

    findOrderByKey: (args: OrderKeyArgs): KeyedOrder | null => keyed(findKey(args)),

    findOrderByOnlineOrderId(
      args: Pick<Order, "connectionId" | "parLocationId"> & { onlineOrderId: string },
    ): KeyedOrder | null {
      const order = all().find((other) => sameOnline(args, other) && !isDead(other));
      return keyed(order && ownKey(order.id));
    },

    listDeadOrders(
      args: Pick<Order, "connectionId" | "parLocationId"> & { onlineOrderId: string },
    ): KeyedOrder[] {
      return all()
        .filter((order) => sameOnline(args, order) && isDead(order))
        .sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime() || (a.id < b.id ? 1 : -1))
        .flatMap((order) => keyed(ownKey(order.id)) ?? []);
    },

    // Histories have one location, so an id is never of several.
    findOrderForStatus({ connectionId, orderId }: StatusKey): PolledOrder | null {
      const byUid = keys.filter((key) => key.connectionId === connectionId && key.requestUid === orderId);
      const key = byUid.sort(newest)[0];
      if (key !== undefined) return polled(keyed(key));
      const ours = all()
        .filter((order) => order.connectionId === connectionId)
        .sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());
      const order =
        ours.find(({ posOrderId }) => posOrderId === orderId) ??
        ours.find(({ onlineOrderId }) => onlineOrderId === orderId);
      return polled(keyed(order && ownKey(order.id)));
    },

    findOrderPayload: (orderId: string): OrderPayload | null => payloads.get(orderId) ?? null,

    findOrder({ orderId, scope }: { scope: Scope; orderId: string }): Order | null {
      const order = orders.get(orderId);
      return order !== undefined && covers(scope, order) ? order : null;
    },

    lastTryEnd({ orderId, ...args }: { orderId: string; now: LedgerNow }): { at: Date; now: Date } | null {
      const ends = events.filter((row) => row.orderId === orderId && row.fromState === "dispatching");
      const at = ends.reduce<Date | null>((last, { at }) => (last === null || at > last ? at : last), null);
      return at === null ? null : { at, now: given(args.now) };
    },

    /** Everything known about an order that exists. */
    traceOf(orderId: string): LedgerTrace {
      const order = orders.get(orderId);
      if (order === undefined) throw new Error(`No order ${orderId}`);
      const isOf = (row: { orderId: string }) => row.orderId === orderId;
      return {
        order,
        payload: payloads.get(orderId) ?? null,
        keys: keys.filter(isOf),
        attempts: attempts
          .filter(isOf)
          .map(({ number, reference, worker }) => ({ number, reference, worker })),
        results: results.filter(isOf).map(({ number, outcome, fenced }) => ({ number, outcome, fenced })),
        events: events.filter(isOf).map(({ orderId: _, at: __, ...event }) => event),
      };
    },

    listOrders: all,
  };

  function standing(args: {
    orderId: string;
    expectState: OrderState;
    expectAttempt: number;
    expectOwner?: string | null;
  }): Order | null {
    const order = orders.get(args.orderId);
    const isThere = order?.state === args.expectState && order.attempt === args.expectAttempt;
    return order !== undefined && isThere && order.leaseOwner === (args.expectOwner ?? null) ? order : null;
  }

  function begin(order: Order, worker: string, startedAt: Date): void {
    const { id: orderId, attempt: number, posReference: reference, posLink } = order;
    if (attempts.some((row) => row.orderId === orderId && row.number === number))
      throw new Error("attempts_number");
    attempts.push({ id: `att_${attempts.length}`, orderId, number, reference, startedAt, worker, posLink });
  }
}

/** Of an order what a poll is answered by. */
function polled(found: KeyedOrder | null): PolledOrder | null {
  if (found === null) return null;
  const { order, key, answer } = found;
  const { id, brandId, locationId, onlineOrderId, state, parOrganizationId, parLocationId } = order;
  const { currency, subtotalCents, discountCents, taxCents, feeCents, tipCents, grandTotalCents } = order;
  const { posOrderId } = order;
  const { requestUid, requestDatetime, isAlias } = key;
  return {
    order: {
      ...{ id, brandId, locationId, onlineOrderId, state, parOrganizationId, parLocationId },
      ...{
        currency,
        subtotalCents,
        discountCents,
        taxCents,
        feeCents,
        tipCents,
        grandTotalCents,
        posOrderId,
      },
    },
    key: { requestUid, requestDatetime, isAlias },
    answer,
  };
}
