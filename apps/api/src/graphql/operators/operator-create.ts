import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import type { NewOperatorOutcome } from "../../auth/people.ts";
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
import { Operator, type OperatorShape, shapeOf } from "./operator.ts";
import { beyondOwn, invalid } from "./refusals.ts";

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

const CreateOperatorResult = builder.unionType("CreateOperatorResult", {
  description: "The operator who was added, or why nobody was.",
  types: [Operator, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Operator"),
});

builder.mutationFields((t) => ({
  createOperator: t.field({
    type: CreateOperatorResult,
    description: "Adds an operator, who can sign in at once.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: CreateOperatorInput, required: true, description: "The operator." }) },
    resolve: (_root, { input }, context) => create(context, input),
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
