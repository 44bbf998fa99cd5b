import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { DATABASE_CLOCK, type Database, idFrom, type LedgerNow, openDatabase } from "@parley/db";
import { listCallers, touchSecrets } from "@parley/db/connections";
import { openVault, type Vault } from "@parley/db/secrets";
import type { OrderAnswer } from "@parley/par-contract";
import type { AuditSealer } from "./audit/sealer.ts";
import { createBackground } from "./background.ts";
import { type ClockWatch, createClockWatch } from "./clock.ts";
import { type Config, ownUrl } from "./config.ts";
import { createDatabaseHealth, type DatabaseHealth } from "./database-health.ts";
import { failpoint } from "./failpoint.ts";
import type { FeedRunner } from "./feed/runner.ts";
import { createLiveFeed, type LiveFeed } from "./graphql/live/live-feed.ts";
import { type Budget, createBudget } from "./http/budget.ts";
import { NO_SIBLINGS, type Siblings } from "./http/siblings.ts";
import type { JobRunner } from "./jobs/runner.ts";
import { createLogger, type Logger } from "./logger.ts";
import type { Mailer } from "./mail/mailer.ts";
import { type Availability, createAvailability } from "./menus/availability/availability.ts";
import { createMenus, type Menus } from "./menus/menus.ts";
import { createPictures, type Pictures } from "./menus/pictures.ts";
import { createMenuServings, type MenuServings } from "./menus/servings.ts";
import { createDispatcher, type Dispatcher, type OpenLanes } from "./orders/dispatch/dispatcher.ts";
import { createOrders } from "./orders/intake/submit.ts";
import { createWaiters, type Waiters } from "./orders/intake/waiters.ts";
import { createRecheck, type RecheckSubmit } from "./orders/people/recheck.ts";
import type { Orders, StoreRef } from "./orders/room.ts";
import { createPosRegistry, type PosRegistry } from "./pos/registry.ts";
import { type ConnectionBudgets, createConnectionBudgets } from "./posnext/budgets.ts";
import { type Callers, createCallers } from "./posnext/caller.ts";
import { createExchangeWriter, type ExchangeWriter } from "./posnext/exchange.ts";
import { renderFinal } from "./posnext/reply.ts";
import { createRollupWriter, type RollupWriter } from "./rollup-writer.ts";
import { type Conformance, createConformance } from "./stores/conformance/run.ts";
import { createKeyUse, type KeyUse } from "./stores/key-use.ts";
import { isPublished } from "./stores/provisioning/shared-id-strength.ts";
import { createIds, type Ids } from "./stores/resolve-ids.ts";
import { type Baskets, createBaskets } from "./test-calls/basket.ts";
import { provenStoreOf } from "./test-calls/proof.ts";
import { createTestCalls, type TestCalls } from "./test-calls/test-calls.ts";
import { createUnauthenticatedLimit, type UnauthenticatedLimit } from "./unauthenticated-limit.ts";

/** Where a drill may end this process with several orders in one statement. */
const GROUP_POINTS = {
  orders_gathered: "cp29",
  orders_committed: "cp30",
  results_gathered: "cp31",
  results_committed: "cp32",
} as const;

const OPERATORS_POOL = 4;
/** How much longer than PAR an operator waits for a statement. */
const OPERATORS_PATIENCE = 4;

/** Test calls of one operator: some at once, then one in two seconds. */
const TEST_CALLS = { burst: 30, perSecond: 0.5 };

/** A POS that was away tells what it has gathered. */
const POS_EVENTS_BURST_S = 50;

