import type { Command } from "commander";
import { clientFor, type Lab, reach } from "./lab.ts";
import { commonOptions, withCommonOptions } from "./options.ts";
import { exchangeJson, printExchange } from "./print.ts";

/** Adds `status`. */
export function addStatusCommand(program: Command, lab: Lab): void {
  withCommonOptions(program.command("status").description("poll an order as PAR would after a 202"), lab)
    .argument("<order-id>", "the request_uid (or the POS's or PAR's order number)")
    .action(async (orderId: string, _given: unknown, command: Command) => {
      const options = commonOptions(command);
      const exchange = await reach(options.url, clientFor(options, lab).status(orderId));
      lab.print(
        options.json ? JSON.stringify(exchangeJson(exchange), null, 2) : printExchange(exchange, lab.paint),
      );
      if (!exchange.verdict.ok) lab.fail();
    });
}
