import type { Words } from "@parley/words";
import type { Ask, PeopleOutcome } from "../../auth/people.ts";
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
import { beyondOwn, invalid, noSuchOperator } from "./refusals.ts";

const WHO = "The operator; all that they may do lies within the brands that you administer.";
const SEEN = "The version you saw.";

const ChangeOperatorInput = builder.inputType("ChangeOperatorInput", {
  description: "What to change about an operator; what is left out stays.",
  fields: (t) => ({
    operatorId: t.id({ required: true, description: WHO }),
    expectedVersion: t.int({ required: true, description: SEEN }),
    name: t.string({ description: "Their name, 1 to 100 characters." }),
    grants: t.field({
      type: [GrantInput],
      description: "All that they may do from now on; nothing that reaches beyond what you administer.",
    }),
  }),
});

const DisableOperatorInput = builder.inputType("DisableOperatorInput", {
  description: "Whom to shut out.",
  fields: (t) => ({
    operatorId: t.id({ required: true, description: WHO }),
    expectedVersion: t.int({ required: true, description: SEEN }),
  }),
});

const EnableOperatorInput = builder.inputType("EnableOperatorInput", {
  description: "Whom to let in again.",
  fields: (t) => ({
    operatorId: t.id({ required: true, description: WHO }),
    expectedVersion: t.int({ required: true, description: SEEN }),
  }),
});

const ResetOperatorPasswordInput = builder.inputType("ResetOperatorPasswordInput", {
  description: "Another password for an operator.",
  fields: (t) => ({
    operatorId: t.id({ required: true, description: WHO }),
    expectedVersion: t.int({ required: true, description: SEEN }),
    password: t.string({ required: true, description: "12 to 128 characters." }),
  }),
});

const RemoveSecondFactorInput = builder.inputType("RemoveSecondFactorInput", {
  description: "Whose second factor is removed.",
  fields: (t) => ({
    operatorId: t.id({ required: true, description: WHO }),
    expectedVersion: t.int({ required: true, description: SEEN }),
  }),
});

const RemovePasskeysInput = builder.inputType("RemovePasskeysInput", {
  description: "Whose passkeys are removed.",
  fields: (t) => ({
    operatorId: t.id({ required: true, description: WHO }),
    expectedVersion: t.int({ required: true, description: SEEN }),
  }),
});

const UnlinkProviderInput = builder.inputType("UnlinkProviderInput", {
  description: "Who is untied from the identity provider.",
  fields: (t) => ({
    operatorId: t.id({ required: true, description: WHO }),
    expectedVersion: t.int({ required: true, description: SEEN }),
  }),
});

const EndSessionsInput = builder.inputType("EndSessionsInput", {
  description: "Whose sessions end.",
  fields: (t) => ({ operatorId: t.id({ required: true, description: WHO }) }),
});

