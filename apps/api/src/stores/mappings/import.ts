import type { Database, Scope } from "@parley/db";
import { listConnections } from "@parley/db/connections";
import {
  type BrandName,
  crossesBrands,
  listMappings,
  listOwners,
  type MappingKind,
  setMapping,
} from "@parley/db/mappings";
import { HEADERS } from "./headers.ts";
import { checkParId, doubtAboutParId, lookOf, lossOf } from "./par-id.ts";
import { TARGETS, type Target } from "./targets.ts";

/** What is wrong in a file, and where. */
export interface CellProblem {
  /** The column's name in the file. */
  column: string;
  value: string;
  /** A sentence. */
  reason: string;
}

/** One row of a table of mappings, as read from a file. */
export interface ImportRow {
  /** Its line in the file, 1 = the header. */
  line: number;
  /** Slug or id. */
  connection: string;
  parId: string;
  /** Code or id of our brand or store. */
  target: string;
  /** What was read otherwise than it stands in the file, as sentences. */
  notes: readonly string[];
  /** Why its cells cannot be told apart; it is judged no further. Null for a row that can be read. */
  problem: CellProblem | null;
}

export interface ImportedRow extends Omit<ImportRow, "problem"> {
  result: "created" | "changed" | "unchanged" | "error";
  /** All that is wrong with it; at least one for `error`, none else. */
  problems: readonly CellProblem[];
  /** What a person should look at; no reason to refuse the row. */
  warnings: readonly string[];
}

export interface ImportReport {
  /** False for a dry run and where any row is wrong: nothing was written. */
  written: boolean;
  rows: readonly ImportedRow[];
  counts: Record<ImportedRow["result"], number>;
}

export interface ImportArgs {
  db: Database;
  kind: MappingKind;
  rows: readonly ImportRow[];
  scope: Scope;
  changedBy: string;
  /** True where ids of the file may go from one brand to another. */
  acrossBrands: boolean;
  dryRun: boolean;
  now: Date;
}

interface Plan {
  row: ImportRow;
  connectionId: string;
  target: Target;
  /** The mapping in force: its version and where it points. */
  current: { version: number; targetId: string } | null;
  warnings: readonly string[];
}

/** Lines of the file so far, by connection and PAR id, and by what the id looks like. */
interface Seen {
  ids: Map<string, number>;
  looks: Map<string, number>;
}

/** The data that rows are checked against, read once for all of them. */
interface Known {
  connections: ReadonlyMap<string, string>;
  targets: ReadonlyMap<string, Target>;
  current: ReadonlyMap<string, { version: number; targetId: string }>;
  /** PAR ids that are mapped, by connection and by what they look like. */
  alike: ReadonlyMap<string, string>;
}

/**
 * Imports mappings. Every row is checked before any is written, and one wrong row stops them all, so that a
 * file takes effect as a whole or not at all.
 */
export async function importMappings(args: ImportArgs): Promise<ImportReport> {
  const known = await readKnown(args);
  const seen: Seen = { ids: new Map(), looks: new Map() };
  const plans = args.rows.map((row) => plan(args.kind, known, row, seen));
  const planned = await foreseeAll(args, plans);
  if (args.dryRun || planned.some((row) => row.result === "error")) return report(planned, false);
  const done: ImportedRow[] = [];
  for (const entry of plans) done.push("result" in entry ? entry : await write(args, entry));
  return report(done, true);
}

function report(rows: readonly ImportedRow[], written: boolean): ImportReport {
  const counts = { created: 0, changed: 0, unchanged: 0, error: 0 };
  for (const row of rows) counts[row.result] += 1;
  return { written, rows, counts };
}

async function readKnown({ db, kind, scope }: ImportArgs): Promise<Known> {
  const [connections, targets, mappings] = await Promise.all([
    listConnections(db, { scope }),
    TARGETS[kind].list(db, { scope }),
    listMappings(db, { scope, kind, filter: { limit: 1_000_000 } }),
  ]);
  return {
    connections: new Map(connections.flatMap(({ id, slug }) => [[id, id] as const, [slug, id] as const])),
    targets: new Map(targets.flatMap((one) => [[one.id, one] as const, [one.code, one] as const])),
    current: new Map(mappings.map((row) => [keyOf(row.connectionId, row.parId), row])),
    alike: new Map(mappings.map(({ connectionId, parId }) => [keyOf(connectionId, lookOf(parId)), parId])),
  };
}

function keyOf(connectionId: string, parId: string): string {
  return JSON.stringify([connectionId, parId]);
}

