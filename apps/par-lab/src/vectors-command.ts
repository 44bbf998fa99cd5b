import type { Command } from "commander";
import { clientFor, type Lab, reach } from "./lab.ts";
import { type CommonOptions, commonOptions, withCommonOptions } from "./options.ts";
import { harmless, type Paint } from "./paint.ts";
import { layTable } from "./table.ts";
import { runAgainst, runLocally, type VectorRow } from "./vectors.ts";

/** Vectors with what was expected and what came, one row each. */
export function printVectors(title: string, rows: readonly VectorRow[], paint: Paint): string {
  const failed = rows.filter(({ ok }) => !ok).length;
  const head = ["  vector", "reading", "expected", "got", "", "about"];
  const lines = rows.map((row) => [
    `  ${row.id}`,
    row.readings,
    row.expected,
    harmless(row.got),
    row.ok ? "ok" : "FAILED",
    row.about,
  ]);
  const colour = (text: string, row: number, column: number) => {
    if (row === 0) return paint.dim(text);
    if (column !== 4) return text;
    return rows[row - 1]?.ok === true ? paint.good(text) : paint.bad(text);
  };
  const verdict =
    failed === 0 ? paint.good(`all ${rows.length} hold`) : paint.bad(`${failed} of ${rows.length} fail`);
  return [`${paint.bold(title)}  ${verdict}`, ...layTable([head, ...lines], colour)].join("\n");
}

/** Adds `vectors`. */
export function addVectorsCommand(program: Command, lab: Lab): void {
  withCommonOptions(program.command("vectors").description("run every signature and token vector"), lab)
    .addHelpText(
      "after",
      "\nThe library alone is tried unless --url names a server; a server gets validates only.",
    )
    .action(async (_given: unknown, command: Command) => {
      const options = commonOptions(command);
      const local = await runLocally();
      const isRemote = command.getOptionValueSource("url") === "cli";
      const remote = isRemote ? await sendAll(options, lab) : null;
      if (options.json) lab.print(JSON.stringify({ library: local, server: remote }, null, 2));
      else {
        lab.print(printVectors("library", local, lab.paint));
        if (remote !== null) lab.print(`\n${printVectors(options.url, remote, lab.paint)}`);
      }
      if ([...local, ...(remote ?? [])].some(({ ok }) => !ok)) lab.fail();
    });
}

function sendAll(options: CommonOptions, lab: Lab): Promise<VectorRow[]> {
  const server = {
    sharedId: options.sharedId,
    organizationId: options.organization,
    centsMode: options.switches.cents_mode,
  };
  return reach(options.url, runAgainst(clientFor(options, lab), server));
}
