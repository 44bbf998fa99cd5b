import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { AuditAction } from "../audit/actions.ts";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { type LocationId, newId } from "../ids.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import {
  type CaseEventKind,
  type CaseResolution,
  type CaseSubjectKind,
  caseEvents,
  cases,
} from "../schema/case.ts";

export type Case = typeof cases.$inferSelect;
export type CaseEvent = typeof caseEvents.$inferSelect;

export interface CaseSubject {
  kind: CaseSubjectKind;
  id: string;
}

/** What a subject is a part of: it says who may see its case. */
export interface CasePlace {
  brandId: string | null;
  locationId: LocationId | null;
  connectionId: string | null;
}

/** What a person does about a subject. */
export type CaseAct =
  | { kind: "note"; note: string }
  /** Null gives it back to nobody in particular. */
  | { kind: "assign"; assigneeId: string | null }
  | { kind: "snooze"; until: Date; note: string | null }
  | { kind: "resolve"; resolution: CaseResolution; note: string | null }
  | { kind: "reopen"; note: string | null };

/**
 * `open`: nobody has taken it. `acknowledged`: it is open and somebody looks after it. `snoozed`: it rests until a time.
 * `resolved`: nothing more has to be done.
 */
export type CaseState = "open" | "acknowledged" | "snoozed" | "resolved";

/** Where a case stands now. One that nobody has touched is open, and so is one whose rest is over. */
export function caseStateAt(found: Case | null, now: Date): CaseState {
  if (found === null) return "open";
  if (found.state === "resolved") return "resolved";
  if (found.snoozedUntil !== null && found.snoozedUntil > now) return "snoozed";
  return found.assigneeId === null ? "open" : "acknowledged";
}

/** The cases of these subjects that anybody has touched; in no order. Who may see the subjects is for the caller to say. */
export async function listCases(
  db: Database,
  { kind, ids }: { kind: CaseSubjectKind; ids: readonly string[] },
): Promise<Case[]> {
  if (ids.length === 0) return [];
  return await db.orm
    .select()
    .from(cases)
    .where(and(eq(cases.subjectKind, kind), inArray(cases.subjectId, [...ids])));
}

/** Everything that was done about these cases, the oldest first. */
export async function listCaseEvents(db: Database, caseIds: readonly string[]): Promise<CaseEvent[]> {
  if (caseIds.length === 0) return [];
  return await db.orm
    .select()
    .from(caseEvents)
    .where(inArray(caseEvents.caseId, [...caseIds]))
    .orderBy(asc(caseEvents.id));
}

export type CaseChange =
  | { kind: "changed"; case: Case }
  /** Somebody else changed it since the caller read it. */
  | { kind: "conflict"; case: Case };

export interface ChangeCaseArgs {
  subject: CaseSubject;
  place: CasePlace;
  /** The version that the person saw, 0 where there was no case; null where it does not matter. A note never conflicts. */
  expectedVersion: number | null;
  act: CaseAct;
  by: Actor;
  now: Date;
}

/**
 * Does something about a subject, and opens its case where it has none. An act that says what is so already changes
 * nothing. The audit log names the event; a note stays out of it, for it may hold a guest's data.
 */
export async function changeCase(db: Database, args: ChangeCaseArgs): Promise<CaseChange> {
  const { subject, place, expectedVersion, act, by, now } = args;
  return await db.orm.transaction(async (tx): Promise<CaseChange> => {
    const fresh = { id: newId("cas"), subjectKind: subject.kind, subjectId: subject.id, ...place };
    await tx
      .insert(cases)
      .values({ ...fresh, state: "open", version: 0, openedAt: now, updatedAt: now })
      .onConflictDoNothing({ target: [cases.subjectKind, cases.subjectId] });
    const [before] = await tx
      .select()
      .from(cases)
      .where(and(eq(cases.subjectKind, subject.kind), eq(cases.subjectId, subject.id)))
      .for("update");
    if (before === undefined) throw new Error(`The case of ${subject.kind} ${subject.id} is gone.`);
    const isNote = act.kind === "note";
    if (!isNote && expectedVersion !== null && expectedVersion !== before.version)
      return { kind: "conflict", case: before };
    const { set, event, action } = effectOf(act, now);
    if (isSo(before, act)) return { kind: "changed", case: before };
    const [after] = await tx
      .update(cases)
      .set({ ...set, version: isNote ? before.version : before.version + 1, updatedAt: now })
      .where(eq(cases.id, before.id))
      .returning();
    const [written] = await tx
      .insert(caseEvents)
      .values({ ...event, caseId: before.id, at: now, actor: actorText(by) })
      .returning({ id: caseEvents.id });
    const { note, ...said } = event;
    const detail = { case: before.id, event: written?.id ?? null, ...said, hasNote: note !== null };
    const reason = event.resolution ?? null;
    await recordChange(tx, { action, subjectId: subject.id, detail, by, place, reason, now });
    return { kind: "changed", case: after ?? before };
  });
}

