import type { OrderLine } from "../../orders/order-lines.ts";
import type { PassagePart } from "../../orders/people/story/passage.ts";
import { builder } from "../kernel/builder.ts";
import { Tone } from "../orders/autopsy.ts";
import { PassageKind, StoryTone } from "../orders/story.ts";
import type { StepShape } from "../orders/story-read.ts";
import { SubmitState } from "../orders/submit-state.ts";
import { readSharedOrder, type SharedShape } from "./shared-order.ts";

// Types of their own: what a link shows is what is named here, whatever an operator's types come to show.

const SharedLine = builder.objectRef<OrderLine>("SharedLine").implement({
  description: "An item of a shared order, or a modifier of the line above it.",
  authScopes: { public: true },
  fields: (t) => ({
    name: t.exposeString("name", { description: "Its name on our menu." }),
    quantity: t.exposeInt("quantity", { description: "How many." }),
    totalCents: t.exposeInt("totalCents", {
      description: "In cents: an item with its modifiers, a modifier by itself.",
    }),
    depth: t.exposeInt("depth", { description: "0 for an item, 1 for its modifiers, 2 for theirs." }),
  }),
});

const SharedStep = builder.objectRef<StepShape>("SharedStep").implement({
  description: "One step of what happened to a shared order.",
  authScopes: { public: true },
  fields: (t) => ({
    key: t.exposeString("key", { description: "The same at each reading of this order." }),
    sentence: t.exposeString("sentence", { description: "What happened, in the request's language." }),
    at: t.expose("at", { type: "DateTime", description: "When; of repeats, the first." }),
    until: t.expose("until", { type: "DateTime", nullable: true, description: "When the last repeat was." }),
    tookMs: t.exposeFloat("tookMs", { nullable: true, description: "How long it took, in milliseconds." }),
    tone: t.expose("tone", { type: StoryTone, description: "How to show it." }),
  }),
});

const SharedPart = builder.objectRef<PassagePart>("SharedPart").implement({
  description: "A part of a shared order's time.",
  authScopes: { public: true },
  fields: (t) => ({
    kind: t.expose("kind", { type: PassageKind, description: "Who it was spent at." }),
    ms: t.exposeFloat("ms", { description: "How long, in milliseconds." }),
  }),
});

const SharedOrder = builder.objectRef<SharedShape>("SharedOrder").implement({
  description:
    "An order as a link shows it: nothing of the guest, no person of the team, no call's bytes, no other store.",
  authScopes: { public: true },
  fields: (t) => ({
    requestUid: t.string({ description: "PAR's request uid.", resolve: ({ order }) => order.requestUid }),
    onlineOrderId: t.string({
      nullable: true,
      description: "PAR's online order id.",
      resolve: ({ order }) => order.onlineOrderId,
    }),
    posOrderId: t.string({
      nullable: true,
      description: "The POS's id, once placed.",
      resolve: ({ order }) => order.posOrderId,
    }),
    state: t.field({
      type: SubmitState,
      description: "Where it stands.",
      resolve: ({ submitState }) => submitState,
    }),
    brandName: t.string({ description: "The brand.", resolve: ({ brand }) => brand.name }),
    storeName: t.string({ description: "The store.", resolve: ({ location }) => location.name }),
    timezone: t.string({
      description: "The store's zone, an IANA name.",
      resolve: ({ location }) => location.timezone,
    }),
    sentence: t.exposeString("sentence", { description: "What happened, in the request's language." }),
    tone: t.expose("tone", { type: Tone, description: "How to show the sentence." }),
    receivedAt: t.field({
      type: "DateTime",
      description: "When PAR submitted it.",
      resolve: ({ order }) => order.receivedAt,
    }),
    finalAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When it was settled.",
      resolve: ({ order }) => order.finalAt,
    }),
    currency: t.string({ description: "ISO 4217 of all amounts.", resolve: ({ order }) => order.currency }),
    grandTotalCents: t.int({
      description: "What the guest pays, in cents.",
      resolve: ({ order }) => order.grandTotalCents,
    }),
    lines: t.field({
      type: [SharedLine],
      description: "Items, each followed by its modifiers; without the guest's words.",
      resolve: ({ lines }) => lines,
    }),
    story: t.field({
      type: [SharedStep],
      description: "What happened to it, oldest first.",
      resolve: ({ steps }) => steps,
    }),
    totalMs: t.float({
      description: "From PAR's call until it was settled, or up to now, in milliseconds.",
      resolve: ({ passage }) => passage.totalMs,
    }),
    passage: t.field({
      type: [SharedPart],
      description: "Where that time went.",
      resolve: ({ passage }) => [...passage.parts],
    }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", description: "When the link ends." }),
  }),
});

/** The cost of opening a link, so that one request opens few. */
const OPENING = 1_000;

builder.queryField("sharedOrder", (t) =>
  t.field({
    type: SharedOrder,
    nullable: true,
    description:
      "The order that a link shows; needs no sign-in, only the link's token. Null for any other text and for links that ended. Each opening is recorded, and a network that tries too many has to wait.",
    authScopes: { public: true },
    complexity: OPENING,
    args: { token: t.arg.string({ required: true, description: "The last part of the link." }) },
    resolve: (_root, { token }, context) => readSharedOrder(token, context),
  }),
);
