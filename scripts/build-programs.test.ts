import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildImagePrograms, buildPrograms } from "./build-programs.mjs";
import { REPOSITORY } from "./config.ts";

const run = promisify(execFile);

/** A checkout of three programs. */
let checkout: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(checkout, file)), { recursive: true });
  writeFileSync(join(checkout, file), text);
}

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "parley-programs-"));
  write("scripts/start.ts", "console.log('start' as string);");
  write("apps/pos-simulator/src/main.ts", "console.log('simulator' as string);");
  write("apps/api/src/words.txt", "beside the source");
  write(
    "apps/api/src/main.ts",
    `import { readFileSync } from "node:fs";
    const { lazy } = await import("./lazy.ts");
    console.log(readFileSync(new URL("words.txt", import.meta.url), "utf8"), lazy);`,
  );
  write("apps/api/src/lazy.ts", "export const lazy: number = 7;");
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

describe("buildImagePrograms", () => {
  it("makes programs whose stack traces name the line of the source", async () => {
    write("apps/admin/src/server/serve.ts", "export const serve = () => {};");
    write(
      "apps/api/src/cli/main.ts",
      `interface Erased {
        name: string;
      }
      const refuse = ({ name }: Erased): never => {
        throw new Error(name + new URL(".", import.meta.url).pathname.slice(-4));
      };
      refuse({ name: "refused in " });`,
    );
    const folder = await buildImagePrograms(checkout);
    const cli = run(process.execPath, ["--enable-source-maps", join(folder, "cli.mjs")]);
    await expect(cli).rejects.toMatchObject({
      stderr: expect.stringMatching(/refused in cli\/[\s\S]*\/apps\/api\/src\/cli\/main\.ts:5:/),
    });
  });
});

describe("buildPrograms", () => {
  it("makes programs that run without a loader, and find what stands beside their sources", async () => {
    const folder = await buildPrograms(checkout);
    const outputs = ["start", "api", "simulator"].map((name) =>
      run(process.execPath, [join(folder, `${name}.mjs`)]),
    );
    const said = await Promise.all(outputs);
    expect(said.map(({ stdout }) => stdout)).toEqual(["start\n", "beside the source 7\n", "simulator\n"]);
  });

  it("keeps the folder of equal sources, also where several build it at once, and what runs from another", async () => {
    const folders = await Promise.all(Array.from({ length: 4 }, () => buildPrograms(checkout)));
    expect(new Set(folders).size).toBe(1);
    write("apps/api/src/lazy.ts", "export const lazy: number = 8;");
    const other = await buildPrograms(checkout);
    expect(
      readdirSync(join(checkout, "dist/programs")).map((name) => join(checkout, "dist/programs", name)),
    ).toEqual([...new Set([...folders, other])].sort());
    const { stdout } = await run(process.execPath, [join(other, "api.mjs")]);
    expect(stdout).toContain("8");
  });

  it("refuses a source that would take the built file's place for its own", async () => {
    write("apps/api/src/lazy.ts", "export const lazy = import.meta.dirname;");
    await expect(buildPrograms(checkout)).rejects.toThrow(/import\.meta\.dirname.*use import\.meta\.url/);
  });

  it("builds the programs of this repository, which say what they lack", async () => {
    const folder = await buildPrograms(REPOSITORY);
    const { PATH = "" } = process.env;
    await expect(run(process.execPath, [join(folder, "api.mjs")], { env: { PATH } })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("DATABASE_URL is not set"),
    });
  });
});
