import { generatePassword } from "@parley/limits";
import { type Command, Option } from "commander";
import { UsageError } from "../kernel/refusal.ts";
import type { Session } from "../kernel/session.ts";
import { askPassword, readSecret } from "../kernel/terminal.ts";

export interface PasswordOptions {
  passwordStdin?: true;
  generate?: true;
}

/** The ways to give a password, the same at every command that takes one. */
export function withPassword(command: Command): Command {
  return command
    .addOption(new Option("--password-stdin", "read the password from stdin").conflicts("generate"))
    .option("--generate", "make a password and show it once");
}

/** A password: made, piped in, or asked for. @throws UsageError where there is nobody to ask */
export async function newPassword(
  { terminal }: Session,
  { passwordStdin, generate }: PasswordOptions,
): Promise<string> {
  if (generate) return generatePassword();
  if (passwordStdin) return await readSecret(terminal, "a password");
  if (terminal.isInteractive) return await askPassword(terminal);
  throw new UsageError(
    "A password is needed.",
    "Pipe it in with --password-stdin, or let --generate make one.",
  );
}
