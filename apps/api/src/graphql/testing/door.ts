import { insertExchanges } from "@parley/db/exchanges";
import { insertApiKey, type Role } from "@parley/db/operators";
import { insertOrder } from "@parley/db/orders";
import {
  createTestDatabase,
  insertTestStore,
  type TestDatabase,
  type TestStore,
  testExchange,
  testOrder,
} from "@parley/db/testing";
import express from "express";
import { createAuth } from "../../auth/auth.ts";
import { createOperator } from "../../auth/operator.ts";
import { loadConfig } from "../../config.ts";
import { createContext } from "../../context.ts";
import type { RefreshOutcome } from "../../menus/current-menu.ts";
import { createConformance } from "../../stores/conformance/run.ts";
import { createBaskets } from "../../test-calls/basket.ts";
import { createTestCalls } from "../../test-calls/test-calls.ts";
import type { GraphqlDeps } from "../kernel/context.ts";
import { createGraphqlRouter, type GraphqlRouterOptions } from "../kernel/server.ts";

export const ADMIN_ORIGIN = "http://localhost:3000";
export const MASTER_KEY = "a master key for tests, nothing of value";
export const PASSWORD = "correct horse battery staple";

export interface Answer {
  status: number;
  body: {
    data?: unknown;
    errors?: { message: string; path?: (string | number)[]; extensions?: { code?: string } }[];
  };
}

/** The operators' API over a real socket and database, with two brands. */
export interface TestDoor extends AsyncDisposable {
  test: TestDatabase;
  url: string;
  /** The brand that limited operators belong to, and one that they must never see. */
  own: TestStore;
  foreign: TestStore;
  /** What was logged. */
  accidents: string[];
  /** What the next refresh of a menu returns. */
  refreshSays: RefreshOutcome;
  /** How far the process's clock is ahead of the database's, where that is too far. */
  clockAheadMs: number | null;
  deps: GraphqlDeps;
  /** Writes what was noted of menus that were served. */
  flushServings(): Promise<void>;
  /**
   * Bearer header of an operator with this role, for their own brand, for its store alone, for all, or for the brand that is not
   * theirs; `admin` is
   * a brand admin of one brand and the owner of all.
   */
  headersOf(
    role: Role | "admin",
    brands?: "own" | "store" | "all" | "other",
  ): Promise<Record<string, string>>;
  ask(headers: Record<string, string>, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** An order of a store with one exchange about it. */
  addOrder(
    store: TestStore,
    order?: Parameters<typeof testOrder>[1],
  ): Promise<{ orderId: string; exchangeId: string }>;
}

/** Opens the door on a free port of loopback. */
export async function openTestDoor(
  overrides: Partial<GraphqlDeps["config"]> = {},
  limits: Pick<GraphqlRouterOptions, "queryDeadlineMs"> = {},
): Promise<TestDoor> {
  const test = await createTestDatabase();
  const { db, vault } = test;
  const now = () => new Date();
  const ctx = createContext(
    loadConfig({
      DATABASE_URL: test.url,
      DATABASE_DEADLINE_MS: "20000",
      MASTER_KEY,
      POS_ALLOW_LOOPBACK_HTTP: "1",
      LOG_LEVEL: "silent",
      DATABASE_POOL: "2",
    }),
  );
  const [own, foreign] = [await insertTestStore(test), await insertTestStore(test)];
  const accidents: string[] = [];
  const deps: GraphqlDeps = {
    db,
    vault,
    now,
    ledgerNow: ctx.ledgerNow,
    databaseHealth: ctx.databaseHealth,
    mailer: null,
    jobs: { wake: () => {} },
    clockWatch: { aheadMs: () => door.clockAheadMs },
    config: {
      masterKey: MASTER_KEY,
      demo: false,
      graphqlIntrospection: false,
      allowLoopbackHttp: false,
      adminUrl: ADMIN_ORIGIN,
      parDoor: { url: "https://parley.example.com", isSet: true },
      settings: ctx.config.settings,
      ...overrides,
    },
    log: { error: (details, message) => accidents.push(`${message} ${JSON.stringify(details)}`) },
    dispatcher: ctx.dispatcher,
    recheck: ctx.recheck,
    baskets: createBaskets({ ...ctx, orders: ctx.trialOrders, vault, now }),
    conformance: createConformance({ ...ctx, db, vault, now }),
    testCalls: createTestCalls({
      ...ctx,
      vault,
      budget: ctx.posEventBudget,
      url: () => new URL(door.url).origin,
    }),
    menus: {
      getCurrent: ctx.menus.getCurrent,
      forgetMenu: ctx.menus.forgetMenu,
      refresh: async () => door.refreshSays,
    },
    availability: ctx.availability,
    pictures: ctx.pictures,
    live: ctx.live,
  };
  const auth = createAuth({
    db,
    config: { adminUrl: ADMIN_ORIGIN, masterKey: MASTER_KEY, adminSecret: null, demo: false },
    now,
  });
  const app = express()
    .use("/graphql", await createGraphqlRouter({ ctx: deps, auth, ...limits }))
    // In place of PAR's door, which the operators' may not know: it knows no order.
    .use("/posnext", (_req, res) => res.status(404).json({ errors: [], request_id: "exc_none" }));
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}/graphql`;

  const door: TestDoor = {
    test,
    url,
    own,
    foreign,
    accidents,
    deps,
    flushServings: ctx.servings.flush,
    refreshSays: { kind: "unchanged", version: "v1" },
    clockAheadMs: null,
    async headersOf(role, brands = "own") {
      const email = `${role}-${brands}-${crypto.randomUUID()}@example.com`;
      const isEverywhere = brands === "all" || role === "owner";
      const held = role === "admin" ? (isEverywhere ? "owner" : "brand_admin") : role;
      const locationId = brands === "store" ? own.location.id : null;
      const brandId = brands === "other" ? foreign.brand.id : own.brand.id;
      const grants = [{ role: held, brandId: isEverywhere ? null : brandId, locationId }];
      const outcome = await createOperator(
        { db, now: now() },
        { name: "Ada", email, password: PASSWORD, grants },
      );
      if (outcome.kind !== "created") throw new Error(`No operator: ${outcome.kind}`);
      const { plain } = await insertApiKey(db, { operatorId: outcome.operator.id, name: "test", now: now() });
      return { authorization: `Bearer ${plain}` };
    },
    async ask(headers, query, variables = {}) {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: answer.status, body: JSON.parse(await answer.text()) };
    },
    async addOrder(store, order) {
      const args = testOrder(store, order);
      await insertOrder(db, args);
      const { id: orderId, connectionId, brandId, locationId, requestUid } = args.order;
      const about = { orderId, connectionId, brandId, locationId, requestUid, at: args.now };
      const exchange = testExchange(about);
      await insertExchanges(db, [exchange]);
      return { orderId, exchangeId: exchange.id };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await ctx[Symbol.asyncDispose]();
      await test[Symbol.asyncDispose]();
    },
  };
  return door;
}