export const OperatorResult = builder.unionType("OperatorResult", {
  description: "The operator as they are now, or why nothing was changed.",
  types: [Operator, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Operator"),
});

builder.mutationFields((t) => ({
  changeOperator: t.field({
    type: OperatorResult,
    description: "Changes an operator's name, or all that they may do. Takes effect with their next request.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ChangeOperatorInput, required: true, description: "The change." }) },
    resolve: (_root, { input }, context) => change(context, input),
  }),
  disableOperator: t.field({
    type: OperatorResult,
    description: "Shuts an operator out: their sessions end at once, their API keys for good.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: DisableOperatorInput, required: true, description: "The operator." }) },
    resolve: async (_root, { input }, context) =>
      toResult(context.words("operators"), await context.people.disable(ask(context, input))),
  }),
  endSessions: t.field({
    type: OperatorResult,
    description: "Signs an operator out in every browser, at once. They can sign in again.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: EndSessionsInput, required: true, description: "The operator." }) },
    resolve: async (_root, { input: { operatorId } }, context) => {
      const scope = context.scopeFor("operators.edit");
      const outcome = await context.people.endSessions({ operatorId, scope, by: actorOf(context) });
      return outcome === null ? noSuchOperator(context.words("operators")) : shapeOf(outcome.operator);
    },
  }),
  enableOperator: t.field({
    type: OperatorResult,
    description: "Lets a disabled operator sign in again, with the roles that they had.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: EnableOperatorInput, required: true, description: "The operator." }) },
    resolve: async (_root, { input }, context) =>
      toResult(context.words("operators"), await context.people.enable(ask(context, input))),
  }),
  removeSecondFactor: t.field({
    type: OperatorResult,
    description:
      "Takes the second factor away from somebody who lost it: their sessions end, and their password alone signs in.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RemoveSecondFactorInput, required: true, description: "The operator." }) },
    resolve: async (_root, { input }, context) => {
      const say = context.words("operators");
      const outcome = await context.people.removeSecondFactor(ask(context, input));
      return outcome.kind === "own"
        ? refuse("NOT_ALLOWED", say("refused.ownSecondFactor"))
        : toResult(say, outcome);
    },
  }),
  removePasskeys: t.field({
    type: OperatorResult,
    description: "Takes every passkey away from somebody who lost them: their sessions end too.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RemovePasskeysInput, required: true, description: "The operator." }) },
    resolve: async (_root, { input }, context) => {
      const say = context.words("operators");
      const outcome = await context.people.removePasskeys(ask(context, input));
      return outcome.kind === "own"
        ? refuse("NOT_ALLOWED", say("refused.ownPasskeys"))
        : toResult(say, outcome);
    },
  }),
  unlinkProvider: t.field({
    type: OperatorResult,
    description:
      "Unties somebody from the identity provider, where they are another account by now: their sessions end, and their next sign-in by it goes by their e-mail address.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: UnlinkProviderInput, required: true, description: "The operator." }) },
    resolve: async (_root, { input }, context) => {
      const say = context.words("operators");
      const outcome = await context.people.unlinkProvider(ask(context, input));
      return outcome.kind === "own"
        ? refuse("NOT_ALLOWED", say("refused.ownProvider"))
        : toResult(say, outcome);
    },
  }),
  resetOperatorPassword: t.field({
    type: OperatorResult,
    description: "Gives an operator another password; their sessions end at once.",
    authScopes: { signedIn: true },
    args: {
      input: t.arg({ type: ResetOperatorPasswordInput, required: true, description: "The password." }),
    },
    resolve: async (_root, { input }, context) => {
      const say = context.words("operators");
      const outcome = await context.people.resetPassword(ask(context, input), input.password);
      return outcome.kind === "own"
        ? refuse("NOT_ALLOWED", say("refused.ownPassword"))
        : toResult(say, outcome);
    },
  }),
}));

type Outcome = OperatorShape | Refusal;

function ask(context: GraphqlContext, seen: { operatorId: string; expectedVersion: number }): Ask {
  const { operatorId, expectedVersion } = seen;
  return { operatorId, expectedVersion, scope: context.scopeFor("operators.edit"), by: actorOf(context) };
}

async function change(
  context: GraphqlContext,
  input: typeof ChangeOperatorInput.$inferInput,
): Promise<Outcome> {
  const grants = input.grants == null ? undefined : await grantsOf(context, input.grants);
  if (grants !== undefined && "code" in grants) return grants;
  const to = { name: input.name ?? undefined, grants };
  return toResult(context.words("operators"), await context.people.change(ask(context, input), to));
}

function toResult(say: Words<"operators">, outcome: PeopleOutcome): Outcome {
  switch (outcome.kind) {
    case "changed":
      return shapeOf(outcome.operator);
    case "not_found":
      return noSuchOperator(say);
    case "conflict":
      return refuse("CONFLICT", say("refused.changed"));
    case "last_admin":
      return refuse("NOT_ALLOWED", say("refused.lastAdmin"));
    case "beyond_own":
      return beyondOwn(say);
    case "invalid":
      return invalid(say, outcome);
  }
}
