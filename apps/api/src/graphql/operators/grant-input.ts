import type { NewGrant } from "@parley/db/operators";
import { findBrand } from "@parley/db/stores";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { type Refusal, refuse } from "../kernel/error.ts";
import { Role } from "./operator.ts";

export const GrantInput = builder.inputType("GrantInput", {
  description: "One role, for one brand or for all of them.",
  fields: (t) => ({
    role: t.field({ type: Role, required: true, description: "The role." }),
    brandId: t.id({ description: "The brand it holds for; leave out for every brand." }),
  }),
});

/** The grants as they are stored; a refusal where one names a brand that the caller does not see. */
export async function grantsOf(
  context: GraphqlContext,
  given: readonly (typeof GrantInput.$inferInput)[],
): Promise<NewGrant[] | Refusal> {
  for (const { brandId } of given) {
    if (brandId == null) continue;
    const brand = await findBrand(context.db, { scope: context.scope, idOrCode: brandId });
    if (brand?.id !== brandId) return refuse("NOT_FOUND", "There is no such brand.", "grants");
  }
  return given.map(({ role, brandId }) => ({ role, brandId: brandId ?? null }));
}
