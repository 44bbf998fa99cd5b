import type { LocationId } from "@parley/db";
import { type Database, posReferenceOf } from "@parley/db";
import { type Order, PosOrderTakenError } from "@parley/db/orders";
import type { AdapterClass, PlaceOutcome, PosAdapter, PosCall } from "../../../pos/adapter.ts";
import { isFinal } from "../../lifecycle.ts";
import { createMemoryLedger, type MemoryLedger } from "../ledger/memory-ledger.ts";
import { createHistoryPos, QUIET_MS } from "./pos.ts";
import { callOf, createProcess, type Ids, recordExchange } from "./process.ts";

/**
 * A store that is well, and among its guests' orders some that its POS fails whenever they come: the real dispatcher
 * over a ledger in memory, on a clock that the test turns. Every query takes `queryMs`, every answer of the POS
 * `ANSWER_MS`.
 */
export interface Plan {
  adapterClass: AdapterClass;
  /**
   * How the POS fails a poisoned order: with a 500 at once, without an answer, or with one that nobody can read, while
   * it makes the order.
   */
  poison: "fault" | "silence" | "unread";
  goodPerMinute: number;
  poisonedPerMinute: number;
  /** `burst`: a minute's poisoned orders come at once, and nothing more; else they keep coming. */
  arrival: "burst" | "steady";
  minutes: number;
  processes: number;
  /** Calls that each process makes at once. */
  slots: number;
  seed: number;
  queryMs: number;
  /** A time in which no connection to the POS can be made, in milliseconds from the start. */
  outage: { fromMs: number; toMs: number } | null;
  /** A gateway that is broken on purpose takes another order for a trial. */
  trial?: (ledger: MemoryLedger) => MemoryLedger["claimTrialOrder"];
}

export interface Seen {
  good: number;
  placed: number;
  /** The longest that a good order waited for its place at a POS that can be reached; never, where it is not placed. */
  longestMs: number;
  /** Poisoned orders that ended as placed. */
  foundPlaced: number;
  /** Good orders that ended as errored without one attempt. */
  erroredUnsent: number;
  /** Orders without one attempt that a person was asked about, because the POS did answer others. */
  neverTried: number;
  /** Orders without an end that nobody was asked about. */
  forgotten: number;
  /** Orders that were put in doubt, and the most of them within ten seconds once the store was in doubt. */
  inDoubt: number;
  /** Good orders that waited and whose row does not say for what. */
  unexplained: number;
}

const ANSWER_MS = 60;
/** As long as a name that is not found may take, so that many orders are under way when the POS is given up. */
const NO_CONNECTION_MS = 2_000;
const POISON_TIP = 1_000;

const IDS: Ids = {
  connectionId: "con_1",
  parOrganizationId: "ORG",
  parLocationId: "LOC",
  brandId: "brd_1",
  locationId: "loc_1" as LocationId,
};

/** Moves the clock to the next timer, at most that far. */
export interface Clock {
  nowMs(): number;
  advance(ms: number): Promise<void>;
}

export async function runPoisoned(plan: Plan, clock: Clock, like: Database): Promise<Seen> {
  const memory = createMemoryLedger({
    posReferenceOf,
    taken: (orderId, posOrderId) => new PosOrderTakenError(orderId, posOrderId),
  });
  const ledger = plan.trial === undefined ? memory : { ...memory, claimTrialOrder: plan.trial(memory) };
  const call = async <T>(run: () => T | Promise<T>) => {
    if (plan.queryMs > 0) await passed(plan.queryMs);
    return await run();
  };
  const placedAt = new Map<number, number>();
  const startMs = clock.nowMs();
  const outage = { fromMs: startMs + (plan.outage?.fromMs ?? 0), toMs: startMs + (plan.outage?.toMs ?? 0) };
  const isOut = (atMs: number) => atMs >= outage.fromMs && atMs < outage.toMs;
  const random = randomOf(plan.seed);
  const adapter = createPoisonedPos({
    ...plan,
    clock,
    isOut: () => isOut(clock.nowMs()),
    placed: (tip) => placedAt.set(tip, clock.nowMs()),
  });
  const processes = Array.from({ length: plan.processes }, (_, number) =>
    createProcess({
      number,
      ids: IDS,
      like,
      queries: { waiting: [], gateOf: () => ({ ledger, call }) },
      pos: createHistoryPos({
        adapterClass: plan.adapterClass,
        canVoid: false,
        faults: {},
        now: clock.nowMs,
      }),
      now: () => new Date(clock.nowMs()),
      random,
      sendsFirst: false,
      adapter: () => adapter,
      slots: plan.slots,
    }),
  );
  for (const { dispatcher } of processes) dispatcher.start();

  const receivedAt = new Map<number, number>();
  let unexplained = 0;
  let turn = 0;
  for (const { atMs, tip } of arrivals(plan, random)) {
    await clock.advance(startMs + atMs - clock.nowMs());
    receivedAt.set(tip, clock.nowMs());
    turn += 1;
    const call = callOf(IDS, {
      requestUid: `uid-${tip}`,
      onlineOrderId: `WEB-${tip}`,
      tipCents: tip,
      receivedAt: new Date(clock.nowMs()),
    });
    const answer = processes[turn % processes.length]?.orders.submit(call, recordExchange);
    answer?.catch((error: unknown) => {
      throw error;
    });
    await clock.advance(0);
    unexplained += memory.listOrders().filter(isUnexplained).length;
  }
  // Past the give-up time of the last one.
  for (let n = 0; n < 130; n++) await clock.advance(5_000);
  for (const { dispatcher } of processes) await dispatcher.stop(0);

  const rows = memory.listOrders();
  const good = [...receivedAt].filter(([tip]) => tip < POISON_TIP);
  const waits = good.map(([tip, atMs]) => {
    const fromMs = isOut(atMs) ? outage.toMs : atMs;
    return (placedAt.get(tip) ?? Number.POSITIVE_INFINITY) - fromMs;
  });
  const isGood = (row: Order) => row.tipCents < POISON_TIP;
  return {
    good: good.length,
    placed: rows.filter((row) => isGood(row) && row.state === "placed").length,
    longestMs: Math.max(...waits),
    foundPlaced: rows.filter((row) => !isGood(row) && row.state === "placed").length,
    erroredUnsent: rows.filter((row) => row.state === "errored" && row.attempt === 0).length,
    neverTried: rows.filter(isNeverTried).length,
    forgotten: rows.filter(({ state }) => state !== "attention" && !isFinal(state)).length,
    inDoubt: rows.filter((row) => row.ambiguous).length,
    unexplained,
  };
}

