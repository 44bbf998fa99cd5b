import { inArray, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/** What an operator may see: every brand, or those named. Each operator-facing read filters by it in SQL. */
export type BrandScope =
  | { readonly all: true }
  | { readonly all: false; readonly brandIds: readonly string[] };

/** The scope of the system itself and of operators without a limit. */
export const everyBrand: BrandScope = { all: true };

/** The condition that a brand column is in scope; undefined where nothing needs filtering. */
export function inScope(scope: BrandScope, brandId: PgColumn): SQL | undefined {
  if (scope.all) return undefined;
  return scope.brandIds.length === 0 ? sql`false` : inArray(brandId, [...scope.brandIds]);
}
