import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { createProgram } from "./program.ts";

/** The documents' commands, held against the program: they must run as they are written. */

const REPOSITORY = join(import.meta.dirname, "../../../..");
const FOLDERS = ["", "docs", "docs/par"];
const documents = FOLDERS.flatMap((folder) =>
  readdirSync(join(REPOSITORY, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name)),
);
const textOf = (path: string) => readFileSync(join(REPOSITORY, path), "utf8");
const nothing = () => {};
const program = await createProgram({
  run: () => async () => {},
  terminal: { out: nothing, err: nothing },
  isJson: false,
});

/** The command that the first words name, and what follows them. */
function resolve(words: readonly string[]): { command: Command; rest: readonly string[] } {
  let command = program;
  for (const [at, word] of words.entries()) {
    const next = command.commands.find((one) => one.name() === word || one.aliases().includes(word));
    if (next === undefined) return { command, rest: words.slice(at) };
    command = next;
  }
  return { command, rest: [] };
}

/** What is wrong with a command as it is written, in words; null where it is one of the program's. */
function faultOf(written: string): string | null {
  const words = written.trim().split(/\s+/);
  const { command, rest } = resolve(words.filter((word) => word !== "--json"));
  const asked = [...written.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag);
  if (asked.includes("--help")) return null;
  if (command.commands.length > 0 && rest[0] !== "<noun>" && !/^…/.test(rest[0] ?? "")) {
    return `"${rest[0] ?? ""}" is no command of ${command.name()}: ${written}`;
  }
  const known = command.options.map(({ long }) => long);
  const unknown = asked.filter((flag) => flag !== "--json" && !known.includes(flag));
  return command.commands.length > 0 || unknown.length === 0 ? null : `${unknown}: ${written}`;
}

/** Commands between backticks or in a block of code, without what is piped into them or out of them. */
function commandsIn(text: string): string[] {
  const joined = text.replace(/\\\n\s*/g, " ");
  const started = joined.matchAll(
    /(?<=[`\n] *)(?:[A-Z_]+=\S+ )*(?:npm run (?:-s )?)?parley (?:-- )?([a-z<-][^`\n|]*)/g,
  );
  return [...started].map((match) => (match[1] ?? "").replace(/ [<>] .*$/, ""));
}

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);
const pathOf = (command: Command): string =>
  command.parent === null || command.parent === program
    ? command.name()
    : `${pathOf(command.parent)} ${command.name()}`;

describe("the commands of the documents", () => {
  it.each(documents)("are the program's, in %s", (path) => {
    expect(commandsIn(textOf(path)).flatMap((written) => faultOf(written) ?? [])).toEqual([]);
  });

  it("are looked for: a command or an option that is not there would be told", () => {
    expect(commandsIn("run `npm run parley -- order trace ID` or\n```sh\nparley brand list\n")).toHaveLength(
      2,
    );
    expect(faultOf("order tracee ID")).toMatch(/no command of order/);
    expect(faultOf("order trace ID --verbose")).toMatch(/--verbose/);
    expect(faultOf("order trace ID --json")).toBeNull();
  });

  it("are all in the table of docs/cli.md, with their options, and no other is", () => {
    const rows = textOf("docs/cli.md").match(/^\| `.*$/gm) ?? [];
    const named = rows.flatMap((row) => {
      const cell = row.split(/(?<!\\)\|/)[1] ?? "";
      const first = /`([a-z-]+(?: api-key)?)/.exec(cell)?.[1] ?? "";
      return [...cell.matchAll(/`([^`]+)`/g)].map(([, written = ""]) => ({
        row,
        written: written.replace(/^…/, first).replaceAll("\\|", "|"),
      }));
    });
    expect(named.flatMap(({ written }) => faultOf(written) ?? [])).toEqual([]);
    const told = new Map<Command, string>();
    for (const { row, written } of named) {
      const { command } = resolve(written.split(" "));
      told.set(command, (told.get(command) ?? "") + row);
    }
    const missing = leaves(program).flatMap((command) =>
      command.options
        .flatMap(({ long, hidden }) => (hidden || long == null ? [] : [long]))
        .concat(told.has(command) ? [] : ["itself"])
        .filter((flag) => told.get(command)?.includes(flag) !== true)
        .map((flag) => `${pathOf(command)}: ${flag}`),
    );
    expect(missing).toEqual([]);
    const cells = rows.map((row) => row.split(/(?<!\\)\|/)[1]);
    expect(cells.filter((cell, at) => cells.indexOf(cell) !== at)).toEqual([]);
  });
});