const isUnexplained = ({ state, attempt, cause, leaseOwner }: Order) =>
  state === "received" && attempt === 0 && cause === null && leaseOwner === null;

const isNeverTried = ({ state, attempt, cause }: Order) =>
  state === "attention" && attempt === 0 && cause === "never_tried";

const passed = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function createPoisonedPos(
  args: Pick<Plan, "adapterClass" | "poison"> & {
    clock: Clock;
    isOut: () => boolean;
    placed: (tip: number) => void;
  },
): PosAdapter {
  const { clock, isOut, placed } = args;
  const known = new Map<string, string>();
  const answered = (status: number): PosCall => ({
    method: "POST",
    path: "/orders",
    status,
    requestBody: "",
    responseBody: "",
    durationMs: ANSWER_MS,
    startedAt: new Date(clock.nowMs()),
  });
  const unknown = { kind: "unknown" as const, reason: "answer_not_understood", retryAfterMs: null };
  const noConnection = { reason: "connection_refused", call: null };
  return {
    kind: "poisoned",
    adapterClass: args.adapterClass,
    canVoid: false,
    quietPeriodMs: QUIET_MS,
    async place(order, ctl): Promise<PlaceOutcome> {
      if (isOut()) {
        await passed(NO_CONNECTION_MS);
        return { kind: "not_sent", ...noConnection };
      }
      if (order.totals.tipCents >= POISON_TIP) {
        if (args.poison === "unread") {
          await passed(ANSWER_MS);
          known.set(order.reference, known.get(order.reference) ?? `POS-${known.size + 1}`);
          return { ...unknown, call: answered(201) };
        }
        const isFault = args.poison === "fault";
        await passed(isFault ? ANSWER_MS : ctl.deadlineMs - performance.now());
        return isFault ? { ...unknown, call: answered(500) } : { ...unknown, reason: "deadline", call: null };
      }
      await passed(ANSWER_MS);
      if (!known.has(order.reference)) placed(order.totals.tipCents);
      const posOrderId = known.get(order.reference) ?? `POS-${known.size + 1}`;
      known.set(order.reference, posOrderId);
      return { kind: "placed", posOrderId, readyAt: null, call: answered(201) };
    },
    async lookUp(reference) {
      if (isOut()) return { kind: "unknown", ...noConnection, retryAfterMs: null };
      await passed(ANSWER_MS);
      const posOrderId = known.get(reference);
      return posOrderId === undefined
        ? { kind: "absent", call: answered(404) }
        : { kind: "found", posOrderId, readyAt: null, call: answered(200) };
    },
    voidOrder: async () => ({ kind: "not_offered", call: null }),
    async check() {
      if (isOut()) return { kind: "failed", ...noConnection };
      await passed(ANSWER_MS);
      return { kind: "accepted", call: answered(200) };
    },
    fetchMenu: async () => ({ kind: "failed", reason: "none" }),
  };
}

/** When each order comes, and its tip, which says which one it is and whether it is poisoned. */
function arrivals(plan: Plan, random: () => number): { atMs: number; tip: number }[] {
  const { goodPerMinute, poisonedPerMinute, minutes, arrival } = plan;
  const spread = (perMinute: number, firstTip: number) =>
    Array.from({ length: perMinute * minutes }, (_, n) => ({
      atMs: Math.floor(((n + random()) * 60_000) / perMinute),
      tip: firstTip + n,
    }));
  const poisoned =
    arrival === "steady"
      ? spread(poisonedPerMinute, POISON_TIP)
      : Array.from({ length: poisonedPerMinute }, (_, n) => ({
          atMs: 30_000 + Math.floor(random() * 1_000),
          tip: POISON_TIP + n,
        }));
  return [...spread(goodPerMinute, 1), ...poisoned].sort((a, b) => a.atMs - b.atMs);
}

/** Numbers between 0 and 1 that are the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
}
