import type { Passkey as PasskeyRow } from "@parley/db/operators";
import { isWithin } from "@parley/db/operators";
import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import type {
  AddPasskeyOutcome,
  RemovePasskeyOutcome,
  StartPasskeyOutcome,
} from "../../auth/own-passkeys.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { InvalidInput, NotAllowed, NotFound, type Refusal, refuse, resultType } from "../kernel/error.ts";
import { Operator, type OperatorShape } from "./operator.ts";
import { OwnAccountResult, selfOf } from "./own-account.ts";
import { invalid, noSuchOperator } from "./refusals.ts";

/** Passkeys, as their operator adds and removes them: in their own browser, never by a key. */

const Passkey = builder.objectRef<PasskeyRow>("Passkey").implement({
  description: "A passkey of yours: a device or a manager of passwords that signs you in.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    name: t.exposeString("name", { description: "What you call it." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When you added it." }),
    lastUsedAt: t.expose("lastUsedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it last signed you in; null for never.",
    }),
  }),
});

type Started = Extract<StartPasskeyOutcome, { kind: "started" }>;

const PasskeyStart = builder.objectRef<Started>("PasskeyStart").implement({
  description: "What your browser asks a device for a passkey with; open for five minutes.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    challenge: t.exposeString("challenge", { description: "What it signs, in base64url. Right once." }),
    host: t.exposeString("host", { description: "The host that the passkey is bound to." }),
    handle: t.exposeString("handle", { description: "Whose it will be, in base64url." }),
    account: t.exposeString("account", { description: "The account that the device shows." }),
    name: t.exposeString("name", { description: "The name that the device shows." }),
    algorithms: t.exposeIntList("algorithms", {
      description: "Kinds of keys by COSE’s numbers, the one liked best first.",
    }),
    known: t.exposeStringList("known", {
      description: "Passkeys that you have, in base64url: a device makes no second one.",
    }),
  }),
});

const proofFields = {
  currentPassword: "Your password; left out right after you signed in by a passkey.",
  code: "A code of your second factor, where you have one set up.",
};

const StartPasskeyInput = builder.inputType("StartPasskeyInput", {
  description: "That it is you who adds a passkey.",
  fields: (t) => ({
    currentPassword: t.string({ description: proofFields.currentPassword }),
    code: t.string({ description: proofFields.code }),
  }),
});

const AddPasskeyInput = builder.inputType("AddPasskeyInput", {
  description: "What your device gave, each part in base64url.",
  fields: (t) => ({
    name: t.string({ required: true, description: `What you call it, 1 to ${TEXT_MAX.name} characters.` }),
    credentialId: t.string({ required: true, description: "By which the device names it." }),
    clientData: t.string({ required: true, description: "What the browser says of the asking." }),
    authenticatorData: t.string({ required: true, description: "What the device says." }),
    publicKey: t.string({ required: true, description: "The public key: SPKI, DER." }),
  }),
});

const RemoveOwnPasskeyInput = builder.inputType("RemoveOwnPasskeyInput", {
  description: "Which passkey goes, and that it is you who removes it.",
  fields: (t) => ({
    passkeyId: t.id({ required: true, description: "The passkey." }),
    currentPassword: t.string({ description: proofFields.currentPassword }),
    code: t.string({ description: proofFields.code }),
  }),
});

const StartPasskeyResult = builder.unionType("StartPasskeyResult", {
  description: "What to ask a device with, or why not.",
  types: [PasskeyStart, NotFound, NotAllowed, InvalidInput],
  resolveType: resultType("PasskeyStart"),
});

builder.objectField(Operator, "passkeyCount", (t) =>
  t.int({
    nullable: true,
    description: "How many passkeys sign them in; null for all who may not change them.",
    resolve: async ({ id, grants }, _args, { loaders, scopeFor }) =>
      isWithin(scopeFor("operators.edit"), grants) ? await loaders.passkeys.load(id) : null,
  }),
);

