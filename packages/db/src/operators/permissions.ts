import { covers, nothing, type Place, type Scope } from "../sql/scope.ts";

/** The roles, the most powerful first. An owner has every brand; each other holds for brands or stores. */
export const roles = ["owner", "brand_admin", "support", "engineer", "viewer"] as const;
export type Role = (typeof roles)[number];

/** What an operator may do, and where: in every brand, in one, or in one store. */
export interface Grant extends Place {
  readonly role: Role;
}

const SEES = ["stores.read", "orders.read", "mappings.read", "connections.read"] as const;

const MENDS = [
  ...SEES,
  "guests.read",
  "guests.reveal",
  "bodies.read",
  "signatures.explain",
  "orders.mend",
  "orders.share",
  "cases.edit",
  "availability.edit",
  "menus.refresh",
] as const;

const EVERYTHING = [
  ...MENDS,
  "simulator.use",
  "simulator.use_live",
  "stores.edit",
  "mappings.edit",
  "connections.edit",
  "operators.edit",
  "alerts.edit",
  "audit.read",
] as const;

/**
 * One thing that an operator may do. Every read and every act of the operators' door asks for exactly one.
 *
 * - `stores.read` brands, stores, menus, availability, sums · `orders.read` orders, traces, calls without bodies
 * - `guests.read` guests' names, and search by whatever is known of a guest · `guests.reveal` their phone
 *   number, e-mail address and postal address, one order at a time, recorded
 * - `bodies.read` the bodies of calls; what is in them of a guest is masked by the two above
 * - `simulator.use_live` the simulator's page against a store where real orders arrive
 */
export type Permission = (typeof EVERYTHING)[number];

/** What each role may do. Whatever does not stand here, it may not. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  owner: EVERYTHING,
  brand_admin: EVERYTHING,
  support: MENDS,
  engineer: [...SEES, "bodies.read", "signatures.explain", "simulator.use"],
  viewer: SEES,
};

/** Every permission there is. */
export const permissions: readonly Permission[] = EVERYTHING;

/** Where grants give a permission. */
export function scopeOf(grants: readonly Grant[], permission: Permission): Scope {
  const giving = grants.filter(({ role }) => permissionsOf[role].includes(permission));
  if (giving.length === 0) return nothing;
  if (giving.some(({ brandId, locationId }) => brandId === null && locationId === null)) return { all: true };
  const ofBrands = giving.filter(({ locationId }) => locationId === null);
  return {
    all: false,
    brandIds: [...new Set(ofBrands.flatMap(({ brandId }) => brandId ?? []))],
    locationIds: [...new Set(giving.flatMap(({ locationId }) => locationId ?? []))],
  };
}

/** What of the grants that were given to a key holds while its operator has these: it never may more than they. */
export function grantsHeld(given: readonly Grant[], held: readonly Grant[]): Grant[] {
  return given.filter((grant) =>
    permissionsOf[grant.role].every((permission) => covers(scopeOf(held, permission), grant)),
  );
}

/** Whether all that grants give lies within a scope; of somebody without any grant only where it is unlimited. */
export function isWithin(scope: Scope, grants: readonly Place[]): boolean {
  if (scope.all) return true;
  return grants.length > 0 && grants.every((place) => covers(scope, place));
}
