import { everyBrand } from "@parley/db";
import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import type { NewApiKeyOutcome, RevokedApiKeyOutcome } from "../../auth/api-keys.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { InvalidInput, NotAllowed, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { ApiKey, keyShapeOf } from "./api-key.ts";
import { GrantInput, grantsOf } from "./grant-input.ts";
import { Operator, type OperatorShape, shapeOf } from "./operator.ts";
import { OperatorResult } from "./operator-edit.ts";
import { invalid, noSuchOperator } from "./refusals.ts";

const CreateApiKeyInput = builder.inputType("CreateApiKeyInput", {
  description: "An API key to make.",
  fields: (t) => ({
    operatorId: t.id({
      required: true,
      description: "Whose key: an operator all of whose roles lie within the brands that you administer.",
    }),
    name: t.string({ required: true, description: `What it is for, 1 to ${TEXT_MAX.name} characters.` }),
    grants: t.field({
      type: [GrantInput],
      description:
        "All that it may do, nothing beyond what its operator may; leave out for all that they may do.",
    }),
    expiresAt: t.field({
      type: "DateTime",
      description: "From when on it opens nothing; leave out for a key without an end.",
    }),
  }),
});

const RevokeApiKeyInput = builder.inputType("RevokeApiKeyInput", {
  description: "The API key to end.",
  fields: (t) => ({
    operatorId: t.id({
      required: true,
      description: "Whose key it is: yourself, where you are signed in, or somebody you may change.",
    }),
    keyId: t.id({ required: true, description: "The key." }),
  }),
});

type Made = Extract<NewApiKeyOutcome, { kind: "made" }>;

const ApiKeyCreation = builder.objectRef<Made>("ApiKeyCreation").implement({
  description: "An API key that was made.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    apiKey: t.field({
      type: ApiKey,
      description: "The key's record.",
      resolve: ({ key, operator }) => keyShapeOf(key, shapeOf(operator)),
    }),
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
  createApiKey: t.field({
    type: CreateApiKeyResult,
    description: "Makes an API key, which may do what its operator may, or less.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CreateApiKeyInput, required: true, description: "The key." }) },
    resolve: (_root, { input }, context) => create(context, input),
  }),
  revokeApiKey: t.field({
    type: OperatorResult,
    description: "Ends an API key at once.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RevokeApiKeyInput, required: true, description: "The key." }) },
    resolve: (_root, { input }, context) => revoke(context, input),
  }),
}));

async function create(
  context: GraphqlContext,
  { operatorId, name, grants: given, expiresAt }: typeof CreateApiKeyInput.$inferInput,
): Promise<Made | Refusal> {
  const grants = given == null ? null : await grantsOf(context, given);
  if (grants !== null && "code" in grants) return grants;
  const ask = { operatorId, scope: context.scopeFor("operators.edit"), by: actorOf(context) };
  return toKey(
    context.words("operators"),
    await context.people.makeApiKey(ask, { name, grants, expiresAt: expiresAt ?? null }),
  );
}

async function revoke(
  context: GraphqlContext,
  { operatorId, keyId }: typeof RevokeApiKeyInput.$inferInput,
): Promise<OperatorShape | Refusal> {
  // A key ends no other by being its operator's: it may have been given less than they may do.
  const isSelf = context.operator?.via === "session" && operatorId === context.operator.id;
  const scope = isSelf ? everyBrand : context.scopeFor("operators.edit");
  const ask = { operatorId, scope, by: actorOf(context) };
  return toRevoked(context.words("operators"), await context.people.revokeApiKey(ask, keyId));
}

function toRevoked(say: Words<"operators">, outcome: RevokedApiKeyOutcome): OperatorShape | Refusal {
  switch (outcome.kind) {
    case "revoked":
      return shapeOf(outcome.operator);
    case "not_found":
      return noSuchOperator(say);
    case "no_key":
      return refuse("NOT_FOUND", say("refused.noKey"));
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
    case "beyond_operator":
      return refuse("NOT_ALLOWED", say("refused.beyondOperator"));
    case "disabled":
      return refuse("NOT_ALLOWED", say("refused.disabled"));
    case "too_many":
      return refuse("NOT_ALLOWED", say("refused.tooManyKeys", { max: outcome.most }));
  }
}
