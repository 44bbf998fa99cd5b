import type { Words } from "@parley/words";
import { RESET_MINUTES } from "../../auth/invitation.ts";
import { askForReset, type ResetLinkOutcome } from "../../auth/reset-link.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { Conflict, NotAllowed, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { LinkDelivery } from "./operator-invite.ts";
import { noSuchOperator } from "./refusals.ts";

/** Links by which somebody who lost their password chooses another: made by an admin, or asked for by whoever lost it. */

type Made = Extract<ResetLinkOutcome, { kind: "made" }>;

const ResetLink = builder.objectRef<Made>("ResetLink").implement({
  description: "A link that was just made, by which somebody replaces their password.",
  authScopes: { signedIn: true },
  fields: (t) => ({
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

const MakeResetLinkInput = builder.inputType("MakeResetLinkInput", {
  description: "Who gets a link to replace their password.",
  fields: (t) => ({
    operatorId: t.id({
      required: true,
      description: "The operator; all that they may do lies within the brands that you administer.",
    }),
    expectedVersion: t.int({ required: true, description: "The version you saw." }),
    byEmail: t.boolean({ description: "True to send the link to their address too." }),
  }),
});

const MakeResetLinkResult = builder.unionType("MakeResetLinkResult", {
  description: "The link, or why there is none.",
  types: [ResetLink, NotFound, NotAllowed, Conflict],
  resolveType: resultType("ResetLink"),
});

interface AskedShape {
  minutes: number;
}

const ResetLinkAsked = builder.objectRef<AskedShape>("ResetLinkAsked").implement({
  description: "That a link is on its way, if anybody signs in with the address. Nothing here says whether.",
  authScopes: { public: true },
  fields: (t) => ({
    minutes: t.exposeInt("minutes", { description: "For how long such a link is open." }),
  }),
});

const AskForResetLinkInput = builder.inputType("AskForResetLinkInput", {
  description: "Who has lost their password.",
  fields: (t) => ({ email: t.string({ required: true, description: "What they sign in with." }) }),
});

const AskForResetLinkResult = builder.unionType("AskForResetLinkResult", {
  description: "The same for every address, or why nobody gets anything.",
  types: [ResetLinkAsked, NotAllowed],
  resolveType: resultType("ResetLinkAsked"),
});

builder.mutationFields((t) => ({
  makeResetLink: t.field({
    type: MakeResetLinkResult,
    description: `Makes a link by which somebody else replaces their password, open for ${RESET_MINUTES} minutes and for one use; those before end.`,
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: MakeResetLinkInput, required: true, description: "The operator." }) },
    resolve: async (_root, { input: { byEmail, ...seen } }, context) => {
      const ask = { ...seen, scope: context.scopeFor("operators.edit"), by: actorOf(context) };
      const outcome = await context.people.makeResetLink(ask, { byEmail: byEmail === true });
      return outcome.kind === "made" ? outcome : toRefusal(context.words("operators"), outcome);
    },
  }),
  askForResetLink: t.field({
    type: AskForResetLinkResult,
    description:
      "Sends a link to replace a password to whoever signs in with an address; the answer is the same for every address. Public.",
    authScopes: { public: true },
    args: { input: t.arg({ type: AskForResetLinkInput, required: true, description: "The address." }) },
    resolve: async (_root, { input: { email } }, context) => {
      const { db, now, ledgerNow, address, language, mailer } = context;
      const say = context.words("operators");
      if (mailer === null) return refuse("NOT_ALLOWED", say("refused.noMailServer"));
      const deps = { db, now: now(), ledgerNow: ledgerNow() };
      if (!(await askForReset(deps, { email, language, address })))
        return refuse("NOT_ALLOWED", say("refused.tooOften"));
      context.wakeJobs();
      return { minutes: RESET_MINUTES };
    },
  }),
}));

function toRefusal(say: Words<"operators">, outcome: Exclude<ResetLinkOutcome, { kind: "made" }>): Refusal {
  switch (outcome.kind) {
    case "not_found":
      return noSuchOperator(say);
    case "conflict":
      return refuse("CONFLICT", say("refused.changed"));
    case "no_password":
      return refuse("NOT_ALLOWED", say("refused.noPasswordYet"));
    case "own":
      return refuse("NOT_ALLOWED", say("refused.ownPassword"));
    case "last_admin":
      return refuse("NOT_ALLOWED", say("refused.lastAdmin"));
  }
}
