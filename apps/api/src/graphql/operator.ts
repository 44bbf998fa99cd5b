import { Brand, type BrandRow } from "./brand.ts";
import { builder } from "./builder.ts";
import { Conflict, InvalidInput, NotAllowed, type Refusal, refuse, resultType } from "./error.ts";

export const Role = builder.enumType("Role", {
  description: "What an operator may do.",
  values: {
    ADMIN: { value: "admin", description: "Sees everything of his brands and edits mappings and menus." },
    SUPPORT: {
      value: "support",
      description: "Sees everything of his brands, guests included; edits nothing.",
    },
    VIEWER: { value: "viewer", description: "Sees his brands with guests masked; edits nothing." },
  },
});

export interface GrantRow {
  role: "admin" | "support" | "viewer";
  brandId: string | null;
}
export interface OperatorRow {
  id: string;
  name: string;
  email: string;
  grants: GrantRow[];
}

const Grant = builder.objectRef<GrantRow>("Grant").implement({
  description: "One role, for one brand or for all of them.",
  authScopes: { public: true },
  fields: (t) => ({
    role: t.expose("role", { type: Role, description: "The role." }),
    brand: t.field({
      type: Brand,
      nullable: true,
      description: "The brand it holds for; null means every brand.",
      resolve: (): BrandRow | null => null,
    }),
  }),
});

export const Operator = builder.objectRef<OperatorRow>("Operator").implement({
  description: "A person who uses the admin.",
  authScopes: { public: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    name: t.exposeString("name", { description: "How he is called." }),
    email: t.exposeString("email", { description: "What he signs in with." }),
    grants: t.expose("grants", { type: [Grant], description: "What he may do, and where." }),
    canEditMappings: t.boolean({
      description: "True where he is an admin of at least one brand.",
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
    resolve: () => ({ needsFirstOperator: false, demo: false }),
  }),
);

builder.queryField("me", (t) =>
  t.field({
    type: Operator,
    nullable: true,
    description: "The operator who asks; null when signed out. Public.",
    authScopes: { public: true },
    resolve: () => null,
  }),
);

const CreateFirstOperatorInput = builder.inputType("CreateFirstOperatorInput", {
  description: "The first operator, an admin of every brand.",
  fields: (t) => ({
    setupCode: t.string({ required: true, description: "The code that the API prints at its start." }),
    name: t.string({ required: true, description: "How he is called, 1 to 100 characters." }),
    email: t.string({ required: true, description: "What he signs in with." }),
    password: t.string({ required: true, description: "12 to 128 characters." }),
  }),
});

const CreateFirstOperatorResult = builder.unionType("CreateFirstOperatorResult", {
  description: "The operator, or why there is none.",
  types: [Operator, NotAllowed, InvalidInput, Conflict],
  resolveType: resultType("Operator"),
});

builder.mutationField("createFirstOperator", (t) =>
  t.field({
    type: CreateFirstOperatorResult,
    description: "Creates the first operator. Public, and refused as soon as any operator exists.",
    authScopes: { public: true },
    args: { input: t.arg({ type: CreateFirstOperatorInput, required: true, description: "The operator." }) },
    resolve: (): OperatorRow | Refusal => refuse("NOT_ALLOWED", "An operator exists already; sign in."),
  }),
);
