import { Brand, type BrandRow } from "./brand.ts";
import { builder } from "./builder.ts";
import { Connection, type ConnectionRow } from "./connection.ts";
import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  ParIdTaken,
  type Refusal,
  refuse,
  resultType,
} from "./error.ts";
import { Location, type LocationRow } from "./location.ts";

interface MappingRow {
  id: string;
  connectionId: string;
  version: number;
  validFrom: Date;
  replacedAt: Date | null;
  changedBy: string | null;
}
export interface OrganizationMappingRow extends MappingRow {
  parOrganizationId: string;
  brandId: string;
}
export interface LocationMappingRow extends MappingRow {
  parLocationId: string;
  locationId: string;
}

const stub = (id: string): ConnectionRow => ({ id, slug: "", name: "", state: "live", switches: {} });

export const OrganizationMapping = builder
  .objectRef<OrganizationMappingRow>("OrganizationMapping")
  .implement({
    description: "PAR's organization id and the brand that it means. Replaced ones stay as history.",
    authScopes: { signedIn: true },
    fields: (t) => ({
      id: t.exposeID("id", { description: "Our id." }),
      connection: t.field({
        type: Connection,
        description: "The connection that PAR uses it on.",
        resolve: (mapping) => stub(mapping.connectionId),
      }),
      parOrganizationId: t.exposeString("parOrganizationId", { description: "PAR's id." }),
      brand: t.field({
        type: Brand,
        description: "Our brand.",
        resolve: (mapping): BrandRow => ({ id: mapping.brandId, code: "", name: "" }),
      }),
      version: t.exposeInt("version", {
        description: "Counts changes of this PAR id; send it as `expectedVersion`.",
      }),
      validFrom: t.expose("validFrom", { type: "DateTime", description: "Since when it holds or held." }),
      replacedAt: t.expose("replacedAt", {
        type: "DateTime",
        nullable: true,
        description: "Null while it is live.",
      }),
      changedBy: t.exposeString("changedBy", { nullable: true, description: "Who made it." }),
    }),
  });

export const LocationMapping = builder.objectRef<LocationMappingRow>("LocationMapping").implement({
  description: "PAR's location id and the store that it means. Replaced ones stay as history.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    connection: t.field({
      type: Connection,
      description: "The connection that PAR uses it on.",
      resolve: (mapping) => stub(mapping.connectionId),
    }),
    parLocationId: t.exposeString("parLocationId", { description: "PAR's id." }),
    location: t.field({
      type: Location,
      description: "Our store.",
      resolve: (): LocationRow => {
        throw new Error("not wired");
      },
    }),
    version: t.exposeInt("version", {
      description: "Counts changes of this PAR id; send it as `expectedVersion`.",
    }),
    validFrom: t.expose("validFrom", { type: "DateTime", description: "Since when it holds or held." }),
    replacedAt: t.expose("replacedAt", {
      type: "DateTime",
      nullable: true,
      description: "Null while it is live.",
    }),
    changedBy: t.exposeString("changedBy", { nullable: true, description: "Who made it." }),
  }),
});

builder.objectFields(Connection, (t) => ({
  organizations: t.field({
    type: [OrganizationMapping],
    description: "The organizations it serves now.",
    resolve: (): OrganizationMappingRow[] => [],
  }),
}));

builder.queryField("organizationMappings", (t) =>
  t.field({
    type: [OrganizationMapping],
    description: "The mappings of organizations to your brands.",
    authScopes: { signedIn: true },
    args: { includeHistory: t.arg.boolean({ description: "True to see replaced ones too." }) },
    resolve: () => [],
  }),
);

builder.queryField("locationMappings", (t) =>
  t.field({
    type: [LocationMapping],
    description: "The mappings of locations to your stores.",
    authScopes: { signedIn: true },
    args: { includeHistory: t.arg.boolean({ description: "True to see replaced ones too." }) },
    resolve: () => [],
  }),
);

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
const UnmapOrganizationInput = builder.inputType("UnmapOrganizationInput", {
  description: "The organization mapping to end.",
  fields: (t) => ({
    mappingId: t.id({ required: true, description: "The mapping." }),
    expectedVersion: t.int({ required: true, description: "The version you saw." }),
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

const mapRefusals = [NotFound, NotAllowed, Conflict, ParIdTaken, InvalidInput];
const MapOrganizationResult = builder.unionType("MapOrganizationResult", {
  description: "The live mapping, or why it was not changed.",
  types: [OrganizationMapping, ...mapRefusals],
  resolveType: resultType("OrganizationMapping"),
});
const MapLocationResult = builder.unionType("MapLocationResult", {
  description: "The live mapping, or why it was not changed.",
  types: [LocationMapping, ...mapRefusals],
  resolveType: resultType("LocationMapping"),
});
const UnmapOrganizationResult = builder.unionType("UnmapOrganizationResult", {
  description: "The mapping that has ended, or why it has not.",
  types: [OrganizationMapping, NotFound, NotAllowed, Conflict],
  resolveType: resultType("OrganizationMapping"),
});
const UnmapLocationResult = builder.unionType("UnmapLocationResult", {
  description: "The mapping that has ended, or why it has not.",
  types: [LocationMapping, NotFound, NotAllowed, Conflict],
  resolveType: resultType("LocationMapping"),
});

const later = (): Refusal => refuse("NOT_FOUND", "There is no such thing.");

builder.mutationField("mapOrganization", (t) =>
  t.field({
    type: MapOrganizationResult,
    description: "Maps an organization of PAR to a brand; PAR's next call uses it. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: MapOrganizationInput, required: true, description: "The pair." }) },
    resolve: later,
  }),
);
builder.mutationField("mapLocation", (t) =>
  t.field({
    type: MapLocationResult,
    description: "Maps a location of PAR to a store; PAR's next call uses it. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: MapLocationInput, required: true, description: "The pair." }) },
    resolve: later,
  }),
);
builder.mutationField("unmapOrganization", (t) =>
  t.field({
    type: UnmapOrganizationResult,
    description:
      "Ends a mapping of an organization; PAR's calls for it are refused from then on. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: UnmapOrganizationInput, required: true, description: "The mapping." }) },
    resolve: later,
  }),
);
builder.mutationField("unmapLocation", (t) =>
  t.field({
    type: UnmapLocationResult,
    description: "Ends a mapping of a location; PAR's calls for it are refused from then on. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: UnmapLocationInput, required: true, description: "The mapping." }) },
    resolve: later,
  }),
);
builder.mutationField("revertLocationMapping", (t) =>
  t.field({
    type: MapLocationResult,
    description: "Makes a replaced mapping's store live again for its PAR id. Admins only.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RevertLocationMappingInput, required: true, description: "The mapping." }) },
    resolve: later,
  }),
);
