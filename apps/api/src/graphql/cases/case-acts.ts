import type { CaseAct } from "@parley/db/cases";
import { CASE_NOTE_MAX, type CaseProblemFound, SNOOZE_DAYS_MAX } from "../../cases/cases.ts";
import { type About, findAbout } from "../../cases/subject.ts";
import { actorOf } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import {
  Conflict,
  InvalidInput,
  isRefusal,
  NotAllowed,
  NotFound,
  type Refusal,
  refuse,
  resultType,
} from "../kernel/error.ts";
import { Case, CaseResolution, type CaseShape } from "./case.ts";

const SUBJECT = "The order, the refused call, or the issue.";
const VERSION =
  "The case's `version` as you saw it: a change that you did not see is not overwritten. Left out, it does not matter.";
const NOTE = `Your own words, of ${CASE_NOTE_MAX} characters at most. Only those who may see guests can read them.`;

const CaseResult = builder.unionType("CaseResult", {
  description: "The case as it is now, or why nothing was changed.",
  types: [Case, NotFound, NotAllowed, Conflict, InvalidInput],
  resolveType: resultType("Case"),
});

const AddNoteInput = builder.inputType("AddNoteInput", {
  description: "A note about something.",
  fields: (t) => ({
    subjectId: t.id({ required: true, description: SUBJECT }),
    note: t.string({ required: true, description: NOTE }),
  }),
});

const AssignCaseInput = builder.inputType("AssignCaseInput", {
  description: "Who is to look after something.",
  fields: (t) => ({
    subjectId: t.id({ required: true, description: SUBJECT }),
    assigneeId: t.id({
      description: "The operator; null for nobody in particular. One of the case's `assignable`.",
    }),
    expectedVersion: t.int({ description: VERSION }),
  }),
});

const SnoozeCaseInput = builder.inputType("SnoozeCaseInput", {
  description: "Until when something is to rest.",
  fields: (t) => ({
    subjectId: t.id({ required: true, description: SUBJECT }),
    until: t.field({
      type: "DateTime",
      required: true,
      description: `A time to come, within ${SNOOZE_DAYS_MAX} days.`,
    }),
    note: t.string({ description: NOTE }),
    expectedVersion: t.int({ description: VERSION }),
  }),
});

const ResolveCaseInput = builder.inputType("ResolveCaseInput", {
  description: "Something about which nothing more has to be done.",
  fields: (t) => ({
    subjectId: t.id({ required: true, description: SUBJECT }),
    resolution: t.field({ type: CaseResolution, required: true, description: "Why." }),
    note: t.string({ description: NOTE }),
    expectedVersion: t.int({ description: VERSION }),
  }),
});

const ReopenCaseInput = builder.inputType("ReopenCaseInput", {
  description: "Something that rests or was resolved, and is to be looked after now.",
  fields: (t) => ({
    subjectId: t.id({ required: true, description: SUBJECT }),
    note: t.string({ description: NOTE }),
    expectedVersion: t.int({ description: VERSION }),
  }),
});

const SCOPE = { signedIn: true } as const;

