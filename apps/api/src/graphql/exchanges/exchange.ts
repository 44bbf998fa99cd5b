import type { Exchange as ExchangeRow } from "@parley/db/exchanges";
import type { SignatureExplanation } from "../../explain/signature.ts";
import { builder } from "../kernel/builder.ts";
import { KeptUntil } from "../kernel/kept.ts";
import { Node } from "../kernel/node.ts";
import { Autopsy } from "../orders/autopsy.ts";
import { callFields } from "./call-fields.ts";
import {
  bodyOf,
  callAutopsyOf,
  driftOf,
  type HeaderShape,
  headersOf,
  keptBodiesOf,
  type SeenGuessShape,
  type StageShape,
  seenOf,
  signatureOf,
  stagesOf,
} from "./exchange-detail.ts";

export const Operation = builder.enumType("Operation", {
  description: "The four calls of PAR's contract.",
  values: {
    VALIDATE_ORDER: { value: "validate_order", description: "May this order be placed?" },
    SUBMIT_ORDER: { value: "submit_order", description: "Place this order." },
    GET_ORDER: { value: "get_order", description: "What became of this order?" },
    GET_MENU: { value: "get_menu", description: "What does this store sell?" },
  },
});

const Direction = builder.enumType("Direction", {
  description: "Who called whom.",
  values: {
    IN: { value: "in", description: "PAR called us." },
    OUT: { value: "out", description: "We called a POS." },
  },
});

const CallOutcome = builder.enumType("CallOutcome", {
  description: "What became of what a call asked for, under whatever HTTP status.",
  values: {
    ACCEPTED: { value: "accepted", description: "Done: an order taken, a price, a status or a menu told." },
    REFUSED: { value: "refused", description: "Refused; the code says why." },
    PENDING: { value: "pending", description: "Not known yet when it was answered." },
  },
});

const Stage = builder.objectRef<StageShape>("Stage").implement({
  description: "One step on a call's way through the gateway.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "The step, for example `authenticate`." }),
    ms: t.exposeFloat("ms", { description: "How long it took, in milliseconds." }),
    ok: t.exposeBoolean("ok", { description: "False where the call was refused here." }),
  }),
});

const SeenGuess = builder.objectRef<SeenGuessShape>("SeenGuess").implement({
  description: "How PAR really did something that its documents leave open.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeString("id", { description: "The open question." }),
    value: t.exposeString("value", { description: "What was seen in this call." }),
  }),
});

const Header = builder.objectRef<HeaderShape>("Header").implement({
  description: "One HTTP header; secrets in it are blanked before it is stored.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name in lower case." }),
    value: t.exposeString("value", { description: "Its value, without secrets." }),
  }),
});

const SignatureField = builder.objectRef<SignatureExplanation["fields"][number]>("SignatureField").implement({
  description: "One of the six fields that PAR signs.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "The field." }),
    value: t.exposeString("value", { description: "Its text in the signed string; may be empty." }),
    source: t.exposeString("source", { description: "Where in the body it was read." }),
  }),
});

const SignatureExplainer = builder.objectRef<SignatureExplanation>("SignatureExplainer").implement({
  description: "Why a digest was accepted or refused. Never holds the key.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    verdict: t.exposeString("verdict", {
      description: "`matched`, `mismatched`, `missing`, `not_required` or `unreadable`.",
    }),
    stringSigned: t.exposeString("stringSigned", { nullable: true, description: "The six fields, joined." }),
    fields: t.expose("fields", { type: [SignatureField], description: "The six fields, in order." }),
    theirs: t.exposeString("theirs", { nullable: true, description: "The digest that PAR sent." }),
    ours: t.exposeString("ours", {
      nullable: true,
      description: "The digest we computed; only of verified calls.",
    }),
    mistake: t.exposeString("mistake", {
      nullable: true,
      description: "The known mistake that explains it.",
    }),
    hint: t.exposeString("hint", { nullable: true, description: "What to change, in plain words." }),
  }),
});

