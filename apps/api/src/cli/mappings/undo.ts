import { listImports } from "@parley/db/mappings";
import { wordsIn } from "@parley/words";
import type { Command } from "commander";
import { undoImport } from "../../stores/mappings/imports.ts";
import { readLimit } from "../kernel/given.ts";
import { type Result, table } from "../kernel/output.ts";
import { conflict, notFound, Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { CLI_IMPORTER } from "./import.ts";

/** Ids that a refusal names; the page in the browser lists all. */
const NAMED_MAX = 20;

/** `parley map imports` and `parley map undo …` */
export function addUndoCommands(map: Command, run: Run): void {
  map
    .command("imports")
    .description("what was imported, the newest first")
    .option("--limit <count>", "at most so many", readLimit, 20)
    .action(run(list));
  map
    .command("undo <import>")
    .description("take an import back as a whole, which is history as well")
    .option("--leave-changed", "leave alone what somebody changed since, which is refused otherwise")
    .action(run(undo));
}

async function list({ db }: Session, { limit }: { limit: number }): Promise<Result> {
  const batches = await listImports(db, { importedBy: null, page: { limit } });
  const text = table(
    batches,
    {
      import: ({ id }) => id,
      at: ({ importedAt }) => importedAt,
      by: ({ importedBy }) => importedBy,
      file: ({ fileName }) => fileName,
      created: ({ created }) => created,
      changed: ({ changed }) => changed,
      ended: ({ ended }) => ended,
      undone: ({ undoneAt }) => undoneAt,
    },
    "Nothing was imported yet.",
  );
  const json = batches.map((batch) => ({
    id: batch.id,
    kind: batch.kind,
    file: batch.fileName,
    imported_at: batch.importedAt,
    imported_by: batch.importedBy,
    created: batch.created,
    changed: batch.changed,
    ended: batch.ended,
    reason: batch.reason,
    undone_at: batch.undoneAt,
    undone_by: batch.undoneBy,
    undone: batch.undone,
  }));
  return { json: { imports: json }, text };
}

async function undo(
  session: Session,
  importId: string,
  { leaveChanged }: { leaveChanged?: true },
): Promise<Result> {
  const { db } = session;
  const words = wordsIn("en");
  const say = words("imports");
  const outcome = await undoImport(
    { db, now: session.now(), words },
    { importId, importer: CLI_IMPORTER, leaveOutChanged: leaveChanged ?? false },
  );
  switch (outcome.kind) {
    case "undone": {
      const { id, undone } = outcome.batch;
      return { json: { import: id, undone }, text: `${undone} mappings are as they were before ${id}.` };
    }
    case "changed_since": {
      const { mappings } = outcome;
      const ids = mappings.slice(0, NAMED_MAX).map(({ parId }) => parId);
      const named = `${ids.join(", ")}${mappings.length > NAMED_MAX ? ", …" : ""}`;
      throw new Refusal(
        "changed_since",
        `${say("refused.changedSince", { count: mappings.length })} ${named}`,
        "To leave those as they are, add --leave-changed.",
      );
    }
    case "undone_already":
      throw new Refusal("undone_already", say("refused.undone"));
    case "overtaken":
      throw conflict("one of these mappings");
    default:
      throw notFound("import", importId, "map imports");
  }
}
