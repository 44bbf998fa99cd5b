import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { NOUNS } from "./nouns.ts";
import { createProgram } from "./program.ts";

const silent = { out: () => {}, err: () => {} };
const programFor = (asked?: string | null) =>
  createProgram({
    ...{ run: () => async () => {}, terminal: silent, isJson: false },
    ...(asked === undefined ? {} : { asked }),
  });
const listed = (program: Command) =>
  program.commands.map((command) => [command.name(), command.alias() ?? null, command.description()]);

describe("the nouns (G)", () => {
  it("are listed as their own commands name and describe them", async () => {
    expect(listed(await programFor(null))).toEqual(listed(await programFor()));
  });

  it.each(NOUNS.flatMap(({ name, alias }) => (alias === null ? [name] : [name, alias])))(
    "%s is whole where it is asked for, and the others are listed",
    async (asked) => {
      const [whole, one] = [await programFor(), await programFor(asked)];
      const find = (program: Command) =>
        program.commands.find((command) => [command.name(), command.alias()].includes(asked));
      expect(find(one)?.helpInformation()).toBe(find(whole)?.helpInformation());
      expect(listed(one)).toEqual(listed(whole));
    },
  );

  it("are not read for a list of them: nothing but commander is, until a command runs", () => {
    const packages = new Set<string>();
    const seen = new Set<string>();
    const read = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      const statics = readFileSync(file, "utf8").matchAll(
        /^(?:import|export) (?!type )[^;]*? from "([^"]+)";/gms,
      );
      for (const [, from = ""] of statics) {
        if (from.startsWith(".")) read(join(dirname(file), from));
        else packages.add(from);
      }
    };
    read(join(import.meta.dirname, "main.ts"));
    expect([...packages]).toEqual(["commander"]);
    expect(seen.size).toBe(3);
  });
});
