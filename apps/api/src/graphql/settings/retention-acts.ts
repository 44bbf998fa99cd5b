import { listRetentionPolicies, NO_BRAND, type RetentionPolicy as Policy } from "@parley/db/retention";
import { askForRetention } from "../../retention/acts.ts";
import { changeRetention, type LimitProblem } from "../../retention/limits.ts";
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
import { isOwner, RetentionLimitsInput, RetentionPolicy } from "./retention.ts";

const SetRetentionInput = builder.inputType("SetRetentionInput", {
  description: "How long what is recorded at one brand is kept from the next run on.",
  fields: (t) => ({
    expectedVersion: t.int({ required: true, description: "The version you saw." }),
    limits: t.field({ type: RetentionLimitsInput, required: true, description: "The limits." }),
  }),
});

const SetRetentionResult = builder.unionType("SetRetentionResult", {
  description: "The limits in force, or why they were not set.",
  types: [RetentionPolicy, NotAllowed, NotFound, Conflict, InvalidInput],
  resolveType: resultType("RetentionPolicy"),
});

const RunRetentionInput = builder.inputType("RunRetentionInput", {
  description: "Where what is past its limit goes now.",
  fields: (t) => ({
    id: t.id({ description: "The brand, or `no_brand` for what belongs to none; left out: everywhere." }),
  }),
});

const RetentionAsked = builder.objectRef<{ policies: Policy[] }>("RetentionAsked").implement({
  description: "A run was asked for. It is done in the background, a few rows at a time.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    policies: t.expose("policies", { type: [RetentionPolicy], description: "Of these." }),
  }),
});

const RunRetentionResult = builder.unionType("RunRetentionResult", {
  description: "What a run was asked for, or why not.",
  types: [RetentionAsked, NotAllowed, NotFound],
  resolveType: resultType("RetentionAsked"),
});

builder.mutationFields((t) => ({
  setRetention: t.field({
    type: SetRetentionResult,
    description: "Sets how long what is recorded at a brand is kept, from the next run on. For owners.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SetRetentionInput, required: true, description: "The limits." }) },
    resolve: async (_root, { input }, context): Promise<Policy | Refusal> => {
      const { id, guestsDays, ...days } = input.limits;
      const found = await policiesOf(id, context);
      if ("kind" in found) return found;
      const limits = { ...days, guestsDays: guestsDays ?? null };
      const { expectedVersion } = input;
      const outcome = await changeRetention(
        { db: context.db, now: context.now() },
        { id, limits, expectedVersion, by: actorOf(context) },
      );
      if (outcome.kind === "changed") return outcome.policy;
      if (outcome.kind === "conflict")
        return refuse("CONFLICT", context.words("retention")("refused.changed"));
      return refuse("INVALID", sentenceOf(outcome.problem, context), outcome.problem.field);
    },
  }),
  runRetention: t.field({
    type: RunRetentionResult,
    description:
      "Lets what is past its limit go now, also what would have begun a day after the upgrade. For owners.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RunRetentionInput, required: true, description: "Where." }) },
    resolve: async (_root, { input }, context): Promise<{ policies: Policy[] } | Refusal> => {
      const found = await policiesOf(input.id ?? null, context);
      if ("kind" in found) return found;
      const deps = { db: context.db, now: context.now(), ledgerNow: context.ledgerNow() };
      await askForRetention(deps, { policies: found, by: actorOf(context) });
      context.wakeJobs();
      return { policies: found };
    },
  }),
}));

async function policiesOf(id: string | null, context: GraphqlContext): Promise<Policy[] | Refusal> {
  const noBrand = () => refuse("NOT_FOUND", context.words("retention")("refused.noBrand"));
  if (!isOwner(context)) {
    const isInSight =
      id === null || id === NO_BRAND || context.may("operators.edit", { brandId: id, locationId: null });
    return isInSight ? refuse("NOT_ALLOWED", context.words("operators")("refused.onlyOwners")) : noBrand();
  }
  const policies = await listRetentionPolicies(context.db);
  const found = id === null ? policies : policies.filter((policy) => policy.id === id);
  return found.length === 0 ? noBrand() : found;
}

function sentenceOf(problem: LimitProblem, { words }: GraphqlContext): string {
  const say = words("retention");
  if (problem.why === "range") return say("refused.range", { min: problem.min, max: problem.max });
  return say(problem.field === "guestsDays" ? "refused.guestsOrder" : "refused.exchangesOrder");
}
