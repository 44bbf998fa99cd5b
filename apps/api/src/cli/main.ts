import { Command, CommanderError } from "commander";
import { ConfigError, loadCliConfig } from "../config.ts";
import { isDatabaseAway } from "../errors.ts";
import { addBrandCommands } from "./brand.ts";
import { addConnectionCommands } from "./connection.ts";
import { addLocationCommands } from "./location.ts";
import { addMapCommands } from "./map.ts";
import { addMenuCommands } from "./menu.ts";
import { addOperatorCommands } from "./operator.ts";
import { addOrderCommands } from "./order.ts";
import { plain, type Result } from "./output.ts";
import { Refusal, UsageError } from "./refusal.ts";
import type { Run } from "./run.ts";
import { openSession } from "./session.ts";
import { addSetupCodeCommand } from "./setup-code.ts";
import { addUnmappedCommands } from "./unmapped.ts";

/**
 * The operator's commands: `npm run parley -- …`. Exit codes: 0 done, 1 refused or not found, 2 usage.
 * With `--json` stdout carries exactly one JSON document, refusals included.
 */

const args = process.argv.slice(2);
const isJson = args.includes("--json");

const NOUNS = [
  addSetupCodeCommand,
  addOperatorCommands,
  addConnectionCommands,
  addBrandCommands,
  addLocationCommands,
  addMenuCommands,
  addMapCommands,
  addUnmappedCommands,
  addOrderCommands,
];

const run: Run =
  (work) =>
  async (...given) => {
    await using session = await openSession(loadCliConfig());
    show(await work(session, ...given));
  };

function createProgram(): Command {
  const program = new Command("parley")
    .description("Provision and look into Parley from a shell.")
    .option("--json", "one JSON document on stdout")
    .exitOverride()
    .configureOutput({ outputError: (text, write) => (isJson ? undefined : write(text)) })
    .showHelpAfterError("(add --help for what is possible)");
  for (const add of NOUNS) add(program, run);
  return program;
}

function show(result: Result): void {
  const { json, text, warnings = [], isBad = false } = result;
  if (isJson) {
    print(warnings.length === 0 ? json : { ...json, warnings });
  } else {
    process.stdout.write(`${text}\n`);
    for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`);
  }
  if (isBad) process.exitCode = 1;
}

function print(document: unknown): void {
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
}

/** Says what went wrong, and answers the exit code. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) {
    // Help and version end in an exception, too. Commander has said its part already.
    if (error.exitCode === 0) return 0;
    if (isJson) print({ error: { code: "usage", message: error.message, next_step: null } });
    return 2;
  }
  const refusal = toRefusal(error);
  if (isJson) {
    const { code, message, nextStep } = refusal;
    print({ error: { code, message, next_step: nextStep } });
  } else {
    const lines = [`parley: ${refusal.message}`, ...(refusal.nextStep === null ? [] : [refusal.nextStep])];
    process.stderr.write(`${lines.join("\n  ")}\n`);
  }
  return refusal instanceof UsageError ? 2 : 1;
}

const START = "Start it with `npm start`, or check DATABASE_URL.";

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof ConfigError) return new Refusal("settings", error.message);
  if (isDatabaseAway(error)) return new Refusal("database_away", "The database does not answer.", START);
  // The innermost cause says what happened; those around it repeat the statement with its values.
  let innermost: unknown = error;
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
  const message = innermost instanceof Error ? innermost.message : String(innermost);
  if (NOT_MIGRATED.test(message)) {
    return new Refusal(
      "not_migrated",
      "This database has not been set up by Parley yet.",
      `${START} Its first start sets it up.`,
    );
  }
  return new Refusal("internal", `This failed unexpectedly: ${plain(message)}`);
}

/** PostgreSQL's words for a table, or our role, that is not there. */
const NOT_MIGRATED =
  /^(relation "\w+" does not exist|(role|invalid value for parameter "role":) "parley_app".*)$/;

// `parley … | head` closes our stdout early; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  await createProgram().parseAsync(args, { from: "user" });
} catch (error) {
  process.exitCode = explain(error);
}