type NewEvent = Pick<typeof caseEvents.$inferInsert, "kind"> & {
  note: string | null;
  assigneeId?: string;
  until?: Date;
  resolution?: CaseResolution;
};

interface Effect {
  set: Partial<Pick<Case, "state" | "assigneeId" | "snoozedUntil" | "resolution" | "resolvedAt">>;
  event: NewEvent;
  action: AuditAction;
}

const OPEN = { state: "open", snoozedUntil: null, resolution: null, resolvedAt: null } as const;

function effectOf(act: CaseAct, now: Date): Effect {
  const event = (kind: CaseEventKind, more: Omit<NewEvent, "kind" | "note"> = {}): NewEvent => ({
    kind,
    note: "note" in act ? act.note : null,
    ...more,
  });
  switch (act.kind) {
    case "note":
      return { set: {}, event: event("noted"), action: "case_noted" };
    case "assign": {
      const { assigneeId } = act;
      return {
        set: { assigneeId },
        event: assigneeId === null ? event("unassigned") : event("assigned", { assigneeId }),
        action: "case_assigned",
      };
    }
    case "snooze": {
      const { until } = act;
      return {
        set: { ...OPEN, state: "snoozed", snoozedUntil: until },
        event: event("snoozed", { until }),
        action: "case_snoozed",
      };
    }
    case "resolve": {
      const { resolution } = act;
      return {
        set: { ...OPEN, state: "resolved", resolution, resolvedAt: now },
        event: event("resolved", { resolution }),
        action: "case_resolved",
      };
    }
    case "reopen":
      return { set: OPEN, event: event("reopened"), action: "case_reopened" };
  }
}

/** Whether the act would change nothing and has nothing to say. */
function isSo(found: Case, act: CaseAct): boolean {
  switch (act.kind) {
    case "assign":
      return found.assigneeId === act.assigneeId;
    case "reopen":
      return found.state === "open" && act.note === null;
    default:
      return false;
  }
}

/**
 * Opens resolved cases again whose subject has news: what was settled is not, after all.
 * @param args.news subjects, and when the news of each came; a case that was resolved later knew of it
 */
export async function reopenCases(
  db: { orm: Pick<Database["orm"], "execute"> },
  args: { kind: CaseSubjectKind; news: readonly { id: string; at: Date }[]; by: Actor; now: Date },
): Promise<void> {
  const { kind, news, by, now } = args;
  if (news.length === 0) return;
  const at = sql`${now.toISOString()}::timestamptz`;
  await db.orm.execute(sql`
    with c as (
      update cases set state = 'open', resolution = null, resolved_at = null, version = version + 1, updated_at = ${at}
      where subject_kind = ${kind} and state = 'resolved' and exists (
        select from json_to_recordset(${JSON.stringify(news)}::text::json) as n (id text, at timestamptz)
        where n.id = subject_id and n.at > resolved_at
      )
      returning id
    )
    insert into case_events (case_id, at, kind, actor) select id, ${at}, 'reopened', ${actorText(by)}::text from c`);
}

/**
 * The same for every issue that lasts and failed anew since somebody resolved it; for the keeper of issues.
 * @returns how many there were
 */
export async function reopenIssues(
  db: { orm: Pick<Database["orm"], "execute"> },
  { by, now }: { by: Actor; now: Date },
): Promise<number> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const reopened = await db.orm.execute(sql`
    with c as (
      update cases set state = 'open', resolution = null, resolved_at = null, version = cases.version + 1,
        updated_at = ${at}
      from issues
      where cases.subject_kind = 'issue' and state = 'resolved' and issues.id = cases.subject_id
        and over_at is null and resolved_at < last_seen_at
      returning cases.id
    )
    insert into case_events (case_id, at, kind, actor) select id, ${at}, 'reopened', ${actorText(by)}::text from c
    returning case_id`);
  return reopened.length;
}
