import { Command, CommanderError } from "commander";
import { addAlertCommands } from "./alerts/alerts.ts";
import { addAttentionCommand } from "./attention/attention.ts";
import { addAuditCommands } from "./audit/audit.ts";
import { addBrandCommands } from "./brands/brand.ts";
import { addCaseCommands } from "./cases/case.ts";
import { addConnectionCommands } from "./connections/connection.ts";
import { addIssueCommands } from "./issues/issue.ts";
import type { CliConfig } from "./kernel/config.ts";
import type { Result } from "./kernel/output.ts";
import { toRefusal, UsageError } from "./kernel/refusal.ts";
import type { Run } from "./kernel/run.ts";
import { openSession } from "./kernel/session.ts";
import type { Terminal } from "./kernel/terminal.ts";
import { addMapCommands } from "./mappings/map.ts";
import { addUnmappedCommands } from "./mappings/unmapped.ts";
import { addMenuCommands } from "./menus/menu.ts";
import { addChangesCommand } from "./operators/changes.ts";
import { addOperatorCommands } from "./operators/operator.ts";
import { addSetupCodeCommand } from "./operators/setup-code.ts";
import { addSignInPolicyCommands } from "./operators/sign-in-policy.ts";
import { addOrderCommands } from "./orders/order.ts";
import { addRedactionCommands } from "./settings/redaction.ts";
import { addRetentionCommands } from "./settings/retention.ts";
import { addSettingsCommand } from "./settings/setting.ts";
import { addLocationCommands } from "./stores/location.ts";
import { addTestCallCommands } from "./test-calls/test-call.ts";
import { addViewCommands } from "./views/view.ts";

const NOUNS = [
  addSetupCodeCommand,
  addOperatorCommands,
  addSignInPolicyCommands,
  addSettingsCommand,
  addRedactionCommands,
  addRetentionCommands,
  addChangesCommand,
  addAuditCommands,
  addConnectionCommands,
  addBrandCommands,
  addLocationCommands,
  addMenuCommands,
  addMapCommands,
  addUnmappedCommands,
  addOrderCommands,
  addAttentionCommand,
  addIssueCommands,
  addAlertCommands,
  addCaseCommands,
  addViewCommands,
  addTestCallCommands,
];

/** 0 done, 1 refused or not found, 2 usage. */
export type ExitCode = 0 | 1 | 2;

export interface Surroundings {
  /** Read when a command runs, so that help needs no settings. */
  loadConfig(): CliConfig;
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
      await using session = await openSession(surroundings.loadConfig(), terminal);
      const result = await work(session, ...given);
      show(terminal, isJson, result);
      if (result.isBad) exitCode = 1;
    };
  try {
    await createProgram(run, terminal, isJson).parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(terminal, isJson, error);
  }
}

/** The program with all of its commands, each of which is handed to `run`. */
export function createProgram(
  run: Run,
  { out, err }: Pick<Terminal, "out" | "err">,
  isJson: boolean,
): Command {
  const program = new Command("parley")
    .description("Provision and look into Parley from a shell.")
    .option("--json", "one JSON document on stdout")
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: isJson ? () => {} : err })
    .showHelpAfterError("(add --help for what is possible)");
  for (const add of NOUNS) add(program, run);
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
function explain({ out, err }: Terminal, isJson: boolean, error: unknown): ExitCode {
  const isUsage = error instanceof CommanderError;
  // Help ends in an exception, too.
  if (isUsage && error.exitCode === 0) return 0;
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
