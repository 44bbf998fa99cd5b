import { listLocationMappings, listOrganizationMappings } from "@parley/db/mappings";
import { Brand } from "../brands/brand.ts";
import { Connection } from "../connections/connection.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import type { ScopedLocationMapping, ScopedOrganizationMapping } from "../kernel/loaders.ts";
import { Location } from "../stores/location.ts";

/** Mappings that one answer may hold: more than any brand has, few enough to send. */
const LISTED_MAX = 5_000;

const ABOUT = {
  connection: "The connection that PAR uses it on.",
  version: "Counts changes of this PAR id; send it as `expectedVersion`.",
  validFrom: "Since when it holds or held.",
  replacedAt: "When another took its place or it was removed; null while it is live.",
  changedBy: "Who made it.",
  includeHistory: "True to see replaced ones too, the newest version of each PAR id first.",
} as const;

export const OrganizationMapping = builder
  .objectRef<ScopedOrganizationMapping>("OrganizationMapping")
  .implement({
    description: "PAR's organization id and the brand that it means. Replaced ones stay as history.",
    authScopes: { signedIn: true },
    fields: (t) => ({
      id: t.exposeID("id", { description: "Our id." }),
      connection: t.field({
        type: Connection,
        description: ABOUT.connection,
        resolve: (mapping, _args, { loaders }) => loaders.connection.load(mapping.connectionId),
      }),
      parOrganizationId: t.exposeString("parOrganizationId", { description: "PAR's id." }),
      brand: t.field({
        type: Brand,
        description: "Our brand.",
        resolve: (mapping, _args, { loaders }) => loaders.brand.load(mapping.brandId),
      }),
      version: t.exposeInt("version", { description: ABOUT.version }),
      validFrom: t.expose("validFrom", { type: "DateTime", description: ABOUT.validFrom }),
      replacedAt: t.expose("replacedAt", { type: "DateTime", nullable: true, description: ABOUT.replacedAt }),
      changedBy: t.string({ nullable: true, description: ABOUT.changedBy, resolve: changedBy }),
    }),
  });

export const LocationMapping = builder.objectRef<ScopedLocationMapping>("LocationMapping").implement({
  description: "PAR's location id and the store that it means. Replaced ones stay as history.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    connection: t.field({
      type: Connection,
      description: ABOUT.connection,
      resolve: (mapping, _args, { loaders }) => loaders.connection.load(mapping.connectionId),
    }),
    parLocationId: t.exposeString("parLocationId", { description: "PAR's id." }),
    location: t.field({
      type: Location,
      description: "Our store.",
      resolve: (mapping, _args, { loaders }) => loaders.location.load(mapping.locationId),
    }),
    version: t.exposeInt("version", { description: ABOUT.version }),
    validFrom: t.expose("validFrom", { type: "DateTime", description: ABOUT.validFrom }),
    replacedAt: t.expose("replacedAt", { type: "DateTime", nullable: true, description: ABOUT.replacedAt }),
    changedBy: t.string({ nullable: true, description: ABOUT.changedBy, resolve: changedBy }),
  }),
});

/** A person by name; `cli`, `demo` and the like as they are. */
async function changedBy(
  mapping: { changedBy: string },
  _args: object,
  { loaders }: GraphqlContext,
): Promise<string> {
  if (!mapping.changedBy.startsWith("opr_")) return mapping.changedBy;
  return (await loaders.operatorName.load(mapping.changedBy)) ?? mapping.changedBy;
}

builder.objectFields(Connection, (t) => ({
  organizations: t.field({
    type: [OrganizationMapping],
    description: "The organizations it serves now.",
    resolve: async (connection, _args, { loaders }) =>
      (await loaders.organizationMappings()).filter((row) => row.connectionId === connection.id),
  }),
}));

builder.queryField("organizationMappings", (t) =>
  t.field({
    type: [OrganizationMapping],
    description: "The mappings of organizations to your brands, by PAR id.",
    authScopes: { signedIn: true },
    args: { includeHistory: t.arg.boolean({ description: ABOUT.includeHistory }) },
    resolve: (_root, args, { db, scope }) =>
      listOrganizationMappings(db, {
        scope,
        filter: { includeHistory: args.includeHistory ?? false, limit: LISTED_MAX },
      }),
  }),
);

builder.queryField("locationMappings", (t) =>
  t.field({
    type: [LocationMapping],
    description: "The mappings of locations to your stores, by PAR id.",
    authScopes: { signedIn: true },
    args: { includeHistory: t.arg.boolean({ description: ABOUT.includeHistory }) },
    resolve: (_root, args, { db, scope }) =>
      listLocationMappings(db, {
        scope,
        filter: { includeHistory: args.includeHistory ?? false, limit: LISTED_MAX },
      }),
  }),
);
