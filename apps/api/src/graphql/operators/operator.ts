import type { Grant as GrantRow } from "@parley/db/operators";
import { countOperators } from "@parley/db/operators";
import type { OperatorSession } from "../../auth/operator-session.ts";
import { Brand } from "../brands/brand.ts";
import { builder } from "../kernel/builder.ts";

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
export type OperatorShape = Pick<OperatorSession, "id" | "name" | "email" | "grants">;

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
