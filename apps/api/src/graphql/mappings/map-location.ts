import { mapLocation, unmapLocation } from "@parley/db/mappings";
import { findLocation } from "@parley/db/stores";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  ParIdTaken,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import type { ScopedLocationMapping } from "../kernel/loaders.ts";
import { LocationMapping } from "./mapping.ts";
import {
  authorOf,
  changedMeanwhile,
  findLocationMapping,
  judgePair,
  locationInForce,
  mayNotEdit,
  NO_SUCH,
  standsAgainst,
} from "./mapping-edit.ts";

const MapLocationInput = builder.inputType("MapLocationInput", {
  description: "Which store a location of PAR is.",
  fields: (t) => ({
    connectionId: t.id({ required: true, description: "The connection." }),
    parLocationId: t.string({ required: true, description: "PAR's id, exactly as PAR sends it." }),
    locationId: t.id({ required: true, description: "Our store." }),
    expectedVersion: t.int({
      description: "The version you saw; leave out to map an id that has no mapping.",
    }),
  }),
});

const UnmapLocationInput = builder.inputType("UnmapLocationInput", {
  description: "The location mapping to end.",
  fields: (t) => ({
    mappingId: t.id({ required: true, description: "The mapping." }),
    expectedVersion: t.int({ required: true, description: "The version you saw." }),
  }),
});

const RevertLocationMappingInput = builder.inputType("RevertLocationMappingInput", {
  description: "The replaced location mapping to bring back.",
  fields: (t) => ({ mappingId: t.id({ required: true, description: "The replaced mapping." }) }),
});

const MapLocationResult = builder.unionType("MapLocationResult", {
  description: "The live mapping, or why it was not changed.",
  types: [LocationMapping, NotFound, NotAllowed, Conflict, ParIdTaken, InvalidInput],
  resolveType: resultType("LocationMapping"),
});

const UnmapLocationResult = builder.unionType("UnmapLocationResult", {
  description: "The mapping that has ended, or why it has not.",
  types: [LocationMapping, NotFound, NotAllowed, Conflict],
  resolveType: resultType("LocationMapping"),
});

builder.mutationField("mapLocation", (t) =>
  t.field({
    type: MapLocationResult,
    description: "Maps a location of PAR to a store; PAR's next call uses it. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: MapLocationInput, required: true, description: "The pair." }) },
    resolve: (_root, { input }, context) =>
      map(context, { ...input, expectedVersion: input.expectedVersion ?? null }),
  }),
);

builder.mutationField("unmapLocation", (t) =>
  t.field({
    type: UnmapLocationResult,
    description: "Ends a mapping of a location; PAR's calls for it are refused from then on. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: UnmapLocationInput, required: true, description: "The mapping." }) },
    resolve: (_root, { input }, context) => unmap(context, input),
  }),
);

builder.mutationField("revertLocationMapping", (t) =>
  t.field({
    type: MapLocationResult,
    description: "Makes a replaced mapping's store live again for its PAR id. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RevertLocationMappingInput, required: true, description: "The mapping." }) },
    resolve: (_root, { input }, context) => revert(context, input.mappingId),
  }),
);

type Outcome = Promise<ScopedLocationMapping | Refusal>;

interface Pair {
  connectionId: string;
  parLocationId: string;
  locationId: string;
  expectedVersion: number | null;
}

async function map(context: GraphqlContext, pair: Pair): Outcome {
  const { db, scope } = context;
  const { connectionId, parLocationId, expectedVersion } = pair;
  const wrong = await judgePair(context, { connectionId, parId: parLocationId, field: "parLocationId" });
  if (wrong !== null) return wrong;
  const location = await findLocation(db, { scope, idOrCode: pair.locationId });
  if (location === null) return NO_SUCH.location();
  const current = await locationInForce(context, pair);
  const refusal = mayNotEdit(context, location.brandId) ?? standsAgainst(context, current, expectedVersion);
  if (refusal !== null) return refusal;
  const result = await mapLocation(db, {
    connectionId,
    parLocationId,
    locationId: location.id,
    expectedVersion,
    changedBy: authorOf(context),
    now: context.now(),
  });
  if (result.kind !== "mapped") {
    return (
      standsAgainst(context, await locationInForce(context, pair), expectedVersion) ?? changedMeanwhile(null)
    );
  }
  const { brandId, code, name } = location;
  return { ...result.mapping, brandId, locationCode: code, locationName: name };
}

async function unmap(
  context: GraphqlContext,
  input: { mappingId: string; expectedVersion: number },
): Outcome {
  const mapping = await findLocationMapping(context, input.mappingId);
  if (mapping === null) return NO_SUCH.mapping();
  const refusal = mayNotEdit(context, mapping.brandId);
  if (refusal !== null) return refusal;
  if (mapping.replacedAt !== null || mapping.version !== input.expectedVersion) return changedMeanwhile(null);
  const result = await unmapLocation(context.db, {
    connectionId: mapping.connectionId,
    parLocationId: mapping.parLocationId,
    expectedVersion: input.expectedVersion,
    changedBy: authorOf(context),
    now: context.now(),
  });
  if (result.kind === "conflict") return changedMeanwhile(null);
  return (await findLocationMapping(context, mapping.id)) ?? NO_SUCH.mapping();
}

async function revert(context: GraphqlContext, mappingId: string): Outcome {
  const mapping = await findLocationMapping(context, mappingId);
  if (mapping === null) return NO_SUCH.mapping();
  if (mapping.replacedAt === null) return refuse("CONFLICT", "This mapping is the live one already.");
  const current = await locationInForce(context, mapping);
  return await map(context, { ...mapping, expectedVersion: current?.version ?? null });
}
