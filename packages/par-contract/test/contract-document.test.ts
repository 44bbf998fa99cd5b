import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { guesses } from "../src/index.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const contract = read("../../../docs/par/contract.md");

/** Names on the wire, as the rows of the wire tables have them. */
function wireNames(source: string): string[] {
  return [...source.matchAll(/\b(?:row|text|refs|nodes)\(\s*"[\w.]+",\s*"([a-z_0-9]+)"/g)].map(
    (match) => match[1] ?? "",
  );
}

const knows = (name: string) => new RegExp(`\`[^\`]*\\b${name}\\b[^\`]*\``).test(contract);

describe("docs/par/contract.md", () => {
  it.each(guesses)("names the guess $id", ({ id }) => {
    expect(contract).toContain(`\`${id}\``);
  });

  it("names everything that goes over the wire", () => {
    const folder = new URL("../src/wire/", import.meta.url);
    const sources = readdirSync(folder).filter((name) => /(tables|rows)\.ts$/.test(name));
    const names = sources.flatMap((name) => wireNames(read(`../src/wire/${name}`)));
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => !knows(name))).toEqual([]);
  });

  it("would be caught without one", () => {
    expect(
      wireNames('row("order.tableNumber", "table_no", "text", "P", "ours"),').filter((name) => !knows(name)),
    ).toEqual(["table_no"]);
  });
});