/** Everything that the HTTP entrances share. The process's clock is read here and nowhere else. */
export interface Context extends AsyncDisposable {
  config: Config;
  log: Logger;
  /** This process's clock: for what it alone compares, and for what PAR and operators are shown. */
  now: () => Date;
  /** The ledger's time, which every process of this gateway shares. */
  ledgerNow: () => LedgerNow;
  clockWatch: ClockWatch;
  db: Database;
  /** For operators' pages: a few connections of its own and more time, so that no list of theirs delays an order. */
  operatorsDb: Database;
  databaseHealth: DatabaseHealth;
  live: LiveFeed;
  rollups: RollupWriter;
  vault: Vault;
  ids: Ids;
  /** The store that a test call proves by its header; null where it proves none. */
  provenStoreOf(header: string): Promise<StoreRef | null>;
  menus: Menus;
  /** The pictures that stored menus name. */
  pictures: Pictures;
  /** Which version of a menu was served to whom. */
  servings: MenuServings;
  availability: Availability;
  orders: Orders;
  /** Judges as `orders` does, for those who only ask: no menu counts as served by it. */
  trialOrders: Pick<Orders, "validate">;
  /** What would become of a refused submit today. */
  recheck: RecheckSubmit;
  dispatcher: Dispatcher;
  waiters: Waiters;
  pos: PosRegistry;
  /** With which keys POSs sign. */
  keyUse: KeyUse;
  callers: Callers;
  exchanges: ExchangeWriter;
  /** What is made of the feed in the background. */
  feedRunner: FeedRunner;
  /** What is done in the background, by one process at a time. */
  jobs: JobRunner;
  auditSealer: AuditSealer;
  /** The mail server of this installation; null where none is set. */
  mailer: Mailer | null;
  unauthenticatedLimit: UnauthenticatedLimit;
  budgets: ConnectionBudgets;
  /** What a store's POS may tell by itself, by store. */
  posEventBudget: Budget;
  /** Calls that operators send as PAR, by HTTP to `address`. */
  testCalls: TestCalls;
  /** What PAR's validate of a basket would be answered, without a call. */
  baskets: Baskets;
  conformance: Conformance;
  /** Where this process listens: as set, until it is known better. */
  address: { host: string; port: number };
  /** The other processes behind the same port, who share limits with this one. */
  siblings: Siblings;
}

