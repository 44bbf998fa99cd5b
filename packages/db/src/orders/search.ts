import { and, eq, gte, ilike, inArray, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Database } from "../client/client.ts";
import { orderKeys, orders } from "../schema/order.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import { detectSearchTerm, phoneSearchKey } from "./search-term.ts";

// A prefix may match a million rows; sorting those by time would take seconds, so only the first thousand
// in index order are looked at. Whoever typed so little narrows the term.
const CANDIDATES_MAX = 1000;
// The last code point: every text with the prefix is below prefix + this, in collation "C".
const LAST_CHARACTER = "\u{10ffff}";

/** Orders whose ids a term may mean, as a condition on `orders.id`; each candidate list is one index range. */
export function searchCondition(db: Database, scope: BrandScope, text: string): SQL | undefined {
  const term = detectSearchTerm(text);
  const any = (...candidates: SQL[]) => sql`${orders.id} in (${sql.join(candidates, sql` union all `)})`;
  switch (term.kind) {
    case "order_id":
      return eq(orders.id, term.value);
    case "email":
      return any(byEmail(term.value));
    case "request_uid":
      // GUIDs are stored as received; PAR's examples are lower case, .NET writes either.
      return any(
        byRequestUid([...new Set([term.value, term.value.toLowerCase(), term.value.toUpperCase()])]),
      );
    case "phone":
      return any(byPhone(term.value));
    case "digits":
      return any(
        ...byIdentifier(term.value),
        ...(phoneSearchKey(term.value) === null ? [] : [byPhone(term.value)]),
      );
    case "identifier":
      return any(...byIdentifier(term.value));
    case "name":
      return ilike(orders.guestName, `%${term.value.replace(/[\\%_]/g, "\\$&")}%`);
    case "too_short":
      return sql`false`;
    default:
      return term satisfies never;
  }

  function byIdentifier(value: string): SQL[] {
    return [
      byRequestUid([value]),
      candidates(eq(orders.posOrderId, value), orders.posOrderId),
      candidates(
        and(gte(orders.onlineOrderId, value), lt(orders.onlineOrderId, value + LAST_CHARACTER)),
        orders.onlineOrderId,
      ),
    ];
  }

  function byRequestUid(values: string[]): SQL {
    return sql`${db.orm.select({ id: orderKeys.orderId }).from(orderKeys).where(inArray(orderKeys.requestUid, values)).limit(CANDIDATES_MAX)}`;
  }

  // For e-mail and phone "is not null" is said outright: the planner does not see through the collation that
  // their partial indexes fit.
  function byEmail(value: string): SQL {
    const email = sql`lower(${orders.guestEmail}) collate "C"`;
    return candidates(and(isNotNull(orders.guestEmail), sql`${email} = ${value}`), email);
  }

  function byPhone(value: string): SQL {
    const key = phoneSearchKey(value) ?? "";
    const reversed = sql`reverse(regexp_replace(${orders.guestPhone}, '[^0-9]', '', 'g')) collate "C"`;
    const range = sql`${reversed} >= ${key} and ${reversed} < ${key + LAST_CHARACTER}`;
    return candidates(and(isNotNull(orders.guestPhone), range), reversed);
  }

  // The scope filters inside too: the thousand candidates must not be used up by other brands' orders.
  function candidates(condition: SQL | undefined, order: PgColumn | SQL): SQL {
    const query = db.orm
      .select({ id: orders.id })
      .from(orders)
      .where(and(condition, inScope(scope, orders.brandId)))
      .orderBy(order)
      .limit(CANDIDATES_MAX);
    return sql`(${query})`;
  }
}
