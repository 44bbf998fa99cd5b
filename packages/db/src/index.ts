/**
 * What every query needs: the connection, ids, pages, scopes. The queries themselves are one entry per noun
 * (`@parley/db/orders`, `@parley/db/menus`, …), so an import line says whose rows it touches.
 *
 * @packageDocumentation
 */
export {
  type Database,
  type DatabaseOptions,
  type Listener,
  openDatabase,
} from "./client/client.ts";
export { PoolerError } from "./client/pooler.ts";
export { probeWrite } from "./client/write-probe.ts";
export { listUnsafeSettings } from "./durability.ts";
export {
  type BrandId,
  type ConnectionId,
  type Id,
  type IdPrefix,
  idFrom,
  type LocationId,
  newId,
  type OrderId,
  type ParKey,
  posReferenceOf,
} from "./ids.ts";
export { migrate } from "./migrate.ts";
export { RoleError } from "./role.ts";
export { CursorError, cursorOf, type Page } from "./sql/page.ts";
export { isFateUnknown, withoutValues } from "./sql/postgres-errors.ts";
export { covers, everyBrand, ofBrands, type Place, type Scope } from "./sql/scope.ts";
export { DATABASE_CLOCK, databaseTime, type LedgerNow, ledgerTime } from "./sql/time.ts";
