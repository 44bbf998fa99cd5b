import type { Mapping, Target, Targets } from "./mapping.ts";
import type { Unmapped } from "./mappings.graphql.ts";

/**
 * What a queued id may be mapped to: what belongs to the brand of the organization that it came with, else to the
 * brands that its connection serves. A connection that serves none yet may come to serve any.
 */
export function offersFor(
  { kind, connection, parOrganizationId }: Pick<Unmapped, "kind" | "connection" | "parOrganizationId">,
  targets: Targets,
  mappings: readonly Mapping[],
): readonly Target[] {
  const served = mappings.filter(
    (each) =>
      each.kind === "ORGANIZATION" && each.replacedAt === null && each.connection.id === connection.id,
  );
  const cameWith = served.filter((each) => kind === "LOCATION" && each.parId === parOrganizationId);
  const brandIds = (cameWith.length > 0 ? cameWith : served).map(({ target }) => target.id);
  if (brandIds.length === 0) return targets[kind];
  return targets[kind].filter(({ brandId }) => brandIds.includes(brandId));
}
