import { createHash } from "node:crypto";
import { covers, type Scope } from "@parley/db";
import {
  type BrandName,
  coversAll,
  crossesBrands,
  type KnownMappings,
  type MappingChange,
  type MappingKind,
  type NewestMapping,
} from "@parley/db/mappings";
import type { Words } from "@parley/words";
import { HEADERS } from "./headers.ts";
import { checkParId, doubtsAbout, lookOf, lossOf } from "./par-id.ts";
import { judgeEnd, placeOf, type Refused } from "./plan-end.ts";
import type { Target } from "./targets.ts";
import { eachUnhurried } from "./unhurried.ts";

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
  /** True where the id is to mean nothing any more; `target` is then what it means until then, or empty. */
  ends: boolean;
  /** What was read otherwise than it stands in the file, as sentences. */
  notes: readonly string[];
  /** Why its cells cannot be told apart; it is judged no further. Null for a row that can be read. */
  problem: CellProblem | null;
}

/** What a row would do, or did. */
export interface ImportedRow extends Omit<ImportRow, "problem"> {
  result: "created" | "changed" | "ended" | "unchanged" | "error";
  /** Code of what the id means now, where that would change. */
  before: string | null;
  /** All that is wrong with it; at least one for `error`, none else. */
  problems: readonly CellProblem[];
  /** What a person should look at; no reason to refuse the row. */
  warnings: readonly string[];
}

type PlannedRow = ImportedRow & { change: MappingChange | null };

/** What a file would do, row by row: the same for who looks and for who imports. */
export interface ImportPlan {
  rows: readonly PlannedRow[];
  counts: Record<ImportedRow["result"], number>;
  /** Another one where any row would do something else. */
  digest: string;
}

/** Who imports, and by what the rows are judged. */
export interface PlanArgs {
  kind: MappingKind;
  rows: readonly ImportRow[];
  connections: ReadonlyMap<string, string>;
  targets: ReadonlyMap<string, Target>;
  known: KnownMappings;
  /** What the person may see. */
  sight: Scope;
  /** What the person may change. */
  scope: Scope;
  /** True where ids of the file may go from one brand to another. */
  acrossBrands: boolean;
  say: Words<"imports">;
}

/** What is known of the ids of one connection, by id; and by what an id looks like. */
interface Book {
  newest: Map<string, NewestMapping>;
  /** The id that is mapped, and in sight. */
  alike: Map<string, string>;
  sentWith: Map<string, BrandName>;
  served: readonly BrandName[];
  /** Lines of the file so far, by id and by what the id looks like. */
  ids: Map<string, number>;
  looks: Map<string, number>;
}

interface Lookup extends Omit<PlanArgs, "known" | "rows"> {
  brands: ReadonlyMap<string, BrandName>;
  /** By connection: one text as a key takes half the time of two that are put together. */
  books: Map<string, Book>;
}

/** Judges every row: what it would do, or all that is wrong with it. Reads nothing and writes nothing. */
export async function planImport({ known, rows, ...args }: PlanArgs): Promise<ImportPlan> {
  const brands = new Map(known.brands.map((brand) => [brand.id, brand]));
  const lookup: Lookup = { ...args, brands, books: new Map() };
  await eachUnhurried(known.newest, (row) => {
    const { newest, alike } = bookOf(lookup, row.connectionId);
    newest.set(row.parId, row);
    if (row.isLive && covers(args.sight, placeOf(args.kind, row))) alike.set(lookOf(row.parId), row.parId);
  });
  for (const { connectionId, parId, brand } of known.sentWith)
    bookOf(lookup, connectionId).sentWith.set(parId, brand);
  for (const { connectionId, brand } of known.served) {
    const book = bookOf(lookup, connectionId);
    book.served = [...book.served, brand];
  }
  const planned: PlannedRow[] = [];
  const counts = { created: 0, changed: 0, ended: 0, unchanged: 0, error: 0 };
  const hash = createHash("sha256").update(args.kind);
  await eachUnhurried(rows, (row) => {
    const judged = planRow(lookup, row);
    planned.push(judged);
    counts[judged.result] += 1;
    hash.update(digested(judged));
  });
  return { rows: planned, counts, digest: hash.digest("hex") };
}

function bookOf({ books }: Lookup, connection: string): Book {
  const known = books.get(connection);
  if (known !== undefined) return known;
  const maps = { newest: new Map(), alike: new Map(), sentWith: new Map(), ids: new Map(), looks: new Map() };
  const book: Book = { ...maps, served: [] };
  books.set(connection, book);
  return book;
}

