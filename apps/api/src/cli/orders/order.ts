import type { Command } from "commander";
import type { Run } from "../kernel/run.ts";
import { addListCommand } from "./list.ts";
import { addSettleCommands } from "./settle.ts";
import { addShareCommands } from "./share.ts";
import { showTrace } from "./trace.ts";

/** `parley orders …`, or `parley order …` */
export function addOrderCommands(program: Command, run: Run): void {
  const order = program
    .command("orders")
    .alias("order")
    .description("what PAR submitted and what became of it");
  addListCommand(order, run);
  order
    .command("trace <id>")
    .description("everything about one order, by any id of it")
    .action(run(showTrace));
  addSettleCommands(order, run);
  addShareCommands(order, run);
}
