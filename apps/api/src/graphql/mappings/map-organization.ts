import { mapOrganization, unmapOrganization } from "@parley/db/mappings";
import { findBrand } from "@parley/db/stores";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  ParIdTaken,
  type Refusal,
  resultType,
} from "../kernel/error.ts";
import type { ScopedOrganizationMapping } from "../kernel/loaders.ts";
import { OrganizationMapping } from "./mapping.ts";
import {
  authorOf,
  changedMeanwhile,
  findOrganizationMapping,
  judgePair,
  mayNotEdit,
  NO_SUCH,
  organizationInForce,
  standsAgainst,
} from "./mapping-edit.ts";

const MapOrganizationInput = builder.inputType("MapOrganizationInput", {
  description: "Which brand an organization of PAR is.",
  fields: (t) => ({
    connectionId: t.id({ required: true, description: "The connection." }),
    parOrganizationId: t.string({ required: true, description: "PAR's id, exactly as PAR sends it." }),
    brandId: t.id({ required: true, description: "Our brand." }),
    expectedVersion: t.int({
      description: "The version you saw; leave out to map an id that has no mapping.",
    }),
  }),
});

const UnmapOrganizationInput = builder.inputType("UnmapOrganizationInput", {
  description: "The organization mapping to end.",
  fields: (t) => ({
    mappingId: t.id({ required: true, description: "The mapping." }),
    expectedVersion: t.int({ required: true, description: "The version you saw." }),
  }),
});

const MapOrganizationResult = builder.unionType("MapOrganizationResult", {
  description: "The live mapping, or why it was not changed.",
  types: [OrganizationMapping, NotFound, NotAllowed, Conflict, ParIdTaken, InvalidInput],
  resolveType: resultType("OrganizationMapping"),
});

const UnmapOrganizationResult = builder.unionType("UnmapOrganizationResult", {
  description: "The mapping that has ended, or why it has not.",
  types: [OrganizationMapping, NotFound, NotAllowed, Conflict],
  resolveType: resultType("OrganizationMapping"),
});

builder.mutationField("mapOrganization", (t) =>
  t.field({
    type: MapOrganizationResult,
    description: "Maps an organization of PAR to a brand; PAR's next call uses it. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: MapOrganizationInput, required: true, description: "The pair." }) },
    resolve: (_root, { input }, context) => map(context, input),
  }),
);

builder.mutationField("unmapOrganization", (t) =>
  t.field({
    type: UnmapOrganizationResult,
    description:
      "Ends a mapping of an organization; PAR's calls for it are refused from then on. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: UnmapOrganizationInput, required: true, description: "The mapping." }) },
    resolve: (_root, { input }, context) => unmap(context, input),
  }),
);

type Outcome = Promise<ScopedOrganizationMapping | Refusal>;

async function map(
  context: GraphqlContext,
  input: {
    connectionId: string;
    parOrganizationId: string;
    brandId: string;
    expectedVersion?: number | null | undefined;
  },
): Outcome {
  const { db, scope } = context;
  const { connectionId, parOrganizationId } = input;
  const expectedVersion = input.expectedVersion ?? null;
  const field = "parOrganizationId";
  const wrong = await judgePair(context, { connectionId, parId: parOrganizationId, field });
  if (wrong !== null) return wrong;
  const brand = await findBrand(db, { scope, idOrCode: input.brandId });
  if (brand === null) return NO_SUCH.brand();
  const current = await organizationInForce(context, input);
  const refusal = mayNotEdit(context, brand.id) ?? standsAgainst(context, current, expectedVersion);
  if (refusal !== null) return refusal;
  const result = await mapOrganization(db, {
    connectionId,
    parOrganizationId,
    brandId: brand.id,
    expectedVersion,
    changedBy: authorOf(context),
    now: context.now(),
  });
  if (result.kind !== "mapped") {
    return (
      standsAgainst(context, await organizationInForce(context, input), expectedVersion) ??
      changedMeanwhile(null)
    );
  }
  return { ...result.mapping, brandCode: brand.code, brandName: brand.name };
}

async function unmap(
  context: GraphqlContext,
  input: { mappingId: string; expectedVersion: number },
): Outcome {
  const mapping = await findOrganizationMapping(context, input.mappingId);
  if (mapping === null) return NO_SUCH.mapping();
  const refusal = mayNotEdit(context, mapping.brandId);
  if (refusal !== null) return refusal;
  if (mapping.replacedAt !== null || mapping.version !== input.expectedVersion) return changedMeanwhile(null);
  const result = await unmapOrganization(context.db, {
    connectionId: mapping.connectionId,
    parOrganizationId: mapping.parOrganizationId,
    expectedVersion: input.expectedVersion,
    changedBy: authorOf(context),
    now: context.now(),
  });
  if (result.kind === "conflict") return changedMeanwhile(null);
  return (await findOrganizationMapping(context, mapping.id)) ?? NO_SUCH.mapping();
}
