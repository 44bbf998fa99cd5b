import { sql } from "drizzle-orm";
import { bigserial, check, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import type { LocationId } from "../ids.ts";
import { ident, instant } from "./columns.ts";
import { oneOf } from "./vocabulary.ts";

/** What people look after: an order, the call of a submit that never became one, or an issue that groups failures. */
export const caseSubjects = ["order", "call", "issue"] as const;
export type CaseSubjectKind = (typeof caseSubjects)[number];

/** Where it stands as it was written. One that is snoozed is open again once its time has come. */
export const caseStates = ["open", "snoozed", "resolved"] as const;
export type StoredCaseState = (typeof caseStates)[number];

/** Why nothing more has to be done. */
export const caseResolutions = [
  "mended",
  "ordered_again",
  "refunded",
  "duplicate",
  "nothing_to_do",
  "other",
] as const;
export type CaseResolution = (typeof caseResolutions)[number];

/** What somebody did about it. */
export const caseEventKinds = ["noted", "assigned", "unassigned", "snoozed", "resolved", "reopened"] as const;
export type CaseEventKind = (typeof caseEventKinds)[number];

/**
 * What people do about a subject; it changes nothing of the subject itself. No foreign key to the subject: an issue has
 * no row of its own, and calls are pruned by their own rule.
 * Written by `cases/` only; read by the admin; grows with what people touch; kept as long as its subject.
 */
export const cases = pgTable(
  "cases",
  {
    id: ident("id").primaryKey(),
    subjectKind: text("subject_kind", { enum: caseSubjects }).notNull(),
    /** The order's or the exchange's id, or the key. */
    subjectId: ident("subject_id").notNull(),
    /** Whose it is, as its subject says; null where the subject says none. */
    brandId: ident("brand_id"),
    locationId: ident("location_id").$type<LocationId>(),
    connectionId: ident("connection_id"),
    state: text("state", { enum: caseStates }).notNull(),
    /** The operator who looks after it. */
    assigneeId: ident("assignee_id"),
    snoozedUntil: instant("snoozed_until"),
    resolution: text("resolution", { enum: caseResolutions }),
    resolvedAt: instant("resolved_at"),
    /** Counts changes, so that a second one that did not see the first is refused; 0 before any. Notes do not count. */
    version: integer("version").notNull(),
    openedAt: instant("opened_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    // findCase, listCases by subject
    unique("cases_subject").on(t.subjectKind, t.subjectId),
    check("cases_subject_kind", sql.raw(oneOf("subject_kind", caseSubjects))),
    check("cases_state", sql.raw(oneOf("state", caseStates))),
    check("cases_resolution", sql.raw(oneOf("resolution", caseResolutions))),
    check("cases_snoozed_has_time", sql`(${t.state} = 'snoozed') = (${t.snoozedUntil} is not null)`),
    check(
      "cases_resolved_has_reason",
      sql`(${t.state} = 'resolved') = (${t.resolution} is not null and ${t.resolvedAt} is not null)`,
    ),
    // listCases: what one person looks after
    index("cases_assignee").on(t.assigneeId, t.updatedAt).where(sql`${t.state} <> 'resolved'`),
  ],
);

/**
 * Everything that people did about a case, in order. A note is people's free text, so it may hold a guest's data.
 * Append-only. Written with each change of a case; read by the admin; kept as long as its case.
 */
export const caseEvents = pgTable(
  "case_events",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    caseId: ident("case_id")
      .notNull()
      .references(() => cases.id),
    at: instant("at").notNull(),
    kind: text("kind", { enum: caseEventKinds }).notNull(),
    /** As `order_events.actor`. */
    actor: ident("actor").notNull(),
    note: text("note"),
    /** Whom it was given to, for `assigned`. */
    assigneeId: ident("assignee_id"),
    /** For `snoozed`. */
    until: instant("until"),
    /** For `resolved`. */
    resolution: text("resolution", { enum: caseResolutions }),
  },
  (t) => [
    check("case_events_kind", sql.raw(oneOf("kind", caseEventKinds))),
    check("case_events_noted_has_text", sql`${t.kind} <> 'noted' or ${t.note} is not null`),
    // listCaseEvents
    index("case_events_case").on(t.caseId, t.id),
  ],
);
