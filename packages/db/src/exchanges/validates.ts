import { and, desc, eq, gte, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { exchanges } from "../schema/exchange.ts";
import { cursorOf, keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { type CallMatch, callMatches } from "./call-match.ts";
import type { Exchange } from "./exchanges.ts";

export interface ValidateFilter {
  matches?: readonly CallMatch[] | undefined;
  brandId?: string | undefined;
  locationId?: LocationId | undefined;
  from?: Date | undefined;
  until?: Date | undefined;
}

/** A page of validates that no submit followed, and how far the list was looked through for it. */
export interface AbandonedValidates {
  validates: Exchange[];
  /** From here on older ones have not been looked at; null where none are left. */
  lookedUntil: { cursor: string; at: Date } | null;
}

/** Nearly every validate is followed by its submit, so a page has to look at many: at most so many at once. */
const LOOKED_AT = 2_000;
/** By a cause, which few have or none: each row says whether it is of it, and only what is asks for its submit. */
const LOOKED_AT_BY_CAUSE = 20_000;

/**
 * Validates whose online order, or whose request where it names none, was never submitted, newest first: the last one
 * of each online order. A page may hold fewer than asked for, or none, and yet others follow.
 */
export async function listAbandonedValidates(
  db: Database,
  args: { scope: Scope; filter?: ValidateFilter | undefined; page: Pick<Page, "limit" | "after"> },
): Promise<AbandonedValidates> {
  const { filter = {}, page } = args;
  const lookedAt = filter.matches === undefined ? LOOKED_AT : LOOKED_AT_BY_CAUSE;
  const { where, orderBy } = keyset({ ...page, limit: 1 }, { at: exchanges.at, id: exchanges.id });
  const looked = db.orm
    .select()
    .from(exchanges)
    .where(
      and(
        isValidate,
        inScope(args.scope, exchanges),
        filter.brandId === undefined ? undefined : eq(exchanges.brandId, filter.brandId),
        filter.locationId === undefined ? undefined : eq(exchanges.locationId, filter.locationId),
        filter.from && gte(exchanges.at, filter.from),
        filter.until && lt(exchanges.at, filter.until),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(lookedAt)
    .as("looked");
  const of = (column: "connection_id" | "online_order_id" | "request_uid" | "at" | "id") =>
    sql`"looked".${sql.identifier(column)}`;
  const same = (online: SQL, request: SQL) => sql`
    case when ${of("online_order_id")} is null then exists (${request}) else exists (${online}) end`;
  const isSubmitted = sql`
    exists (select from orders o where o.online_order_id = ${of("online_order_id")}
      and o.connection_id = ${of("connection_id")})
    or exists (select from order_keys k where k.request_uid = ${of("request_uid")}
      and k.connection_id = ${of("connection_id")})
    or ${same(
      sql`select from exchanges e where e.online_order_id = ${of("online_order_id")}
        and e.connection_id = ${of("connection_id")} and (e.operation = 'submit_order'
          or (e.operation = 'validate_order' and (e.at, e.id) > (${of("at")}, ${of("id")})))`,
      sql`select from exchanges e where e.request_uid = ${of("request_uid")}
        and e.connection_id = ${of("connection_id")} and e.operation = 'submit_order'`,
    )}`;
  const rows = await db.orm
    .select()
    .from(looked)
    .where(and(filter.matches && callMatches(filter.matches, looked), sql`not (${isSubmitted})`))
    .orderBy(desc(looked.at), desc(looked.id))
    .limit(page.limit);
  if (rows.length === page.limit) return { validates: rows, lookedUntil: edgeOf(rows.at(-1)) };
  const [last] = await db.orm
    .select({ id: looked.id, at: looked.at })
    .from(looked)
    .orderBy(desc(looked.at), desc(looked.id))
    .offset(lookedAt - 1)
    .limit(1);
  return { validates: rows, lookedUntil: edgeOf(last) };
}

const isValidate = and(sql`${exchanges.operation} = 'validate_order'`, isNotNull(exchanges.connectionId));

function edgeOf(row: { id: string; at: Date } | undefined): AbandonedValidates["lookedUntil"] {
  return row === undefined ? null : { cursor: cursorOf(row.at, row.id), at: row.at };
}
