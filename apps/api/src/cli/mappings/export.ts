import { everyBrand } from "@parley/db";
import type { MappingKind } from "@parley/db/mappings";
import type { Command } from "commander";
import { exportPart } from "../../stores/mappings/export.ts";
import { readTime } from "../kernel/given.ts";
import type { Result } from "../kernel/output.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley map export` */
export function addExportCommand(map: Command, run: Run): void {
  map
    .command("export")
    .description("the mappings in force as a file, which `map import` reads again without a change")
    .option("--organizations", "those of organizations; those of locations unless told")
    .option("--search <text>", "only with this in PAR's id, our code or name, or the connection's name")
    .option("--as-of <time>", "as they stood at this time, for example 2026-11-01T12:00:00Z", readTime)
    .action(run(write));
}

async function write(
  { db }: Session,
  { organizations, search, asOf }: { organizations?: true; search?: string; asOf?: Date },
): Promise<Result> {
  const kind: MappingKind = organizations ? "organization" : "location";
  const texts: string[] = [];
  let count = 0;
  for (let after: string | null = null; ; ) {
    const part = await exportPart(db, {
      scope: everyBrand,
      kind,
      search: search ?? null,
      asOf: asOf ?? null,
      after,
    });
    texts.push(part.text);
    count += part.count;
    if (part.next === null) break;
    after = part.next;
  }
  const csv = texts.join("");
  return { json: { kind, count, csv }, text: csv.trimEnd() };
}
