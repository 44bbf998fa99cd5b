import { Command, CommanderError } from "commander";
import type { CliConfig } from "./kernel/config.ts";
import type { Result } from "./kernel/output.ts";
import type { Run } from "./kernel/run.ts";
import type { Terminal } from "./kernel/terminal.ts";
import { NOUNS } from "./nouns.ts";

/** 0 done, 1 refused or not found, 2 usage. */
export type ExitCode = 0 | 1 | 2;

export interface Surroundings {
  /** Read when a command runs, so that help needs no settings. */
  loadConfig(): Promise<CliConfig>;
  terminal: Terminal;
}

/**
 * Runs one command of the operator's CLI and returns its exit code. With `--json`, stdout gets exactly one
 * JSON document, even for a refusal.
 */
export async function runParley(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { terminal } = surroundings;
  const isJson = args.includes("--json");
  let exitCode: ExitCode = 0;
  const run: Run =
    (work) =>
    async (...given) => {
      const { openSession } = await import("./kernel/session.ts");
      await using session = await openSession(await surroundings.loadConfig(), terminal);
      const result = await work(session, ...given);
      show(terminal, isJson, result);
      if (result.isBad) exitCode = 1;
    };
  try {
    const program = await createProgram({ run, terminal, isJson, asked: nounOf(args) });
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    return await explain(terminal, isJson, error);
  }
}

/** The noun that these arguments are about, also as `help order`; null where they name none. */
function nounOf(args: readonly string[]): string | null {
  const [first = null, second = null] = args.filter((arg) => !arg.startsWith("-"));
  return first === "help" ? second : first;
}

/**
 * The program, with its commands handed to `run`.
 * @param asked the one noun whose commands are needed, so that no other has to be read: the others are only listed.
 *   With null none is; left out, all are.
 */
export async function createProgram(args: {
  run: Run;
  terminal: Pick<Terminal, "out" | "err">;
  isJson: boolean;
  asked?: string | null;
}): Promise<Command> {
  const { run, terminal, isJson, asked } = args;
  const program = new Command("parley")
    .description("Provision and look into Parley from a shell.")
    .option("--json", "one JSON document on stdout")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: isJson ? () => {} : terminal.err })
    .showHelpAfterError("(add --help for what is possible)");
  for (const { name, description, alias, load } of NOUNS) {
    if (asked === undefined || asked === name || (asked !== null && asked === alias)) {
      (await load())(program, run);
      continue;
    }
    const listed = program.command(name).description(description);
    if (alias !== null) listed.alias(alias);
  }
  return program;
}

function show({ out, err }: Terminal, isJson: boolean, result: Result): void {
  const { json, text, warnings = [] } = result;
  if (isJson) {
    out(document(warnings.length === 0 ? json : { ...json, warnings }));
  } else {
    out(`${text}\n`);
    for (const warning of warnings) err(`warning: ${warning}\n`);
  }
}

function document(json: unknown): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** Prints what went wrong. Commander has already printed its own errors for people. */
async function explain({ out, err }: Terminal, isJson: boolean, error: unknown): Promise<ExitCode> {
  const isUsage = error instanceof CommanderError;
  // Help ends in an exception, too.
  if (isUsage && error.exitCode === 0) return 0;
  const { toRefusal, UsageError } = await import("./kernel/refusal.ts");
  const refusal = isUsage ? new UsageError(sentenceOf(error)) : toRefusal(error);
  const { code, message, nextStep } = refusal;
  if (isJson) out(document({ error: { code, message, next_step: nextStep } }));
  else if (!isUsage)
    err(`${[`parley: ${message}`, ...(nextStep === null ? [] : [nextStep])].join("\n  ")}\n`);
  return refusal instanceof UsageError ? 2 : 1;
}

function sentenceOf({ code, message }: CommanderError): string {
  if (code === "commander.help") return "A command is missing; --help lists them.";
  return message.replace(/^error: /, "").replace(/\n/g, " ");
}
