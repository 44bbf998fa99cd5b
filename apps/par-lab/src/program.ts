import { Command } from "commander";
import type { Lab } from "./lab.ts";
import { addMenusCommand } from "./menus-command.ts";
import { addOrderCommand } from "./order-command.ts";
import { addStatusCommand } from "./status-command.ts";
import { addStreamCommand } from "./stream-command.ts";
import { addVectorsCommand } from "./vectors-command.ts";

/** The lab's commands, ready to parse arguments. */
export function createProgram(lab: Lab): Command {
  const program = new Command("lab")
    .description("PAR's side at a shell: signs, sends, and checks what a pos-next server answers.")
    .showHelpAfterError("(--help shows the options)");
  addMenusCommand(program, lab);
  addOrderCommand(program, "validate", lab);
  addOrderCommand(program, "submit", lab);
  addStatusCommand(program, lab);
  addStreamCommand(program, lab);
  addVectorsCommand(program, lab);
  return program.addHelpText(
    "after",
    `
Examples:
  npm run lab -- submit
  npm run lab -- submit --item taco-trio*2+guac --item agua-fresca --tip 3.00
  npm run lab -- submit --item sim-slow
  npm run lab -- status <request_uid>
  npm run lab -- stream --rate 20 --for 60s

Exit code: 0 when the answer is one of the contract's and its digest is right, also for a refused order; else 1.`,
  );
}
