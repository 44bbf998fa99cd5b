import type { Order as OrderRow } from "@parley/db/orders";
import type { Passage, PassagePart } from "../../orders/people/story/passage.ts";
import type { StepKind } from "../../orders/people/story/step.ts";
import { builder } from "../kernel/builder.ts";
import { Order } from "./order.ts";
import {
  type OtherTryShape,
  otherTriesOf,
  passageShapeOf,
  type StepShape,
  storyOfOrder,
} from "./story-read.ts";

/** The cost of telling a story, compared with a column that is read anyway. */
const STORY = 100;

const KINDS: Record<StepKind, string> = {
  validated: "PAR asked whether it can be placed.",
  changed: "What PAR changed between that question and its submit.",
  submit_refused: "A submit of the same online order that never became an order.",
  submitted: "PAR's submit, which made the order.",
  answered: "The answer to that submit.",
  submitted_again: "PAR sent the same order again.",
  conflicted: "PAR sent another order under the ids of this one.",
  asked: "PAR asked what became of it.",
  held: "It was written down and had to wait.",
  refused: "Our own rules refused it.",
  tried: "We sent it to the POS.",
  told_late: "A try's answer came after it had been given up.",
  looked_up: "We asked the POS for it, and it did not say that it has it.",
  found: "We asked the POS for it, and it has it.",
  taken_back: "The POS took it back, as we asked.",
  gave_up: "The time to try was over.",
  needs_person: "A person is asked.",
  confirmed: "A person said whether the store has it.",
  sent_again: "A person had it sent again.",
  hurried: "A person had the next step taken at once.",
  disputed: "Something contradicts what PAR was told.",
  dispute_settled: "A person looked after the contradiction.",
  bill_differs: "The POS charges another amount than it was sent.",
  pos_told: "The POS told of it by itself, and contradicts nothing.",
};

const StoryStepKind = builder.enumType("StoryStepKind", {
  description: "What kind of step it is.",
  values: Object.fromEntries(
    Object.entries(KINDS).map(([value, description]) => [value.toUpperCase(), { value, description }]),
  ),
});

export const StoryTone = builder.enumType("StoryTone", {
  description: "How a step of a story is to be shown.",
  values: {
    PLAIN: { value: "plain", description: "It went as it should." },
    OK: { value: "ok", description: "It settled the order well." },
    WAITING: { value: "waiting", description: "Nobody knows yet, or nobody has to act." },
    PROBLEM: { value: "problem", description: "It went wrong, or somebody has to act." },
  },
});

const StoryStep = builder.objectRef<StepShape>("StoryStep");

StoryStep.implement({
  description: "One step of what happened to an order, in the words of a restaurant.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    key: t.exposeString("key", { description: "The same at each reading of this order." }),
    kind: t.field({
      type: StoryStepKind,
      description: "What kind of step it is.",
      resolve: (step) => step.facts.kind,
    }),
    sentence: t.exposeString("sentence", { description: "What happened, in the request's language." }),
    at: t.expose("at", { type: "DateTime", description: "When; of repeats, the first." }),
    until: t.expose("until", { type: "DateTime", nullable: true, description: "When the last repeat was." }),
    tookMs: t.exposeFloat("tookMs", { nullable: true, description: "How long it took, in milliseconds." }),
    note: t.exposeString("note", { nullable: true, description: "What a person wrote, as it was written." }),
    exchangeId: t.exposeID("exchangeId", {
      nullable: true,
      description: "The recorded call that it is about; of repeats, the last.",
    }),
    tone: t.expose("tone", { type: StoryTone, description: "How to show it." }),
    parts: t.field({
      type: [StoryStep],
      description: "The repeats that it stands for, oldest first; empty for a single step.",
      complexity: 1,
      resolve: (step) => step.parts,
    }),
  }),
});

export const PassageKind = builder.enumType("PassageKind", {
  description: "Who an order's time was spent at.",
  values: {
    GATEWAY: { value: "gateway", description: "Our own work." },
    POS: { value: "pos", description: "The POS had the order in hand." },
    WAIT: { value: "wait", description: "The pauses before and between tries." },
  },
});

const PassagePartRef = builder.objectRef<PassagePart>("PassagePart").implement({
  description: "A part of an order's time.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    kind: t.expose("kind", { type: PassageKind, description: "Who it was spent at." }),
    ms: t.exposeFloat("ms", { description: "How long, in milliseconds." }),
  }),
});

const PassageRef = builder.objectRef<Passage & { order: OrderRow }>("Passage").implement({
  description: "Where an order's time went, from PAR's call until it was settled.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    totalMs: t.exposeFloat("totalMs", { description: "All of it, in milliseconds: the sum of the parts." }),
    isOver: t.exposeBoolean("isOver", { description: "False while it is not settled: then up to now." }),
    parts: t.expose("parts", { type: [PassagePartRef], description: "Each kind once." }),
    usualMs: t.float({
      nullable: true,
      description: "The median of the store's last placed orders; null where it has too few.",
      resolve: async ({ order }, _args, { loaders }) =>
        (await loaders.usualTime.load(order))?.medianMs ?? null,
    }),
  }),
});

const OtherTry = builder.objectRef<OtherTryShape>("OtherTry").implement({
  description: "Another try of PAR's to place the same online order.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    at: t.expose("at", { type: "DateTime", description: "When PAR sent it." }),
    requestUid: t.exposeString("requestUid", { nullable: true, description: "Its request uid." }),
    order: t.field({
      type: Order,
      nullable: true,
      description: "The order that it became; null for a call that was refused before there was one.",
      resolve: ({ order }) => order,
    }),
    exchangeId: t.exposeID("exchangeId", {
      nullable: true,
      description: "The refused call; null for an order.",
    }),
  }),
});

builder.objectFields(Order, (t) => ({
  story: t.field({
    type: [StoryStep],
    description: "What happened to it, oldest first, repeats folded.",
    complexity: STORY,
    resolve: (order, _args, context) => storyOfOrder(order, context),
  }),
  passage: t.field({
    type: PassageRef,
    description: "Where its time went.",
    complexity: STORY,
    resolve: async (order, _args, context) => ({ ...(await passageShapeOf(order, context)), order }),
  }),
  otherTries: t.field({
    type: [OtherTry],
    description: "PAR's other tries to place the same online order, oldest first.",
    complexity: STORY,
    resolve: (order, _args, context) => otherTriesOf(order, context),
  }),
}));
