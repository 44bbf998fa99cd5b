import type { Database, Scope } from "@parley/db";
import { type ExportedMapping, listExported, type MappingKind } from "@parley/db/mappings";
import { csvLine, guarded } from "@parley/limits";
import type { Words } from "@parley/words";
import { ACT_COLUMN, ENDS, HEADERS } from "./headers.ts";
import { headerHelp, readMappingFile, UnreadableFileError } from "./read-file.ts";

/** Lines in one part of a file. */
const PART_LINES = 1_000;

/** A part of a file of mappings. */
export interface FilePart {
  /** Lines with their ends; the first part begins with the header. */
  text: string;
  /** The mappings in it. */
  count: number;
  /** Where the next part begins; null for the last. */
  next: string | null;
}

/**
 * The mappings in force, as a file that an import reads again without a change, or as they stood at a moment: part by
 * part, so that none grows with the file. Its last column, which an import passes over, says why each was made. A spreadsheet that opens it runs nothing of it, and loses no digit.
 * @param after `next` of the part before; null for the first. A text that is none begins nowhere: the part is empty
 */
export async function exportPart(
  db: Database,
  args: { scope: Scope; kind: MappingKind; search: string | null; after: string | null; asOf?: Date | null },
): Promise<FilePart> {
  const { kind, after } = args;
  const { rows, next } = await mappingsPage(db, { asOf: null, ...args, limit: PART_LINES });
  if (after !== null && rows.length === 0) return { text: "", count: 0, next: null };
  const head = after === null ? csvLine([...HEADERS[kind], "reason"]) : "";
  const text = head + rows.map((row) => csvLine([...cellsOf(row), asText(row.reason ?? "")])).join("");
  return { text, count: rows.length, next };
}

/**
 * A page of the mappings in force, or as they stood at a moment, by connection and PAR id.
 * @param args.after `next` of the page before; null for the first. A text that is none begins nowhere: no rows
 */
export async function mappingsPage(
  db: Database,
  args: Omit<Parameters<typeof listExported>[1], "after"> & { after: string | null },
): Promise<{ rows: readonly ExportedMapping[]; next: string | null }> {
  const { limit } = args;
  const after = args.after === null ? null : readPlace(args.after);
  if (args.after !== null && after === null) return { rows: [], next: null };
  const found = await listExported(db, { ...args, after, limit: limit + 1 });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: found.length > limit && last !== undefined ? placeOf(last) : null };
}

/** Mappings as a file that an import reads. */
export function mappingFile(kind: MappingKind, rows: readonly Named[]): Uint8Array {
  return Buffer.from(csvLine([...HEADERS[kind]]) + rows.map((row) => csvLine(cellsOf(row))).join(""));
}

/** Mappings as a file that an import ends, each where it still means what is said here. */
export function endingFile(kind: MappingKind, rows: readonly Named[]): Uint8Array {
  const lines = rows.map((row) => csvLine([...cellsOf(row), ENDS]));
  return Buffer.from([csvLine([...HEADERS[kind], ACT_COLUMN]), ...lines].join(""));
}

/**
 * A file of mappings, as an export writes it, as one that ends all of them.
 * @throws UnreadableFileError where it is no table of mappings
 */
export async function endingOf(bytes: Uint8Array, say: Words<"imports">): Promise<Uint8Array> {
  const { kind, rows } = await readMappingFile(bytes, say);
  const bad = rows.find(({ problem }) => problem !== null)?.problem;
  if (bad) throw new UnreadableFileError(bad.reason, headerHelp(say));
  return endingFile(
    kind,
    rows.map(({ connection, parId, target }) => ({ connection, parId, targetCode: target })),
  );
}

type Named = Pick<ExportedMapping, "connection" | "parId" | "targetCode">;

function cellsOf({ connection, parId, targetCode }: Named) {
  return [asText(connection), asText(parId), asText(targetCode)];
}

/** Digits that a spreadsheet would take for a number, and shorten. */
function asText(text: string): string | { digits: string } {
  return /^(?:0\d+|\d{12,})$/.test(text) ? { digits: text } : guarded(text);
}

function placeOf({ connectionId, parId }: ExportedMapping): string {
  return Buffer.from(JSON.stringify([connectionId, parId])).toString("base64url");
}

function readPlace(text: string): { connectionId: string; parId: string } | null {
  try {
    const [connectionId, parId]: unknown[] = JSON.parse(Buffer.from(text, "base64url").toString());
    return typeof connectionId === "string" && typeof parId === "string" ? { connectionId, parId } : null;
  } catch {
    return null;
  }
}
