import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { LocationId } from "../ids.ts";
import { locations } from "../schema/location.ts";
import { inScope, type Scope, storeColumns } from "./scope.ts";

// At a test store no guest waits, so what happens there is shown and not counted: not as money, not as what needs
// somebody, not in statistics. Whoever looks after nothing but test stores has them counted, for they would see nothing
// else: an installation that does not yet serve guests is one.

/** The test stores in a scope that are not to be counted; none where there are no others. */
export async function listUncountedStores(
  db: Pick<Database, "orm">,
  { scope }: { scope: Scope },
): Promise<LocationId[]> {
  const stores = await db.orm
    .select({ id: locations.id, isTest: locations.isTest })
    .from(locations)
    .where(inScope(scope, storeColumns));
  if (stores.every(({ isTest }) => isTest)) return [];
  return stores.flatMap(({ id, isTest }) => (isTest ? [id] : []));
}

/** The same as the condition that a row is to be counted: that it is of another store, or of none. */
export function isCounted(scope: Scope, locationId: SQLWrapper): SQL {
  const own = inScope(scope, storeColumns) ?? sql`true`;
  return sql`(${locationId} is null
    or ${locationId} not in (select id from locations where is_test and ${own})
    or not exists (select from locations where not is_test and ${own}))`;
}