export const Exchange = builder.objectRef<ExchangeRow>("Exchange").implement({
  description: "One recorded HTTP call with its answer, PAR to us or us to a POS.",
  interfaces: [Node],
  authScopes: { signedIn: true },
  fields: (t) => ({
    ...callFields(t),
    direction: t.expose("direction", { type: Direction, description: "Who called whom." }),
    operation: t.string({
      description: "The operation, or `unknown` for a call that is none.",
      resolve: ({ operation }) => operation ?? "unknown",
    }),
    method: t.exposeString("method", { description: "The HTTP method." }),
    path: t.exposeString("path", { description: "The path called." }),
    outcome: t.expose("outcome", {
      type: CallOutcome,
      nullable: true,
      description:
        "What became of what it asked for; null where nobody knows, and for calls that an earlier release recorded.",
    }),
    at: t.expose("at", { type: "DateTime", description: "When it began." }),
    stages: t.field({
      type: [Stage],
      description: "Its way through the gateway.",
      resolve: (exchange) => stagesOf(exchange),
    }),
    seen: t.field({
      type: [SeenGuess],
      description: "Open questions about PAR that this call answers.",
      resolve: (exchange) => seenOf(exchange),
    }),
    drift: t.stringList({
      description: "Fields that are unknown, missing or were read leniently.",
      resolve: (exchange) => driftOf(exchange),
    }),
    signed: t.exposeBoolean("signed", { description: "True where our answer was signed." }),
    replayed: t.exposeBoolean("replayed", { description: "True where a stored answer was sent again." }),
    attempt: t.exposeInt("attempt", { nullable: true, description: "Which try at the POS this was." }),
    parOrganizationId: t.exposeString("parOrganizationId", {
      nullable: true,
      description: "PAR's organization id as received.",
    }),
    requestHeaders: t.field({
      type: [Header],
      description: "The request's headers.",
      resolve: (exchange, _args, context) => headersOf(exchange, "requestHeaders", context),
    }),
    requestBody: t.string({
      nullable: true,
      description: "The request's body, the guest in it masked; null for viewers.",
      resolve: (exchange, _args, context) => bodyOf(exchange, "requestBody", context),
    }),
    responseHeaders: t.field({
      type: [Header],
      description: "The answer's headers.",
      resolve: (exchange, _args, context) => headersOf(exchange, "responseHeaders", context),
    }),
    responseBody: t.string({
      nullable: true,
      description: "The answer's body, the guest in it masked; null for viewers.",
      resolve: (exchange, _args, context) => bodyOf(exchange, "responseBody", context),
    }),
    mayReadBodies: t.boolean({
      description: "Whether your role shows you the bodies: where not, null is hidden and not empty.",
      resolve: (exchange, _args, { may }) => may("bodies.read", exchange),
    }),
    bodiesKeptUntil: t.field({
      type: KeptUntil,
      nullable: true,
      description: "Until when its headers and bodies were kept; null where they are there, or never were.",
      resolve: keptBodiesOf,
    }),
    canRevealGuest: t.boolean({
      description:
        "True for a call of PAR's with an order in it, where you may see its guest by `revealGuest`.",
      resolve: (exchange, _args, { may }) =>
        exchange.direction === "in" &&
        (exchange.operation === "validate_order" || exchange.operation === "submit_order") &&
        may("guests.reveal", exchange),
    }),
    autopsy: t.field({
      type: Autopsy,
      description: "What became of what the call was for, whose job that is, and what to do.",
      resolve: (exchange, _args, context) => callAutopsyOf(exchange, context),
    }),
    signature: t.field({
      type: SignatureExplainer,
      nullable: true,
      description:
        "What was signed, and whether it matched; null where nothing is signed, or where it is hidden for your role.",
      resolve: (exchange, _args, context) =>
        context.may("signatures.explain", exchange) ? signatureOf(exchange, context) : null,
    }),
    mayExplainSignature: t.boolean({
      description: "Whether your role shows you what was signed: where not, null is hidden and not unsigned.",
      resolve: (exchange, _args, { may }) => may("signatures.explain", exchange),
    }),
  }),
});
