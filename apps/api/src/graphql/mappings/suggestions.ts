import type { UnmappedId } from "@parley/db/mappings";
import { type Suggestion, suggest } from "../../stores/mappings/suggest.ts";
import { TARGETS } from "../../stores/mappings/targets.ts";
import type { GraphqlContext } from "../kernel/context.ts";

/** What an unmapped id probably means, among what the operator may see. */
export async function suggestionsFor(
  { db, scope, loaders }: GraphqlContext,
  { kind, connectionId, parId, parOrganizationId }: UnmappedId,
): Promise<Suggestion[]> {
  const [targets, mappings, organizations] = await Promise.all([
    TARGETS[kind].list(db, { scope }),
    loaders.mappings(kind),
    loaders.mappings("organization"),
  ]);
  const here = mappings.filter((mapping) => mapping.connectionId === connectionId);
  const mapped = new Set(here.map(({ targetId }) => targetId));
  const organization = organizations.find(
    (mapping) => mapping.connectionId === connectionId && mapping.parId === parOrganizationId,
  );
  return suggest({
    parId,
    candidates: targets.map((target) => ({ ...target, isMapped: mapped.has(target.id) })),
    organizationBrandId: organization?.brandId ?? null,
  });
}
