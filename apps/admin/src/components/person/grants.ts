import type { Administered, GrantParts } from "./person.graphql.ts";

export type Role = GrantParts["role"];

/** One role as a form holds it: `place` is a store's or a brand's id, and empty for every brand. */
export interface GrantDraft {
  key: number;
  role: Role;
  place: string;
}

const ROLES: readonly Role[] = ["VIEWER", "SUPPORT", "ENGINEER", "BRAND_ADMIN", "OWNER"];

/** The roles that somebody may give who administers this, the least powerful first. */
export function offeredRoles({ everyBrand }: Administered): readonly Role[] {
  return everyBrand ? ROLES : ROLES.filter((role) => role !== "OWNER");
}

/** Where a role can hold: an owner has every brand, a brand admin whole brands. */
export function placesOf(role: Role, { everyBrand, brands, locations }: Administered) {
  return {
    everyBrand: role === "OWNER" || (everyBrand && role !== "BRAND_ADMIN"),
    brands: role === "OWNER" ? [] : brands,
    locations: role === "OWNER" || role === "BRAND_ADMIN" ? [] : locations,
  };
}

/** The place that a role keeps, or the first one that it can have. */
export function placeFor(role: Role, place: string, administered: Administered): string {
  const { everyBrand, brands, locations } = placesOf(role, administered);
  const offered = [...brands.map(({ id }) => id), ...locations.map(({ id }) => id)];
  if (offered.includes(place) || (everyBrand && place === "")) return place;
  return offered[0] ?? "";
}

/** A role as the API takes it. */
export function toInput({ role, place }: GrantDraft) {
  if (place === "") return { role };
  return place.startsWith("loc_") ? { role, locationId: place } : { role, brandId: place };
}

/** What somebody may do, as a form holds it. */
export function draftsOf(grants: readonly GrantParts[]): GrantDraft[] {
  return grants.map(({ role, brand, location }, key) => ({
    key,
    role,
    place: location?.id ?? brand?.id ?? "",
  }));
}
