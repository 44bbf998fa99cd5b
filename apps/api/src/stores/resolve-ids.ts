import type { Database, LocationId } from "@parley/db";
import { idFrom } from "@parley/db";
import { type LiveMapping, listLiveMappings, upsertUnmapped } from "@parley/db/mappings";
import type { Vault } from "@parley/db/secrets";
import { findStore, listFormerPos } from "@parley/db/stores";
import { readStorePos } from "../pos/store-pos.ts";
import { redactSecrets } from "../redact.ts";
import { type FindStoreOf, nowhere, type OrderAtPos, type StoreWays, storeOf } from "./order-pos.ts";
import type { Store } from "./store.ts";

/** PAR's ids as received, within one connection. */
export interface ParIds {
  connectionId: string;
  parOrganizationId: string;
  parLocationId: string;
}

export type UnmappedCode = "unmapped_organization" | "unmapped_location";

/** Which version of each mapping led from PAR's ids to the store. */
export interface MappingVersions {
  organization: number;
  location: number;
}

export type Resolution =
  | { kind: "mapped"; store: Store; mappings: MappingVersions }
  | { kind: "unmapped"; code: UnmappedCode };

/** PAR ids → our store, from a cache that NOTIFY clears, so that a new mapping works at once. */
export interface Ids {
  /**
   * Unknown ids and other connections' ids get the same answer: only this connection's mappings are
   * read, so the answer cannot reveal whether another connection has the ids.
   */
  resolve(ids: ParIds): Promise<Resolution>;
  /** Adds unmapped ids to the operators' queue. Never throws, because the answer does not depend on it. */
  queue(ids: ParIds & { code: UnmappedCode; exchangeId: string }): Promise<void>;
  /** One store by our id, with its POS secret decrypted; null where it does not exist. */
  findStore(locationId: LocationId): Promise<Store | null>;
  findStoreOf: FindStoreOf;
  /** Forgets the mappings of one connection. */
  forgetConnection(connectionId: string): void;
  /** Forgets one store. */
  forgetStore(locationId: LocationId): void;
  /** Forgets everything, because notifications may have been lost. */
  forgetAll(): void;
}

interface ConnectionMappings {
  brands: ReadonlyMap<string, LiveMapping>;
  locations: ReadonlyMap<string, LiveMapping>;
}

export function createIds(deps: {
  db: Database;
  vault: Vault;
  now: () => Date;
  /** The live SharedIds of a connection. */
  secretsOf: (connectionId: string) => readonly string[];
  onError: (error: unknown) => void;
}): Ids {
  const { db, vault } = deps;
  const mappings = new Map<string, Promise<ConnectionMappings>>();
  const stores = new Map<string, Promise<StoreWays | null>>();

  async function loadMappings(connectionId: string): Promise<ConnectionMappings> {
    const { organizations, locations } = await listLiveMappings(db, connectionId);
    return {
      brands: new Map(organizations.map((row) => [row.parId, row])),
      locations: new Map(locations.map((row) => [row.parId, row])),
    };
  }

  async function loadStore(locationId: LocationId): Promise<StoreWays | null> {
    const found = await findStore(db, { vault, locationId });
    if (found === null) return null;
    const { location, posSecret } = found;
    const former = location.posLink === null ? [] : await listFormerPos(db, { vault, locationId });
    const store: Store = {
      locationId: location.id,
      brandId: location.brandId,
      code: location.code,
      phone: location.phone,
      timezone: location.timezone,
      currency: location.currency,
      pausedAt: location.pausedAt,
      pauseUntil: location.pauseUntil,
      pos: readStorePos({ kind: location.posKind, settings: location.posSettings, secret: posSecret }),
      via: { posLink: location.posLink, posAccount: location.posAccount ?? location.id },
      lane: location.id,
    };
    return { store, former };
  }

  const waysOf = (locationId: LocationId) => remembered(stores, locationId, () => loadStore(locationId));
  const findStoreCached = async (locationId: LocationId) => (await waysOf(locationId))?.store ?? null;

  async function findStoreOf(order: OrderAtPos): Promise<Store | null> {
    const known = await waysOf(order.locationId);
    if (known === null) return null;
    const store = storeOf(order, known);
    if (store !== null) return store;
    // Another process sent it by a way that is newer than what is remembered here.
    stores.delete(order.locationId);
    const read = await waysOf(order.locationId);
    return read === null ? null : (storeOf(order, read) ?? nowhere(read.store));
  }

  return {
    async resolve({ connectionId, parOrganizationId, parLocationId }) {
      const known = await remembered(mappings, connectionId, () => loadMappings(connectionId));
      const organization = known.brands.get(parOrganizationId);
      if (organization === undefined) return { kind: "unmapped", code: "unmapped_organization" };
      const location = known.locations.get(parLocationId);
      // A location whose brand is not the organization's counts as unmapped.
      const isOfBrand = location !== undefined && location.brandId === organization.brandId;
      const store = isOfBrand ? await findStoreCached(idFrom("loc", location.targetId)) : null;
      if (!isOfBrand || store === null) return { kind: "unmapped", code: "unmapped_location" };
      const versions = { organization: organization.version, location: location.version };
      return { kind: "mapped", store, mappings: versions };
    },

    async queue({ connectionId, parOrganizationId, parLocationId, code, exchangeId }) {
      const isOrganization = code === "unmapped_organization";
      const parId = isOrganization ? parOrganizationId : parLocationId;
      const secrets = deps.secretsOf(connectionId);
      // A secret in the wrong field is no id that anybody could map, and must stand nowhere in plain.
      const isSecret = (id: string) => redactSecrets(id, secrets) !== id;
      if (isSecret(parId) || isSecret(parOrganizationId)) return;
      try {
        await upsertUnmapped(db, {
          connectionId,
          kind: isOrganization ? "organization" : "location",
          parId,
          parOrganizationId: isOrganization ? null : parOrganizationId,
          exchangeId,
          now: deps.now(),
        });
      } catch (error) {
        deps.onError(error);
      }
    },

    findStore: findStoreCached,
    findStoreOf,
    forgetConnection: (connectionId) => void mappings.delete(connectionId),
    forgetStore: (locationId) => void stores.delete(locationId),
    forgetAll() {
      mappings.clear();
      stores.clear();
    },
  };
}

/**
 * The value of a key, loaded once at a time. A value whose key is forgotten while it loads is not
 * cached: those who wait for it get it, the next caller loads again.
 */
async function remembered<T>(
  cache: Map<string, Promise<T>>,
  key: string,
  load: () => Promise<T>,
): Promise<T> {
  const known = cache.get(key);
  if (known !== undefined) return await known;
  const loading = load();
  cache.set(key, loading);
  loading.catch(() => {
    if (cache.get(key) === loading) cache.delete(key);
  });
  return await loading;
}
