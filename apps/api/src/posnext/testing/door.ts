import { once } from "node:events";
import { createServer } from "node:http";
import type { LocationId } from "@parley/db";
import { everyBrand } from "@parley/db";
import { insertConnection } from "@parley/db/connections";
import { listExchanges } from "@parley/db/exchanges";
import { setMapping } from "@parley/db/mappings";
import { findLocation, insertBrand, insertLocation, setLocationPos } from "@parley/db/stores";
import { createTestDatabase, openTestWire, type TestWire } from "@parley/db/testing";
import { defaultSwitches, PosNextClient, parseSwitches, type Switches } from "@parley/par-contract";
import { type RunningSimulator, startSimulator } from "../../../../pos-simulator/src/testing/simulator.ts";
import { loadConfig } from "../../config.ts";
import { type Context, createContext, listen } from "../../context.ts";
import { createUnauthenticatedLimit } from "../../unauthenticated-limit.ts";
import { createEndpoint } from "../endpoint.ts";

/** PAR's endpoints as its tests see them: a real server, database and POS process, and PAR's own client. */

export interface Door extends AsyncDisposable {
  url: string;
  ctx: Context;
  /** Between the door and its database, where it was asked for. */
  wire: TestWire;
  /** Past the wire. */
  databaseUrl: string;
  simulator: RunningSimulator;
  /** PAR's side of the one connection. */
  par: PosNextClient;
  sharedId: string;
  connectionId: string;
  locationId: LocationId;
  /** Another tenant with a store of its own. */
  other: {
    par: PosNextClient;
    sharedId: string;
    organizationId: string;
    parLocationId: string;
    connectionId: string;
  };
  /** Exchanges recorded so far, newest first; waits until all pending ones are written. */
  exchanges(): ReturnType<typeof listExchanges>;
}

export const ORGANIZATION = "IA-YC-01";
export const LOCATION = "PAR-LOC-12345";
const SHARED_ID = "door-test-sharedid-of-the-first-tenant";
const OTHER_SHARED_ID = "elsewhere-test-sharedid-of-the-second";

