import { type BrandScope, type Database, everyBrand, idFrom, type LocationId } from "@parley/db";
import { type Connection, type ConnectionSecret, listConnections, listSecrets } from "@parley/db/connections";
import { type ExchangeBody, listExchangeBodies } from "@parley/db/exchanges";
import { listMappings, type Mapping, type MappingKind } from "@parley/db/mappings";
import { listCurrentMenus, type MenuHead } from "@parley/db/menus";
import { type ApiKey, listApiKeys, listOperators } from "@parley/db/operators";
import { getOrderTrace, type OrderTrace } from "@parley/db/orders";
import { type Brand, type Location, listBrands, listLocations } from "@parley/db/stores";
import DataLoader from "dataloader";
import type { CurrentMenu } from "../../menus/current-menu.ts";
import type { Menus } from "../../menus/menus.ts";

/**
 * Rows that fields refer to, read in batches and once per request. A brand, location or connection belongs to
 * a row that the operator was allowed to read, so it is looked up by id alone. Lists of other rows are
 * filtered by the operator's scope.
 */
export interface Loaders {
  brand: DataLoader<string, Brand>;
  location: DataLoader<string, Location>;
  connection: DataLoader<string, Connection>;
  /** The secrets of a connection, newest first. */
  secrets: DataLoader<string, ConnectionSecret[]>;
  /** The menu in force of a location, without content. */
  menuHead: DataLoader<LocationId, MenuHead | null>;
  /** The menu of a location with its overrides, read once for all fields of an answer, so that they agree. */
  currentMenu: DataLoader<LocationId, CurrentMenu | null>;
  bodies: DataLoader<string, ExchangeBody | null>;
  trace: DataLoader<string, OrderTrace | null>;
  /** The API keys of an operator, newest first. */
  apiKeys: DataLoader<string, ApiKey[]>;
  /** The name of an operator, or null for an id that is not an operator's. */
  operatorName: DataLoader<string, string | null>;
  /** Every mapping of a kind that is in force in the operator's brands, read at most once. */
  mappings(kind: MappingKind): Promise<Mapping[]>;
}

/** Mappings of one operator's brands that one request may look through. */
const MAPPINGS_MAX = 100_000;

export function createLoaders(
  { db, menus }: { db: Database; menus: Pick<Menus, "getCurrent"> },
  scope: BrandScope,
): Loaders {
  const mappings = new Map<MappingKind, Promise<Mapping[]>>();
  return {
    brand: byId("brand", (ids) => listBrands(db, { scope: everyBrand, ids })),
    location: byId("location", (ids) =>
      listLocations(db, { scope: everyBrand, ids: ids.map((id) => idFrom("loc", id)) }),
    ),
    connection: byId("connection", (ids) => listConnections(db, { scope: everyBrand, ids })),
    secrets: new DataLoader(async (ids) => {
      const rows = await listSecrets(db, ids);
      return ids.map((id) => rows.filter((row) => row.connectionId === id));
    }),
    menuHead: new DataLoader(async (ids) => {
      const rows = await listCurrentMenus(db, { scope, locationIds: ids });
      return ids.map((id) => rows.find((row) => row.locationId === id) ?? null);
    }),
    currentMenu: new DataLoader((ids) => Promise.all(ids.map((id) => menus.getCurrent(id)))),
    bodies: new DataLoader(async (ids) => {
      const rows = await listExchangeBodies(db, { scope, exchangeIds: ids });
      return ids.map((id) => rows.find((row) => row.exchangeId === id) ?? null);
    }),
    trace: new DataLoader((ids) => Promise.all(ids.map((orderId) => getOrderTrace(db, { scope, orderId })))),
    apiKeys: new DataLoader(async (ids) => {
      const rows = await listApiKeys(db, ids);
      return ids.map((id) => rows.filter((row) => row.operatorId === id));
    }),
    operatorName: new DataLoader(async (ids) => {
      const rows = await listOperators(db, { ids });
      return ids.map((id) => rows.find(({ operator }) => operator.id === id)?.operator.name ?? null);
    }),
    mappings(kind) {
      const read = mappings.get(kind) ?? listMappings(db, { scope, kind, filter: { limit: MAPPINGS_MAX } });
      mappings.set(kind, read);
      return read;
    },
  };
}

function byId<Row extends { id: string }>(what: string, list: (ids: readonly string[]) => Promise<Row[]>) {
  return new DataLoader<string, Row>(async (ids) => {
    const rows = new Map((await list(ids)).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? new Error(`A row names the ${what} ${id}, which does not exist.`));
  });
}