builder.objectField(Operator, "isTiedToProvider", (t) =>
  t.boolean({
    nullable: true,
    description: "True where they came in by the identity provider; null for all who may not change them.",
    resolve: async ({ id, grants }, _args, { loaders, scopeFor }) =>
      isWithin(scopeFor("operators.edit"), grants) ? await loaders.isTiedToProvider.load(id) : null,
  }),
);

builder.queryField("myPasskeys", (t) =>
  t.field({
    type: [Passkey],
    description: "Your passkeys, the newest first; none for a key.",
    authScopes: { signedIn: true },
    resolve: async (_root, _args, { operator, passkeys }) =>
      operator?.via === "session" ? await passkeys.list(operator.id) : [],
  }),
);

builder.mutationFields((t) => ({
  startPasskey: t.field({
    type: StartPasskeyResult,
    description: "Begins to add a passkey, by which you sign in without password and code.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: StartPasskeyInput, required: true, description: "Password and code." }) },
    resolve: async (_root, { input }, context): Promise<Started | Refusal> => {
      const self = selfOf(context);
      if ("code" in self) return self;
      const outcome = await context.passkeys.start(self, proofIn(input));
      return outcome.kind === "started" ? outcome : toRefusal(context.words("operators"), outcome);
    },
  }),
  addPasskey: t.field({
    type: OwnAccountResult,
    description: "Adds the passkey that your device made; it signs you in from now on.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: AddPasskeyInput, required: true, description: "What it gave." }) },
    resolve: async (_root, { input }, context): Promise<OperatorShape | Refusal> => {
      const self = selfOf(context);
      if ("code" in self) return self;
      const outcome = await context.passkeys.add(self, input);
      const say = context.words("operators");
      if (outcome.kind === "invalid") return invalid(say, outcome);
      return outcome.kind === "added" ? asNow(context) : toRefusal(say, outcome);
    },
  }),
  removeOwnPasskey: t.field({
    type: OwnAccountResult,
    description: "Removes one of your passkeys; it signs you in no more.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: RemoveOwnPasskeyInput, required: true, description: "Which." }) },
    resolve: async (_root, { input }, context): Promise<OperatorShape | Refusal> => {
      const self = selfOf(context);
      if ("code" in self) return self;
      const outcome = await context.passkeys.remove(self, input.passkeyId, proofIn(input));
      return outcome.kind === "removed" ? asNow(context) : toRefusal(context.words("operators"), outcome);
    },
  }),
}));

function proofIn(input: { currentPassword?: string | null | undefined; code?: string | null | undefined }) {
  return { currentPassword: input.currentPassword ?? null, code: input.code ?? null };
}

function asNow({ operator, words }: GraphqlContext): OperatorShape | Refusal {
  return operator ?? noSuchOperator(words("operators"));
}

type Refused = Exclude<
  (StartPasskeyOutcome | AddPasskeyOutcome | RemovePasskeyOutcome)["kind"],
  "started" | "added" | "removed" | "invalid"
>;

function toRefusal(say: Words<"operators">, { kind }: { kind: Refused }): Refusal {
  switch (kind) {
    case "wrong_password":
      return refuse("INVALID", say("refused.wrongPassword"), "currentPassword");
    case "wrong_code":
      return refuse("INVALID", say("refused.wrongCode"), "code");
    case "too_often":
      return refuse("NOT_ALLOWED", say("refused.tooOften"));
    case "no_host":
      return refuse("NOT_ALLOWED", say("refused.noPasskeyHost"));
    case "not_right":
      return refuse("INVALID", say("refused.passkeyNotRight"), "authenticatorData");
    case "taken":
      return refuse("NOT_ALLOWED", say("refused.passkeyTaken"));
    case "full":
      return refuse("NOT_ALLOWED", say("refused.passkeysFull"));
    case "none":
      return refuse("NOT_FOUND", say("refused.noPasskey"));
  }
}
