import {
  type ApiKey as ApiKeyRow,
  countOperators,
  type Grant as GrantRow,
  grantsHeld,
  isWithin,
  listApiKeys,
  listOperators,
  type OperatorWithGrants,
  permissions,
  permissionsOf,
  roles,
} from "@parley/db/operators";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { Brand } from "../brands/brand.ts";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { Change, changesOf } from "../kernel/change.ts";
import { Location } from "../stores/location.ts";
import { Permission } from "./permission.ts";

export const Role = builder.enumType("Role", {
  description: "What an operator may do.",
  values: {
    OWNER: { value: "owner", description: "May do everything, in every brand." },
    BRAND_ADMIN: {
      value: "brand_admin",
      description: "May do everything in their brands: mappings, menus, SharedIds, people, the audit.",
    },
    SUPPORT: {
      value: "support",
      description:
        "Finds and mends orders, sees guests' names and may reveal the rest; takes items off and puts them back.",
    },
    ENGINEER: {
      value: "engineer",
      description:
        "Sees connections, mappings and calls with their bodies, guests masked; tries calls with the simulator.",
    },
    VIEWER: {
      value: "viewer",
      description: "Sees orders, stores and mappings with guests masked; edits nothing.",
    },
  },
});

export const Language = builder.enumType("Language", {
  description: "What the admin is read in.",
  values: {
    EN: { value: "en", description: "English." },
    ES: { value: "es", description: "Spanish." },
  } as const,
});

/** An operator as GraphQL shows them: the one of this request, or one who was just created. */
export type OperatorShape = Pick<
  OperatorSession,
  "id" | "name" | "email" | "grants" | "version" | "disabledAt" | "language"
>;

/** An operator of the database as GraphQL shows them. */
export function shapeOf({ operator, grants }: OperatorWithGrants): OperatorShape {
  const { id, name, email, version, disabledAt, language } = operator;
  return { id, name, email, version, disabledAt, language, grants };
}

const Grant = builder.objectRef<GrantRow>("Grant").implement({
  description: "One role, for every brand, one of them, or one store.",
  authScopes: { public: true },
  fields: (t) => ({
    role: t.expose("role", { type: Role, description: "The role." }),
    brand: t.field({
      type: Brand,
      nullable: true,
      description: "The brand it holds for, that of its store too; null means every brand.",
      resolve: ({ brandId }, _args, { loaders }) => (brandId === null ? null : loaders.brand.load(brandId)),
    }),
    location: t.field({
      type: Location,
      nullable: true,
      description: "The one store that it holds for; null means every store of the brand.",
      resolve: ({ locationId }, _args, { loaders }) =>
        locationId === null ? null : loaders.location.load(locationId),
    }),
  }),
});

/** A key with whose it is, and what it may do now. */
export interface ApiKeyShape extends ApiKeyRow {
  owner: OperatorShape;
  may: readonly GrantRow[];
}

/** A key of an operator, as GraphQL shows it. */
export function keyShapeOf(key: ApiKeyRow, owner: OperatorShape): ApiKeyShape {
  const held = owner.grants;
  return { ...key, owner, may: key.grants === null ? held : grantsHeld(key.grants, held) };
}

export const Operator = builder.objectRef<OperatorShape>("Operator");

export const ApiKey = builder.objectRef<ApiKeyShape>("ApiKey").implement({
  description:
    "A key with which a script acts as its operator. The key itself is shown only when it is made.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    name: t.exposeString("name", { description: "What it is for." }),
    prefix: t.exposeString("prefix", { description: "How it begins, to tell it from others." }),
    owner: t.expose("owner", { type: Operator, description: "Whose key it is." }),
    grants: t.field({
      type: [Grant],
      description: "What it may do now: never more than its operator, whatever it was given.",
      resolve: ({ may }) => [...may],
    }),
    isNarrowed: t.boolean({
      description: "True where it was given less than its operator may do.",
      resolve: ({ grants }) => grants !== null,
    }),
    createdBy: t.string({
      nullable: true,
      description: "Who made it, by name; null where that was not kept.",
      resolve: ({ createdBy }, _args, context) =>
        createdBy === null ? null : nameOfActor(createdBy, context),
    }),
    expiresAt: t.expose("expiresAt", {
      type: "DateTime",
      nullable: true,
      description: "From when on it opens nothing by itself; null for never.",
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    lastUsedAt: t.expose("lastUsedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was last used, to the minute; null for never.",
    }),
    revokedAt: t.expose("revokedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was ended; null while it works.",
    }),
  }),
});

