import { countOperators } from "@parley/db/operators";
import type { Command } from "commander";
import { setupCode } from "../../auth/setup-code.ts";
import type { Result } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

/** `parley setup-code` */
export function addSetupCodeCommand(program: Command, run: Run): void {
  program
    .command("setup-code")
    .description("the code that the admin's first-run page asks for")
    .action(run(show));
}

async function show({ db, masterKey }: Session): Promise<Result> {
  if ((await countOperators(db)) > 0) {
    throw new Refusal(
      "already_set_up",
      "The first operator exists already, so the code opens nothing.",
      "Add another: npm run parley -- operator create --help",
    );
  }
  const code = setupCode(masterKey);
  return { json: { setup_code: code }, text: code };
}
