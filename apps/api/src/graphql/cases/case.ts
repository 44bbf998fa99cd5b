import {
  type CaseEvent as CaseEventRow,
  type Case as CaseRow,
  type CaseSubjectKind,
  caseStateAt,
} from "@parley/db/cases";
import type { Person } from "../../cases/cases.ts";
import { type About, aboutCall, aboutOrder, isRefusedSubmit } from "../../cases/subject.ts";
import { Exchange } from "../exchanges/exchange.ts";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { Order } from "../orders/order.ts";

/** A subject and what people did about it so far; `row` is null where nobody did anything. */
export interface CaseShape extends About {
  row: CaseRow | null;
}

export const CaseState = builder.enumType("CaseState", {
  description: "Where people stand with something.",
  values: {
    OPEN: { value: "open", description: "Nobody has taken it." },
    ACKNOWLEDGED: { value: "acknowledged", description: "Somebody looks after it." },
    SNOOZED: { value: "snoozed", description: "It rests until a time, and is open again then." },
    RESOLVED: { value: "resolved", description: "Nothing more has to be done." },
  },
});

export const CaseResolution = builder.enumType("CaseResolution", {
  description: "Why nothing more has to be done.",
  values: {
    MENDED: { value: "mended", description: "What was wrong is put right." },
    ORDERED_AGAIN: { value: "ordered_again", description: "The guest has ordered again." },
    REFUNDED: { value: "refunded", description: "The guest has their money back." },
    DUPLICATE: { value: "duplicate", description: "It is looked after elsewhere." },
    NOTHING_TO_DO: { value: "nothing_to_do", description: "There was nothing to mend." },
    OTHER: { value: "other", description: "As the note says." },
  },
});

const CaseSubjectType = builder.enumType("CaseSubject", {
  description: "What a case is about.",
  values: {
    ORDER: { value: "order", description: "An order." },
    CALL: { value: "call", description: "A submit that was refused before it became an order." },
    ISSUE: { value: "issue", description: "Failures of one cause." },
  } satisfies Record<string, { value: CaseSubjectKind; description: string }>,
});

const CaseEventKind = builder.enumType("CaseEventKind", {
  description: "What somebody did about a case.",
  values: {
    NOTED: { value: "noted", description: "Wrote a note." },
    ASSIGNED: { value: "assigned", description: "Gave it to somebody, or took it." },
    UNASSIGNED: { value: "unassigned", description: "Gave it back." },
    SNOOZED: { value: "snoozed", description: "Let it rest until a time." },
    RESOLVED: { value: "resolved", description: "Said that nothing more has to be done." },
    REOPENED: { value: "reopened", description: "Opened it again." },
  },
});

const CasePerson = builder.objectRef<Person>("CasePerson").implement({
  description: "An operator, as their colleagues see them.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    name: t.exposeString("name", { description: "Their name." }),
  }),
});

interface EventShape {
  event: CaseEventRow;
  about: About;
}

const CaseEvent = builder.objectRef<EventShape>("CaseEvent").implement({
  description: "One thing that somebody did about a case.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.id({ description: "Counts up.", resolve: ({ event }) => String(event.id) }),
    at: t.field({ type: "DateTime", description: "When.", resolve: ({ event }) => event.at }),
    kind: t.field({ type: CaseEventKind, description: "What.", resolve: ({ event }) => event.kind }),
    by: t.string({
      description: "Who: an operator by name, or as it is stored.",
      resolve: ({ event }, _args, context) => nameOfActor(event.actor, context),
    }),
    note: t.string({
      nullable: true,
      description: "Their words; null where there are none, or where you may not see guests.",
      resolve: ({ event, about }, _args, { may }) => (may("guests.read", about.place) ? event.note : null),
    }),
    hasNote: t.boolean({
      description: "True where they wrote something, whether or not you may read it.",
      resolve: ({ event }) => event.note !== null,
    }),
    assignee: t.field({
      type: CasePerson,
      nullable: true,
      description: "To whom it was given.",
      resolve: ({ event }, _args, { loaders }) => personOf(event.assigneeId, loaders),
    }),
    until: t.field({
      type: "DateTime",
      nullable: true,
      description: "Until when it was to rest.",
      resolve: ({ event }) => event.until,
    }),
    resolution: t.field({
      type: CaseResolution,
      nullable: true,
      description: "Why it was done.",
      resolve: ({ event }) => event.resolution,
    }),
  }),
});