Operator.implement({
  description: "A person who uses the admin.",
  authScopes: { public: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    name: t.exposeString("name", { description: "Their name." }),
    email: t.exposeString("email", { description: "What they sign in with." }),
    grants: t.field({
      type: [Grant],
      description: "What they may do, and where.",
      resolve: ({ grants }) => [...grants],
    }),
    version: t.exposeInt("version", {
      description: "Counts changes of this operator; send it as `expectedVersion`.",
    }),
    disabledAt: t.expose("disabledAt", {
      type: "DateTime",
      nullable: true,
      description: "Since when they can neither sign in nor use a key; null for those who can.",
    }),
    lastSeenAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When they were last in the admin, to the minute; null for never.",
      resolve: ({ id }, _args, { loaders }) => loaders.lastSeen.load(id),
    }),
    isInvited: t.boolean({
      description: "True while they have not chosen a password and cannot sign in.",
      resolve: async ({ id }, _args, { loaders }) => (await loaders.invitedUntil.load(id)) !== undefined,
    }),
    invitedUntil: t.field({
      type: "DateTime",
      nullable: true,
      description: "Until when their link is open, while they are invited; null where they have none.",
      resolve: async ({ id }, _args, { loaders }) => (await loaders.invitedUntil.load(id)) ?? null,
    }),
    apiKeys: t.field({
      type: [ApiKey],
      description: "Their API keys, newest first.",
      resolve: async (owner, _args, { loaders }) =>
        (await loaders.apiKeys.load(owner.id)).map((key) => keyShapeOf(key, owner)),
    }),
    language: t.field({
      type: Language,
      nullable: true,
      description: "What they chose to read the admin in; null for what their browser asks for.",
      resolve: ({ language }) => (language === "en" || language === "es" ? language : null),
    }),
    sessionCount: t.int({
      nullable: true,
      description: "In how many browsers they are signed in; null for all who may not change them.",
      resolve: async ({ id, grants }, _args, { loaders, scopeFor }) =>
        isWithin(scopeFor("operators.edit"), grants) ? (await loaders.sessions.load(id)).length : null,
    }),
    changes: t.field({
      type: [Change],
      nullable: true,
      description:
        "What was changed about them, the newest first, at most a hundred; null for all but admins.",
      resolve: ({ id, grants }, _args, context) =>
        isWithin(context.scopeFor("audit.read"), grants) ? changesOf(context, id) : null,
    }),
    permissions: t.field({
      type: [Permission],
      description:
        "All that they may do in at least one brand or store, so that nothing else need be offered.",
      resolve: ({ grants }) =>
        permissions.filter((permission) =>
          grants.some(({ role }) => permissionsOf[role].includes(permission)),
        ),
    }),
    canEditMappings: t.boolean({
      description: "True where they may edit the mappings of at least one brand.",
      resolve: ({ grants }) => grants.some(({ role }) => permissionsOf[role].includes("mappings.edit")),
    }),
  }),
});

interface SetupState {
  needsFirstOperator: boolean;
  demo: boolean;
}
const Setup = builder.objectRef<SetupState>("Setup").implement({
  description: "What the sign-in page must know before anybody has signed in.",
  authScopes: { public: true },
  fields: (t) => ({
    needsFirstOperator: t.exposeBoolean("needsFirstOperator", {
      description: "True while no operator exists.",
    }),
    demo: t.exposeBoolean("demo", { description: "True where the demo brands and operators are seeded." }),
  }),
});

builder.queryField("setup", (t) =>
  t.field({
    type: Setup,
    description: "What the sign-in page must know. Public.",
    authScopes: { public: true },
    resolve: async (_root, _args, { db, config }) => ({
      needsFirstOperator: (await countOperators(db)) === 0,
      demo: config.demo,
    }),
  }),
);

builder.queryField("me", (t) =>
  t.field({
    type: Operator,
    nullable: true,
    description: "The operator who asks; null when signed out. Public.",
    authScopes: { public: true },
    resolve: (_root, _args, { operator }) => operator,
  }),
);

builder.queryField("rolesWith", (t) =>
  t.field({
    type: [Role],
    description: "The roles that may do one thing, the most powerful first: whom to ask where yours may not.",
    authScopes: { signedIn: true },
    args: { permission: t.arg({ type: Permission, required: true, description: "What they may do." }) },
    resolve: (_root, { permission }) => roles.filter((role) => permissionsOf[role].includes(permission)),
  }),
);

builder.queryField("operators", (t) =>
  t.field({
    type: [Operator],
    description:
      "The operators whom you may change, by e-mail address; nobody where you administer no brand.",
    authScopes: { signedIn: true },
    resolve: async (_root, _args, { db, scopeFor }) =>
      (await listOperators(db))
        .filter(({ grants }) => isWithin(scopeFor("operators.edit"), grants))
        .map(shapeOf),
  }),
);

builder.queryField("operator", (t) =>
  t.field({
    type: Operator,
    nullable: true,
    description: "One of the operators whom you may change; null where there is none of this id for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id." }) },
    resolve: async (_root, { id }, { people, scopeFor }) => {
      const found = await people.find(scopeFor("operators.edit"), id);
      return found?.operator.id === id ? shapeOf(found) : null;
    },
  }),
);

builder.queryField("apiKeys", (t) =>
  t.field({
    type: [ApiKey],
    description:
      "The API keys of the operators whom you may change, the newest first, also those that are over or revoked.",
    authScopes: { signedIn: true },
    resolve: async (_root, _args, { db, scopeFor }) => {
      const scope = scopeFor("operators.edit");
      const found = (await listOperators(db)).filter(({ grants }) => isWithin(scope, grants)).map(shapeOf);
      const owners = new Map(found.map((owner) => [owner.id, owner]));
      const keys = await listApiKeys(db, [...owners.keys()]);
      return keys.flatMap((key) => {
        const owner = owners.get(key.operatorId);
        return owner === undefined ? [] : [keyShapeOf(key, owner)];
      });
    },
  }),
);