/** Opens a door for one test file. `env` sets what the process would read from its environment. */
export async function openDoor(
  options: {
    switches?: Partial<Switches>;
    env?: Record<string, string>;
    /** The class that the first tenant's POS promises, and that the simulator plays. */
    posClass?: "A" | "B" | "C" | "D";
    canVoid?: boolean;
    /** Puts a wire between the door and its database. */
    isWired?: boolean;
    /** What the first tenant's store counts in; its prices are the same cents in any currency. */
    currency?: string;
    /** How many items the first tenant's store sells beside the test items. */
    items?: number;
  } = {},
): Promise<Door> {
  const timeScale = options.env?.TIME_SCALE ?? "0.05";
  const database = await createTestDatabase();
  const wire = await openTestWire(database.url);
  const posClass = options.posClass ?? "A";
  const canVoid = options.canVoid ?? false;
  const played = `${posClass}${canVoid ? "+X" : ""}`;
  const currency = options.currency ?? "USD";
  const isPlain = currency === "USD" && options.items === undefined;
  const store = isPlain ? "YC-LC-001" : `YC-${currency}-001`;
  const size = options.items === undefined ? "" : `:${options.items}`;
  const simulator = await startSimulator({
    timeScale: Number(timeScale),
    env: {
      POS_SIMULATOR_CLASSES: `${store}=${played}`,
      ...(isPlain ? {} : { POS_SIMULATOR_STORES: `${store}:${currency}${size}` }),
    },
  });
  const config = loadConfig({
    DATABASE_URL: options.isWired === true ? wire.url : database.url,
    DATABASE_DEADLINE_MS: "20000",
    MASTER_KEY: "a master key for the tests of the door",
    POS_ALLOW_LOOPBACK_HTTP: "1",
    LOG_LEVEL: "silent",
    TIME_SCALE: timeScale,
    // Long, so that synchronous answers are in time however busy the machine is.
    SYNC_BUDGET_MS: "60000",
    ATTEMPT_DEADLINE_MS: "60000",
    LEASE_MS: "90000",
    ...options.env,
  });
  const ctx = createContext(config);
  const switches = parseSwitches(options.switches ?? {});
  const first = await addTenant(ctx, simulator, {
    slug: "first",
    sharedId: SHARED_ID,
    switches,
    organizationId: ORGANIZATION,
    parLocationId: LOCATION,
    store,
    currency,
    posPromises: { class: posClass, can_void: canVoid, quiet_period_s: 30 },
  });
  const second = await addTenant(ctx, simulator, {
    slug: "second",
    sharedId: OTHER_SHARED_ID,
    switches: defaultSwitches,
    organizationId: "IA-BB-02",
    parLocationId: "PAR-LOC-67890",
    store: "BB-LC-001",
    currency: "USD",
    posPromises: { class: "A" },
  });
  await listen(ctx);
  for (const { locationId } of [first, second]) {
    const pulled = await ctx.menus.refresh(locationId);
    if (pulled.kind !== "changed") throw new Error(`The menu was not pulled: ${JSON.stringify(pulled)}`);
  }
  ctx.dispatcher.start();

  // Each refusal gets a minute of its own, so that none reaches the limit for unauthenticated callers.
  let minute = 0;
  const unauthenticatedLimit = createUnauthenticatedLimit(() => (minute += 60_000), config.limits);
  const endpoint = createEndpoint({ ...ctx, unauthenticatedLimit, bodyTimeoutMs: config.bodyTimeoutMs });
  const server = createServer((req, res) => void endpoint(req, res, req.socket.remoteAddress ?? null));
  server.listen({ port: 0, host: "127.0.0.1", backlog: 4_096 });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The door has no port");
  const url = `http://127.0.0.1:${address.port}`;

  return {
    url,
    ctx,
    wire,
    databaseUrl: database.url,
    simulator,
    par: new PosNextClient({ baseUrl: url, sharedId: SHARED_ID, switches }),
    sharedId: SHARED_ID,
    ...first,
    other: {
      par: new PosNextClient({ baseUrl: url, sharedId: OTHER_SHARED_ID }),
      sharedId: OTHER_SHARED_ID,
      organizationId: "IA-BB-02",
      parLocationId: "PAR-LOC-67890",
      connectionId: second.connectionId,
    },
    async exchanges() {
      await ctx.exchanges.flush();
      return await listExchanges(ctx.db, { scope: { all: true }, page: { limit: 1000 } });
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await ctx.dispatcher.stop(5_000);
      await ctx[Symbol.asyncDispose]();
      await simulator[Symbol.asyncDispose]();
      await wire[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

async function addTenant(
  ctx: Context,
  simulator: RunningSimulator,
  tenant: {
    slug: string;
    sharedId: string;
    switches: Switches;
    organizationId: string;
    parLocationId: string;
    store: string;
    currency: string;
    posPromises: Record<string, unknown>;
  },
): Promise<{ connectionId: string; locationId: LocationId }> {
  const { db, vault } = ctx;
  const now = ctx.now();
  const code = tenant.store.slice(0, 2);
  const brand = await insertBrand(db, { code, name: tenant.slug, now });
  const connection = await insertConnection(db, {
    vault,
    connection: {
      slug: tenant.slug,
      name: tenant.slug,
      switches: tenant.switches,
      sharedId: tenant.sharedId,
      strength: "strong",
    },
    now,
  });
  if (brand === null) throw new Error("The brand is there already");
  await insertLocation(db, {
    location: {
      brandId: brand.id,
      code: tenant.store,
      name: tenant.store,
      address: null,
      phone: null,
      timezone: "America/Los_Angeles",
      currency: tenant.currency,
    },
    now,
  });
  const location = await findLocation(db, { scope: { all: true }, idOrCode: tenant.store });
  if (location === null) throw new Error("The store is not there");
  await setLocationPos(db, {
    vault,
    locationId: location.id,
    posKind: "bridge",
    posSettings: { url: simulator.url, store: tenant.store, ...tenant.posPromises },
    posSecret: simulator.key,
    now,
  });
  const by = { scope: everyBrand, changedBy: "test", now };
  const write = { ...by, connectionId: connection.id, expectedVersion: null };
  await setMapping(db, { ...write, kind: "organization", parId: tenant.organizationId, targetId: brand.id });
  await setMapping(db, { ...write, kind: "location", parId: tenant.parLocationId, targetId: location.id });
  return { connectionId: connection.id, locationId: location.id };
}
