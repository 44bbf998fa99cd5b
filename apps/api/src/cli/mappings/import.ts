import { everyBrand } from "@parley/db";
import type { Command } from "commander";
import { type ImportedRow, type ImportReport, importMappings } from "../../stores/mappings/import.ts";
import {
  HEADER_HELP,
  type MappingFile,
  readMappingFile,
  UnreadableFileError,
} from "../../stores/mappings/read-file.ts";
import { readBytes } from "../kernel/file.ts";
import { type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** The recorded author of mappings that the CLI changes. */
export const AUTHOR = "cli";

const SEPARATOR_NAMES = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;

/** Characters of a value in the table of problems; JSON has all of them. */
const VALUE_SHOWN_MAX = 40;

/** What `--across-brands` means, at every command that has it. */
export const ACROSS_BRANDS = "let an id go from one brand to another, which is refused otherwise";

interface ImportOptions {
  dryRun?: true;
  acrossBrands?: true;
  encoding?: string;
}

/** `parley map import …` */
export function addImportCommand(map: Command, run: Run): void {
  map
    .command("import <file.csv>")
    .description(`map many ids at once, all or none. ${HEADER_HELP}`)
    .option("--dry-run", "say what would happen, write nothing")
    .option("--across-brands", ACROSS_BRANDS)
    .option("--encoding <name>", "the file's encoding, where it is neither UTF-8, UTF-16 nor Windows-1252")
    .action(run(importFile));
}

async function importFile(session: Session, path: string, options: ImportOptions): Promise<Result> {
  const file = readMappings(await readBytes(path), options.encoding ?? null);
  const dryRun = options.dryRun ?? false;
  const report = await importMappings({
    db: session.db,
    kind: file.kind,
    rows: file.rows,
    scope: everyBrand,
    changedBy: AUTHOR,
    acrossBrands: options.acrossBrands ?? false,
    dryRun,
    now: session.now(),
  });
  const wrong = report.rows.filter((row) => row.result === "error");
  const { counts, written } = report;
  return {
    json: {
      kind: file.kind,
      encoding: file.encoding,
      separator: SEPARATOR_NAMES[file.separator],
      empty_rows: file.emptyRows,
      written,
      counts,
      rows: report.rows.map(({ line, connection, parId, target, result, problems, warnings }) => ({
        line,
        connection,
        par_id: parId,
        target,
        result,
        message: problems.length === 0 ? null : problems.map(({ reason }) => reason).join(" "),
        problems,
        warnings,
      })),
    },
    text: [
      wrong.length > 0 ? problemsOf(wrong) : tableOf(report.rows),
      summary(report, dryRun),
      howRead(file),
    ].join("\n\n"),
    warnings: [...file.warnings, ...report.rows.flatMap(rowWarnings)],
    isBad: wrong.length > 0,
  };
}

function rowWarnings({ line, parId, warnings }: ImportedRow): string[] {
  return warnings.map((warning) => `line ${line}, ${parId}: ${warning}`);
}

function howRead({ encoding, separator, emptyRows, rows }: MappingFile): string {
  const skipped = emptyRows === 0 ? "" : `, ${counted(emptyRows, "empty row")} skipped`;
  return `Read as ${encoding}, separated by ${SEPARATOR_NAMES[separator]}: ${counted(rows.length, "row")}${skipped}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function tableOf(rows: ImportReport["rows"]): string {
  return table(
    rows,
    {
      line: (row) => row.line,
      connection: (row) => row.connection,
      "par id": (row) => row.parId,
      target: (row) => row.target,
      result: (row) => row.result,
    },
    "The file has no rows.",
  );
}

/** Each cell that is wrong, in the file's order. */
function problemsOf(rows: readonly ImportedRow[]): string {
  return table(
    rows.flatMap(({ line, problems }) => problems.map((problem) => ({ line, ...problem }))),
    {
      line: ({ line }) => line,
      column: ({ column }) => column,
      value: ({ value }) => (value.length > VALUE_SHOWN_MAX ? `${value.slice(0, VALUE_SHOWN_MAX)}…` : value),
      problem: ({ reason }) => reason,
    },
    "",
  );
}

function summary({ counts, written }: ImportReport, dryRun: boolean): string {
  const { created, changed, unchanged, error } = counts;
  const numbers = `${created} created, ${changed} changed, ${unchanged} unchanged`;
  if (error > 0 && !written)
    return `${error} of the rows are wrong, so nothing was written. Mend them and import again.`;
  if (error > 0) return `${numbers}, ${error} not written; import the file again.`;
  return dryRun ? `Nothing was written. It would be: ${numbers}.` : `${numbers}.`;
}

function readMappings(bytes: Uint8Array, encoding: string | null): MappingFile {
  try {
    return readMappingFile(bytes, encoding);
  } catch (error) {
    if (error instanceof UnreadableFileError) throw new Refusal("invalid_csv", error.message, error.nextStep);
    throw error;
  }
}
