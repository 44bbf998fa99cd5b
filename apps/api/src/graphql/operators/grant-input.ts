import type { Grant } from "@parley/db/operators";
import { findBrand, findLocation } from "@parley/db/stores";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { type Refusal, refuse } from "../kernel/error.ts";
import { Role } from "./operator.ts";

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
  const grants: Grant[] = [];
  const scope = context.scopeFor("stores.read");
  for (const { role, brandId, locationId } of given) {
    if (locationId != null) {
      const location = await findLocation(context.db, { scope, idOrCode: locationId });
      if (location?.id !== locationId || (brandId != null && brandId !== location.brandId)) {
        return refuse("NOT_FOUND", say("refused.noStore"), "grants");
      }
      grants.push({ role, brandId: location.brandId, locationId });
    } else if (brandId != null) {
      const brand = await findBrand(context.db, { scope, idOrCode: brandId });
      if (brand?.id !== brandId) return refuse("NOT_FOUND", say("refused.noBrand"), "grants");
      grants.push({ role, brandId, locationId: null });
    } else {
      grants.push({ role, brandId: null, locationId: null });
    }
  }
  return grants;
}
