import { asc, eq, inArray, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { operatorGrants, operatorScopedGrants } from "../schema/operator.ts";
import { covers } from "../sql/scope.ts";
import type { Grant } from "./permissions.ts";

// Grants are kept in two tables, because two releases run side by side during a deploy: in the first those that
// the release before knows, under the names that it knows, in the second the others.

type Orm = Pick<Database["orm"], "select" | "insert" | "delete">;

/** The grants of operators, by operator. */
export async function listGrants(
  { orm }: { orm: Pick<Orm, "select"> },
  operatorIds: readonly string[],
): Promise<ReadonlyMap<string, Grant[]>> {
  const own = orm
    .select({
      id: operatorGrants.id,
      operatorId: operatorGrants.operatorId,
      role: sql<Grant["role"]>`case ${operatorGrants.role} when 'admin'
        then case when ${operatorGrants.brandId} is null then 'owner' else 'brand_admin' end
        else ${operatorGrants.role} end`.as("role"),
      brandId: operatorGrants.brandId,
      locationId: sql<string | null>`null::text`.as("location_id"),
    })
    .from(operatorGrants)
    .where(inArray(operatorGrants.operatorId, [...operatorIds]));
  const scoped = orm
    .select({
      id: operatorScopedGrants.id,
      operatorId: operatorScopedGrants.operatorId,
      role: sql<Grant["role"]>`${operatorScopedGrants.role}`.as("role"),
      brandId: operatorScopedGrants.brandId,
      locationId: sql<string | null>`${operatorScopedGrants.locationId}`.as("location_id"),
    })
    .from(operatorScopedGrants)
    .where(inArray(operatorScopedGrants.operatorId, [...operatorIds]));
  const rows = await unionAll(own, scoped).orderBy(asc(sql`id`));
  const grants = new Map<string, Grant[]>();
  for (const { operatorId, role, brandId, locationId } of rows) {
    const held = grants.get(operatorId) ?? [];
    grants.set(operatorId, [...held, { role, brandId, locationId }]);
  }
  return grants;
}

/** Gives an operator these grants beside those they have. @throws where `grantsProblem` finds a fault */
export async function insertGrants(
  orm: Pick<Orm, "insert">,
  args: { operatorId: string; grants: readonly Grant[]; now: Date },
): Promise<void> {
  const { operatorId, grants, now } = args;
  const problem = grantsProblem(grants);
  if (problem !== null) throw new Error(problem);
  for (const { role, brandId, locationId } of grants) {
    const row = { id: newId("grt"), operatorId, brandId, createdAt: now };
    if (role === "owner" || role === "brand_admin") {
      await orm
        .insert(operatorGrants)
        .values({ ...row, role: "admin" })
        .onConflictDoNothing();
    } else if (role === "engineer" || locationId !== null) {
      await orm
        .insert(operatorScopedGrants)
        .values({ ...row, role, locationId })
        .onConflictDoNothing();
    } else {
      await orm
        .insert(operatorGrants)
        .values({ ...row, role })
        .onConflictDoNothing();
    }
  }
}

/** Takes every grant of an operator. */
export async function deleteGrants(orm: Pick<Orm, "delete">, operatorId: string): Promise<void> {
  await orm.delete(operatorGrants).where(eq(operatorGrants.operatorId, operatorId));
  await orm.delete(operatorScopedGrants).where(eq(operatorScopedGrants.operatorId, operatorId));
}

/**
 * Why nobody can hold grants together: an owner has every brand, a brand admin has a brand, and the whole of it, and a
 * role that the release before does not know goes only with others of the same brand.
 */
export type GrantsProblem = "ownerOfPlace" | "brandAdminOfNone" | "brandAdminOfStore" | "rolesApart";

/** Why nobody can hold these grants together; null where somebody can. */
export function grantsProblem(grants: readonly Grant[]): GrantsProblem | null {
  for (const { role, brandId, locationId } of grants) {
    if (role === "owner" && (brandId !== null || locationId !== null)) return "ownerOfPlace";
    if (role === "brand_admin" && brandId === null) return "brandAdminOfNone";
    if (role === "brand_admin" && locationId !== null) return "brandAdminOfStore";
  }
  // The release before lets the admins of the brands that it sees change an operator, a password included. What
  // it does not see must therefore lie within what it sees, or it must see nothing at all.
  const isSeen = ({ role, locationId }: Grant) => role !== "engineer" && locationId === null;
  const seen = grants.filter(isSeen);
  const within = {
    all: false as const,
    brandIds: seen.flatMap(({ brandId }) => brandId ?? []),
    locationIds: [],
  };
  const hasAll = seen.some(({ brandId }) => brandId === null);
  const isBeyond = (grant: Grant) => !isSeen(grant) && !covers(within, grant);
  return seen.length > 0 && !hasAll && grants.some(isBeyond) ? "rolesApart" : null;
}
