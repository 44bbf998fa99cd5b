import { type SignInPolicy as Policy, readSignInPolicy } from "@parley/db/operators";
import { changeSignInPolicy, POLICY_LIMITS, stoppedBy } from "../../auth/sign-in-policy.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Conflict, InvalidInput, NotAllowed, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { Operator, shapeOf } from "./operator.ts";

/** What sign-in asks of operators, for owners. */

const SecondFactorRule = builder.enumType("SecondFactorRule", {
  description: "Who must have a second factor.",
  values: {
    NOBODY: { value: "nobody", description: "Whoever wants one has one." },
    ADMINS: { value: "admins", description: "Owners and brand admins." },
    EVERYBODY: { value: "everybody", description: "Every operator." },
  } as const,
});

const { idleMinutes, sessionHours } = POLICY_LIMITS;

const SignInPolicy = builder.objectRef<Policy>("SignInPolicy").implement({
  description: "What sign-in asks of operators, and how long a session lasts.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    secondFactor: t.expose("secondFactor", {
      type: SecondFactorRule,
      description: "Who must have a second factor, and can do nothing in a browser before they have.",
    }),
    idleMinutes: t.exposeInt("idleMinutes", {
      description: "A session ends after so many minutes without a request.",
    }),
    sessionHours: t.exposeInt("sessionHours", { description: "And after so many hours in any case." }),
    version: t.exposeInt("version", { description: "Counts changes; send it as `expectedVersion`." }),
    stoppedBy: t.field({
      type: [Operator],
      description:
        "Who can sign in, has no second factor, and could do nothing before they have one if this rule were in force; by e-mail address.",
      args: { rule: t.arg({ type: SecondFactorRule, required: true, description: "The rule." }) },
      resolve: async (_policy, { rule }, { db }) => (await stoppedBy(db, rule)).map(shapeOf),
    }),
  }),
});

const SetSignInPolicyInput = builder.inputType("SetSignInPolicyInput", {
  description: "What sign-in asks from now on.",
  fields: (t) => ({
    expectedVersion: t.int({ required: true, description: "The version you saw." }),
    secondFactor: t.field({
      type: SecondFactorRule,
      required: true,
      description: "Who must have a second factor.",
    }),
    idleMinutes: t.int({ required: true, description: `${idleMinutes.min} to ${idleMinutes.max}.` }),
    sessionHours: t.int({ required: true, description: `${sessionHours.min} to ${sessionHours.max}.` }),
  }),
});

const SetSignInPolicyResult = builder.unionType("SetSignInPolicyResult", {
  description: "The policy in force, or why it was not changed.",
  types: [SignInPolicy, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("SignInPolicy"),
});

/** Owners alone: whoever may change people in every brand. */
const isOwner = ({ scopeFor }: GraphqlContext) => scopeFor("operators.edit").all;

builder.queryField("signInPolicy", (t) =>
  t.field({
    type: SignInPolicy,
    nullable: true,
    description: "What sign-in asks of operators; null for all but owners.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, context) => (isOwner(context) ? readSignInPolicy(context.db) : null),
  }),
);

builder.mutationField("setSignInPolicy", (t) =>
  t.field({
    type: SetSignInPolicyResult,
    description: "Changes what sign-in asks of operators, from their next request on. For owners.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SetSignInPolicyInput, required: true, description: "The policy." }) },
    resolve: async (_root, { input: { expectedVersion, ...policy } }, context): Promise<Policy | Refusal> => {
      const say = context.words("operators");
      if (!isOwner(context)) return refuse("NOT_ALLOWED", say("refused.onlyOwners"));
      const args = { policy, expectedVersion, by: actorOf(context) };
      const outcome = await changeSignInPolicy({ db: context.db, now: context.now() }, args);
      switch (outcome.kind) {
        case "changed":
          return outcome.policy;
        case "conflict":
          return refuse("CONFLICT", say("refused.policyChanged"));
        case "invalid":
          return refuse("INVALID", say("refused.between", POLICY_LIMITS[outcome.field]), outcome.field);
      }
    },
  }),
);
