import { everyBrand } from "@parley/db";
import { listMappings, type Mapping, type MappingKind, setMapping } from "@parley/db/mappings";
import type { Command } from "commander";
import { requireConnection } from "../kernel/existing.ts";
import { type Result, table } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { endMany } from "./end-many.ts";
import { ACROSS_BRANDS, AUTHOR, REASON, readReason } from "./import.ts";

interface Options {
  connection: string;
  organization?: true;
}

const CONNECTION = ["--connection <slug>", "the connection that PAR sends the id on"] as const;
const ORGANIZATION = ["--organization", "the id names an organization, not a location"] as const;

/** `parley map end`, `map history` and `map revert` */
export function addEndCommands(map: Command, run: Run): void {
  map
    .command("end [par-id...]")
    .description(
      "end mappings: PAR's calls for their ids are refused from then on; several are one import, which `map undo` takes back",
    )
    .option(...CONNECTION)
    .option(...ORGANIZATION)
    .option("--file <file.csv>", "those of a file as `map export` writes it, where they still mean that")
    .option("--dry-run", "of several: say what would happen and what hangs on it, write nothing")
    .option("--undo", "give the id back to the queue that it came from, with its counts")
    .option(...REASON)
    .action(run(endOneOrMany));
  map
    .command("history <par-id>")
    .description("all that an id ever meant, the newest first")
    .requiredOption(...CONNECTION)
    .option(...ORGANIZATION)
    .action(run(history));
  map
    .command("revert <par-id>")
    .description("let an id mean again what it meant before, which is history as well")
    .requiredOption(...CONNECTION)
    .option(...ORGANIZATION)
    .option("--to-version <number>", "what it meant as this version; the one before unless told", Number)
    .option("--across-brands", ACROSS_BRANDS)
    .option(...REASON)
    .action(run(revert));
}

interface EndOptions extends Partial<Options> {
  file?: string;
  dryRun?: true;
  undo?: true;
  reason?: string;
}

async function endOneOrMany(
  session: Session,
  parIds: readonly string[],
  options: EndOptions,
): Promise<Result> {
  const { connection, file } = options;
  const [parId] = parIds;
  if (file === undefined && (parId === undefined || connection === undefined))
    throw new Refusal("nothing_named", "Name the ids and their --connection, or a --file.");
  if (file !== undefined || parIds.length > 1 || options.dryRun) {
    if (options.undo) throw new Refusal("one_only", "--undo is for a single id; undo several by `map undo`.");
    return await endMany(session, parIds, options);
  }
  return await end(session, String(parId), { ...options, connection: String(connection) });
}

async function end(
  session: Session,
  parId: string,
  options: Options & { undo?: true; reason?: string },
): Promise<Result> {
  const why = readReason(options);
  const { slug, versions } = await readVersions(session, parId, options);
  const [newest] = versions;
  if (newest === undefined || newest.replacedAt !== null)
    throw new Refusal("not_mapped", `${parId} of ${slug} means nothing now.`, seeHistory(parId, options));
  const { kind, connectionId, version } = newest;
  const outcome = await setMapping(session.db, {
    ...{ kind, connectionId, parId, targetId: null, expectedVersion: version },
    ...{ scope: everyBrand, changedBy: AUTHOR, now: session.now(), returnToQueue: options.undo, ...why },
  });
  if (outcome.kind !== "ended") throw conflict(`the mapping of ${parId}`);
  const back = `npm run parley -- map revert ${parId} --connection ${slug}${options.organization ? " --organization" : ""} --to-version ${version}`;
  return {
    json: { mapping: jsonOf(outcome.mapping), result: "ended" },
    text: `ended: ${slug} ${parId} = ${newest.targetCode} ${newest.targetName}\nTake it back: ${back}`,
  };
}

async function history(session: Session, parId: string, options: Options): Promise<Result> {
  const { slug, versions } = await readVersions(session, parId, options);
  const text = table(
    versions,
    {
      version: (row) => row.version,
      means: (row) => `${row.targetCode} ${row.targetName}`,
      since: (row) => row.validFrom,
      until: (row) => row.replacedAt,
      by: (row) => row.changedBy,
      import: (row) => row.importId,
      why: (row) => row.reason,
      "why ended": (row) => row.endReason,
    },
    `${parId} of ${slug} never meant anything.`,
  );
  return { json: { versions: versions.map(jsonOf) }, text };
}

async function revert(
  session: Session,
  parId: string,
  options: Options & { toVersion?: number; acrossBrands?: true; reason?: string },
): Promise<Result> {
  const why = readReason(options);
  const { slug, versions } = await readVersions(session, parId, options);
  const [newest] = versions;
  const live = newest?.replacedAt === null ? newest : null;
  const past =
    options.toVersion === undefined
      ? versions.find(({ targetId }) => targetId !== live?.targetId)
      : versions.find(({ version }) => version === options.toVersion);
  if (past === undefined)
    throw new Refusal("no_version", `${parId} of ${slug} never meant that.`, seeHistory(parId, options));
  if (past.targetId === live?.targetId)
    throw new Refusal("live_already", `${parId} of ${slug} means ${past.targetCode} now.`);
  const { kind, connectionId, targetId } = past;
  const outcome = await setMapping(session.db, {
    ...{ kind, connectionId, parId, targetId, expectedVersion: live?.version ?? null },
    ...{
      scope: everyBrand,
      changedBy: AUTHOR,
      now: session.now(),
      acrossBrands: options.acrossBrands,
      ...why,
    },
  });
  if (outcome.kind === "crosses_brands")
    throw new Refusal(
      "crosses_brands",
      `${parId} would go to another brand: ${past.targetCode}.`,
      "If that is meant, add --across-brands.",
    );
  if (outcome.kind !== "mapped") throw conflict(`the mapping of ${parId}`);
  const { mapping } = outcome;
  return {
    json: { mapping: jsonOf(mapping), result: "reverted" },
    text: `reverted: ${slug} ${parId} = ${mapping.targetCode} ${mapping.targetName}, as in version ${past.version}`,
  };
}

async function readVersions(
  session: Session,
  parId: string,
  { connection, organization }: Options,
): Promise<{ slug: string; versions: readonly Mapping[] }> {
  const { id: connectionId, slug } = await requireConnection(session, connection);
  const kind: MappingKind = organization ? "organization" : "location";
  const filter = { connectionId, parId, versions: "all" } as const;
  return { slug, versions: await listMappings(session.db, { scope: everyBrand, kind, filter }) };
}

function seeHistory(parId: string, { connection, organization }: Options): string {
  return `See: npm run parley -- map history ${parId} --connection ${connection}${organization ? " --organization" : ""}`;
}

function jsonOf(row: Mapping) {
  return {
    id: row.id,
    kind: row.kind,
    par_id: row.parId,
    version: row.version,
    target: row.targetCode,
    since: row.validFrom,
    until: row.replacedAt,
    by: row.changedBy,
    import: row.importId,
    reason: row.reason,
    end_reason: row.endReason,
  };
}
