import { type CaseAct, caseStateAt } from "@parley/db/cases";
import type { Order as OrderRow } from "@parley/db/orders";
import type { PossibleAct } from "../../orders/people/possible-acts.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  isRefusal,
  NotAllowed,
  NotBegun,
  NotFound,
  NotWaiting,
  notWaiting,
  type Refusal,
  refuse,
  resultType,
  TooEarly,
  type TooEarlyRefusal,
  UnderWay,
} from "../kernel/error.ts";
import { badInput } from "../kernel/page.ts";
import { Order } from "../orders/order.ts";
import { resend, tryNow } from "../orders/settle-order.ts";
import { Case, CaseResolution, type CaseShape } from "./case.ts";
import { act, judge } from "./case-acts.ts";

// One act on many orders and calls, one after the other. Each is judged and done as if it were alone, by the same
// functions; what only a look at the POS can tell (confirm placed, confirm absent) is not among the acts.

/** Subjects of one request, at most. */
const SUBJECTS_MAX = 200;
/** Nothing is begun after so long: the last one may still have to wait for its POS before the request's deadline. */
const BEGIN_WITHIN_MS = 15_000;

const bulkActs = ["send", "assign", "snooze", "resolve"] as const;

const BulkAct = builder.enumType("BulkAct", {
  description: "What can be done to many at once. What needs a look at the POS is done one by one.",
  values: {
    SEND: {
      value: "send",
      description:
        "Tries an order that waits now, and sends one that needs a person again; never where the kitchen may then make it twice.",
    },
    ASSIGN: { value: "assign", description: "Gives them to somebody." },
    SNOOZE: { value: "snooze", description: "Lets them rest until a time." },
    RESOLVE: { value: "resolve", description: "Says that nothing more has to be done." },
  } satisfies Record<string, { value: (typeof bulkActs)[number]; description: string }>,
});

const BulkSubjectInput = builder.inputType("BulkSubjectInput", {
  description: "One of the many, as it was seen.",
  fields: (t) => ({
    id: t.id({ required: true, description: "An order, a refused call or an issue." }),
    expectedAttempt: t.int({
      description: "The order's `attempt` as you saw it; left out, it does not matter.",
    }),
    expectedVersion: t.int({
      description: "The case's `version` as you saw it; left out, it does not matter.",
    }),
  }),
});

const ActInBulkInput = builder.inputType("ActInBulkInput", {
  description: "One act on many orders and calls.",
  fields: (t) => ({
    act: t.field({ type: BulkAct, required: true, description: "What is to be done." }),
    subjects: t.field({
      type: [BulkSubjectInput],
      required: true,
      description: `To what, in this order; 1 to ${SUBJECTS_MAX}.`,
    }),
    dryRun: t.boolean({
      defaultValue: false,
      description: "True: nothing is changed, and each result says what would become of it.",
    }),
    assigneeId: t.id({ description: "For `ASSIGN`: the operator; null for nobody in particular." }),
    until: t.field({ type: "DateTime", description: "For `SNOOZE`, which needs it." }),
    resolution: t.field({ type: CaseResolution, description: "For `RESOLVE`, which needs it." }),
    note: t.string({ description: "Your own words, kept with each; not for `ASSIGN`." }),
  }),
});

/** What an act would make of a subject: the dry run's answer. */
interface Preview {
  becomes: string;
  subjectId: string;
  expectedAttempt: number | null;
  expectedVersion: number | null;
}

const BulkPreview = builder.objectRef<Preview>("BulkPreview").implement({
  description: "What would become of one of them, judged by what judges it when it is done.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    subjectId: t.exposeID("subjectId", { description: "Which one." }),
    becomes: t.exposeString("becomes", { description: "What would become of it, in plain words." }),
    expectedAttempt: t.exposeInt("expectedAttempt", {
      nullable: true,
      description: "For `SEND`: give it with the act, so that a try that you did not see is not repeated.",
    }),
    expectedVersion: t.exposeInt("expectedVersion", {
      nullable: true,
      description: "For the others: give it with the act, so that a change that you did not see stays.",
    }),
  }),
});

type Result = OrderRow | CaseShape | Preview | Refusal | TooEarlyRefusal;

const BulkResult = builder.unionType("BulkResult", {
  description: "One of them as it is now, or would be, or why nothing was changed.",
  types: [
    Order,
    Case,
    BulkPreview,
    NotFound,
    NotAllowed,
    NotWaiting,
    UnderWay,
    TooEarly,
    Conflict,
    InvalidInput,
    NotBegun,
  ],
  resolveType: (value) => {
    if (isRefusal(value)) return resultType("Order")(value);
    if ("becomes" in value) return "BulkPreview";
    return "receivedAt" in value ? "Order" : "Case";
  },
});

interface Subject {
  id: string;
  expectedAttempt?: number | null | undefined;
  expectedVersion?: number | null | undefined;
}