builder.mutationFields((t) => ({
  addNote: t.field({
    type: CaseResult,
    description: "Writes a note about an order, a refused call or an issue. For admins and support.",
    authScopes: SCOPE,
    args: { input: t.arg({ type: AddNoteInput, required: true, description: "About what, and the words." }) },
    resolve: (_root, { input }, context) =>
      act(context, input.subjectId, null, { kind: "note", note: input.note }),
  }),
  assignCase: t.field({
    type: CaseResult,
    description:
      "Gives an order, a refused call or an issue to somebody to look after. For admins and support.",
    authScopes: SCOPE,
    args: { input: t.arg({ type: AssignCaseInput, required: true, description: "What, and whom." }) },
    resolve: (_root, { input }, context) =>
      act(context, input.subjectId, input.expectedVersion, {
        kind: "assign",
        assigneeId: input.assigneeId ?? null,
      }),
  }),
  snoozeCase: t.field({
    type: CaseResult,
    description: "Lets an order, a refused call or an issue rest until a time. For admins and support.",
    authScopes: SCOPE,
    args: { input: t.arg({ type: SnoozeCaseInput, required: true, description: "What, and until when." }) },
    resolve: (_root, { input }, context) =>
      act(context, input.subjectId, input.expectedVersion, {
        kind: "snooze",
        until: input.until,
        note: input.note ?? null,
      }),
  }),
  resolveCase: t.field({
    type: CaseResult,
    description:
      "Says that nothing more has to be done about an order, a refused call or an issue. What PAR was told stays. For admins and support.",
    authScopes: SCOPE,
    args: { input: t.arg({ type: ResolveCaseInput, required: true, description: "What, and why." }) },
    resolve: (_root, { input }, context) =>
      act(context, input.subjectId, input.expectedVersion, {
        kind: "resolve",
        resolution: input.resolution,
        note: input.note ?? null,
      }),
  }),
  reopenCase: t.field({
    type: CaseResult,
    description: "Opens the case of an order, a refused call or an issue again. For admins and support.",
    authScopes: SCOPE,
    args: { input: t.arg({ type: ReopenCaseInput, required: true, description: "What." }) },
    resolve: (_root, { input }, context) =>
      act(context, input.subjectId, input.expectedVersion, { kind: "reopen", note: input.note ?? null }),
  }),
}));

/** Does something about a subject in the name of whoever asks. */
export async function act(
  context: GraphqlContext,
  subjectId: string,
  expectedVersion: number | null | undefined,
  given: CaseAct,
): Promise<CaseShape | Refusal> {
  const { cases, loaders } = context;
  const about = await editable(context, subjectId);
  if (isRefusal(about)) return about;
  const result = await cases.act({
    about,
    act: given,
    expectedVersion: expectedVersion ?? null,
    actor: actorOf(context),
  });
  loaders.case.clear(about.subject);
  if (result.kind !== "done") return refusalOf(result, context);
  loaders.caseEvents.clear(result.case.id);
  return { ...about, row: result.case };
}

/** The case as it stands, where the act could be done to it now: the dry run of `act`. */
export async function judge(
  context: GraphqlContext,
  subjectId: string,
  expectedVersion: number | null | undefined,
  given: CaseAct,
): Promise<CaseShape | Refusal> {
  const about = await editable(context, subjectId);
  if (isRefusal(about)) return about;
  const problem = await context.cases.problemOf({ about, act: given });
  if (problem !== null) return refusalOf(problem, context);
  const row = await context.loaders.case.load(about.subject);
  const isOther = expectedVersion != null && expectedVersion !== (row?.version ?? 0);
  return isOther ? refusalOf({ kind: "conflict" }, context) : { ...about, row };
}

/** What the id names, where the caller may act on it. */
async function editable(context: GraphqlContext, id: string): Promise<About | Refusal> {
  const { db, scopeFor, may } = context;
  const about = await findAbout(db, {
    scope: scopeFor("orders.read"),
    id,
    now: context.now(),
    ledgerNow: context.ledgerNow(),
  });
  const say = context.words("cases");
  if (about === null) return refuse("NOT_FOUND", say("refused.subject_not_found"));
  return may("cases.edit", about.place) ? about : refuse("NOT_ALLOWED", say("refused.subject_not_allowed"));
}

function refusalOf(result: CaseProblemFound | { kind: "conflict" }, context: GraphqlContext): Refusal {
  const say = context.words("cases");
  if (result.kind === "conflict") return refuse("CONFLICT", say("refused.changed_meanwhile"));
  const words = say(`refused.${result.problem}`, { max: CASE_NOTE_MAX, days: SNOOZE_DAYS_MAX });
  return refuse("INVALID", words, result.field);
}
