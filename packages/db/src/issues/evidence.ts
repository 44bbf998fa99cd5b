import { and, count, eq, gte, inArray, isNull, like, ne, not, notLike, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { type CallMatch, callMatches } from "../exchanges/call-match.ts";
import type { Exchange } from "../exchanges/exchanges.ts";
import type { LocationId } from "../ids.ts";
import { type OrderMatch, orderMatches } from "../orders/order-match.ts";
import type { Order } from "../orders/types.ts";
import { cases } from "../schema/case.ts";
import { exchanges } from "../schema/exchange.ts";
import { issues } from "../schema/issue.ts";
import { orders } from "../schema/order.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";

/** The orders of a store that stand, or ended, by any of these causes, the newest first. */
export async function listIssueOrders(
  db: Database,
  args: {
    scope: Scope;
    locationId: LocationId;
    matches: readonly OrderMatch[];
    /** True: those that wait, whatever keeps them, after two tries or more. */
    isAlone: boolean;
    from: Date;
    page: Page;
  },
): Promise<Order[]> {
  const { where, orderBy, limit } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  const alone = and(
    inArray(orders.state, ["unknown", "dispatching", "received", "attention"]),
    gte(orders.attempt, 2),
  );
  return await db.orm
    .select()
    .from(orders)
    .where(
      and(
        inScope(args.scope, orders),
        eq(orders.locationId, args.locationId),
        args.isAlone ? alone : orderMatches(args.matches),
        gte(orders.receivedAt, args.from),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}

/** The calls that failed by any of these causes since a time, the newest first. */
export async function listIssueCalls(
  db: Database,
  args: {
    scope: Scope;
    locationId: LocationId | null;
    connectionId: string | null;
    /** Only calls from this network, a /24 of IPv4 or a /48 of IPv6; null for any. */
    network: string | null;
    matches: readonly CallMatch[];
    from: Date;
    page: Page;
  },
): Promise<Exchange[]> {
  const { where, orderBy, limit } = keyset(args.page, { at: exchanges.at, id: exchanges.id });
  const place: SQL | undefined = and(
    args.locationId === null ? undefined : eq(exchanges.locationId, args.locationId),
    args.connectionId === null ? undefined : eq(exchanges.connectionId, args.connectionId),
    args.network === null ? undefined : isFrom(args.network),
  );
  return await db.orm
    .select()
    .from(exchanges)
    .where(
      and(
        inScope(args.scope, exchanges),
        place,
        callMatches(args.matches),
        gte(exchanges.at, args.from),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}

function isFrom(network: string): SQL | undefined {
  const begins = or(...prefixesOf(network).map((prefix) => like(exchanges.remoteAddress, `${prefix}%`)));
  // An address of IPv4 that a socket writes as one of IPv6 is of its own network.
  return network.endsWith("/48") ? and(begins, notLike(exchanges.remoteAddress, "::ffff:%.%")) : begins;
}

/** How the addresses of a network begin, in the ways that a socket writes them. */
function prefixesOf(network: string): string[] {
  const v4 = /^(\d+\.\d+\.\d+\.)0\/24$/.exec(network)?.[1];
  if (v4 !== undefined) return [v4, `::ffff:${v4}`];
  const groups = network.replace(/::\/48$/, "").split(":");
  // Where the last groups are zeros, `::` may stand for them.
  const shorter = groups.flatMap((_, at) =>
    groups.slice(at).every((group) => group === "0") ? [`${groups.slice(0, at).join(":")}::`] : [],
  );
  return [`${groups.join(":")}:`, ...shorter];
}

/** How many issues last that nobody has resolved or put to rest: a number beside the menu, as the keeper last saw it. */
export async function countNeedyIssues(
  db: Database,
  { scope, now }: { scope: Scope; now: Date },
): Promise<number> {
  const isOfIssue = and(eq(cases.subjectKind, "issue"), eq(cases.subjectId, issues.id));
  const isSnoozed = and(eq(cases.state, "snoozed"), gte(cases.snoozedUntil, now));
  const [row] = await db.orm
    .select({ count: count() })
    .from(issues)
    .leftJoin(cases, isOfIssue)
    .where(
      and(
        isNull(issues.overAt),
        inScope(scope, issues),
        or(isNull(cases.id), and(ne(cases.state, "resolved"), not(isSnoozed ?? sql`false`))),
      ),
    );
  return row?.count ?? 0;
}
