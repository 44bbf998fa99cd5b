import type { Database } from "@parley/db";
import { listCurrentMenus } from "@parley/db/menus";
import {
  type CallPoint,
  callStats,
  type LatencyPoint,
  type OrderPoint,
  orderSeries,
  type StatsArgs,
} from "@parley/db/rollups";
import { listLocations } from "@parley/db/stores";
import { Operation } from "../exchanges/exchange.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { OPERATIONS } from "./overview-read.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What each range is counted by, and how long it is. */
const RANGES = {
  HOUR: { grain: "minute", spanMs: MINUTE_MS, rangeMs: HOUR_MS },
  DAY: { grain: "hour", spanMs: HOUR_MS, rangeMs: DAY_MS },
  MONTH: { grain: "day", spanMs: DAY_MS, rangeMs: 30 * DAY_MS },
} as const;
type Range = keyof typeof RANGES;

const StatsRange = builder.enumType("StatsRange", {
  description: "How far statistics look back.",
  values: {
    HOUR: { description: "The last 60 minutes, minute by minute." },
    DAY: { description: "The last 24 hours, hour by hour." },
    MONTH: { description: "The last 30 days, day by day of UTC." },
  },
});

const CallSpan = builder.objectRef<CallPoint>("CallSpan").implement({
  description: "PAR's calls of one span of time.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    start: t.expose("start", { type: "DateTime", description: "When the span begins." }),
    calls: t.exposeInt("calls", { description: "Calls." }),
    well: t.exposeInt("well", { description: "Calls answered without an error." }),
    submits: t.exposeInt("submits", { description: "Submits among them." }),
    pending: t.exposeInt("pending", { description: "Submits answered 202." }),
  }),
});

const OrderSpan = builder.objectRef<OrderPoint>("OrderSpan").implement({
  description: "Orders of one span of time, in one currency; each step when it happened.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    start: t.expose("start", { type: "DateTime", description: "When the span begins." }),
    currency: t.exposeString("currency", { description: "ISO 4217 of the money." }),
    received: t.exposeInt("received", { description: "Orders that came." }),
    placed: t.exposeInt("placed", { description: "Orders that were placed." }),
    notPlaced: t.exposeInt("notPlaced", { description: "Orders that ended without a kitchen." }),
    placedCents: t.exposeFloat("placedCents", { description: "What the placed ones come to, in cents." }),
    notPlacedCents: t.exposeFloat("notPlacedCents", {
      description: "What those without a kitchen come to, in cents.",
    }),
  }),
});

const LatencySpan = builder.objectRef<LatencyPoint>("LatencySpan").implement({
  description: "How long the calls of one operation took in one span of time. Times are within 5 %.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    start: t.expose("start", { type: "DateTime", description: "When the span begins." }),
    calls: t.exposeInt("calls", { description: "Calls." }),
    p50Ms: t.exposeFloat("p50Ms", { description: "Half of them were faster." }),
    p95Ms: t.exposeFloat("p95Ms", { description: "95 of 100 were faster." }),
    p99Ms: t.exposeFloat("p99Ms", { description: "99 of 100 were faster." }),
  }),
});

interface CallStatsShape {
  operation: (typeof OPERATIONS)[number];
  calls: number;
  refused: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
  spans: LatencyPoint[];
}

const CallStats = builder.objectRef<CallStatsShape>("CallStats").implement({
  description: "One operation over the whole range. Times are within 5 %.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    operation: t.expose("operation", { type: Operation, description: "The operation." }),
    calls: t.exposeInt("calls", { description: "Calls." }),
    refused: t.exposeInt("refused", { description: "Calls answered with HTTP 400 or above." }),
    p50Ms: t.exposeFloat("p50Ms", {
      nullable: true,
      description: "Half of them were faster; null without calls.",
    }),
    p95Ms: t.exposeFloat("p95Ms", { nullable: true, description: "95 of 100 were faster." }),
    p99Ms: t.exposeFloat("p99Ms", { nullable: true, description: "99 of 100 were faster." }),
    spans: t.expose("spans", {
      type: [LatencySpan],
      description: "The same span by span; spans without any call are left out.",
    }),
  }),
});

interface StatsShape {
  since: Date;
  spanMs: number;
  calls: CallPoint[];
  orders: OrderPoint[];
  operations: CallStatsShape[];
  oldestMenuAt: Date | null;
}

