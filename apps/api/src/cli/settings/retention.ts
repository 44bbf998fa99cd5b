import { DATABASE_CLOCK, ledgerTime } from "@parley/db";
import { CLI } from "@parley/db/orders";
import {
  type BodyPartitionStatus,
  listKeptSizes,
  listPartitionStatus,
  listRetentionPolicies,
  NO_BRAND,
  type RetentionLimits,
  type RetentionPolicy,
} from "@parley/db/retention";
import { type Command, InvalidArgumentError, Option } from "commander";
import { askForRetention, type RetentionStatus, readRetention } from "../../retention/acts.ts";
import { changeRetention, RETENTION_DAYS } from "../../retention/limits.ts";
import { requireBrand } from "../kernel/existing.ts";
import { type Result, table } from "../kernel/output.ts";
import { conflict, UsageError } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley retention status`, `set` and `run` */
export function addRetentionCommands(program: Command, run: Run): void {
  const retention = program.command("retention").description("how long what is recorded is kept");
  ofPlace(retention.command("status").description("the limits, and what is past them")).action(run(status));
  ofPlace(retention.command("set").description("change the limits of one brand; what is left out stays"))
    .option("--bodies <days>", "headers and bodies of calls", within("bodiesDays"))
    .option("--calls <days>", "calls, with whatever is left of them", within("exchangesDays"))
    .option("--guests <days>", "guests in orders and refused calls", within("guestsDays"))
    .addOption(new Option("--guests-for-ever", "keep guests as long as their orders").conflicts("guests"))
    .option("--dry-run", "say what would be past the limits, and set nothing")
    .action(run(set));
  ofPlace(retention.command("run").description("let what is past its limit go now, in the background"))
    .option("--dry-run", "say what would go, and delete nothing")
    .action(run(start));
}

interface Place {
  brand?: string;
  ofNoBrand?: true;
}

interface SetOptions extends Place {
  bodies?: number;
  calls?: number;
  guests?: number;
  guestsForEver?: true;
  dryRun?: true;
}

function ofPlace(command: Command): Command {
  return command
    .option("--brand <code>", "of one brand, by its code or id")
    .addOption(new Option("--of-no-brand", "of what belongs to no brand").conflicts("brand"));
}

function within(field: keyof typeof RETENTION_DAYS): (text: string) => number {
  const { min, max } = RETENTION_DAYS[field];
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`Give a whole number of days from ${min} to ${max}.`);
  };
}

async function policiesOf(session: Session, { brand, ofNoBrand }: Place): Promise<RetentionPolicy[]> {
  const id = brand === undefined ? null : (await requireBrand(session, brand)).id;
  const policies = await listRetentionPolicies(session.db);
  if (ofNoBrand) return policies.filter((policy) => policy.id === NO_BRAND);
  return id === null ? policies : policies.filter((policy) => policy.id === id);
}

async function status(session: Session, place: Place): Promise<Result> {
  return await report(session, await policiesOf(session, place));
}

async function set(session: Session, options: SetOptions): Promise<Result> {
  const { db, now } = session;
  const { bodies, calls, guests, guestsForEver, dryRun } = options;
  const [policy, ...more] = await policiesOf(session, options);
  if (policy === undefined || more.length > 0)
    throw new UsageError("Of which brand?", "Give --brand CODE, or --of-no-brand.");
  if (bodies === undefined && calls === undefined && guests === undefined && !guestsForEver)
    throw new UsageError(
      "Nothing is to be changed.",
      "Give --bodies, --calls, --guests or --guests-for-ever.",
    );
  const limits: RetentionLimits = {
    bodiesDays: bodies ?? policy.bodiesDays,
    exchangesDays: calls ?? policy.exchangesDays,
    guestsDays: guestsForEver ? null : (guests ?? policy.guestsDays),
  };
  if (dryRun) return await report(session, [{ ...policy, ...limits }]);
  const args = { id: policy.id, limits, expectedVersion: policy.version, by: CLI };
  const outcome = await changeRetention({ db, now: now() }, args);
  if (outcome.kind === "conflict") throw conflict("these limits");
  if (outcome.kind === "invalid")
    throw new UsageError(
      "Calls and guests are kept at least as long as the bodies, in which they stand.",
      "Give fewer days to --bodies, or more to the others.",
    );
  return await report(session, [outcome.policy]);
}

async function start(session: Session, { dryRun, ...place }: Place & { dryRun?: true }): Promise<Result> {
  const policies = await policiesOf(session, place);
  if (dryRun) return await report(session, policies);
  const { db, now } = session;
  await askForRetention({ db, now: now(), ledgerNow: DATABASE_CLOCK }, { policies, by: CLI });
  const of = policies.map(({ brand }) => brand?.code ?? NO_BRAND);
  return {
    json: { asked: of },
    text: `Asked for at ${of.length} places. A running Parley does it in the background; see: npm run parley -- retention status`,
  };
}

const KIND_WORDS = {
  bodies: "bodies",
  exchanges: "calls",
  guests: "guests in orders",
  refused_guests: "guests in refused calls",
  pos_events: "news of POSs",
} as const;

/** What the limits are, and what is past them. */
async function report({ db }: Session, policies: readonly RetentionPolicy[]): Promise<Result> {
  const rows: { policy: RetentionPolicy; status: RetentionStatus }[] = [];
  for (const policy of policies) {
    const found = await readRetention({ db, ledgerNow: DATABASE_CLOCK }, { id: policy.id, limits: policy });
    for (const one of found) rows.push({ policy, status: one });
  }
  const sizes = await listKeptSizes(db);
  const now = await ledgerTime(db, DATABASE_CLOCK);
  const partitions = await listPartitionStatus(db, { now });
  const list = table(
    rows,
    {
      brand: ({ policy }) => policy.brand?.code ?? "of no brand",
      what: ({ status: { kind } }) => KIND_WORDS[kind],
      "kept since": ({ status: { before } }) => before ?? "for ever",
      "would go": ({ status: { past } }) => (past.isMore ? `more than ${past.count}` : String(past.count)),
      "held back": ({ status: { past } }) => past.held,
      "oldest past it": ({ status: { past } }) => past.oldestAt,
      gone: ({ status: { progress } }) => progress?.deleted ?? 0,
      "begins at": ({ status: { progress } }) => progress?.beginsAt ?? null,
      "last looked": ({ status: { progress } }) => progress?.ranAt ?? null,
    },
    "There is no brand yet.",
  );
  const sizeList = table(
    sizes,
    {
      table: (size) => size.table,
      "rows, about": (size) => size.rows,
      megabytes: (size) => Math.round(size.bytes / 1e6),
    },
    "",
  );
  return {
    json: {
      limits: policies.map(({ brand, bodiesDays, exchangesDays, guestsDays }) => ({
        brand: brand?.code ?? null,
        bodies_days: bodiesDays,
        calls_days: exchangesDays,
        guests_days: guestsDays,
      })),
      kinds: rows.map(({ policy, status: { kind, before, past, progress } }) => ({
        brand: policy.brand?.code ?? null,
        kind,
        kept_since: before,
        would_go: past.count,
        is_more: past.isMore,
        held_back: past.held,
        oldest_at: past.oldestAt,
        gone: progress?.deleted ?? 0,
        begins_at: progress?.beginsAt ?? null,
        last_looked_at: progress?.ranAt ?? null,
        none_left_at: progress?.finishedAt ?? null,
      })),
      tables: sizes,
      weeks_of_bodies: partitions?.map(({ from, until, rows, bytes, goesAt, held, hasStrays }) => ({
        ...{ from, until, rows, bytes, goes_at: goesAt, held_back: held, has_strays: hasStrays },
      })),
    },
    text: [list, sizeList, ...weeksOf(partitions, now)].join("\n\n"),
  };
}

const STRAYS = `Bodies stand outside of every week: none was made in time, or a clock of a server is wrong. They go one by one at
their limit. Compare the servers' clocks, and look for "partitions of bodies" in the API's log.`;

/** The partitions of bodies, and what there is to do about them. */
function weeksOf(partitions: readonly BodyPartitionStatus[] | null, now: Date): string[] {
  if (partitions === null)
    return [
      "Bodies stand in one table: the next start, or the next hourly run, puts them into weeks. The API's log says why where it cannot.",
    ];
  const weeks = table(
    partitions,
    {
      "bodies from": ({ from, until }) => from ?? (until === null ? "outside of every week" : "the first"),
      until: ({ until }) => until,
      "rows, about": ({ rows }) => rows,
      megabytes: ({ bytes }) => Math.round(bytes / 1e6),
      "goes as a whole": ({ goesAt }) => goesAt,
      "in the way": ({ goesAt, held }) =>
        held > 0
          ? `${held} held back`
          : goesAt !== null && goesAt <= now
            ? "nothing: goes in the next run"
            : null,
    },
    "",
  );
  return partitions.some(({ hasStrays }) => hasStrays) ? [weeks, STRAYS] : [weeks];
}
