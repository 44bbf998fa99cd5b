import { readFile } from "node:fs/promises";
import { everyBrand } from "@parley/db";
import type { MappingKind } from "@parley/db/mappings";
import type { Command } from "commander";
import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { type ImportReport, type ImportRow, importMappings } from "../../stores/mappings/import.ts";
import { type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** The recorded author of mappings that the CLI changes. */
export const AUTHOR = "cli";

/** Names of the connection, PAR id and target in files and in JSON. A file's columns may have any order. */
export const HEADERS = {
  organization: ["connection", "par_organization_id", "brand"],
  location: ["connection", "par_location_id", "location"],
} as const;
const HEADER_HELP = `The first line names the columns: ${HEADERS.location.join(",")} or ${HEADERS.organization.join(",")}.`;

/** `parley map import …` */
export function addImportCommand(map: Command, run: Run): void {
  map
    .command("import <file.csv>")
    .description(`map many ids at once, all or none. ${HEADER_HELP}`)
    .option("--dry-run", "say what would happen, write nothing")
    .action(run(importFile));
}

async function importFile(session: Session, path: string, options: { dryRun?: true }): Promise<Result> {
  const { kind, rows } = readCsv(await readText(path));
  const dryRun = options.dryRun ?? false;
  const now = session.now();
  const report = await importMappings({
    db: session.db,
    kind,
    rows,
    scope: everyBrand,
    changedBy: AUTHOR,
    dryRun,
    now,
  });
  const wrong = report.rows.filter((row) => row.result === "error");
  const { counts, written } = report;
  return {
    json: {
      kind,
      written,
      counts,
      rows: report.rows.map(({ line, connection, parId, target, result, message }) => ({
        line,
        connection,
        par_id: parId,
        target,
        result,
        message,
      })),
    },
    text: [tableOf(wrong.length > 0 ? wrong : report.rows), summary(report, dryRun)].join("\n\n"),
    isBad: wrong.length > 0,
  };
}

function tableOf(rows: ImportReport["rows"]): string {
  return table(
    rows,
    {
      line: (row) => row.line,
      connection: (row) => row.connection,
      "par id": (row) => row.parId,
      target: (row) => row.target,
      result: (row) => row.message ?? row.result,
    },
    "The file has no rows.",
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

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "unknown";
    throw new Refusal("file_unreadable", `${path} cannot be read (${String(code)}).`);
  }
}

const table2d = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }));

function readCsv(text: string): { kind: MappingKind; rows: ImportRow[] } {
  const [head, ...lines] = parseCsv(text);
  const columns = (head?.record ?? []).map((name) => name.trim().toLowerCase());
  const kind = (["location", "organization"] as const).find((one) =>
    HEADERS[one].every((name) => columns.includes(name)),
  );
  if (kind === undefined)
    throw new Refusal("invalid_csv", "The file has no header that is known.", HEADER_HELP);
  const [connectionAt, parIdAt, targetAt] = HEADERS[kind].map((name) => columns.indexOf(name));
  const cell = (record: readonly string[], at: number | undefined) => (record[at ?? -1] ?? "").trim();
  return {
    kind,
    rows: lines.map(({ record, info }) => ({
      line: info.lines,
      connection: cell(record, connectionAt),
      parId: cell(record, parIdAt),
      target: cell(record, targetAt),
    })),
  };
}

function parseCsv(text: string): z.infer<typeof table2d> {
  try {
    return table2d.parse(parse(text, { bom: true, info: true, skip_empty_lines: true }));
  } catch (error) {
    if (error instanceof CsvError)
      throw new Refusal("invalid_csv", `This is not CSV: ${error.message}.`, HEADER_HELP);
    throw error;
  }
}
