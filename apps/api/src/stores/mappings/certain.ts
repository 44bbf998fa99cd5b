import type { Database, Scope } from "@parley/db";
import {
  listMappings,
  listUnmapped,
  type Mapping,
  type MappingImport,
  type MappingKind,
  type UnmappedId,
} from "@parley/db/mappings";
import type { WordsOf } from "@parley/words";
import { mappingFile } from "./export.ts";
import { judgeRows } from "./import.ts";
import { commitImport, dryRunImport, type Importer, type ImportOutcome, takeFile } from "./imports.ts";
import { type Suggestion, suggestionsOf } from "./suggest.ts";
import { TARGETS } from "./targets.ts";

/** A queued id whose meaning is certain. */
export interface CertainMapping {
  /** Stands for the pair as it was seen: another meaning has another one. */
  key: string;
  item: UnmappedId;
  suggestion: Suggestion;
}

/** What is suggested with less is for a person to decide. */
const CERTAIN_MIN = 0.85;
/** The next best has to be so much less likely. */
const AHEAD_MIN = 0.3;
/** Queued ids that are looked through, the last seen first. */
const QUEUE_MAX = 1_000;
const MAPPINGS_MAX = 100_000;

interface Deps {
  db: Database;
  now: Date;
  words: WordsOf;
}

interface Asked {
  kind: MappingKind;
  importer: Importer;
  /** Only of this connection. */
  connectionId?: string | undefined;
}

/**
 * Queued ids of one kind whose meaning is certain, the last seen first: likely by itself, far more than the next, a
 * brand or store that no other id points to, and nothing that an import of it would refuse.
 */
export async function listCertain({ db, words }: Deps, asked: Asked): Promise<CertainMapping[]> {
  const { kind, importer, connectionId } = asked;
  const { sight, scope } = importer;
  const queue = await listUnmapped(db, { scope: sight, kind, connectionId, page: { limit: QUEUE_MAX } });
  if (queue.length === 0) return [];
  const book = await readBook(db, sight, kind);
  const guesses = queue.flatMap((item) => {
    const [best, next] = suggestionsOf(item, book, words("mappings"));
    const isCertain =
      best !== undefined &&
      !best.isMapped &&
      best.score >= CERTAIN_MIN &&
      best.score - (next?.score ?? 0) >= AHEAD_MIN;
    return isCertain ? [{ key: `${item.id}:${best.targetId}`, item, suggestion: best }] : [];
  });
  // Two ids for one store are a question, whichever of them is right.
  const once = guesses.filter(
    ({ suggestion }) =>
      guesses.filter((other) => other.suggestion.targetId === suggestion.targetId).length === 1,
  );
  const rows = once.map(({ item, suggestion }, line) => ({
    ...{ line, connection: item.connectionId, parId: item.parId, target: suggestion.targetId },
    ...{ ends: false, notes: [], problem: null },
  }));
  const plan = await judgeRows(db, db.orm, {
    ...{ kind, rows, sight, scope, acrossBrands: false, say: words("imports") },
  });
  return once.filter((_one, line) => plan.rows[line]?.result === "created");
}

/**
 * Maps queued ids whose meaning is certain, as one import, which is undone as one: the ids then wait in the queue again.
 * @param keys of those that were seen and are meant; where one of them is certain no more, nothing is written
 */
export async function acceptCertain(
  deps: Deps,
  { keys, ...asked }: Asked & { keys: readonly string[] },
): Promise<{ kind: "imported"; batch: MappingImport } | { kind: "other_plan" | "nothing" }> {
  const { kind, importer } = asked;
  const wanted = new Set(keys);
  if (wanted.size === 0) return { kind: "nothing" };
  const certain = (await listCertain(deps, asked)).filter(({ key }) => wanted.has(key));
  if (certain.length !== wanted.size) return { kind: "other_plan" };
  const bytes = mappingFile(
    kind,
    certain.map(({ item, suggestion }) => ({
      connection: item.connectionId,
      parId: item.parId,
      targetCode: suggestion.targetId,
    })),
  );
  const fileName = deps.words("imports")("certainFile");
  const outcome = await importWhole(deps, { bytes, fileName, importer });
  return outcome.kind === "imported" ? outcome : { kind: "other_plan" };
}

/** Takes a file in and imports all of it at once, as a person does who has seen what it would do. */
async function importWhole(
  deps: Deps,
  { importer, ...file }: { bytes: Uint8Array; fileName: string; importer: Importer },
): Promise<ImportOutcome> {
  const taken = await takeFile(deps, { ...file, encoding: null, by: importer.by });
  if (taken.kind === "unreadable") return taken;
  const asked = { importId: taken.file.id, importer, acrossBrands: false };
  const seen = await dryRunImport(deps, asked);
  if (seen.kind !== "planned") return seen;
  return await commitImport(deps, { ...asked, digest: seen.plan.digest, leaveOut: [], leaveOutWrong: false });
}

async function readBook(db: Database, sight: Scope, kind: MappingKind) {
  const listed = (each: MappingKind): Promise<Mapping[]> =>
    listMappings(db, { scope: sight, kind: each, filter: { limit: MAPPINGS_MAX } });
  const [targets, mappings, organizations] = await Promise.all([
    TARGETS[kind].list(db, { scope: sight }),
    listed(kind),
    listed("organization"),
  ]);
  return { targets, mappings, organizations };
}
