import { basename } from "node:path";
import { everyBrand } from "@parley/db";
import { IMPORT_MAX } from "@parley/limits";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { impactOf, impactSentence, meaningsChangedBy } from "../../stores/mappings/impact.ts";
import {
  commitImport,
  type DryRun,
  dryRunFile,
  type Importer,
  takeFile,
} from "../../stores/mappings/imports.ts";
import type { ImportedRow, ImportPlan } from "../../stores/mappings/plan.ts";
import { headerHelp } from "../../stores/mappings/read-file.ts";
import { reasonOf } from "../../stores/mappings/reason.ts";
import { readBytes } from "../kernel/file.ts";
import { type Result, table } from "../kernel/output.ts";
import { conflict, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { jsonOfImpact } from "./impact.ts";

/** The recorded author of mappings that the CLI changes. */
export const AUTHOR = "cli";

/** Who acts at a shell: they see and change all. */
export const CLI_IMPORTER: Importer = { sight: everyBrand, scope: everyBrand, by: AUTHOR };

const SEPARATOR_NAMES = { ",": "comma", ";": "semicolon", "\t": "tab" } as const;

/** Characters of a value in the table of problems; JSON has all of them. */
const VALUE_SHOWN_MAX = 40;

/** `--reason`, as every command that has it. */
export const REASON = ["--reason <text>", "why, for whoever reads the history of the mapping"] as const;

/** What `--across-brands` means, at every command that has it. */
export const ACROSS_BRANDS = "let an id go from one brand to another, which is refused otherwise";

interface ImportOptions {
  dryRun?: true;
  acrossBrands?: true;
  encoding?: string;
  reason?: string;
}

/** `parley map import …` */
export function addImportCommand(map: Command, run: Run): void {
  map
    .command("import <file.csv>")
    .description(`map many ids at once, all or none. ${headerHelp(wordsIn("en")("imports"))}`)
    .option("--dry-run", "say what would happen, write nothing")
    .option("--across-brands", ACROSS_BRANDS)
    .option("--encoding <name>", "the file's encoding, where it is neither UTF-8, UTF-16 nor Windows-1252")
    .option(...REASON)
    .action(run(importFile));
}

async function importFile(session: Session, path: string, options: ImportOptions): Promise<Result> {
  const encoding = options.encoding ?? null;
  return await importBytes(session, { bytes: await readBytes(path), encoding, fileName: path }, options);
}

/** Judges a table of mappings and, unless it is a dry run or a row is wrong, imports it. @throws Refusal */
export async function importBytes(
  session: Session,
  { fileName, ...given }: { bytes: Uint8Array; encoding: string | null; fileName: string },
  options: Omit<ImportOptions, "encoding">,
): Promise<Result> {
  const { db } = session;
  const deps = { db, now: session.now(), words: wordsIn("en") };
  const judged = { importer: CLI_IMPORTER, acrossBrands: options.acrossBrands ?? false };
  const planned = await dryRunFile(deps, { ...given, ...judged });
  if (planned.kind === "unreadable") throw unreadable(planned);
  const { plan, file } = planned;
  const { reason } = readReason(options);
  const { counts } = plan;
  const dryRun = options.dryRun ?? false;
  const meanings = dryRun ? meaningsChangedBy(plan, file.kind) : [];
  const impact = meanings.length === 0 ? null : await impactOf(db.orm, { meanings, now: session.now() });
  const mayWrite = !dryRun && counts.error === 0;
  const isChange = counts.created + counts.changed + counts.ended > 0;
  const batchId =
    mayWrite && isChange ? await write(deps, { ...given, ...judged, path: fileName, plan, reason }) : null;
  const wrong = plan.rows.filter((row) => row.result === "error");
  return {
    json: {
      kind: file.kind,
      encoding: file.encoding,
      separator: SEPARATOR_NAMES[file.separator],
      empty_rows: file.emptyRows,
      written: mayWrite,
      import: batchId,
      counts,
      ...(impact && { impact: jsonOfImpact(impact) }),
      rows: plan.rows.map(({ line, connection, parId, target, result, problems, warnings }) => ({
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
      wrong.length > 0 ? problemsOf(wrong) : tableOf(plan.rows),
      summary(plan, dryRun),
      ...(impact === null ? [] : [impactSentence(impact, "changes", wordsIn("en")("mappings"))]),
      howRead(file),
      ...(batchId === null ? [] : [`Take it back: npm run parley -- map undo ${batchId}`]),
    ].join("\n\n"),
    warnings: [...file.warnings, ...plan.rows.flatMap(rowWarnings)],
    isBad: wrong.length > 0,
  };
}

/** Writes what was planned, and gives the import's id. */
async function write(
  deps: Parameters<typeof takeFile>[0],
  args: {
    path: string;
    bytes: Uint8Array;
    encoding: string | null;
    importer: Importer;
    acrossBrands: boolean;
    plan: ImportPlan;
    reason: string | null;
  },
): Promise<string> {
  const { path, bytes, encoding, importer, acrossBrands, plan, reason } = args;
  const fileName = basename(path).slice(0, IMPORT_MAX.fileName);
  const taken = await takeFile(deps, { fileName, bytes, encoding, by: importer.by });
  if (taken.kind === "unreadable") throw unreadable(taken);
  const importId = taken.file.id;
  const all = { leaveOut: [], leaveOutWrong: false, acrossBrands, importer, reason };
  const outcome = await commitImport(deps, { importId, digest: plan.digest, ...all });
  if (outcome.kind !== "imported") throw conflict("one of these mappings");
  return outcome.batch.id;
}

/** `--reason`, as all commands of mappings take it. @throws Refusal where it is too long to keep */
export function readReason({ reason }: { reason?: string }): { reason: string | null } {
  const why = reasonOf(reason, wordsIn("en")("mappings"));
  if ("problem" in why) throw new Refusal("invalid_reason", why.problem);
  return why;
}

function unreadable({ message, nextStep }: { message: string; nextStep: string }): Refusal {
  return new Refusal("invalid_csv", message, nextStep);
}

function rowWarnings({ line, parId, warnings }: ImportedRow): string[] {
  return warnings.map((warning) => `line ${line}, ${parId}: ${warning}`);
}

function howRead({ encoding, separator, emptyRows, rows }: DryRun["file"]): string {
  const skipped = emptyRows === 0 ? "" : `, ${counted(emptyRows, "empty row")} skipped`;
  return `Read as ${encoding}, separated by ${SEPARATOR_NAMES[separator]}: ${counted(rows, "row")}${skipped}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function tableOf(rows: readonly ImportedRow[]): string {
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

function summary({ counts }: ImportPlan, dryRun: boolean): string {
  const { created, changed, ended, unchanged, error } = counts;
  const numbers = `${created} created, ${changed} changed, ${ended} ended, ${unchanged} unchanged`;
  if (error > 0) return `${error} of the rows are wrong, so nothing was written. Mend them and import again.`;
  return dryRun ? `Nothing was written. It would be: ${numbers}.` : `${numbers}.`;
}
