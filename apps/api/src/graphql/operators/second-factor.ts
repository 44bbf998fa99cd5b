import { countPaperCodes } from "@parley/db/operators";
import type { Words } from "@parley/words";
import type { ConfirmOutcome, RemoveOutcome, RenewOutcome, StartOutcome } from "../../auth/second-factor.ts";
import { builder } from "../kernel/builder.ts";
import { InvalidInput, NotAllowed, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { Operator, type OperatorShape } from "./operator.ts";
import { OwnAccountResult, selfOf } from "./own-account.ts";
import { noSuchOperator } from "./refusals.ts";

/** A code besides the password, as its own operator sets it up and removes it: in their own browser, never by a key. */

type Started = Extract<StartOutcome, { kind: "started" }>;

const SecondFactorSecret = builder.objectRef<Started>("SecondFactorSecret").implement({
  description: "What an app makes codes of. It asks for nothing until a code of it is given.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    secret: t.exposeString("secret", { description: "To be typed into an app, in base32. Shown this once." }),
    uri: t.exposeString("uri", { description: "The same as a link that an app on this device opens." }),
  }),
});

type Confirmed = Extract<ConfirmOutcome, { kind: "confirmed" }>;

const PaperCodes = builder.objectRef<Confirmed>("PaperCodes").implement({
  description: "Codes to keep on paper for when the app is lost. Each signs in once. Shown this once.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    codes: t.exposeStringList("codes", { description: "The codes; we keep only hashes of them." }),
  }),
});

const StartSecondFactorInput = builder.inputType("StartSecondFactorInput", {
  description: "That it is you who sets up a second factor.",
  fields: (t) => ({ currentPassword: t.string({ required: true, description: "Your password." }) }),
});

const ConfirmSecondFactorInput = builder.inputType("ConfirmSecondFactorInput", {
  description: "That your app has the secret.",
  fields: (t) => ({ code: t.string({ required: true, description: "The six digits that it shows." }) }),
});

const RemoveOwnSecondFactorInput = builder.inputType("RemoveOwnSecondFactorInput", {
  description: "That it is you who removes your second factor.",
  fields: (t) => ({
    currentPassword: t.string({ required: true, description: "Your password." }),
    code: t.string({ required: true, description: "The six digits of your app, or a code on paper." }),
  }),
});

const ReplacePaperCodesInput = builder.inputType("ReplacePaperCodesInput", {
  description: "That you have your second factor.",
  fields: (t) => ({
    code: t.string({ required: true, description: "The six digits of your app, or a code on paper." }),
  }),
});

const StartSecondFactorResult = builder.unionType("StartSecondFactorResult", {
  description: "The secret, or why there is none.",
  types: [SecondFactorSecret, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("SecondFactorSecret"),
});

const ConfirmSecondFactorResult = builder.unionType("ConfirmSecondFactorResult", {
  description: "The codes for paper, or why sign-in still asks for no code.",
  types: [PaperCodes, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("PaperCodes"),
});

const ReplacePaperCodesResult = builder.unionType("ReplacePaperCodesResult", {
  description: "The codes for paper, or why those before go on.",
  types: [PaperCodes, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("PaperCodes"),
});

builder.objectFields(Operator, (t) => ({
  hasSecondFactor: t.boolean({
    description: "True where sign-in asks them for a code besides the password.",
    resolve: ({ secondFactorAt }) => secondFactorAt !== null,
  }),
  mustAddSecondFactor: t.boolean({
    description: "Of yourself: true where you may do nothing here before you have set up a second factor.",
    resolve: ({ mustAddSecondFactor }) => mustAddSecondFactor === true,
  }),
  paperCodesLeft: t.int({
    nullable: true,
    description:
      "Of yourself: how many codes on paper were not used; null without a second factor, and of others.",
    resolve: ({ id }, _args, { db, operator }) =>
      operator?.id === id ? countPaperCodes(db, { operatorId: id }) : null,
  }),
}));

builder.mutationFields((t) => ({
  startSecondFactor: t.field({
    type: StartSecondFactorResult,
    description: "Makes a secret for your app of codes; one that was not confirmed is forgotten.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: StartSecondFactorInput, required: true, description: "Your password." }) },
    resolve: async (_root, { input: { currentPassword } }, context): Promise<Started | Refusal> => {
      const self = selfOf(context);
      if ("code" in self) return self;
      const outcome = await context.secondFactor.start(self, currentPassword);
      return outcome.kind === "started" ? outcome : toRefusal(context.words("operators"), outcome);
    },
  }),
  confirmSecondFactor: t.field({
    type: ConfirmSecondFactorResult,
    description: "Asks you for a code at each sign-in from now on; your other sessions end.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ConfirmSecondFactorInput, required: true, description: "A code." }) },
    resolve: async (_root, { input: { code } }, context): Promise<Confirmed | Refusal> => {
      const self = selfOf(context);
      if ("code" in self) return self;
      const outcome = await context.secondFactor.confirm(self, code);
      return outcome.kind === "confirmed" ? outcome : toRefusal(context.words("operators"), outcome);
    },
  }),
  replacePaperCodes: t.field({
    type: ReplacePaperCodesResult,
    description: "Makes ten other codes for paper; those before open nothing any more.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ReplacePaperCodesInput, required: true, description: "A code." }) },
    resolve: async (_root, { input: { code } }, context): Promise<Confirmed | Refusal> => {
      const self = selfOf(context);
      if ("code" in self) return self;
      const outcome = await context.secondFactor.renewPaper(self, code);
      return outcome.kind === "confirmed" ? outcome : toRefusal(context.words("operators"), outcome);
    },
  }),
  removeOwnSecondFactor: t.field({
    type: OwnAccountResult,
    description: "Asks you for your password alone from now on.",
    authScopes: { signedIn: true },
    args: {
      input: t.arg({ type: RemoveOwnSecondFactorInput, required: true, description: "Password and code." }),
    },
    resolve: async (_root, { input }, context): Promise<OperatorShape | Refusal> => {
      const self = selfOf(context);
      if ("code" in self) return self;
      const outcome = await context.secondFactor.remove(self, input);
      const say = context.words("operators");
      if (outcome.kind !== "removed") return toRefusal(say, outcome);
      return context.operator === null ? noSuchOperator(say) : { ...context.operator, secondFactorAt: null };
    },
  }),
}));

type Refused = Exclude<
  (StartOutcome | ConfirmOutcome | RemoveOutcome | RenewOutcome)["kind"],
  "started" | "confirmed" | "removed"
>;

function toRefusal(say: Words<"operators">, { kind }: { kind: Refused }): Refusal {
  switch (kind) {
    case "wrong_password":
      return refuse("INVALID", say("refused.wrongPassword"), "currentPassword");
    case "wrong_code":
      return refuse("INVALID", say("refused.wrongCode"), "code");
    case "too_often":
      return refuse("NOT_ALLOWED", say("refused.tooOften"));
    case "in_force":
      return refuse("NOT_ALLOWED", say("refused.hasSecondFactor"));
    case "none":
      return refuse("NOT_FOUND", say("refused.noSecondFactor"));
  }
}
