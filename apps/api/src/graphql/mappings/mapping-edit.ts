import type { Place } from "@parley/db";
import { findConnection } from "@parley/db/connections";
import {
  type BrandName,
  coversAll,
  type Mapping as MappingRow,
  type MappingWriteArgs,
  setMapping,
} from "@parley/db/mappings";
import { TEXT_MAX } from "@parley/limits";
import { checkParId } from "../../stores/mappings/par-id.ts";
import { reasonOf } from "../../stores/mappings/reason.ts";
import { TARGETS, type Target } from "../../stores/mappings/targets.ts";
import { authorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  CrossesBrands,
  InvalidInput,
  NotAllowed,
  NotFound,
  ParIdTaken,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { findMapping, Mapping, MappingKind } from "./mapping.ts";

const SetMappingInput = builder.inputType("SetMappingInput", {
  description: "What an id of PAR means.",
  fields: (t) => ({
    kind: t.field({ type: MappingKind, required: true, description: "What PAR's id names." }),
    connectionId: t.id({ required: true, description: "The connection." }),
    parId: t.string({ required: true, description: "PAR's id, exactly as PAR sends it." }),
    targetId: t.id({
      required: true,
      description: "Our brand for an organization, our store for a location.",
    }),
    expectedVersion: t.int({
      description: "The version you saw; leave out to map an id that has no mapping.",
    }),
    acrossBrands: t.boolean({
      description: "True where the PAR id is meant to go to another brand; otherwise that is refused.",
    }),
    reason: t.string({
      description: `Why, for whoever reads its history: ${TEXT_MAX.reason} characters at most.`,
    }),
  }),
});

const EndMappingInput = builder.inputType("EndMappingInput", {
  description: "The mapping to end.",
  fields: (t) => ({
    mappingId: t.id({ required: true, description: "The mapping; its id stands for the version you saw." }),
    undo: t.boolean({
      description: "True to take a mapping back: the id returns to the queue it came from, with its counts.",
    }),
    reason: t.string({
      description: `Why, for whoever reads its history: ${TEXT_MAX.reason} characters at most.`,
    }),
  }),
});

const RevertMappingInput = builder.inputType("RevertMappingInput", {
  description: "The replaced mapping to bring back.",
  fields: (t) => ({
    mappingId: t.id({ required: true, description: "The replaced mapping." }),
    expectedVersion: t.int({
      description: "The version in force that you saw; leave out for an id that means nothing now.",
    }),
    acrossBrands: t.boolean({
      description: "True where the PAR id is meant to go to another brand; otherwise that is refused.",
    }),
    reason: t.string({
      description: `Why, for whoever reads its history: ${TEXT_MAX.reason} characters at most.`,
    }),
  }),
});

const MappingResult = builder.unionType("MappingResult", {
  description: "The mapping that is live now or was ended, or why nothing was changed.",
  types: [Mapping, NotFound, NotAllowed, Conflict, ParIdTaken, CrossesBrands, InvalidInput],
  resolveType: resultType("Mapping"),
});

builder.mutationFields((t) => ({
  setMapping: t.field({
    type: MappingResult,
    description: "Maps an id of PAR to a brand or store; PAR's next call uses it. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SetMappingInput, required: true, description: "The pair." }) },
    resolve: (_root, { input }, context) =>
      set(context, {
        ...input,
        expectedVersion: input.expectedVersion ?? null,
        acrossBrands: input.acrossBrands ?? false,
      }),
  }),
  endMapping: t.field({
    type: MappingResult,
    description: "Ends a mapping; PAR's calls for its id are refused from then on. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: EndMappingInput, required: true, description: "The mapping." }) },
    resolve: (_root, { input }, context) => end(context, input),
  }),
  revertMapping: t.field({
    type: MappingResult,
    description:
      "Makes what a replaced mapping pointed to live again for its PAR id, unless somebody changed it since you looked. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RevertMappingInput, required: true, description: "The mapping." }) },
    resolve: (_root, { input }, context) => revert(context, input),
  }),
}));

type Outcome = MappingRow | Refusal;
type Change = Pick<
  MappingWriteArgs,
  "kind" | "connectionId" | "parId" | "expectedVersion" | "acrossBrands" | "returnToQueue" | "reason"
>;

async function set(context: GraphqlContext, pair: Change & { targetId: string }): Promise<Outcome> {
  const { db } = context;
  const scope = context.scopeFor("mappings.read");
  const { targetId, ...change } = pair;
  const { kind, connectionId, parId } = change;
  const say = context.words("mappings");
  const problem = checkParId(parId, context.words("imports"));
  if (problem !== null) return refuse("INVALID", problem, "parId");
  const why = reasonOf(change.reason, say);
  if ("problem" in why) return refuse("INVALID", why.problem, "reason");
  const [connection, target] = await Promise.all([
    findConnection(db, { scope, idOrSlug: connectionId }),
    TARGETS[kind].find(db, { scope, idOrCode: targetId }),
  ]);
  if (connection?.id !== connectionId) return refuse("NOT_FOUND", say("refused.noConnection"));
  if (target === null)
    return refuse("NOT_FOUND", say(kind === "location" ? "refused.noStore" : "refused.noBrand"));
  return mayNotEdit(context, target.brandId) ?? (await write(context, { ...change, ...why, target }));
}

async function end(
  context: GraphqlContext,
  { mappingId, undo, reason }: typeof EndMappingInput.$inferInput,
): Promise<Outcome> {
  const mapping = await findMapping(context, mappingId);
  if (mapping === null) return noSuchMapping(context);
  const why = reasonOf(reason, context.words("mappings"));
  if ("problem" in why) return refuse("INVALID", why.problem, "reason");
  const { kind, connectionId, parId, version } = mapping;
  const change = {
    kind,
    connectionId,
    parId,
    expectedVersion: version,
    returnToQueue: undo ?? false,
    ...why,
  };
  return mayNotEdit(context, mapping.brandId) ?? (await write(context, { ...change, target: null }));
}

async function revert(
  context: GraphqlContext,
  { mappingId, expectedVersion, acrossBrands, reason }: typeof RevertMappingInput.$inferInput,
): Promise<Outcome> {
  const mapping = await findMapping(context, mappingId);
  if (mapping === null) return noSuchMapping(context);
  if (mapping.replacedAt === null) return refuse("CONFLICT", context.words("mappings")("refused.live"));
  const { kind, connectionId, parId, targetId } = mapping;
  const seen = { expectedVersion: expectedVersion ?? null, acrossBrands: acrossBrands ?? false, reason };
  return await set(context, { kind, connectionId, parId, targetId, ...seen });
}

function placeOfMapping({ kind, brandId, targetId }: MappingRow): Place {
  return { brandId, locationId: kind === "location" ? targetId : null };
}

function noSuchMapping({ words }: GraphqlContext): Refusal {
  return refuse("NOT_FOUND", words("mappings")("refused.noMapping"));
}

async function write(
  context: GraphqlContext,
  { target, ...change }: Change & { target: Target | null },
): Promise<Outcome> {
  const result = await setMapping(context.db, {
    ...change,
    targetId: target?.id ?? null,
    scope: context.scopeFor("mappings.edit"),
    changedBy: authorOf(context),
    address: context.address,
    now: context.now(),
  });
  switch (result.kind) {
    case "conflict":
      return refusalOf(context, result.current, change.expectedVersion);
    case "crosses_brands":
      return crossing(context, result.owners, { kind: change.kind, name: target?.name ?? "" });
    default:
      return result.mapping;
  }
}

/** Refuses to move a PAR id to another brand. Only who may see all its brands is told which they are. */
function crossing(
  context: GraphqlContext,
  owners: readonly BrandName[],
  { kind, name }: { kind: Change["kind"]; name: string },
): Refusal {
  const say = context.words("mappings");
  if (!coversAll(context.scopeFor("mappings.read"), owners))
    return refuse("PAR_ID_TAKEN", say("refused.outside"));
  const brands = owners
    .map((owner) => owner.name)
    .reduce((some, other) => say("refused.or", { some, other }));
  if (!coversAll(context.scopeFor("mappings.edit"), owners)) {
    return refuse("NOT_ALLOWED", say("refused.moveOnlyAdmin", { brands }));
  }
  const key = kind === "location" ? "refused.otherBrandsStore" : "refused.otherBrand";
  return refuse("CROSSES_BRANDS", say(key, { brands, name }));
}

/** Why this operator may not change mappings of a brand that they can see; null where they may. */
function mayNotEdit({ may, words }: GraphqlContext, brandId: string): Refusal | null {
  if (may("mappings.edit", { brandId, locationId: null })) return null;
  return refuse("NOT_ALLOWED", words("mappings")("refused.onlyAdmin"));
}

/**
 * Why the change of an operator who saw `expectedVersion` is refused. If they may not see the brand of the
 * current mapping, the refusal says only that there is one.
 */
function refusalOf(
  context: GraphqlContext,
  current: MappingRow | null,
  expectedVersion: MappingWriteArgs["expectedVersion"],
): Refusal {
  const say = context.words("mappings");
  if (current === null) return refuse("CONFLICT", say("refused.removed"));
  if (!context.may("mappings.read", placeOfMapping(current))) {
    return refuse("PAR_ID_TAKEN", say("refused.outside"));
  }
  const target = `${current.targetCode} ${current.targetName}`;
  if (expectedVersion === null) {
    return refuse("PAR_ID_TAKEN", say("refused.mapped", { target }));
  }
  const changed = say("refused.changed", { target });
  const wasSeen = expectedVersion === "any" || expectedVersion === current.version;
  return (wasSeen ? mayNotEdit(context, current.brandId) : null) ?? refuse("CONFLICT", changed);
}
