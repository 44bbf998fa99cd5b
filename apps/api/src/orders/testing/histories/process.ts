import type { Database, LocationId } from "@parley/db";
import { testExchange } from "@parley/db/testing";
import { defaultSwitches } from "@parley/par-contract";
import { createLogger } from "../../../logger.ts";
import { statusesOf } from "../../../menus/availability/availability-status.ts";
import type { CallControl, PlaceOutcome, PosAdapter, PosOrder } from "../../../pos/adapter.ts";
import { readStorePos } from "../../../pos/store-pos.ts";
import { menu, worked } from "../../../pricing/testing/menu.ts";
import { requestOf } from "../../../pricing/testing/orders.ts";
import type { Store } from "../../../stores/store.ts";
import { createDispatcher } from "../../dispatch/dispatcher.ts";
import { createOrders } from "../../intake/submit.ts";
import { createWaiters } from "../../intake/waiters.ts";
import type { OrderCall } from "../../room.ts";
import { type Gate, gatedDatabase } from "./gate.ts";
import { DEADLINE_MS, type HistoryPos } from "./pos.ts";

/** One API process in a history: the real dispatcher, the real room of orders, and a gate. */

export interface Ids {
  connectionId: string;
  parOrganizationId: string;
  parLocationId: string;
  brandId: string;
  locationId: LocationId;
}

export const TIMINGS = {
  attemptDeadlineMs: DEADLINE_MS,
  syncBudgetMs: 8_000,
  leaseMs: 15_000,
  giveUpMs: 600_000,
  resendMs: [1_000, 3_000, 10_000, 30_000, 60_000, 120_000],
  lookUpMs: 10_000,
  sweepMs: 1_000,
  menuRefreshMs: 1_800_000,
  breakerOpenMs: 5_000,
  breakerOpenMaxMs: 15_000,
  breakerRiskMs: 2_000,
};

interface Op {
  process: number;
  run(): Promise<void>;
  /** Runs it without returning the result: the commit is done, but its caller is gone. */
  runUnheard(): Promise<void>;
}

/** The waiting queries of all processes. */
export interface Queries {
  waiting: Op[];
  gateOf(process: number): Gate;
}

export function createQueries(ledger: Gate["ledger"]): Queries {
  const waiting: Op[] = [];
  return {
    waiting,
    gateOf: (process) => ({
      ledger,
      call: (run) =>
        new Promise((resolve, reject) => {
          // A query runs in one piece: what it throws goes to the caller.
          const attempt = async () => await run();
          waiting.push({
            process,
            run: () => attempt().then(resolve, reject),
            runUnheard: () =>
              attempt().then(
                () => {},
                () => {},
              ),
          });
        }),
    }),
  };
}

export type Process = ReturnType<typeof createProcess>;

const CURRENT = {
  menu,
  findings: [],
  menuId: "mnu_1",
  newestId: "mnu_1",
  version: "1",
  overrides: [],
  statuses: statusesOf(menu, []),
  fetchedAt: new Date(0),
  confirmedAt: new Date(0),
};
const log = createLogger("silent");
const unused = () => {
  throw new Error("No history does this");
};

export function createProcess(args: {
  number: number;
  ids: Ids;
  like: Database;
  queries: Queries;
  pos: HistoryPos;
  now: () => Date;
  random: () => number;
  sendsFirst: boolean;
  adapter?: (plain: PosAdapter) => PosAdapter;
  slots?: number;
}) {
  const { number, ids, queries, now } = args;
  const gate = queries.gateOf(number);
  const plain = args.pos.adapterFor(number);
  const { adapter, onInsert } = args.sendsFirst
    ? sendingFirst(plain)
    : { adapter: args.adapter?.(plain) ?? plain, onInsert: undefined };
  const db = gatedDatabase(args.like, onInsert === undefined ? gate : { ...gate, onInsert });
  const store: Store = {
    locationId: ids.locationId,
    brandId: ids.brandId,
    code: "LC",
    phone: null,
    timezone: "America/Los_Angeles",
    currency: "USD",
    pausedAt: null,
    pauseUntil: null,
    pos: readStorePos({
      kind: "history",
      settings: args.slots === undefined ? null : { slots: args.slots },
      secret: null,
    }),
    via: { posLink: null, posAccount: ids.locationId },
    lane: ids.locationId,
  };
  const waiters = createWaiters();
  const common = {
    db,
    waiters,
    now,
    ledgerNow: now,
    timings: TIMINGS,
    log,
    worker: `worker-${number}`,
    renderFinal: async (_connectionId: string, answer: unknown) => ({
      status: 200,
      body: JSON.stringify(answer),
    }),
  };
  const dispatcher = createDispatcher({
    ...common,
    random: args.random,
    pos: { adapterFor: () => adapter, [Symbol.asyncDispose]: async () => {} },
    findStoreOf: async () => store,
  });
  const orders = createOrders({
    secretsOf: () => [],
    databaseDeadlineMs: 1_500,
    ...common,
    dispatcher,
    ids: {
      resolve: async () => ({ kind: "mapped", store, mappings: { organization: 1, location: 1 } }),
      queue: unused,
      findStore: async () => store,
      findStoreOf: async () => store,
      forgetConnection: unused,
      forgetStore: unused,
      forgetAll: unused,
    },
    servings: { note: () => {} },
    menus: {
      getCurrent: async () => CURRENT,
      refresh: unused,
      startSchedule: unused,
      forgetOverrides: unused,
      forgetMenu: unused,
      [Symbol.asyncDispose]: async () => {},
    },
  });
  return { number, dispatcher, orders, waiters, isStopped: false, isDead: false };
}

/** An adapter whose first try of an order begins right before the order's row is written. */
function sendingFirst(plain: PosAdapter) {
  const begun = new Map<string, Promise<PlaceOutcome>>();
  return {
    onInsert(order: PosOrder): void {
      begun.set(
        order.reference,
        plain.place(order, {
          signal: new AbortController().signal,
          deadlineMs: performance.now() + DEADLINE_MS,
        }),
      );
    },
    adapter: {
      ...plain,
      place(order: PosOrder, ctl: CallControl) {
        const first = begun.get(order.reference);
        begun.delete(order.reference);
        return first ?? plain.place(order, ctl);
      },
    },
  };
}

/** A submit of PAR. Each order has its own tip, which the POS gets too, so it identifies the order there. */
export function callOf(
  ids: Ids,
  args: { requestUid: string; onlineOrderId: string; tipCents: number; receivedAt: Date },
): OrderCall {
  const { requestUid, onlineOrderId, tipCents, receivedAt } = args;
  const request = requestOf({
    ...worked,
    onlineOrderId,
    tipTotalCents: tipCents,
    grandTotalCents: worked.grandTotalCents - worked.tipTotalCents + tipCents,
  });
  return {
    connectionId: ids.connectionId,
    switches: defaultSwitches,
    isPaused: false,
    organizationId: ids.parOrganizationId,
    request: { ...request, requestUid, locationId: ids.parLocationId },
    receivedAt,
    exchangeId: "exc_none",
    see: () => {},
  };
}

export const recordExchange = (end: { orderId: string }) => testExchange({ orderId: end.orderId });