builder.mutationField("actInBulk", (t) =>
  t.field({
    type: [BulkResult],
    description:
      "Does one thing to many orders and calls, one after the other, each as if it were alone; a refusal of one stops no other. The results stand in the order of the subjects. For admins and support.",
    authScopes: { signedIn: true },
    args: { input: t.arg({ type: ActInBulkInput, required: true, description: "What, and to which." }) },
    resolve: async (_root, { input }, context) => {
      const { subjects } = input;
      if (subjects.length === 0 || subjects.length > SUBJECTS_MAX)
        throw badInput(`subjects are 1 to ${SUBJECTS_MAX}.`);
      if (new Set(subjects.map(({ id }) => id)).size < subjects.length)
        throw badInput("Each subject stands once.");
      const one = actOf(input, context);
      const endsAt = context.now().getTime() + BEGIN_WITHIN_MS;
      const results: Result[] = [];
      for (const subject of subjects) {
        const isLate = context.now().getTime() > endsAt;
        results.push(
          isLate ? refuse("NOT_BEGUN", context.words("bulk")("api.not_begun")) : await one(subject),
        );
      }
      return results;
    },
  }),
);

/** The act on one subject. */
function actOf(
  input: typeof ActInBulkInput.$inferInput,
  context: GraphqlContext,
): (subject: Subject) => Promise<Result> {
  const { until, resolution } = input;
  const note = input.note ?? null;
  const dryRun = input.dryRun ?? false;
  const missing = async (field: string) =>
    refuse("INVALID", context.words("bulk")("api.missing", { field }), field);
  const onCase = (given: CaseAct) => async (subject: Subject) =>
    dryRun
      ? await previewCase(context, subject, given)
      : await act(context, subject.id, subject.expectedVersion, given);
  switch (input.act) {
    case "send":
      return (subject) => send(context, { subject, note, dryRun });
    case "assign":
      return onCase({ kind: "assign", assigneeId: input.assigneeId ?? null });
    case "snooze":
      return until == null ? () => missing("until") : onCase({ kind: "snooze", until, note });
    case "resolve":
      return resolution == null ? () => missing("resolution") : onCase({ kind: "resolve", resolution, note });
  }
}

async function previewCase(
  context: GraphqlContext,
  { id, expectedVersion }: Subject,
  given: CaseAct,
): Promise<Result> {
  const found = await judge(context, id, expectedVersion, given);
  if (isRefusal(found)) return found;
  const { row } = found;
  const say = context.words("bulk");
  const nameOf = async (operator: string | null | undefined) =>
    operator == null ? null : ((await context.loaders.operatorName.load(operator)) ?? operator);
  const holder = await nameOf(row?.assigneeId);
  const state = caseStateAt(row, context.now());
  const now = say(`api.now.${state}`, { holder: holder ?? "" });
  const sentence = async () => {
    switch (given.kind) {
      case "assign": {
        const name = await nameOf(given.assigneeId);
        return name === null ? say("api.given_back", { now }) : say("api.given", { name, now });
      }
      case "snooze":
        return say("api.rests", { now });
      default:
        return say("api.resolved", { now });
    }
  };
  return {
    subjectId: id,
    becomes: await sentence(),
    expectedAttempt: null,
    expectedVersion: row?.version ?? 0,
  };
}

/** Sends an order that waits, as `Order.acts` says that it would be; never where the kitchen may make it twice. */
async function send(
  context: GraphqlContext,
  {
    subject: { id, expectedAttempt },
    note,
    dryRun,
  }: { subject: Subject; note: string | null; dryRun: boolean },
): Promise<Result> {
  const { may, dispatcher, words } = context;
  const say = words("bulk");
  const order = await context.loaders.order.clear(id).load(id);
  if (order === null) return refuse("NOT_FOUND", say("api.no_order"));
  if (!may("orders.mend", order)) return refuse("NOT_ALLOWED", words("cases")("refused.subject_not_allowed"));
  if (expectedAttempt != null && expectedAttempt !== order.attempt)
    return refuse("CONFLICT", say("api.sent_again"));
  const acts = await dispatcher.acts.possible(order);
  const found = acts.find(({ name }) => name === "try_now" || name === "resend");
  if (found === undefined) return notWaiting(order.state, words("mending"));
  if (found.effect === "may_double") return refuse("CONFLICT", say("api.look_first"));
  const blocked = blockOf(found, context);
  if (blocked !== null) return blocked;
  if (dryRun) {
    const becomes = words("mending")(`effect.${found.effect}`);
    return { subjectId: id, becomes, expectedAttempt: order.attempt, expectedVersion: null };
  }
  return found.name === "try_now"
    ? await tryNow(context, { orderId: id, note })
    : await resend(context, { orderId: id, note, attempt: order.attempt });
}

function blockOf({ blocked }: PossibleAct, { words }: GraphqlContext): Refusal | TooEarlyRefusal | null {
  if (blocked === null) return null;
  const message = words("mending")(`blocked.${blocked.why}`);
  const { from } = blocked;
  if (from !== null) return { ...refuse("TOO_EARLY", message), from };
  return refuse(blocked.why === "no_store" ? "CONFLICT" : "UNDER_WAY", message);
}
