import { idFrom } from "@parley/db";
import type { Grant } from "@parley/db/operators";
import { listBrands, listLocations } from "@parley/db/stores";
import { LIST_MAX } from "@parley/limits";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { type Refusal, refuse } from "../kernel/error.ts";
import { Role } from "./role.ts";

export const GrantInput = builder.inputType("GrantInput", {
  description: "One role, for every brand, one of them, or one store.",
  fields: (t) => ({
    role: t.field({ type: Role, required: true, description: "The role." }),
    brandId: t.id({ description: "The brand it holds for; leave out for every brand, or with a store." }),
    locationId: t.id({ description: "The one store that it holds for; its brand follows from it." }),
  }),
});

/** The grants as they are stored; a refusal where one names a brand or store that the caller does not see. */
export async function grantsOf(
  context: GraphqlContext,
  given: readonly (typeof GrantInput.$inferInput)[],
): Promise<Grant[] | Refusal> {
  const say = context.words("operators");
  const max = LIST_MAX.grants;
  if (given.length > max) return refuse("INVALID", say("refused.tooManyRoles", { max }), "grants");
  const scope = context.scopeFor("stores.read");
  const storeIds = given.flatMap(({ locationId }) => (locationId == null ? [] : idFrom("loc", locationId)));
  const brandIds = given.flatMap(({ brandId, locationId }) => (locationId == null ? (brandId ?? []) : []));
  const [stores, brands] = await Promise.all([
    storeIds.length === 0 ? [] : listLocations(context.db, { scope, ids: storeIds }),
    brandIds.length === 0 ? [] : listBrands(context.db, { scope, ids: brandIds }),
  ]);
  const brandOf = new Map<string, string>(stores.map((store) => [store.id, store.brandId]));
  const known = new Set<string>(brands.map(({ id }) => id));
  const grants: Grant[] = [];
  for (const { role, brandId, locationId } of given) {
    if (locationId != null) {
      const brandOfStore = brandOf.get(locationId);
      if (brandOfStore === undefined || (brandId != null && brandId !== brandOfStore)) {
        return refuse("NOT_FOUND", say("refused.noStore"), "grants");
      }
      grants.push({ role, brandId: brandOfStore, locationId });
    } else {
      if (brandId != null && !known.has(brandId)) {
        return refuse("NOT_FOUND", say("refused.noBrand"), "grants");
      }
      grants.push({ role, brandId: brandId ?? null, locationId: null });
    }
  }
  return grants;
}