export function createContext(
  config: Config,
  overrides: { now?: () => Date; log?: Logger; openLanes?: OpenLanes; siblings?: Siblings } = {},
): Context {
  const now = overrides.now ?? (() => new Date());
  const ledgerNow: () => LedgerNow = overrides.now ?? (() => DATABASE_CLOCK);
  const log = overrides.log ?? createLogger(config.logLevel);
  const { timings } = config;
  const siblings = overrides.siblings ?? NO_SIBLINGS;
  // A name that no other process has or had, so that a lease with this name is certainly ours.
  const worker = `${hostname().slice(0, 40)}-${process.pid}-${randomBytes(4).toString("hex")}`;

  const db = openDatabase({
    url: config.databaseUrl,
    poolerUrl: config.poolerUrl,
    max: config.databasePool,
    deadlineMs: config.databaseDeadlineMs,
    packOrders: config.packOrders,
    onGroup: (point) => failpoint(GROUP_POINTS[point]),
    applicationName: `parley-api ${worker}`,
  });
  const operatorsDb = openDatabase({
    url: config.databaseUrl,
    max: Math.min(OPERATORS_POOL, config.databasePool),
    deadlineMs: config.databaseDeadlineMs * OPERATORS_PATIENCE,
    applicationName: `parley-api-operators ${worker}`,
  });
  const databaseHealth = createDatabaseHealth({ db, log, now });
  const live = createLiveFeed({ db: operatorsDb, log });
  const rollups = createRollupWriter({ db: operatorsDb, log });
  const clockWatch = createClockWatch({ db, now, log });
  const vault = openVault({ masterKey: config.masterKey });
  const keyUse = createKeyUse({
    ...{ db: operatorsDb, vault, now },
    onError: (error) => log.warn({ err: error }, "the use of a POS's key was not noted"),
  });
  const pos = createPosRegistry({
    onKeyUsed: keyUse.note,
    now,
    timings,
    allowLoopbackHttp: config.allowLoopbackHttp,
    timeScale: config.timeScale,
  });
  const menus = createMenus({ db, vault, pos, now, log, timings });
  const pictures = createPictures(operatorsDb, { guard: { allowLoopbackHttp: config.allowLoopbackHttp } });
  const servings = createMenuServings({ db: operatorsDb, log });
  const availability = createAvailability({ db, now, onChange: menus.forgetOverrides });
  const secretsOf = (connectionId: string) => callers.sharedIdsOf(connectionId);
  const ids = createIds({
    db,
    vault,
    now,
    secretsOf,
    onError: (error) => log.warn({ err: error }, "an unmapped id was not queued"),
  });
  const waiters = createWaiters();
  const callers = createCallers({
    load: async () => {
      const secrets = await listCallers(db, { vault, now: now() });
      const usable = secrets.filter(({ sharedId }) => config.demo || !isPublished(sharedId));
      if (usable.length < secrets.length) {
        const unused = secrets
          .filter((secret) => !usable.includes(secret))
          .map(({ connection }) => connection.slug);
        log.warn(
          { connections: unused },
          "a SharedId that anybody can read in our documents opens nothing here",
        );
      }
      return usable;
    },
    touch: (secretId, at) => {
      touchSecrets(db, { secretIds: [secretId], now: at }).catch((error) =>
        log.warn({ err: error }, "last use not noted"),
      );
    },
    now,
  });
  const renderStored = async (connectionId: string, answer: OrderAnswer) =>
    renderFinal(answer, callers.switchesOf(connectionId));
  const dispatcher = createDispatcher({
    db,
    pos,
    waiters,
    now,
    ledgerNow,
    random: Math.random,
    timings,
    log,
    worker,
    findStoreOf: ids.findStoreOf,
    renderFinal: renderStored,
    ...(overrides.openLanes === undefined ? {} : { openLanes: overrides.openLanes }),
  });
  const ordersDeps = {
    db,
    ids,
    menus,
    servings,
    dispatcher,
    waiters,
    now,
    ledgerNow,
    timings,
    databaseDeadlineMs: config.databaseDeadlineMs,
    worker,
    secretsOf,
    renderFinal: renderStored,
  };
  const orders = createOrders(ordersDeps);
  const trialOrders = createOrders({ ...ordersDeps, servings: { note: () => {} } });
  const exchanges = createExchangeWriter(db, log);
  const unauthenticatedLimit = createUnauthenticatedLimit(
    () => now().getTime(),
    config.limits,
    siblings.of("refused"),
  );
  const background = createBackground({
    ...{ db: operatorsDb, vault, pos, menus, findStore: ids.findStore, lanes: dispatcher.lanes },
    ...{ config, now, ledgerNow, worker, log },
  });
  const { posEventsPerSecond } = config.limits;
  const nowMs = () => now().getTime();
  const address = { host: config.host, port: config.port };

  return {
    config,
    log,
    now,
    ledgerNow,
    clockWatch,
    db,
    operatorsDb,
    databaseHealth,
    live,
    rollups,
    vault,
    ids,
    provenStoreOf: async (header: string) => {
      const locationId = provenStoreOf(vault, header, now());
      return locationId === null ? null : await ids.findStore(locationId);
    },
    menus,
    pictures,
    servings,
    availability,
    orders,
    trialOrders,
    recheck: createRecheck({
      db: operatorsDb,
      judge: orders.judge,
      switchesOf: callers.switchesOf,
      isPausedAt: callers.isPausedAt,
      forgetConnection: ids.forgetConnection,
      now,
    }),
    dispatcher,
    waiters,
    pos,
    keyUse,
    callers,
    exchanges,
    feedRunner: background.feedRunner,
    jobs: background.jobs,
    auditSealer: background.auditSealer,
    mailer: background.mailer,
    unauthenticatedLimit,
    budgets: createConnectionBudgets(() => now().getTime(), config.limits, siblings),
    posEventBudget: createBudget({
      burst: posEventsPerSecond * POS_EVENTS_BURST_S,
      perSecond: posEventsPerSecond,
      nowMs,
      share: siblings.of("pos_events"),
    }),
    conformance: createConformance({ db: operatorsDb, vault, pos, menus, now }),
    baskets: createBaskets({ db: operatorsDb, vault, menus, orders: trialOrders, now }),
    testCalls: createTestCalls({
      ...{ db: operatorsDb, vault, menus, exchanges, now },
      budget: createBudget({ ...TEST_CALLS, nowMs, share: siblings.of("test_calls") }),
      url: () => ownUrl(address),
    }),
    address,
    siblings,
    async [Symbol.asyncDispose]() {
      clockWatch.stop();
      await live[Symbol.asyncDispose]();
      await rollups[Symbol.asyncDispose]();
      await pictures[Symbol.asyncDispose]();
      await menus[Symbol.asyncDispose]();
      await servings[Symbol.asyncDispose]();
      await exchanges[Symbol.asyncDispose]();
      await background[Symbol.asyncDispose]();
      await pos[Symbol.asyncDispose]();
      await databaseHealth[Symbol.asyncDispose]();
      await Promise.all([operatorsDb.close(), db.close()]);
    },
  };
}

/**
 * Listens for changes that other processes made. A notification during a reconnect is lost, so each
 * new database connection begins by forgetting everything that was cached.
 */
export async function listen(ctx: Context): Promise<void> {
  const { db, ids, callers, waiters, dispatcher, log } = ctx;
  const reload = () =>
    callers.reload().catch((error) => log.error({ err: error }, "connections could not be read"));
  await db.listen(
    "parley_changed",
    (payload) => {
      const [what = "", id = ""] = payload.split(":", 2);
      if (what === "connections") void reload();
      else if (what === "mappings") ids.forgetConnection(id);
      else if (what === "locations") ids.forgetStore(idFrom("loc", id));
    },
    () => {
      ids.forgetAll();
      void reload();
    },
  );
  await db.listen("parley_orders", waiters.tell, () => {
    waiters.tellAll();
    dispatcher.wake();
  });
  await callers.reload();
}
