import {
  isWithin,
  listOperators,
  type OperatorWithGrants,
  permissions,
  permissionsOf,
} from "@parley/db/operators";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { builder } from "../kernel/builder.ts";
import { Change, changesOf } from "../kernel/change.ts";
import { Permission } from "./permission.ts";
import { Grant } from "./role.ts";

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
  "id" | "name" | "email" | "grants" | "version" | "disabledAt" | "language" | "secondFactorAt"
> & { mustAddSecondFactor?: boolean };

/** An operator of the database as GraphQL shows them. */
export function shapeOf({ operator, grants }: OperatorWithGrants): OperatorShape {
  const { id, name, email, version, disabledAt, language, secondFactorAt } = operator;
  return { id, name, email, version, disabledAt, language, secondFactorAt, grants };
}

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