/** The cost of a list of people, or of what they did, compared with a column. */
const LIST = 10;

export const Case = builder.objectRef<CaseShape>("Case").implement({
  description:
    "What people do about an order, a refused call or an issue. It changes nothing of the subject itself, and neither PAR nor a POS hears of it.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    subjectId: t.id({
      description: "The order's or the call's id, or the issue's key.",
      resolve: (found) => found.subject.id,
    }),
    subjectKind: t.field({
      type: CaseSubjectType,
      description: "What it is about.",
      resolve: (found) => found.subject.kind,
    }),
    state: t.field({
      type: CaseState,
      description: "Where people stand with it.",
      resolve: ({ row }, _args, { now }) => caseStateAt(row, now()),
    }),
    assignee: t.field({
      type: CasePerson,
      nullable: true,
      description: "Who looks after it.",
      resolve: ({ row }, _args, { loaders }) => personOf(row?.assigneeId ?? null, loaders),
    }),
    snoozedUntil: t.field({
      type: "DateTime",
      nullable: true,
      description: "Until when it rests; null where it does not.",
      resolve: ({ row }, _args, { now }) =>
        caseStateAt(row, now()) === "snoozed" ? (row?.snoozedUntil ?? null) : null,
    }),
    resolution: t.field({
      type: CaseResolution,
      nullable: true,
      description: "Why nothing more has to be done.",
      resolve: ({ row }) => row?.resolution ?? null,
    }),
    version: t.int({
      description: "Counts changes; give it with a change, so that one you did not see is not overwritten.",
      resolve: ({ row }) => row?.version ?? 0,
    }),
    updatedAt: t.field({
      type: "DateTime",
      nullable: true,
      description: "When anybody last did anything about it.",
      resolve: ({ row }) => row?.updatedAt ?? null,
    }),
    canAct: t.boolean({
      description: "True where you may write a note, assign, snooze and resolve.",
      resolve: ({ place }, _args, { may }) => may("cases.edit", place),
    }),
    isMine: t.boolean({
      description: "True where it is you who looks after it.",
      resolve: ({ row }, _args, { operator }) => row?.assigneeId != null && row.assigneeId === operator?.id,
    }),
    events: t.field({
      type: [CaseEvent],
      description: "Everything that was done about it, the oldest first.",
      complexity: LIST,
      resolve: async (about, _args, { loaders }) =>
        about.row === null
          ? []
          : (await loaders.caseEvents.load(about.row.id)).map((event) => ({ event, about })),
    }),
    assignable: t.field({
      type: [CasePerson],
      description: "To whom it can be given: those who may mend it. Empty where you may not act.",
      complexity: LIST,
      resolve: ({ place }, _args, { cases, may }) =>
        may("cases.edit", place) ? cases.assignable(place) : [],
    }),
  }),
});

async function personOf(
  id: string | null,
  loaders: { operatorName: { load(id: string): Promise<string | null> } },
): Promise<Person | null> {
  return id === null ? null : { id, name: (await loaders.operatorName.load(id)) ?? id };
}

builder.objectFields(Order, (t) => ({
  case: t.field({
    type: Case,
    description: "What people do about it.",
    resolve: async (order, _args, { loaders }) => {
      const about = aboutOrder(order);
      return { ...about, row: await loaders.case.load(about.subject) };
    },
  }),
}));

builder.objectFields(Exchange, (t) => ({
  case: t.field({
    type: Case,
    nullable: true,
    description: "What people do about it, where it is a submit that never became an order.",
    resolve: async (exchange, _args, { loaders }) => {
      if (!isRefusedSubmit(exchange)) return null;
      const about = aboutCall(exchange);
      return { ...about, row: await loaders.case.load(about.subject) };
    },
  }),
}));