const Stats = builder.objectRef<StatsShape>("Stats").implement({
  description:
    "Orders and calls over a range of time, counted as they came. A test store's are left out unless it is asked for, or you have no other stores.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    since: t.expose("since", { type: "DateTime", description: "When the first span begins." }),
    spanSeconds: t.int({
      description: "How long each span is.",
      resolve: ({ spanMs }) => spanMs / 1000,
    }),
    calls: t.field({
      type: [CallSpan],
      description: "PAR's calls, span by span; spans without any are left out.",
      resolve: ({ calls }) => calls,
    }),
    orders: t.field({
      type: [OrderSpan],
      description: "Orders, span by span and currency by currency; spans without any are left out.",
      resolve: ({ orders }) => orders,
    }),
    operations: t.field({
      type: [CallStats],
      description: "The whole range by operation.",
      resolve: ({ operations }) => operations,
    }),
    successShare: t.float({
      nullable: true,
      description: "Share of PAR's calls that were answered without an error; null without calls.",
      resolve: ({ calls }) => share(calls, "well", "calls"),
    }),
    acceptedShare202: t.float({
      nullable: true,
      description: "Share of submits that were answered 202; null without submits.",
      resolve: ({ calls }) => share(calls, "pending", "submits"),
    }),
    oldestMenuAt: t.expose("oldestMenuAt", {
      type: "DateTime",
      nullable: true,
      description: "When the POS of the store with the oldest menu last confirmed it; null without a menu.",
    }),
  }),
});

function share(
  calls: readonly CallPoint[],
  part: "well" | "pending",
  of: "calls" | "submits",
): number | null {
  const sum = (name: keyof Omit<CallPoint, "start">) => calls.reduce((all, span) => all + span[name], 0);
  return sum(of) === 0 ? null : sum(part) / sum(of);
}

builder.queryField("stats", (t) =>
  t.field({
    type: Stats,
    description: "Orders and calls over a range of time, of everything or of one brand or store.",
    authScopes: { signedIn: true },
    complexity: 400,
    args: {
      range: t.arg({ type: StatsRange, required: true, description: "How far to look back." }),
      brandId: t.arg.id({ description: "Only this brand." }),
      locationId: t.arg.id({ description: "Only this store." }),
    },
    resolve: (_root, args, context) => readStats(context, args),
  }),
);

async function readStats(
  { db, scopeFor, now }: GraphqlContext,
  args: { range: Range; brandId?: string | null | undefined; locationId?: string | null | undefined },
): Promise<StatsShape> {
  const scope = scopeFor("stores.read");
  const { grain, spanMs, rangeMs } = RANGES[args.range];
  // Whole spans only: the first would otherwise be a part that looks like a dip.
  const since = new Date(Math.floor((now().getTime() - rangeMs) / spanMs) * spanMs + spanMs);
  const { brandId, locationId } = args;
  const ask = { scope, grain, since, brandId, locationId };
  const [{ series: calls, operations: stats, latency }, orders, oldestMenuAt] = await Promise.all([
    callStats(db, ask),
    orderSeries(db, ask),
    oldestMenu(db, { scope, brandId, locationId }),
  ]);
  const operations = OPERATIONS.map((operation): CallStatsShape => {
    const row = stats.find((candidate) => candidate.operation === operation);
    const { count: callsOf = 0, refusedCount = 0, p50Ms = null, p95Ms = null, p99Ms = null } = row ?? {};
    const spans = latency.filter((point) => point.operation === operation);
    return { operation, calls: callsOf, refused: refusedCount, p50Ms, p95Ms, p99Ms, spans };
  });
  return { since, spanMs, calls, orders, operations, oldestMenuAt };
}

async function oldestMenu(
  db: Database,
  { scope, brandId, locationId }: Pick<StatsArgs, "scope" | "brandId" | "locationId">,
): Promise<Date | null> {
  const stores = (await listLocations(db, { scope })).filter(
    (store) => (!brandId || store.brandId === brandId) && (!locationId || store.id === locationId),
  );
  const menus = await listCurrentMenus(db, { scope, locationIds: stores.map(({ id }) => id) });
  return menus.length === 0 ? null : new Date(Math.min(...menus.map((menu) => menu.confirmedAt.getTime())));
}
