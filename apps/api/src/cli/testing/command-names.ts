import type { Command } from "commander";
import type { Terminal } from "../kernel/terminal.ts";
import { createProgram } from "../program.ts";

const silent: Pick<Terminal, "out" | "err"> = { out: () => {}, err: () => {} };

/** Every command by its words, for example `order trace`; nothing is run. */
export async function commandNames(): Promise<string[]> {
  const run = () => async () => {};
  const walk = (command: Command): string[] =>
    command.commands.flatMap((child) =>
      child.commands.length === 0 ? [child.name()] : walk(child).map((name) => `${child.name()} ${name}`),
    );
  return walk(await createProgram({ run, terminal: silent, isJson: false }));
}
