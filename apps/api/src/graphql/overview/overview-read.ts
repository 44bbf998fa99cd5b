import { tallyOrders } from "@parley/db/issues";
import { listCurrentMenus } from "@parley/db/menus";
import { countOrdersByStore } from "@parley/db/orders";
import { operationStats } from "@parley/db/rollups";
import { type Location, listLocations } from "@parley/db/stores";
import { type IssueView, needsSomebody, readCurrent } from "../../issues/current.ts";
import { createIssueTeller } from "../../issues/tell.ts";
import { pullFailureText } from "../../menus/pull-failure.ts";
import { titleOf } from "../issues/issue.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { type FirstStepShape, firstSteps } from "./first-steps.ts";

export type { FirstStepShape };

export const OPERATIONS = ["validate_order", "submit_order", "get_order", "get_menu"] as const;

export interface OperationStatsShape {
  operation: (typeof OPERATIONS)[number];
  lastHour: number;
  refused: number;
  p50Ms: number | null;
  p95Ms: number | null;
  p99Ms: number | null;
}

export interface StoreHealthShape {
  location: Location;
  lastOrderAt: Date | null;
  placed: number;
  notPlaced: number;
  menuConfirmedAt: Date | null;
  menuError: string | null;
}

export interface OverviewShape {
  sentence: string;
  /** What needs somebody, the greatest harm first, as many as one looks at. */
  issues: IssueView[];
  issueCount: number;
  /** Issues that count and rest until a time. */
  restingCount: number;
  /** Issues at test stores, which are not counted among the others. */
  testIssueCount: number;
  clockAheadMs: number | null;
  operations: OperationStatsShape[];
  placedToday: number;
  acceptedShare202: number | null;
  lastOrderAt: Date | null;
  stores: StoreHealthShape[];
  firstSteps: FirstStepShape[];
}

const HOUR_MS = 3_600_000;
/** More is on a page of its own. */
const ISSUES_SHOWN = 20;

/** Reads the overview: what is wrong, the last hour by operation, the last day by store. */
export async function readOverview(context: GraphqlContext): Promise<OverviewShape> {
  const { db, scopeFor } = context;
  const scope = scopeFor("stores.read");
  const now = context.now();
  const ledgerNow = context.ledgerNow();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const [current, tally, stats, byStore, locations, menus] = await Promise.all([
    readCurrent(db, { scope, now, ledgerNow }),
    tallyOrders(db, { scope, now: ledgerNow, withinMs: HOUR_MS }),
    operationStats(db, { scope, since: before(HOUR_MS) }),
    countOrdersByStore(db, { scope, since: before(24 * HOUR_MS) }),
    listLocations(db, { scope }),
    listCurrentMenus(db, { scope }),
  ]);
  const stores = locations.map((location): StoreHealthShape => {
    const orders = byStore.find((row) => row.locationId === location.id);
    const menu = menus.find((row) => row.locationId === location.id);
    return {
      location,
      lastOrderAt: orders?.lastOrderAt ?? null,
      placed: orders?.placed ?? 0,
      notPlaced: orders?.notPlaced ?? 0,
      menuConfirmedAt: menu?.confirmedAt ?? null,
      menuError:
        location.menuPullError === null ? null : pullFailureText(location.menuPullError, context.words),
    };
  });
  const submits = stats.find((row) => row.operation === "submit_order");
  const needy = current.issues.filter(needsSomebody);
  const counted = current.issues.filter(({ isCounted }) => isCounted);
  const first = needy[0] === undefined ? null : await titleOf(needy[0], {}, context);
  const ofCounted = byStore.filter(({ locationId }) => !current.uncounted.has(locationId));
  const lastOrderAt = latestOrder(ofCounted) ?? latestOrder(byStore);
  const teller = createIssueTeller(context.words("issues"), context.language);
  return {
    sentence: teller.sentence(current, tally, { first, isFirstRun: lastOrderAt === null }),
    issues: needy.slice(0, ISSUES_SHOWN),
    issueCount: needy.length,
    restingCount: counted.length - needy.length,
    testIssueCount: current.issues.length - counted.length,
    clockAheadMs: context.clockWatch.aheadMs(),
    operations: OPERATIONS.map((operation) => statsOf(operation, stats)),
    placedToday: ofCounted.reduce((sum, row) => sum + row.placed, 0),
    acceptedShare202:
      submits === undefined || submits.count === 0 ? null : submits.pendingCount / submits.count,
    lastOrderAt,
    stores,
    firstSteps: await firstSteps(context, {
      locations,
      hasMenu: menus.length > 0,
      hasOrder: byStore.length > 0,
    }),
  };
}

function statsOf(
  operation: OperationStatsShape["operation"],
  stats: Awaited<ReturnType<typeof operationStats>>,
): OperationStatsShape {
  const row = stats.find((candidate) => candidate.operation === operation);
  return {
    operation,
    lastHour: row?.count ?? 0,
    refused: row?.refusedCount ?? 0,
    p50Ms: row?.p50Ms ?? null,
    p95Ms: row?.p95Ms ?? null,
    p99Ms: row?.p99Ms ?? null,
  };
}

function latestOrder(stores: readonly { lastOrderAt: Date | null }[]): Date | null {
  const known = stores.flatMap(({ lastOrderAt }) => lastOrderAt?.getTime() ?? []);
  return known.length === 0 ? null : new Date(Math.max(...known));
}
