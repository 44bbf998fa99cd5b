import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import type { LinkDelivery as Delivery } from "../../auth/link-mail.ts";
import type { InviteOutcome, RenewOutcome } from "../../auth/people.ts";
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
import { Language, Operator, type OperatorShape, shapeOf } from "./operator.ts";
import { beyondOwn, invalid, noSuchOperator } from "./refusals.ts";

interface InvitedShape {
  operator: OperatorShape;
  path: string;
  expiresAt: Date;
  delivery: Delivery;
}

export const LinkDelivery = builder.enumType("LinkDelivery", {
  description: "What became of the e-mail with a link. The link holds in any case.",
  values: {
    NOT_ASKED: { value: "not_asked", description: "None was asked for." },
    SENT: { value: "sent", description: "The mail server took it." },
    FAILED: { value: "failed", description: "The mail server did not take it, or did not answer." },
    NO_MAIL_SERVER: { value: "no_mail_server", description: "This installation has none." },
  } as const,
});

const BY_EMAIL = "True to send the link to their address too.";

const OperatorInvitation = builder.objectRef<InvitedShape>("OperatorInvitation").implement({
  description: "A link that was just made, by which somebody chooses their own password.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    operator: t.expose("operator", { type: Operator, description: "Whom it is for." }),
    path: t.exposeString("path", {
      description: "Where it leads, below the admin's address. Shown this once: we keep only a hash of it.",
    }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", description: "When it ends by itself." }),
    delivery: t.expose("delivery", {
      type: LinkDelivery,
      description: "Whether it went to their address too.",
    }),
  }),
});

const InviteOperatorInput = builder.inputType("InviteOperatorInput", {
  description: "An operator to invite.",
  fields: (t) => ({
    name: t.string({ required: true, description: `Their name, 1 to ${TEXT_MAX.name} characters.` }),
    email: t.string({ required: true, description: "What they will sign in with." }),
    grants: t.field({
      type: [GrantInput],
      required: true,
      description: "All that they may do; nothing that reaches beyond what you administer.",
    }),
    byEmail: t.boolean({ description: BY_EMAIL }),
    language: t.field({
      type: Language,
      description: "What they read, until they choose; leave out for what their browser asks for.",
    }),
  }),
});

const InviteAgainInput = builder.inputType("InviteAgainInput", {
  description: "Who gets another link.",
  fields: (t) => ({
    operatorId: t.id({
      required: true,
      description: "The operator; all that they may do lies within the brands that you administer.",
    }),
    expectedVersion: t.int({ required: true, description: "The version you saw." }),
    byEmail: t.boolean({ description: BY_EMAIL }),
  }),
});

const InvitationResult = builder.unionType("InvitationResult", {
  description: "The link, or why there is none.",
  types: [OperatorInvitation, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("OperatorInvitation"),
});

builder.mutationFields((t) => ({
  inviteOperator: t.field({
    type: InvitationResult,
    description:
      "Adds an operator who chooses their own password, by a link that is open for a week and works once.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: InviteOperatorInput, required: true, description: "The operator." }) },
    resolve: (_root, { input }, context) => invite(context, input),
  }),
  inviteAgain: t.field({
    type: InvitationResult,
    description:
      "Makes another link for somebody who was invited and has no password yet; the one before ends.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: InviteAgainInput, required: true, description: "The operator." }) },
    resolve: async (_root, { input: { byEmail, ...seen } }, context) => {
      const ask = { ...seen, scope: context.scopeFor("operators.edit"), by: actorOf(context) };
      return toResult(context, await context.people.inviteAgain(ask, { byEmail: byEmail === true }));
    },
  }),
}));

async function invite(
  context: GraphqlContext,
  { grants: given, name, email, language, byEmail }: typeof InviteOperatorInput.$inferInput,
): Promise<InvitedShape | Refusal> {
  const grants = await grantsOf(context, given);
  if ("code" in grants) return grants;
  const ask = { scope: context.scopeFor("operators.edit"), by: actorOf(context) };
  return toResult(
    context,
    await context.people.invite(ask, { name, email, grants, language }, { byEmail: byEmail === true }),
  );
}

async function toResult(
  context: GraphqlContext,
  outcome: InviteOutcome | RenewOutcome,
): Promise<InvitedShape | Refusal> {
  if (outcome.kind !== "invited") return toRefusal(context.words("operators"), outcome);
  const { operatorId, path, expiresAt, delivery } = outcome;
  const found = await context.people.find(context.scopeFor("operators.edit"), operatorId);
  if (found === null) throw new Error("An operator who was just invited is gone.");
  return { operator: shapeOf(found), path, expiresAt, delivery };
}

function toRefusal(
  say: Words<"operators">,
  outcome: Exclude<InviteOutcome | RenewOutcome, { kind: "invited" }>,
): Refusal {
  switch (outcome.kind) {
    case "taken":
      return refuse("CONFLICT", say("refused.taken"));
    case "conflict":
      return refuse("CONFLICT", say("refused.changed"));
    case "beyond_own":
      return beyondOwn(say);
    case "not_found":
      return noSuchOperator(say);
    case "not_invited":
      return refuse("NOT_ALLOWED", say("refused.notInvited"));
    case "last_admin":
      return refuse("NOT_ALLOWED", say("refused.lastAdmin"));
    case "invalid":
      return invalid(say, outcome);
  }
}
