import { inArray, or, type SQL, sql } from "drizzle-orm";
import { type PgColumn, QueryBuilder } from "drizzle-orm/pg-core";
import { idFrom } from "../ids.ts";
import { brands, locations } from "../schema/location.ts";

/**
 * What an operator may reach: everything, or these brands and these stores. Each operator-facing read filters
 * by it in SQL. A store is in scope by itself or by its brand; a brand only by itself.
 */
export type Scope =
  | { readonly all: true }
  | { readonly all: false; readonly brandIds: readonly string[]; readonly locationIds: readonly string[] };

/** The scope of the system itself and of operators without a limit. */
export const everyBrand: Scope = { all: true };

/** The scope of somebody who may nothing. */
export const nothing: Scope = { all: false, brandIds: [], locationIds: [] };

/** The scope of some brands as a whole. */
export function ofBrands(...brandIds: readonly string[]): Scope {
  return { all: false, brandIds, locationIds: [] };
}

/** The columns by which a row is in somebody's scope; a table that has both is given as it is. */
export interface ScopeColumns {
  readonly brandId: PgColumn;
  /** Null for rows of a brand as a whole: a grant for one store does not reach them. */
  readonly locationId: PgColumn | null;
}

/** By these a store itself is in scope, and whatever is joined with it. */
export const storeColumns: ScopeColumns = { brandId: locations.brandId, locationId: locations.id };

/** The condition that a row is in scope; undefined where nothing needs filtering. */
export function inScope(scope: Scope, { brandId, locationId }: ScopeColumns): SQL | undefined {
  if (scope.all) return undefined;
  const { brandIds, locationIds } = scope;
  const reached = [
    ...(brandIds.length === 0 ? [] : [inArray(brandId, [...brandIds])]),
    ...(locationId === null || locationIds.length === 0 ? [] : [inArray(locationId, [...locationIds])]),
  ];
  return or(...reached) ?? sql`false`;
}

/**
 * The condition that a brand's name may be read: of a brand in scope, and of the brand of a store in scope,
 * because nobody can tell stores apart without it.
 */
export function isBrandInSight(scope: Scope): SQL | undefined {
  const own = inScope(scope, { brandId: brands.id, locationId: null });
  if (scope.all || scope.locationIds.length === 0) return own;
  const ofStores = new QueryBuilder()
    .select({ brandId: locations.brandId })
    .from(locations)
    .where(
      inArray(
        locations.id,
        scope.locationIds.map((id) => idFrom("loc", id)),
      ),
    );
  return or(own, inArray(brands.id, ofStores));
}

/** Where something belongs: to a store of a brand, to a brand as a whole, or to none. */
export interface Place {
  readonly brandId: string | null;
  readonly locationId: string | null;
}

/** Whether a place is in a scope. */
export function covers(scope: Scope, { brandId, locationId }: Place): boolean {
  if (scope.all) return true;
  return (
    (brandId !== null && scope.brandIds.includes(brandId)) ||
    (locationId !== null && scope.locationIds.includes(locationId))
  );
}
