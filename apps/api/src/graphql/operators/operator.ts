import {
  type ApiKey as ApiKeyRow,
  countOperators,
  type Grant as GrantRow,
  isWithin,
  listOperators,
  type OperatorWithGrants,
} from "@parley/db/operators";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { Brand } from "../brands/brand.ts";
import { builder } from "../kernel/builder.ts";
import { Change, changesOf } from "../kernel/change.ts";

export const Role = builder.enumType("Role", {
  description: "What an operator may do.",
  values: {
    ADMIN: { value: "admin", description: "Sees everything of their brands and edits mappings and menus." },
    SUPPORT: {
      value: "support",
      description:
        "Sees everything of their brands, guests included; settles orders, takes items off and puts them back.",
    },
    VIEWER: { value: "viewer", description: "Sees their brands with guests masked; edits nothing." },
  },
});

/** An operator as GraphQL shows them: the one of this request, or one who was just created. */
export type OperatorShape = Pick<
  OperatorSession,
  "id" | "name" | "email" | "grants" | "version" | "disabledAt"
>;

/** An operator of the database as GraphQL shows them. */
export function shapeOf({ operator, grants }: OperatorWithGrants): OperatorShape {
  const { id, name, email, version, disabledAt } = operator;
  return { id, name, email, version, disabledAt, grants };
}

export const ApiKey = builder.objectRef<ApiKeyRow>("ApiKey").implement({
  description:
    "A key with which a script acts as its operator. The key itself is shown only when it is made.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    name: t.exposeString("name", { description: "What it is for." }),
    prefix: t.exposeString("prefix", { description: "How it begins, to tell it from others." }),
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

const Grant = builder.objectRef<GrantRow>("Grant").implement({
  description: "One role, for one brand or for all of them.",
  authScopes: { public: true },
  fields: (t) => ({
    role: t.expose("role", { type: Role, description: "The role." }),
    brand: t.field({
      type: Brand,
      nullable: true,
      description: "The brand it holds for; null means every brand.",
      resolve: ({ brandId }, _args, { loaders }) => (brandId === null ? null : loaders.brand.load(brandId)),
    }),
  }),
});

export const Operator = builder.objectRef<OperatorShape>("Operator").implement({
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
    apiKeys: t.field({
      type: [ApiKey],
      description: "Their API keys, newest first.",
      resolve: ({ id }, _args, { loaders }) => loaders.apiKeys.load(id),
    }),
    changes: t.field({
      type: [Change],
      description: "What was changed about them, the newest first, at most a hundred; for admins alone.",
      resolve: ({ id, grants }, _args, context) =>
        isWithin(context.adminScope, grants) ? changesOf(context, id) : [],
    }),
    canEditMappings: t.boolean({
      description: "True where they are an admin of at least one brand.",
      resolve: (operator) => operator.grants.some((grant) => grant.role === "admin"),
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

builder.queryField("operators", (t) =>
  t.field({
    type: [Operator],
    description:
      "The operators whom you may change, by e-mail address; nobody where you administer no brand.",
    authScopes: { signedIn: true },
    resolve: async (_root, _args, { db, adminScope }) =>
      (await listOperators(db)).filter(({ grants }) => isWithin(adminScope, grants)).map(shapeOf),
  }),
);

builder.queryField("operator", (t) =>
  t.field({
    type: Operator,
    nullable: true,
    description: "One of the operators whom you may change; null where there is none of this id for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "Our id." }) },
    resolve: async (_root, { id }, { people, adminScope }) => {
      const found = await people.find(adminScope, id);
      return found?.operator.id === id ? shapeOf(found) : null;
    },
  }),
);
