import type { Session as SessionRow } from "@parley/db/operators";
import { TEXT_MAX } from "@parley/limits";
import { deviceOf, maskedAddress } from "../../auth/device-words.ts";
import {
  changeOwnName,
  changeOwnPassword,
  chooseLanguage,
  endOwnSessions,
  openSessions,
  type Self,
} from "../../auth/sessions.ts";
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
import { Language, Operator, type OperatorShape, shapeOf } from "./operator.ts";
import { invalid, noSuchOperator } from "./refusals.ts";

/** What somebody sees and changes of their own account: in their own browser, never by a key. */

interface SessionShape extends SessionRow {
  isThis: boolean;
}

const OwnSession = builder.objectRef<SessionShape>("OwnSession").implement({
  description: "A browser in which you are signed in.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    isThis: t.exposeBoolean("isThis", { description: "True for the browser that asks." }),
    browser: t.string({
      nullable: true,
      description: "The browser's name, as it says itself; null where it says none that we know.",
      resolve: ({ userAgent }) => deviceOf(userAgent).browser,
    }),
    system: t.string({
      nullable: true,
      description: "What it runs on, as it says itself; null where it says none that we know.",
      resolve: ({ userAgent }) => deviceOf(userAgent).system,
    }),
    address: t.string({
      nullable: true,
      description: "The address that it signed in from, without its last part.",
      resolve: ({ address }) => maskedAddress(address),
    }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it signed in." }),
    seenAt: t.expose("seenAt", { type: "DateTime", description: "When it was last used, to the minute." }),
  }),
});

const ChangeOwnNameInput = builder.inputType("ChangeOwnNameInput", {
  description: "Your own name.",
  fields: (t) => ({
    expectedVersion: t.int({ required: true, description: "The version of yourself that you saw." }),
    name: t.string({ required: true, description: `1 to ${TEXT_MAX.name} characters.` }),
  }),
});

const ChangeOwnPasswordInput = builder.inputType("ChangeOwnPasswordInput", {
  description: "Your password, and the one that takes its place.",
  fields: (t) => ({
    currentPassword: t.string({ required: true, description: "The one that you have." }),
    password: t.string({
      required: true,
      description: `The one from now on, 12 to ${TEXT_MAX.password} characters.`,
    }),
  }),
});

const EndOwnSessionsInput = builder.inputType("EndOwnSessionsInput", {
  description: "Which of your sessions end.",
  fields: (t) => ({
    sessionId: t.id({ description: "The one; leave out for all but the one that asks." }),
  }),
});

const ChooseLanguageInput = builder.inputType("ChooseLanguageInput", {
  description: "What you read the admin in.",
  fields: (t) => ({
    language: t.field({ type: Language, description: "Leave out for what each browser asks for." }),
  }),
});

export const OwnAccountResult = builder.unionType("OwnAccountResult", {
  description: "Yourself as you are now, or why nothing was changed.",
  types: [Operator, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Operator"),
});

builder.queryField("mySessions", (t) =>
  t.field({
    type: [OwnSession],
    description: "The browsers in which you are signed in, those used last first; none for a key.",
    authScopes: { signedIn: true },
    resolve: async (_root, _args, { db, now, operator }) => {
      const sessionId = operator?.sessionId ?? null;
      if (operator === null || sessionId === null) return [];
      const sessions = await openSessions({ db, now: now() }, [operator.id]);
      return sessions.map((session) => ({ ...session, isThis: session.id === sessionId }));
    },
  }),
);

builder.mutationFields((t) => ({
  changeOwnName: t.field({
    type: OwnAccountResult,
    description: "Changes your own name.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ChangeOwnNameInput, required: true, description: "The name." }) },
    resolve: (_root, { input }, context) =>
      asSelf(context, async (self, deps) => {
        const say = context.words("operators");
        const outcome = await changeOwnName(deps, self, input);
        if (outcome.kind === "invalid") return invalid(say, outcome);
        return outcome.kind === "changed"
          ? shapeOf(outcome.operator)
          : refuse("CONFLICT", say("refused.changed"));
      }),
  }),
  changeOwnPassword: t.field({
    type: OwnAccountResult,
    description: "Changes your own password; your other sessions end.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ChangeOwnPasswordInput, required: true, description: "The passwords." }) },
    resolve: (_root, { input: { currentPassword: current, password } }, context) =>
      asSelf(context, async (self, deps) => {
        const say = context.words("operators");
        const outcome = await changeOwnPassword(deps, self, { current, password });
        switch (outcome.kind) {
          case "changed":
            return shapeOf(outcome.operator);
          case "invalid":
            return invalid(say, outcome);
          case "wrong_password":
            return refuse("INVALID", say("refused.wrongPassword"), "currentPassword");
          case "too_often":
            return refuse("NOT_ALLOWED", say("refused.tooOften"));
        }
      }),
  }),
  chooseLanguage: t.field({
    type: OwnAccountResult,
    description: "Keeps what you read the admin in, on every device from your next sign-in on.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ChooseLanguageInput, required: true, description: "The language." }) },
    resolve: (_root, { input }, context) =>
      asSelf(context, async (self, deps) => {
        const chosen = await chooseLanguage(deps, self, input.language ?? null);
        return chosen === null ? noSuchOperator(context.words("operators")) : shapeOf(chosen);
      }),
  }),
  endOwnSessions: t.field({
    type: OwnAccountResult,
    description: "Ends one of your sessions, or all but the one that asks, at once.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: EndOwnSessionsInput, required: true, description: "Which." }) },
    resolve: (_root, { input }, context) =>
      asSelf(context, async (self, deps, operator) => {
        const isDone = await endOwnSessions(deps, self, input.sessionId ?? null);
        return isDone ? operator : refuse("NOT_FOUND", context.words("operators")("refused.noSession"));
      }),
  }),
}));

/** Acts as the person who is signed in; a key is no person. */
async function asSelf(
  context: GraphqlContext,
  act: (
    self: Self,
    deps: { db: GraphqlContext["db"]; now: Date },
    operator: OperatorShape,
  ) => Promise<OperatorShape | Refusal>,
): Promise<OperatorShape | Refusal> {
  const { operator, db, now } = context;
  const self = selfOf(context);
  if ("code" in self || operator === null) return "code" in self ? self : notSignedIn(context);
  return await act(self, { db, now: now() }, operator);
}

/** The person who is signed in in a browser, for what they do about their own account; a key is no person. */
export function selfOf(context: GraphqlContext): Self | Refusal {
  const { operator } = context;
  const sessionId = operator?.sessionId ?? null;
  if (operator === null || sessionId === null) return notSignedIn(context);
  return { operatorId: operator.id, sessionId, by: actorOf(context) };
}

function notSignedIn(context: GraphqlContext): Refusal {
  return refuse("NOT_ALLOWED", context.words("operators")("refused.onlySignedIn"));
}