function plan(kind: MappingKind, known: Known, row: ImportRow, seen: Seen): Plan | ImportedRow {
  if (row.problem !== null) return wrong(row, [row.problem]);
  const problems: CellProblem[] = [];
  const blame = (at: 0 | 1 | 2, value: string, reason: string) =>
    problems.push({ column: HEADERS[kind][at], value, reason });
  const connectionId = known.connections.get(row.connection);
  if (connectionId === undefined) blame(0, row.connection, `There is no connection "${row.connection}".`);
  const unfit = checkParId(row.parId) ?? lossOf(row.parId);
  if (unfit !== null) blame(1, row.parId, `The PAR id ${unfit}.`);
  const key = keyOf(connectionId ?? row.connection, row.parId);
  const earlier = seen.ids.get(key);
  if (earlier !== undefined) blame(1, row.parId, `Line ${earlier} has this PAR id already.`);
  const target = known.targets.get(row.target);
  if (target === undefined) blame(2, row.target, `There is no ${TARGETS[kind].noun} "${row.target}".`);
  if (unfit === null && earlier === undefined) seen.ids.set(key, row.line);
  if (connectionId === undefined || target === undefined || problems.length > 0) return wrong(row, problems);
  const warnings = [...row.notes, ...doubtsAbout(row, connectionId, known, seen)];
  seen.looks.set(keyOf(connectionId, lookOf(row.parId)), row.line);
  return { row, connectionId, target, current: known.current.get(key) ?? null, warnings };
}

function wrong(row: ImportRow, problems: readonly CellProblem[], warnings = row.notes): ImportedRow {
  const { line, connection, parId, target, notes } = row;
  return { line, connection, parId, target, notes, result: "error", problems, warnings };
}

function doubtsAbout({ parId }: ImportRow, connectionId: string, known: Known, seen: Seen): string[] {
  const made = doubtAboutParId(parId);
  const look = keyOf(connectionId, lookOf(parId));
  const line = seen.looks.get(look);
  const mapped = known.alike.get(look);
  return [
    ...(made === null ? [] : [made]),
    ...(line === undefined ? [] : [`Line ${line} has the same id in other characters.`]),
    ...(mapped === undefined || mapped === parId ? [] : [`"${mapped}" is mapped, which looks the same.`]),
  ];
}

/** What each row would do, a row that would take its id to another brand included. */
async function foreseeAll(
  args: ImportArgs,
  plans: readonly (Plan | ImportedRow)[],
): Promise<readonly ImportedRow[]> {
  const { db, kind, acrossBrands } = args;
  const rows: ImportedRow[] = [];
  // A connection that serves no brand yet belongs, from its first organization on, to that one's brand.
  const founders = new Map<string, readonly BrandName[]>();
  for (const entry of plans) {
    if ("result" in entry || acrossBrands) {
      rows.push("result" in entry ? entry : foreseen(entry));
      continue;
    }
    const { connectionId, target, row } = entry;
    const stored = await listOwners(db, { kind, connectionId, parId: row.parId });
    const owners = stored.length > 0 ? stored : (founders.get(connectionId) ?? []);
    if (kind === "organization" && owners.length === 0) founders.set(connectionId, [target]);
    const crossed = crossesBrands(owners, target.brandId);
    const problem = { column: HEADERS[kind][2], value: row.target, reason: crossing(owners) };
    rows.push(crossed ? wrong(row, [problem], entry.warnings) : foreseen(entry));
  }
  return rows;
}

function crossing(owners: readonly BrandName[]): string {
  return `It belongs to ${owners.map(({ name }) => name).join(" or ")}, and this is another brand's.`;
}

function foreseen({ row, current, target, warnings }: Plan): ImportedRow {
  const result = current === null ? "created" : current.targetId === target.id ? "unchanged" : "changed";
  return { ...row, result, problems: [], warnings };
}

async function write(args: ImportArgs, entry: Plan): Promise<ImportedRow> {
  const expected = foreseen(entry);
  if (expected.result === "unchanged") return expected;
  const { db, kind, scope, changedBy, acrossBrands, now } = args;
  const { connectionId, target, row, current } = entry;
  const pair = { kind, connectionId, parId: row.parId, targetId: target.id };
  const expectedVersion = current?.version ?? null;
  const outcome = await setMapping(db, { ...pair, expectedVersion, scope, changedBy, acrossBrands, now });
  if (outcome.kind === "mapped") return expected;
  const reason = "Somebody else changed it meanwhile; import the file again.";
  return wrong(row, [{ column: HEADERS[kind][1], value: row.parId, reason }], entry.warnings);
}
