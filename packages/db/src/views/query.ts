import { and, asc, eq, isNull, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import type { Grant } from "../operators/permissions.ts";
import { operatorGrants, operatorScopedGrants, operators } from "../schema/operator.ts";
import { savedViews } from "../schema/view.ts";

/** Somebody who opens views. */
export interface ViewReader {
  operatorId: string;
  grants: readonly Grant[];
}

const LIST_MAX = 500;

/** The views for which a condition holds, those of one person before the others, each by its name. */
export function viewsWhere(
  { orm }: { orm: Pick<Database["orm"], "select"> },
  where: SQL | undefined,
  ownerFirst: string,
) {
  return orm
    .select({ view: savedViews, ownerName: operators.name })
    .from(savedViews)
    .innerJoin(operators, eq(operators.id, savedViews.ownerId))
    .where(and(isNull(savedViews.deletedAt), where))
    .orderBy(sql`${savedViews.ownerId} <> ${ownerFirst}`, asc(savedViews.name), asc(savedViews.id))
    .limit(LIST_MAX);
}

/**
 * The condition that somebody may open a view: it is theirs, or it is shared with a role that they have where they and
 * its owner have something in common. An owner of the product may open every shared one.
 */
export function isOpenFor(reader: ViewReader): SQL | undefined {
  const shared = reader.grants.map(({ role, ...place }) =>
    role === "owner"
      ? sql`${savedViews.sharedWith} is not null`
      : and(eq(savedViews.sharedWith, role), ownerMeets(place)),
  );
  return or(eq(savedViews.ownerId, reader.operatorId), ...shared);
}

/** The view's owner has a grant for this place, or one that is around it or within. */
function ownerMeets({ brandId, locationId }: Omit<Grant, "role">): SQL {
  const store = locationId === null ? sql`true` : sql`(location_id is null or location_id = ${locationId})`;
  const place =
    brandId === null ? sql`true` : sql`(brand_id is null or (brand_id = ${brandId} and ${store}))`;
  return sql`exists (
    select from (
      select brand_id, null::text as location_id from ${operatorGrants} where operator_id = ${savedViews.ownerId}
      union all
      select brand_id, location_id from ${operatorScopedGrants} where operator_id = ${savedViews.ownerId}
    ) as held where ${place})`;
}
