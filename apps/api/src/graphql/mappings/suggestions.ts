import type { UnmappedId } from "@parley/db/mappings";
import { listBrands, listLocations } from "@parley/db/stores";
import { type Candidate, type Suggestion, suggest } from "../../stores/mappings/suggest.ts";
import type { GraphqlContext } from "../kernel/context.ts";

/** What an unmapped id probably means, among what the operator may see. */
export async function suggestionsFor(context: GraphqlContext, row: UnmappedId): Promise<Suggestion[]> {
  return row.kind === "organization" ? await brandsFor(context, row) : await locationsFor(context, row);
}

async function brandsFor({ db, scope, loaders }: GraphqlContext, row: UnmappedId): Promise<Suggestion[]> {
  const [brands, mappings] = await Promise.all([listBrands(db, { scope }), loaders.organizationMappings()]);
  const mapped = new Set(
    mappings.filter(({ connectionId }) => connectionId === row.connectionId).map(({ brandId }) => brandId),
  );
  const candidates: Candidate[] = brands.map(({ id, code, name }) => ({
    targetId: id,
    code,
    name,
    brandId: id,
    isMapped: mapped.has(id),
  }));
  return suggest({ parId: row.parId, candidates, organizationBrandId: null });
}

async function locationsFor({ db, scope, loaders }: GraphqlContext, row: UnmappedId): Promise<Suggestion[]> {
  const [locations, mappings, organizations] = await Promise.all([
    listLocations(db, { scope }),
    loaders.locationMappings(),
    loaders.organizationMappings(),
  ]);
  const here = mappings.filter(({ connectionId }) => connectionId === row.connectionId);
  const mapped = new Set(here.map(({ locationId }) => locationId));
  const organization = organizations.find(
    ({ connectionId, parOrganizationId }) =>
      connectionId === row.connectionId && parOrganizationId === row.parOrganizationId,
  );
  const candidates: Candidate[] = locations.map(({ id, code, name, brandId }) => ({
    targetId: id,
    code,
    name,
    brandId,
    isMapped: mapped.has(id),
  }));
  return suggest({ parId: row.parId, candidates, organizationBrandId: organization?.brandId ?? null });
}
