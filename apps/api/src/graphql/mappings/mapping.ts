import { listMappings, type Mapping as MappingRow } from "@parley/db/mappings";
import { Brand } from "../brands/brand.ts";
import { Connection } from "../connections/connection.ts";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { typeOfId } from "../kernel/node.ts";
import { Location } from "../stores/location.ts";

/** The most mappings of one kind in one answer: more than any brand has, few enough to send. */
const LISTED_MAX = 5_000;
export const MAPPING_KINDS = ["organization", "location"] as const;

export const MappingKind = builder.enumType("MappingKind", {
  description: "What an id of PAR names.",
  values: {
    ORGANIZATION: { value: "organization", description: "An organization: one of our brands." },
    LOCATION: { value: "location", description: "A location: one of our stores." },
  },
});

const MappingTarget = builder.unionType("MappingTarget", {
  description: "What an id of PAR can mean: a brand for an organization, a store for a location.",
  types: [Brand, Location],
  resolveType: ({ id }) => (typeOfId(id) === "Brand" ? "Brand" : "Location"),
});

export const Mapping = builder.objectRef<MappingRow>("Mapping").implement({
  description: "PAR's id of an organization or location, and what it means. Replaced ones stay as history.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id; each version has its own." }),
    kind: t.expose("kind", { type: MappingKind, description: "What PAR's id names." }),
    connection: t.field({
      type: Connection,
      description: "The connection that PAR uses it on.",
      resolve: (mapping, _args, { loaders }) => loaders.connection.load(mapping.connectionId),
    }),
    parId: t.exposeString("parId", { description: "PAR's id, exactly as PAR sends it." }),
    target: t.field({
      type: MappingTarget,
      description: "Our brand or store.",
      resolve: ({ kind, targetId }, _args, { loaders }) =>
        kind === "organization" ? loaders.brand.load(targetId) : loaders.location.load(targetId),
    }),
    version: t.exposeInt("version", {
      description: "Counts changes of this PAR id; send it as `expectedVersion`.",
    }),
    validFrom: t.expose("validFrom", { type: "DateTime", description: "Since when it holds or held." }),
    replacedAt: t.expose("replacedAt", {
      type: "DateTime",
      nullable: true,
      description: "When another took its place or it was ended; null while it is live.",
    }),
    changedBy: t.string({ nullable: true, description: "Who made it.", resolve: changedBy }),
    replacedBy: t.string({
      nullable: true,
      description: "Who ended it, or put another in its place; null while it is live.",
      resolve: async ({ replacedBy }, _args, context) =>
        replacedBy === null ? null : await nameOfActor(replacedBy, context),
    }),
    reason: t.exposeString("reason", {
      nullable: true,
      description: "Why it was made, in the words of whoever made it; null where nobody said.",
    }),
    endReason: t.exposeString("endReason", {
      nullable: true,
      description: "Why it was ended, where nothing took its place; a next version has its own reason.",
    }),
  }),
});

/** A person by name; `cli`, `demo` and the like as they are. */
async function changedBy(mapping: MappingRow, _args: object, context: GraphqlContext): Promise<string> {
  return await nameOfActor(mapping.changedBy, context);
}

/** One mapping that the operator may see, live or not. */
export async function findMapping(
  { db, scopeFor }: GraphqlContext,
  mappingId: string,
): Promise<MappingRow | null> {
  const found = await Promise.all(
    MAPPING_KINDS.map((kind) =>
      listMappings(db, { scope: scopeFor("mappings.read"), kind, filter: { mappingId } }),
    ),
  );
  return found.flat()[0] ?? null;
}

builder.objectFields(Connection, (t) => ({
  organizations: t.field({
    type: [Mapping],
    description: "The organizations it serves now.",
    resolve: async (connection, _args, { loaders }) =>
      (await loaders.mappings("organization")).filter((row) => row.connectionId === connection.id),
  }),
}));

builder.queryField("mappings", (t) =>
  t.field({
    type: [Mapping],
    description: "What PAR's ids mean, organizations first, then by PAR id.",
    authScopes: { signedIn: true },
    args: {
      kind: t.arg({ type: MappingKind, description: "Only organizations or only locations." }),
      includeEnded: t.arg.boolean({
        description: "True to see also the last meaning of ids that mean nothing any more.",
      }),
      asOf: t.arg({
        type: "DateTime",
        description:
          "What they meant at this moment; `includeEnded` counts for nothing then. Now, unless told.",
      }),
    },
    resolve: async (_root, { kind, includeEnded, asOf }, { db, scopeFor }) => {
      const scope = scopeFor("mappings.read");
      const versions = includeEnded ? "newest" : "live";
      const filter = { versions, asOf: asOf ?? undefined, limit: LISTED_MAX } as const;
      const kinds = kind ? [kind] : MAPPING_KINDS;
      return (await Promise.all(kinds.map((each) => listMappings(db, { scope, kind: each, filter })))).flat();
    },
  }),
);

builder.queryField("mappingHistory", (t) =>
  t.field({
    type: [Mapping],
    description:
      "Everything that the PAR id of a mapping ever meant, the newest first; nothing where the mapping does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Any version." }) },
    resolve: async (_root, { id }, context) => {
      const mapping = await findMapping(context, id);
      if (mapping === null) return [];
      const { kind, connectionId, parId } = mapping;
      const filter = { connectionId, parId, versions: "all", limit: LISTED_MAX } as const;
      return await listMappings(context.db, { scope: context.scopeFor("mappings.read"), kind, filter });
    },
  }),
);
