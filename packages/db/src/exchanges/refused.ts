import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { digestIs } from "../orders/candidates.ts";
import { type Reading, readSearchTerm, readSentenceTerm } from "../orders/search-term.ts";
import { exchangeBodies, exchanges, isRefusedSubmit } from "../schema/exchange.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import type { Exchange } from "./exchanges.ts";

export interface RefusedSubmitArgs {
  text: string;
  scope: BrandScope;
  limit: number;
  /** Also calls whose sender is not known: anybody on the network can make any number of them. */
  includeUnauthenticated?: boolean | undefined;
}

// A beginning may match very many; a whole id does not.
const CANDIDATES_MAX = 1000;
const BEGINNING_MIN = 3;
const LAST_CHARACTER = "\u{10ffff}";

/**
 * Submits that never became an order, newest first: refused before there was one. Found by request uid, online
 * order id, PAR's location id (each also by its beginning), by digest and by the id of the call itself. By a
 * digest or an id of ours any call is found that is no order's.
 */
export async function listRefusedSubmits(db: Database, args: RefusedSubmitArgs): Promise<Exchange[]> {
  const readings = [...readSearchTerm(args.text), ...(readSentenceTerm(args.text)?.numbers ?? [])];
  const lists = readings.flatMap((reading) => candidates(db, reading, args));
  if (lists.length === 0) return [];
  return await db.orm
    .select()
    .from(exchanges)
    .where(
      and(
        sql`${exchanges.id} in (${sql.join(lists, sql` union all `)})`,
        isNull(exchanges.orderId),
        eq(exchanges.direction, "in"),
        args.includeUnauthenticated === true ? undefined : isNotNull(exchanges.connectionId),
        inScope(args.scope, exchanges.brandId),
      ),
    )
    .orderBy(sql`${exchanges.at} desc`, sql`${exchanges.id} desc`)
    .limit(Math.max(1, Math.min(args.limit, 100)));
}

function candidates(db: Database, reading: Reading, args: RefusedSubmitArgs): SQL[] {
  switch (reading.kind) {
    case "exchange":
      return [sql`(select ${exchanges.id} from ${exchanges} where ${exchanges.id} = ${reading.value})`];
    case "digest":
      return [
        sql`(${db.orm
          .select({ id: exchangeBodies.exchangeId })
          .from(exchangeBodies)
          .where(digestIs(reading.value))
          .limit(CANDIDATES_MAX)})`,
      ];
    case "id":
      return [exchanges.requestUid, exchanges.onlineOrderId, exchanges.parLocationId].map((column) => {
        const key = sql`search_id(${column}) collate "C"`;
        const folded = sql`search_id(${reading.value}::text)`;
        const fits =
          reading.value.length < BEGINNING_MIN
            ? sql`${key} = ${folded}`
            : sql`${key} >= ${folded} and ${key} < ${folded} || ${LAST_CHARACTER}::text`;
        const list = db.orm
          .select({ id: exchanges.id })
          .from(exchanges)
          .where(
            and(
              isRefusedSubmit(exchanges),
              fits,
              args.includeUnauthenticated === true ? undefined : isNotNull(exchanges.connectionId),
              inScope(args.scope, exchanges.brandId),
            ),
          )
          .orderBy(key, sql`${exchanges.at} desc`)
          .limit(CANDIDATES_MAX);
        return sql`(${list})`;
      });
    default:
      return [];
  }
}
