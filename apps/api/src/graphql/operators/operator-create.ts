import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import type { NewApiKeyOutcome, NewOperatorOutcome } from "../../auth/people.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { GrantInput, grantsOf } from "./grant-input.ts";
import { ApiKey, Operator, type OperatorShape, shapeOf } from "./operator.ts";
import { beyondOwn, invalid, noSuchOperator } from "./refusals.ts";

const CreateOperatorInput = builder.inputType("CreateOperatorInput", {
  description: "An operator to add.",
  fields: (t) => ({
    name: t.string({ required: true, description: `Their name, 1 to ${TEXT_MAX.name} characters.` }),
    email: t.string({ required: true, description: "What they sign in with." }),
    password: t.string({ required: true, description: `12 to ${TEXT_MAX.password} characters.` }),
    grants: t.field({
      type: [GrantInput],
      required: true,
      description: "All that they may do; nothing that reaches beyond what you administer.",
    }),
  }),
});

const CreateApiKeyInput = builder.inputType("CreateApiKeyInput", {
  description: "An API key to make.",
  fields: (t) => ({
    operatorId: t.id({
      required: true,
      description: "Whose key: an operator all of whose roles lie within the brands that you administer.",
    }),
    name: t.string({ required: true, description: `What it is for, 1 to ${TEXT_MAX.name} characters.` }),
  }),
});

const CreateOperatorResult = builder.unionType("CreateOperatorResult", {
  description: "The operator who was added, or why nobody was.",
  types: [Operator, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Operator"),
});

type Made = Extract<NewApiKeyOutcome, { kind: "made" }>;

const ApiKeyCreation = builder.objectRef<Made>("ApiKeyCreation").implement({
  description: "An API key that was made.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    apiKey: t.expose("key", { type: ApiKey, description: "The key's record." }),
    operator: t.field({
      type: Operator,
      description: "Whose key it is.",
      resolve: ({ operator }) => shapeOf(operator),
    }),
    secret: t.exposeString("plain", {
      description:
        "The key itself, for `Authorization: Bearer …`: shown this once, and kept nowhere in the clear.",
    }),
  }),
});

const CreateApiKeyResult = builder.unionType("CreateApiKeyResult", {
  description: "The key, or why none was made.",
  types: [ApiKeyCreation, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("ApiKeyCreation"),
});

builder.mutationFields((t) => ({
  createOperator: t.field({
    type: CreateOperatorResult,
    description: "Adds an operator, who can sign in at once.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CreateOperatorInput, required: true, description: "The operator." }) },
    resolve: (_root, { input }, context) => create(context, input),
  }),
  createApiKey: t.field({
    type: CreateApiKeyResult,
    description: "Makes an API key, which may do what its operator may.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: "The key." }) },
    resolve: async (_root, { input }, context) => {
      const ask = {
        operatorId: input.operatorId,
        scope: context.scopeFor("operators.edit"),
        by: actorOf(context),
      };
      return toKey(context.words("operators"), await context.people.makeApiKey(ask, input.name));
    },
  }),
}));

async function create(
  context: GraphqlContext,
  { grants: given, name, email, password }: typeof CreateOperatorInput.$inferInput,
): Promise<OperatorShape | Refusal> {
  const grants = await grantsOf(context, given);
  if ("code" in grants) return grants;
  const ask = { scope: context.scopeFor("operators.edit"), by: actorOf(context) };
  const outcome = await context.people.create(ask, { name, email, password, grants });
  if (outcome.kind !== "created") return toRefusal(context.words("operators"), outcome);
  const found = await context.people.find(context.scopeFor("operators.edit"), outcome.operator.id);
  if (found === null) throw new Error("An operator who was just added is gone.");
  return shapeOf(found);
}

function toRefusal(
  say: Words<"operators">,
  outcome: Exclude<NewOperatorOutcome, { kind: "created" }>,
): Refusal {
  switch (outcome.kind) {
    case "taken":
      return refuse("CONFLICT", say("refused.taken"));
    case "beyond_own":
      return beyondOwn(say);
    case "invalid":
      return invalid(say, outcome);
  }
}

function toKey(say: Words<"operators">, outcome: NewApiKeyOutcome): Made | Refusal {
  switch (outcome.kind) {
    case "made":
      return outcome;
    case "not_found":
      return noSuchOperator(say);
    case "invalid":
      return invalid(say, outcome);
    case "disabled":
      return refuse("NOT_ALLOWED", say("refused.disabled"));
    case "too_many":
      return refuse("NOT_ALLOWED", say("refused.tooManyKeys", { max: outcome.most }));
  }
}
