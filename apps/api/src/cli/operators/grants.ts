import { everyBrand } from "@parley/db";
import { type Grant, type Role, roles } from "@parley/db/operators";
import { listBrands, listLocations } from "@parley/db/stores";
import { requireBrand, requireLocation } from "../kernel/existing.ts";
import { UsageError } from "../kernel/refusal.ts";
import type { Session } from "../kernel/session.ts";

/** The roles as one may write them; `admin` is a brand admin where there is --brand, and else an owner. */
export const ROLES = [...roles, "admin"] as const;
export type RoleName = (typeof ROLES)[number];

/** What a role gives in the brands and stores that were named, or everywhere where none was. */
export async function readGrants(
  session: Session,
  given: { role: RoleName; brand?: string[] | undefined; store?: string[] | undefined },
): Promise<Grant[]> {
  const { brand: brandCodes = [], store: storeCodes = [] } = given;
  const isEverywhere = brandCodes.length === 0 && storeCodes.length === 0;
  const role: Role = given.role === "admin" ? (isEverywhere ? "owner" : "brand_admin") : given.role;
  if (role === "owner" && !isEverywhere) {
    throw new UsageError(
      "An owner has every brand.",
      "Leave out --brand and --store, or give --role brand_admin.",
    );
  }
  if (role === "brand_admin" && (brandCodes.length === 0 || storeCodes.length > 0)) {
    throw new UsageError("A brand admin has whole brands.", "Give --brand and leave out --store.");
  }
  if (isEverywhere) return [{ role, brandId: null, locationId: null }];
  const grants: Grant[] = [];
  for (const code of brandCodes) {
    grants.push({ role, brandId: (await requireBrand(session, code)).id, locationId: null });
  }
  for (const code of storeCodes) {
    const { id, brandId } = await requireLocation(session, code);
    grants.push({ role, brandId, locationId: id });
  }
  return grants;
}

/** The codes of brands and stores, by id. */
export type PlaceNames = ReadonlyMap<string, string>;

export async function readPlaceNames({ db }: Session): Promise<PlaceNames> {
  const [brands, locations] = await Promise.all([
    listBrands(db, { scope: everyBrand }),
    listLocations(db, { scope: everyBrand }),
  ]);
  return new Map([...brands, ...locations].map(({ id, code }) => [id, code]));
}

/** What grants give, for people: `support YC01, viewer YC-LC-001`. */
export function grantsText(grants: readonly Grant[], names: PlaceNames): string {
  return grants
    .map(({ role, brandId, locationId }) => {
      const id = locationId ?? brandId;
      return `${role} ${id === null ? "(all brands)" : (names.get(id) ?? id)}`;
    })
    .join(", ");
}

export function grantsJson(grants: readonly Grant[], names: PlaceNames) {
  const codeOf = (id: string | null) => (id === null ? null : (names.get(id) ?? id));
  return grants.map(({ role, brandId, locationId }) => ({
    role,
    brand: codeOf(brandId),
    store: codeOf(locationId),
  }));
}
