import { covers, type Database } from "@parley/db";
import { type Case, type CaseAct, type CasePlace, type CaseSubject, changeCase } from "@parley/db/cases";
import { listOperators, type OperatorWithGrants, scopeOf } from "@parley/db/operators";
import type { Actor } from "@parley/db/orders";
import { TEXT_MAX } from "@parley/limits";
import { visibleText } from "../menus/visible-text.ts";
import { maskCards } from "../redact.ts";

/**
 * What people do about an order, a refused call or an issue: a note, whose it is, until when it rests, why it is done.
 * None of it changes the subject, tells PAR or reaches a POS.
 */
export interface Cases {
  /** @param args.about a subject that the person may see and mend: that is for the caller to have checked */
  act(args: CaseActArgs): Promise<CaseResult>;
  /** Why `act` would not take what the person gave; null where it would. */
  problemOf(args: Pick<CaseActArgs, "about" | "act">): Promise<CaseProblemFound | null>;
  /** The people to whom a subject of this place can be given: those who may mend it. By name. */
  assignable(place: CasePlace): Promise<Person[]>;
}

export interface CaseActArgs {
  about: { subject: CaseSubject; place: CasePlace };
  act: CaseAct;
  /** See `changeCase`. */
  expectedVersion: number | null;
  actor: Actor;
}

export interface Person {
  id: string;
  name: string;
}

export type CaseField = "note" | "until" | "assigneeId";

export type CaseResult =
  | { kind: "done"; case: Case }
  /** Somebody else changed it since the person read it. */
  | { kind: "conflict"; case: Case }
  | CaseProblemFound;

/** What the person gave cannot be used. */
export type CaseProblemFound = { kind: "invalid"; field: CaseField; problem: CaseProblem };

export type CaseProblem =
  | "note_missing"
  | "note_too_long"
  | "until_passed"
  | "until_too_far"
  | "assignee_unknown";

/** Characters of a note, at most. */
export const CASE_NOTE_MAX = TEXT_MAX.note;
/** What rests longer is forgotten. */
export const SNOOZE_DAYS_MAX = 90;
const DAY_MS = 86_400_000;

export function createCases({ db, now }: { db: Database; now: () => Date }): Cases {
  async function assignable(place: CasePlace): Promise<Person[]> {
    const people = (await listOperators(db)).filter((person) => mayMend(person, place));
    return people
      .map(({ operator: { id, name } }) => ({ id, name }))
      .sort((one, other) => one.name.localeCompare(other.name));
  }

  async function problemOf(act: CaseAct, place: CasePlace): Promise<CaseProblemFound | null> {
    const invalid = (field: CaseField, problem: CaseProblem) =>
      ({ kind: "invalid", field, problem }) as const;
    if (act.kind !== "assign" && (act.note?.length ?? 0) > CASE_NOTE_MAX)
      return invalid("note", "note_too_long");
    switch (act.kind) {
      case "note":
        return act.note === "" ? invalid("note", "note_missing") : null;
      case "snooze": {
        const restMs = act.until.getTime() - now().getTime();
        if (!(restMs > 0)) return invalid("until", "until_passed");
        return restMs > SNOOZE_DAYS_MAX * DAY_MS ? invalid("until", "until_too_far") : null;
      }
      case "assign": {
        if (act.assigneeId === null) return null;
        const [person] = await listOperators(db, { ids: [act.assigneeId] });
        return person !== undefined && mayMend(person, place)
          ? null
          : invalid("assigneeId", "assignee_unknown");
      }
      default:
        return null;
    }
  }

  return {
    assignable,
    problemOf: ({ about, act }) => problemOf(cleaned(act), about.place),
    async act({ about: { subject, place }, act: given, expectedVersion, actor }) {
      const act = cleaned(given);
      const problem = await problemOf(act, place);
      if (problem !== null) return problem;
      const change = await changeCase(db, { subject, place, expectedVersion, act, by: actor, now: now() });
      return change.kind === "changed" ? { kind: "done", case: change.case } : change;
    },
  };
}

function mayMend({ operator, grants }: OperatorWithGrants, place: CasePlace): boolean {
  return operator.disabledAt === null && covers(scopeOf(grants, "cases.edit"), place);
}

/** The act with what may be kept of what a person wrote, and no note where that is blank. */
function cleaned(act: CaseAct): CaseAct {
  switch (act.kind) {
    case "note":
      return { ...act, note: keptOf(act.note) };
    case "assign":
      return act;
    default: {
      const note = keptOf(act.note ?? "");
      return { ...act, note: note === "" ? null : note };
    }
  }
}

/** Without what nobody can see and without card numbers; its lines stay. */
function keptOf(text: string): string {
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(visibleText);
  return maskCards(lines.join("\n")).trim();
}
