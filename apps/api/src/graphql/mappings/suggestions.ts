import type { UnmappedId } from "@parley/db/mappings";
import { type Suggestion, suggest } from "../../stores/mappings/suggest.ts";
import type { GraphqlContext } from "../kernel/context.ts";

/** What an unmapped id probably means, among what the operator may see of the brands it can belong to. */
export async function suggestionsFor(
  { loaders }: GraphqlContext,
  { kind, connectionId, parId, parOrganizationId }: UnmappedId,
): Promise<Suggestion[]> {
  const [targets, mappings, organizations] = await Promise.all([
    loaders.targets(kind),
    loaders.mappings(kind),
    loaders.mappings("organization"),
  ]);
  const served = organizations.filter((mapping) => mapping.connectionId === connectionId);
  const mapped = new Set(
    mappings.filter((mapping) => mapping.connectionId === connectionId).map(({ targetId }) => targetId),
  );
  const organization = served.find((mapping) => mapping.parId === parOrganizationId);
  // A connection that serves nobody yet may come to serve any brand but those that have their own.
  const isPossible =
    served.length > 0
      ? (brandId: string) => served.some((mapping) => mapping.brandId === brandId)
      : (brandId: string) => organizations.every((mapping) => mapping.brandId !== brandId);
  return suggest({
    parId,
    candidates: targets
      .filter((target) => isPossible(target.brandId))
      .map((target) => ({ ...target, isMapped: mapped.has(target.id) })),
    organizationBrandId: organization?.brandId ?? null,
  });
}
