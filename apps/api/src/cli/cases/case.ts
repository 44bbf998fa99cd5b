import { DATABASE_CLOCK, everyBrand } from "@parley/db";
import {
  type Case,
  type CaseAct,
  type CaseResolution,
  caseResolutions,
  caseStateAt,
  listCaseEvents,
  listCases,
} from "@parley/db/cases";
import { listOperators } from "@parley/db/operators";
import { CLI, parseActor } from "@parley/db/orders";
import { wordsIn } from "@parley/words";
import { type Command, Option } from "commander";
import { CASE_NOTE_MAX, createCases, SNOOZE_DAYS_MAX } from "../../cases/cases.ts";
import { type About, aboutOrder, findAbout } from "../../cases/subject.ts";
import { requireOperator } from "../kernel/existing.ts";
import { readMinutes, readTime, readVersion } from "../kernel/given.ts";
import { facts, type Result, table } from "../kernel/output.ts";
import { notFound, Refusal, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { requireOrder } from "../orders/find.ts";
import { readPlaces } from "../orders/view.ts";

const MINUTE_MS = 60_000;
const SEEN = [
  "--seen <version>",
  "refused where the case is not as `case show` gave it",
  readVersion,
] as const;

/** `parley case …`: what people do about an order, a refused call or an issue. */
export function addCaseCommands(program: Command, run: Run): void {
  const one = program
    .command("case")
    .description("who looks after an order, a refused call or an issue, and what was done about it");
  one.command("show <id>").description("where it stands, and what people did about it").action(run(show));
  one
    .command("note <id> <text>")
    .description("writes a note about it")
    .action(run((session, id: string, note: string) => act(session, id, {}, { kind: "note", note })));
  one
    .command("assign <id> <operator>")
    .description("gives it to somebody, by e-mail address or id; `nobody` gives it back")
    .option(...SEEN)
    .action(run(assign));
  one
    .command("snooze <id>")
    .description(`lets it rest, for ${SNOOZE_DAYS_MAX} days at most`)
    .option("--for <span>", "for so long, such as 2h or 1d", readMinutes)
    .option("--until <time>", "until this time (UTC)", readTime)
    .option("--note <text>", "why")
    .option(...SEEN)
    .action(run(snooze));
  one
    .command("resolve <id>")
    .description("nothing more has to be done about it; what PAR was told stays")
    .addOption(new Option("--as <reason>", "why").choices(caseResolutions).makeOptionMandatory())
    .option("--note <text>", "in your own words")
    .option(...SEEN)
    .action(
      run((session, id: string, { as: resolution, note, ...seen }: Resolved) =>
        act(session, id, seen, { kind: "resolve", resolution, note: note ?? null }),
      ),
    );
  one
    .command("reopen <id>")
    .description("it has to be looked after, after all")
    .option("--note <text>", "why")
    .option(...SEEN)
    .action(
      run((session, id: string, { note, ...seen }: Noted) =>
        act(session, id, seen, { kind: "reopen", note: note ?? null }),
      ),
    );
}

interface Seen {
  seen?: number;
}

interface Noted extends Seen {
  note?: string;
}

interface Resolved extends Noted {
  as: CaseResolution;
}

interface Rest extends Noted {
  for?: number;
  until?: Date;
}

async function assign(session: Session, id: string, operator: string, seen: Seen): Promise<Result> {
  const assigneeId = operator === "nobody" ? null : (await requireOperator(session, operator)).operator.id;
  return await act(session, id, seen, { kind: "assign", assigneeId });
}

async function snooze(session: Session, id: string, options: Rest): Promise<Result> {
  const { for: minutes, until: given, note = null, ...seen } = options;
  if ((minutes === undefined) === (given === undefined))
    throw new UsageError("Say until when: --for SPAN, or --until TIME.");
  const until = given ?? new Date(session.now().getTime() + (minutes ?? 0) * MINUTE_MS);
  return await act(session, id, seen, { kind: "snooze", until, note });
}

async function act(session: Session, id: string, { seen }: Seen, given: CaseAct): Promise<Result> {
  const about = await requireAbout(session, id);
  const { db, now } = session;
  const result = await createCases({ db, now }).act({
    about,
    act: given,
    expectedVersion: seen ?? null,
    actor: CLI,
  });
  switch (result.kind) {
    case "done":
      return await caseResult(session, about, result.case);
    case "conflict":
      throw new Refusal(
        "conflict",
        `Somebody else changed it meanwhile: it has version ${result.case.version}.`,
        `See: npm run parley -- case show ${about.subject.id}`,
      );
    case "invalid": {
      const say = wordsIn("en")("cases");
      throw new Refusal(
        result.problem,
        say(`refused.${result.problem}`, { max: CASE_NOTE_MAX, days: SNOOZE_DAYS_MAX }),
      );
    }
  }
}

async function show(session: Session, id: string): Promise<Result> {
  const about = await requireAbout(session, id);
  const { kind, id: subjectId } = about.subject;
  const [found = null] = await listCases(session.db, { kind, ids: [subjectId] });
  return await caseResult(session, about, found);
}

async function caseResult(session: Session, { subject }: About, found: Case | null): Promise<Result> {
  const [events, people] = await Promise.all([
    listCaseEvents(session.db, found === null ? [] : [found.id]),
    listOperators(session.db),
  ]);
  const emailOf = (id: string | null) =>
    id === null ? null : (people.find(({ operator }) => operator.id === id)?.operator.email ?? id);
  const byOf = (text: string) => {
    const actor = parseActor(text);
    return (actor.kind === "operator" ? emailOf(actor.id) : null) ?? text;
  };
  const state = caseStateAt(found, session.now());
  const head = {
    subject: subject.id,
    state,
    assignee: emailOf(found?.assigneeId ?? null),
    snoozed_until: state === "snoozed" ? (found?.snoozedUntil ?? null) : null,
    resolution: found?.resolution ?? null,
    version: found?.version ?? 0,
  };
  return {
    json: {
      case: {
        ...head,
        events: events.map(({ at, kind, actor, note, assigneeId, until, resolution }) => ({
          ...{ at, kind, by: byOf(actor), note },
          ...{ assignee: emailOf(assigneeId), until, resolution },
        })),
      },
    },
    text: [
      facts(head),
      table(
        events,
        {
          at: ({ at }) => at,
          by: ({ actor }) => byOf(actor),
          did: ({ kind, assigneeId, until, resolution }) =>
            [kind, emailOf(assigneeId), until?.toISOString(), resolution].filter(Boolean).join(" "),
          note: ({ note }) => note,
        },
        "Nobody has done anything about it yet.",
      ),
    ].join("\n\n"),
  };
}

/** What the id names: an issue or a refused call by our id, an order by any id of it. @throws Refusal */
async function requireAbout(session: Session, id: string): Promise<About> {
  if (!/^(iss|exc)_/.test(id)) return aboutOrder(await requireOrder(session, id, await readPlaces(session)));
  const { db } = session;
  const asked = { scope: everyBrand, id, now: session.now(), ledgerNow: DATABASE_CLOCK };
  const about = await findAbout(db, asked);
  if (about !== null) return about;
  throw id.startsWith("iss_")
    ? notFound("issue", id, "issues list")
    : notFound("refused call", id, "orders list --state refused");
}
