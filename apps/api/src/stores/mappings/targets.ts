import type { Database, Scope } from "@parley/db";
import type { MappingKind } from "@parley/db/mappings";
import { findBrand, findLocation, listBrands, listLocations } from "@parley/db/stores";

/** What a PAR id can mean: a brand for an organization, a store for a location. */
export interface Target {
  id: string;
  /** Our short id, for example `YC-LC-001`. */
  code: string;
  name: string;
  /** A store's brand; for a brand, its own id. */
  brandId: string;
}

interface Targets {
  /** What we call it. */
  noun: "brand" | "store";
  find(db: Database, args: { scope: Scope; idOrCode: string }): Promise<Target | null>;
  list(db: Database, args: { scope: Scope }): Promise<Target[]>;
}

const ofBrand = (brand: Omit<Target, "brandId">): Target => ({ ...brand, brandId: brand.id });

/** What each kind of PAR id is mapped to, and how it is found. */
export const TARGETS: Readonly<Record<MappingKind, Targets>> = {
  organization: {
    noun: "brand",
    async find(db, args) {
      const brand = await findBrand(db, args);
      return brand && ofBrand(brand);
    },
    list: async (db, args) => (await listBrands(db, args)).map(ofBrand),
  },
  location: { noun: "store", find: findLocation, list: listLocations },
};
