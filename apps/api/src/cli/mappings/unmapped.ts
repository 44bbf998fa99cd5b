import { everyBrand } from "@parley/db";
import { listConnections } from "@parley/db/connections";
import { listUnmapped, type MappingKind, type UnmappedId } from "@parley/db/mappings";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { acceptCertain, listCertain } from "../../stores/mappings/certain.ts";
import { requireConnection } from "../kernel/existing.ts";
import { readLimit } from "../kernel/given.ts";
import { type Result, table } from "../kernel/output.ts";
import { conflict } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addIgnoreCommands } from "./ignore.ts";
import { CLI_IMPORTER } from "./import.ts";

/** `parley unmapped …` */
export function addUnmappedCommands(program: Command, run: Run): void {
  const unmapped = program.command("unmapped").description("ids that PAR sent and no mapping knows");
  unmapped
    .command("list")
    .description("the open queue, the last seen first")
    .option("--connection <slug>", "only of this connection")
    .option("--limit <count>", "at most so many", readLimit, 100)
    .option("--ignored", "those that are never to be mapped")
    .action(run(list));
  addIgnoreCommands(unmapped, run);
  unmapped
    .command("accept")
    .description("map queued ids whose meaning is certain, as one import that `map undo` takes back")
    .requiredOption(
      "--certain",
      "what is likely by itself, far more than the next, and points where no other id does",
    )
    .option("--connection <slug>", "only of this connection")
    .option("--organizations", "ids of organizations; of locations unless told")
    .option("--except <par-id...>", "leave these in the queue")
    .option("--dry-run", "say what would be mapped and why, write nothing")
    .action(run(accept));
}

interface AcceptOptions {
  connection?: string;
  organizations?: true;
  except?: readonly string[];
  dryRun?: true;
}

async function accept(session: Session, options: AcceptOptions): Promise<Result> {
  const { db } = session;
  const only =
    options.connection === undefined ? undefined : await requireConnection(session, options.connection);
  const deps = { db, now: session.now(), words: wordsIn("en") };
  const kind: MappingKind = options.organizations ? "organization" : "location";
  const asked = { kind, importer: CLI_IMPORTER, connectionId: only?.id };
  const certain = (await listCertain(deps, asked)).filter(
    ({ item }) => !(options.except ?? []).includes(item.parId),
  );
  const text = table(
    certain,
    {
      "par id": ({ item }) => item.parId,
      means: ({ suggestion }) => suggestion.label,
      score: ({ suggestion }) => suggestion.score,
      why: ({ suggestion }) => suggestion.reason,
    },
    "Nothing in the queue is certain.",
  );
  const json = certain.map(({ item, suggestion }) => ({
    par_id: item.parId,
    target: suggestion.targetId,
    score: suggestion.score,
    reason: suggestion.reason,
  }));
  if (options.dryRun || certain.length === 0) return { json: { certain: json, import: null }, text };
  const outcome = await acceptCertain(deps, { ...asked, keys: certain.map(({ key }) => key) });
  if (outcome.kind !== "imported") throw conflict("one of these ids");
  const { id } = outcome.batch;
  return {
    json: { certain: json, import: id },
    text: `${text}\n\nMapped. Take it back: npm run parley -- map undo ${id}`,
  };
}

async function list(
  session: Session,
  options: { connection?: string; limit: number; ignored?: true },
): Promise<Result> {
  const { db } = session;
  const only =
    options.connection === undefined ? undefined : await requireConnection(session, options.connection);
  const [rows, connections] = await Promise.all([
    listUnmapped(db, {
      scope: everyBrand,
      connectionId: only?.id,
      ignored: options.ignored ?? false,
      page: { limit: options.limit },
    }),
    listConnections(db, { scope: everyBrand }),
  ]);
  const slugs = new Map(connections.map(({ id, slug }) => [id, slug]));
  const slugOf = (row: UnmappedId) => slugs.get(row.connectionId) ?? row.connectionId;
  const text = table(
    rows,
    {
      connection: slugOf,
      kind: (row) => row.kind,
      "par id": (row) => row.parId,
      organization: (row) => row.parOrganizationId,
      calls: (row) => row.seenCount,
      "last seen": (row) => row.lastSeenAt,
      ...(options.ignored && { why: (row: UnmappedId) => row.ignoredReason }),
    },
    options.ignored ? "No id is ignored." : "Nothing waits: every id that PAR sent is mapped.",
  );
  const json = rows.map((row) => ({
    id: row.id,
    connection: slugOf(row),
    kind: row.kind,
    par_id: row.parId,
    par_organization_id: row.parOrganizationId,
    seen_count: row.seenCount,
    first_seen_at: row.firstSeenAt,
    last_seen_at: row.lastSeenAt,
    ignored_at: row.ignoredAt,
    ignored_by: row.ignoredBy,
    ignored_reason: row.ignoredReason,
  }));
  return {
    json: { unmapped: json },
    text:
      rows.length === 0
        ? text
        : `${text}\n\nMap one: npm run parley -- map location PAR_ID STORE --connection SLUG`,
  };
}
