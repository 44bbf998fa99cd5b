import type { Database, Scope } from "@parley/db";
import { type ExportedMapping, listExported, type MappingKind } from "@parley/db/mappings";
import { csvLine, guarded } from "@parley/limits";
import { HEADERS } from "./headers.ts";

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
  const { scope, kind, search, asOf = null } = args;
  const after = args.after === null ? null : readPlace(args.after);
  if (args.after !== null && after === null) return { text: "", count: 0, next: null };
  const found = await listExported(db, { scope, kind, search, asOf, after, limit: PART_LINES + 1 });
  const rows = found.slice(0, PART_LINES);
  const last = rows.at(-1);
  const head = after === null ? csvLine([...HEADERS[kind], "reason"]) : "";
  return {
    text: head + rows.map((row) => csvLine([...cellsOf(row), asText(row.reason ?? "")])).join(""),
    count: rows.length,
    next: found.length > PART_LINES && last !== undefined ? placeOf(last) : null,
  };
}

/** Mappings as a file that an import reads. */
export function mappingFile(kind: MappingKind, rows: readonly Named[]): Uint8Array {
  return Buffer.from(csvLine([...HEADERS[kind]]) + rows.map((row) => csvLine(cellsOf(row))).join(""));
}

type Named = Omit<ExportedMapping, "connectionId" | "reason">;

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
