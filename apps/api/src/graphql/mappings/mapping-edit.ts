import { everyBrand } from "@parley/db";
import { findConnection } from "@parley/db/connections";
import { listLocationMappings, listOrganizationMappings } from "@parley/db/mappings";
import { checkParId } from "../../stores/mappings/par-id.ts";
import { covers, type GraphqlContext } from "../kernel/context.ts";
import { type Refusal, refuse } from "../kernel/error.ts";
import type { ScopedLocationMapping, ScopedOrganizationMapping } from "../kernel/loaders.ts";

// What the mutations of organizations and of locations have in common: who may, and what a conflict means.

export const NO_SUCH = {
  connection: () => refuse("NOT_FOUND", "There is no such connection."),
  brand: () => refuse("NOT_FOUND", "There is no such brand."),
  location: () => refuse("NOT_FOUND", "There is no such store."),
  mapping: () => refuse("NOT_FOUND", "There is no such mapping."),
} as const;

/** Why this operator may not change what belongs to a brand that he sees; null where he may. */
export function mayNotEdit({ adminScope }: GraphqlContext, brandId: string): Refusal | null {
  if (covers(adminScope, brandId)) return null;
  return refuse("NOT_ALLOWED", "Only an admin of this brand may change its mappings.");
}

/** Who is named as the author of a change. */
export function authorOf({ operator }: GraphqlContext): string {
  if (operator === null) throw new Error("A change has to have an author.");
  return operator.id;
}

/** The connection and the PAR id of an input, or why they cannot be used. */
export async function judgePair(
  context: GraphqlContext,
  input: { connectionId: string; parId: string; field: string },
): Promise<Refusal | null> {
  const problem = checkParId(input.parId);
  if (problem !== null) return refuse("INVALID", `The PAR id ${problem}.`, input.field);
  const { db, scope } = context;
  const connection = await findConnection(db, { scope, idOrSlug: input.connectionId });
  return connection === null || connection.id !== input.connectionId ? NO_SUCH.connection() : null;
}

interface InForce {
  version: number;
  brandId: string;
  label: string;
}

/**
 * Why a mapping in force stands against the change of an operator who saw `expectedVersion`; null where
 * nothing does. A mapping of somebody else's brand is only said to be there.
 */
export function standsAgainst(
  context: GraphqlContext,
  current: InForce | null,
  expectedVersion: number | null,
): Refusal | null {
  if (current !== null && !covers(context.scope, current.brandId)) {
    return refuse("PAR_ID_TAKEN", "This PAR id is mapped already, to something outside your brands.");
  }
  if (current === null) {
    return expectedVersion === null
      ? null
      : refuse("CONFLICT", "This mapping was removed meanwhile. Reload and look again.");
  }
  if (expectedVersion === null) {
    return refuse("PAR_ID_TAKEN", `This PAR id is mapped already, to ${current.label}.`);
  }
  if (current.version !== expectedVersion) return changedMeanwhile(current.label);
  return mayNotEdit(context, current.brandId);
}

export function changedMeanwhile(label: string | null): Refusal {
  const now = label === null ? "" : ` It points to ${label} now.`;
  return refuse("CONFLICT", `Somebody else changed this mapping meanwhile.${now} Reload and look again.`);
}

/** One organization mapping that the operator may see, live or not. */
export async function findOrganizationMapping(
  { db, scope }: GraphqlContext,
  mappingId: string,
): Promise<ScopedOrganizationMapping | null> {
  return (await listOrganizationMappings(db, { scope, filter: { mappingId } }))[0] ?? null;
}

/** One location mapping that the operator may see, live or not. */
export async function findLocationMapping(
  { db, scope }: GraphqlContext,
  mappingId: string,
): Promise<ScopedLocationMapping | null> {
  return (await listLocationMappings(db, { scope, filter: { mappingId } }))[0] ?? null;
}

/** The organization mapping in force for a PAR id, whoever's brand it is. */
export async function organizationInForce(
  { db }: GraphqlContext,
  pair: { connectionId: string; parOrganizationId: string },
): Promise<InForce | null> {
  const { connectionId, parOrganizationId } = pair;
  const rows = await listOrganizationMappings(db, {
    scope: everyBrand,
    filter: { connectionId, parId: parOrganizationId },
  });
  const [row] = rows;
  return row === undefined
    ? null
    : { version: row.version, brandId: row.brandId, label: `${row.brandCode} ${row.brandName}` };
}

/** The location mapping in force for a PAR id, whoever's brand it is. */
export async function locationInForce(
  { db }: GraphqlContext,
  pair: { connectionId: string; parLocationId: string },
): Promise<InForce | null> {
  const { connectionId, parLocationId } = pair;
  const rows = await listLocationMappings(db, {
    scope: everyBrand,
    filter: { connectionId, parId: parLocationId },
  });
  const [row] = rows;
  return row === undefined
    ? null
    : { version: row.version, brandId: row.brandId, label: `${row.locationCode} ${row.locationName}` };
}
