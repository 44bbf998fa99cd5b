import { type RedactionPolicy as Policy, readRedactionPolicy } from "@parley/db/guests";
import { TEXT_MAX } from "@parley/limits";
import { changeRedactionPolicy, HIDDEN_MEMBERS_MAX } from "../../orders/people/guests/redaction.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Conflict, InvalidInput, NotAllowed, type Refusal, refuse, resultType } from "../kernel/error.ts";

/** What of guests is hidden beyond what always is, for owners. */

const RevealRule = builder.enumType("RevealRule", {
  description: "Who may be shown how to reach a guest.",
  values: {
    ROLES: { value: "roles", description: "Owners, brand admins and support, where their role holds." },
    ADMINS: { value: "admins", description: "Owners and brand admins." },
  } as const,
});

const RedactionPolicy = builder.objectRef<Policy>("RedactionPolicy").implement({
  description: "What of guests is hidden beyond what always is.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    revealedBy: t.expose("revealedBy", {
      type: RevealRule,
      description: "Who may be shown how to reach a guest, which is recorded each time.",
    }),
    members: t.stringList({
      description:
        "Names of members of recorded bodies whose content nobody is shown before they reveal the guest; case and what stands between their words do not count.",
      resolve: ({ members }) => [...members],
    }),
    version: t.exposeInt("version", { description: "Counts changes; send it as `expectedVersion`." }),
  }),
});

const SetRedactionPolicyInput = builder.inputType("SetRedactionPolicyInput", {
  description: "What of guests is hidden from now on.",
  fields: (t) => ({
    expectedVersion: t.int({ required: true, description: "The version you saw." }),
    revealedBy: t.field({ type: RevealRule, required: true, description: "Who may reveal a guest." }),
    members: t.stringList({
      required: true,
      description: `At most ${HIDDEN_MEMBERS_MAX} names of 1 to ${TEXT_MAX.code} characters, such as \`loyalty_number\`.`,
    }),
  }),
});

const SetRedactionPolicyResult = builder.unionType("SetRedactionPolicyResult", {
  description: "The policy in force, or why it was not changed.",
  types: [RedactionPolicy, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("RedactionPolicy"),
});

const isOwner = ({ scopeFor }: GraphqlContext) => scopeFor("operators.edit").all;

builder.queryField("redactionPolicy", (t) =>
  t.field({
    type: RedactionPolicy,
    nullable: true,
    description: "What of guests is hidden beyond what always is; null for all but owners.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, context) => (isOwner(context) ? readRedactionPolicy(context.db) : null),
  }),
);

builder.mutationField("setRedactionPolicy", (t) =>
  t.field({
    type: SetRedactionPolicyResult,
    description: "Changes what of guests is hidden, from everybody's next request on. For owners.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: SetRedactionPolicyInput, required: true, description: "The policy." }) },
    resolve: async (_root, { input: { expectedVersion, ...policy } }, context): Promise<Policy | Refusal> => {
      const say = context.words("settings");
      if (!isOwner(context)) return refuse("NOT_ALLOWED", context.words("operators")("refused.onlyOwners"));
      const args = { policy, expectedVersion, by: actorOf(context) };
      const outcome = await changeRedactionPolicy({ db: context.db, now: context.now() }, args);
      switch (outcome.kind) {
        case "changed":
          return outcome.policy;
        case "conflict":
          return refuse("CONFLICT", context.words("operators")("refused.policyChanged"));
        case "too_many":
          return refuse("INVALID", say("redaction.tooMany", { max: outcome.max }), "members");
        case "bad_name":
          return refuse("INVALID", say("redaction.badName", { max: TEXT_MAX.code }), "members");
      }
    },
  }),
);
