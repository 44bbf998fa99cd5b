import type { Place } from "@parley/db";
import type { NextAct, NextLink, NextStep as NextStepShape } from "../../explain/next-step.ts";
import type { Autopsy as AutopsyShape } from "../../orders/people/autopsy/finding.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";

// An autopsy of an order or a call, with its steps: a link to elsewhere, or an act on the very page.

/** An autopsy, and the place of what it is about: what the operator may do there decides which steps are theirs. */
export interface AutopsyOf extends AutopsyShape, Place {}

type Placed<Step> = Step & Place;

export const Tone = builder.enumType("Tone", {
  description: "How a sentence is to be shown.",
  values: {
    OK: { value: "ok", description: "All is well." },
    WAITING: { value: "waiting", description: "Not settled, and nobody has to act yet." },
    PROBLEM: { value: "problem", description: "Somebody has to act." },
  },
});

const StepPlace = builder.enumType("StepPlace", {
  description: "Where a step leads.",
  values: {
    mapping: { description: "The entry of the mapping queue; `id` is PAR's." },
    menu: { description: "The menu of the store `id`." },
    store: { description: "The store `id`." },
    signature: { description: "What was signed in the call `id`." },
    connection: { description: "The connection `id`." },
    call: { description: "The call `id`." },
    order: { description: "The order `id`." },
    pos_calls: { description: "The failing calls to the POS of the store `id`." },
    same_id: { description: "Every call with PAR's id `id`." },
  },
});

const StepAct = builder.enumType("StepAct", {
  description: "What can be done at once.",
  values: {
    settle: { description: "Say what a person found at the POS." },
    tryNow: { description: "Have a waiting order tried at once." },
    resend: { description: "Send it again." },
    settleDispute: { description: "Say that somebody has looked after a contradicted order." },
    recheck: { description: "Judge a refused order by today's menu and mapping; changes nothing." },
    reveal: { description: "Show the guest." },
    assign: { description: "Give it to somebody." },
  },
});

const mayYou = (step: Placed<NextStepShape>, context: GraphqlContext) =>
  step.needs === null || context.may(step.needs, step);

const NextStepLink = builder.objectRef<Placed<NextLink>>("NextStepLink").implement({
  description: "A step that is done elsewhere.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    label: t.exposeString("label", { description: "What it does, in words." }),
    place: t.expose("place", { type: StepPlace, description: "Where it leads." }),
    id: t.exposeString("id", { description: "What is there." }),
    mayYou: t.boolean({ description: "Whether you may do it; else somebody else must.", resolve: mayTake }),
    whoMay: t.string({ description: "Who may do it, in words.", resolve: whoMay }),
  }),
});

const NextStepAct = builder.objectRef<Placed<NextAct>>("NextStepAct").implement({
  description: "A step that is done at once, by a mutation.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    label: t.exposeString("label", { description: "What it does, in words." }),
    act: t.expose("act", { type: StepAct, description: "Which one." }),
    mayYou: t.boolean({ description: "Whether you may do it; else somebody else must.", resolve: mayTake }),
    whoMay: t.string({ description: "Who may do it, in words.", resolve: whoMay }),
  }),
});

const NextStep = builder.unionType("NextStep", {
  description: "What to do: a link, or an act.",
  types: [NextStepLink, NextStepAct],
  resolveType: (step) => (step.kind === "link" ? NextStepLink : NextStepAct),
});

function mayTake(step: Placed<NextStepShape>, _args: unknown, context: GraphqlContext): boolean {
  return mayYou(step, context);
}

function whoMay({ needs }: Placed<NextStepShape>, _args: unknown, { words }: GraphqlContext): string {
  const say = words("autopsy");
  return needs === "orders.mend" || needs === "guests.reveal" || needs === null
    ? say("whoMay.support")
    : say("whoMay.admin");
}

export const Autopsy = builder.objectRef<AutopsyOf>("Autopsy").implement({
  description: "What happened to an order or a call, for the person on the phone; in the request's language.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    sentence: t.exposeString("sentence", { description: "What happened." }),
    causeClass: t.exposeString("causeClass", { description: "The kind of cause, for example `pos_silent`." }),
    cause: t.string({
      description: "The kind of cause, in words.",
      resolve: ({ causeClass }, _args, { words }) => words("causes")(`name.${causeClass}`),
    }),
    job: t.exposeString("job", { description: "Who has to act: `support`, `brand_admin`, `nobody` …" }),
    whoseJob: t.exposeString("whoseJob", { description: "Who has to act, in plain words." }),
    tellGuest: t.exposeString("tellGuest", {
      nullable: true,
      description: "What to tell the guest; null where no guest waits for it.",
    }),
    money: t.exposeString("money", {
      nullable: true,
      description:
        "What PAR was told that bears on the guest's money, and what is not known of it; null where the order is not refused.",
    }),
    nextStep: t.exposeString("nextStep", {
      nullable: true,
      description: "What to do now, in words; null for nothing.",
    }),
    steps: t.field({
      type: [NextStep],
      description: "What to do now, as links and acts, the first before all others.",
      resolve: ({ steps, brandId, locationId }) => steps.map((step) => ({ ...step, brandId, locationId })),
    }),
    tone: t.expose("tone", { type: Tone, description: "How to show it." }),
  }),
});
