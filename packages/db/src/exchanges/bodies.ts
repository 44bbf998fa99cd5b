import { and, eq, inArray } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import type { ExchangeBody } from "./exchanges.ts";
import { readBodies } from "./unpacking.ts";

/** The bodies of those of these exchanges that exist for this scope. */
export async function listExchangeBodies(
  db: Database,
  args: { scope: Scope; exchangeIds: readonly string[] },
): Promise<ExchangeBody[]> {
  const rows = await db.orm
    .select({ bodies: exchangeBodies })
    .from(exchangeBodies)
    .innerJoin(exchanges, eq(exchanges.id, exchangeBodies.exchangeId))
    // Of the bodies, whose partitions are chosen by them; the others follow.
    .where(and(inArray(exchangeBodies.exchangeId, [...args.exchangeIds]), inScope(args.scope, exchanges)));
  return await readBodies(
    db,
    rows.map((row) => row.bodies),
  );
}