function planRow(lookup: Lookup, row: ImportRow): PlannedRow {
  if (row.problem !== null) return wrong(row, [row.problem]);
  const { kind, connections, targets, say } = lookup;
  const [connectionColumn, idColumn, targetColumn] = HEADERS[kind];
  const problems: CellProblem[] = [];
  const connectionId = connections.get(row.connection);
  if (connectionId === undefined) {
    const reason = say("row.noConnection", { value: row.connection });
    problems.push({ column: connectionColumn, value: row.connection, reason });
  }
  const book = bookOf(lookup, connectionId ?? row.connection);
  // What is mapped as it stands here has lost nothing.
  const isKnown = book.newest.get(row.parId)?.isLive ?? false;
  const unfit = checkParId(row.parId, say) ?? (isKnown ? null : lossOf(row.parId, say));
  if (unfit !== null) problems.push({ column: idColumn, value: row.parId, reason: unfit });
  const earlier = book.ids.get(row.parId);
  if (earlier !== undefined) {
    const reason = say("row.sameId", { line: earlier });
    problems.push({ column: idColumn, value: row.parId, reason });
  }
  const target = targets.get(row.target);
  if (target === undefined && !row.ends) {
    const missing = kind === "location" ? "row.noStore" : "row.noBrand";
    problems.push({ column: targetColumn, value: row.target, reason: say(missing, { value: row.target }) });
  }
  if (unfit === null && earlier === undefined) book.ids.set(row.parId, row.line);
  if (connectionId === undefined || problems.length > 0) return wrong(row, problems);
  const newest = book.newest.get(row.parId) ?? null;
  const current = newest?.isLive ? newest : null;
  const refused = ([at, reason]: Refused, warnings = row.notes) =>
    wrong(row, [{ column: HEADERS[kind][at], value: at === 1 ? row.parId : row.target, reason }], warnings);
  const { problem, ...told } = row;
  if (target === undefined || row.ends) {
    const judged = judgeEnd(lookup, { ...row, current, targetId: target?.id ?? null });
    if (!("id" in judged)) return refused(judged);
    const change = { connectionId, parId: row.parId, newest: judged, to: null };
    return { ...told, result: "ended", before: judged.targetCode, problems: [], warnings: row.notes, change };
  }
  const warnings = [...row.notes, ...doubtsAbout(book, row, say)];
  const refusal = refusalOf(lookup, { book, parId: row.parId, current, target });
  if (refusal !== null) return refused(refusal, warnings);
  if (current?.targetId === target.id) {
    return { ...told, result: "unchanged", before: null, problems: [], warnings, change: null };
  }
  const change = {
    connectionId,
    parId: row.parId,
    newest,
    to: { targetId: target.id, brandId: target.brandId },
  };
  const result = current === null ? "created" : "changed";
  return { ...told, result, before: current?.targetCode ?? null, problems: [], warnings, change };
}

function wrong(row: ImportRow, problems: readonly CellProblem[], warnings = row.notes): PlannedRow {
  const { problem, ...told } = row;
  return { ...told, result: "error", before: null, problems, warnings, change: null };
}

/** Why this person may not give this id this meaning, with the column at fault; null where they may. */
function refusalOf(
  lookup: Lookup,
  row: { book: Book; parId: string; current: NewestMapping | null; target: Target },
): Refused | null {
  const { kind, scope, sight, acrossBrands, say } = lookup;
  const { book, current, target } = row;
  if (current?.targetId === target.id) return null;
  if (!coversAll(scope, [{ id: target.brandId }])) return [2, say("row.onlyAdmin")];
  if (current !== null && !covers(sight, placeOf(kind, current))) return [1, say("row.outside")];
  const owners = ownersOf(lookup, row);
  // A connection that serves no brand yet belongs, from its first organization on, to that one's brand.
  const brand = lookup.brands.get(target.brandId);
  if (kind === "organization" && owners.length === 0 && brand !== undefined) book.served = [brand];
  const isCrossing = crossesBrands(owners, target.brandId);
  if (isCrossing || !coversAll(scope, current === null ? [] : [{ id: current.brandId }])) {
    if (!coversAll(sight, owners)) return [1, say("row.outside")];
    const brands = owners.map(({ name }) => name).reduce((some, other) => say("row.or", { some, other }));
    if (!coversAll(scope, owners)) return [2, say("row.crossesOnlyAdmin", { brands })];
    if (!acrossBrands) return [2, say("row.crosses", { brands })];
  }
  return null;
}

/** The brands that an id belongs to before anybody maps it anew, as `listOwners` of a single one. */
function ownersOf(
  { brands }: Lookup,
  { book, parId, current }: { book: Book; parId: string; current: NewestMapping | null },
): readonly BrandName[] {
  const own = current === null ? undefined : brands.get(current.brandId);
  const from = own ?? book.sentWith.get(parId);
  return from === undefined ? book.served : [from];
}

/** What a plan is told apart by: each line, what it would do, and to what. The language of its sentences is not. */
function digested({ line, result, connection, parId, target, change }: PlannedRow): string {
  const meant = change && [change.connectionId, change.newest?.id ?? null, change.newest?.isLive, change.to];
  return JSON.stringify([line, result, connection, parId, target, meant]);
}
