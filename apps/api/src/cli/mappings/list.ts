import { everyBrand } from "@parley/db";
import type { ExportedMapping, MappingKind } from "@parley/db/mappings";
import type { Command } from "commander";
import { mappingsPage } from "../../stores/mappings/export.ts";
import { readLimit, readTime } from "../kernel/given.ts";
import { type Result, table } from "../kernel/output.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

interface Options {
  organizations?: true;
  search?: string;
  asOf?: Date;
  limit: number;
  after?: string;
}

/** `parley map list` */
export function addListCommand(map: Command, run: Run): void {
  map
    .command("list")
    .description("the mappings in force, or as they stood at a time, by connection and PAR id")
    .option("--organizations", "those of organizations; those of locations unless told")
    .option("--search <text>", "only with this in PAR's id, our code or name, or the connection's name")
    .option("--as-of <time>", "as they stood at this time, for example 2026-11-01T12:00:00Z", readTime)
    .option("--limit <count>", "at most so many", readLimit, 100)
    .option("--after <next>", "what the page before called `next`")
    .action(run(list));
}

async function list({ db }: Session, options: Options): Promise<Result> {
  const { organizations, search = null, asOf = null, limit, after = null } = options;
  const kind: MappingKind = organizations ? "organization" : "location";
  const { rows, next } = await mappingsPage(db, { scope: everyBrand, kind, search, asOf, limit, after });
  const text = table(
    rows,
    {
      connection: (row) => row.connection,
      "par id": (row) => row.parId,
      [asOf === null ? "means" : "meant"]: (row: ExportedMapping) => `${row.targetCode} ${row.targetName}`,
      version: (row) => row.version,
      since: (row) => row.validFrom,
      until: (row) => row.replacedAt,
      by: (row) => row.changedBy,
      why: (row) => row.reason,
    },
    asOf === null ? "No mapping matches." : "No mapping was in force then.",
  );
  return {
    json: { kind, as_of: asOf, mappings: rows.map(jsonOf), next },
    text: next === null ? text : `${text}\n\nMore: add --after ${next}`,
  };
}

function jsonOf(row: ExportedMapping) {
  return {
    connection: row.connection,
    par_id: row.parId,
    target: row.targetCode,
    name: row.targetName,
    version: row.version,
    since: row.validFrom,
    until: row.replacedAt,
    by: row.changedBy,
    reason: row.reason,
  };
}
