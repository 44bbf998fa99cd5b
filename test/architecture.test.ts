import { posix } from "node:path";
import { describe, expect, it } from "vitest";
import { importCycles } from "./architecture/cycles.ts";
import {
  chaptersOf,
  citedChapters,
  citedElsewhere,
  namedDocuments,
  namedPaths,
  roomsInTable,
} from "./architecture/documents.ts";
import {
  exists,
  isTest,
  listFiles,
  parseSource,
  readJson,
  readSources,
  readText,
} from "./architecture/files.ts";
import { brokenBy, KEEPERS } from "./architecture/keepers.ts";
import { RETIRED_WORDS, readWritings, saidIn } from "./architecture/retired-words.ts";
import { forbiddenImports, ROOM_TABLE, roomOf } from "./architecture/rooms.ts";

/** The house rules of ARCHITECTURE.md over the real import graph. Reads files only. */

const { dirname, join } = posix;
const sources = readSources();

describe("who may import whom", () => {
  it.each(ROOM_TABLE.map((room) => room.name))("%s imports only what its row lists", (name) => {
    const owned = sources.filter((file) => roomOf(file.path)?.name === name);
    expect(owned.flatMap(forbiddenImports)).toEqual([]);
  });

  it("looks at every program and package", () => {
    const isEmpty = (name: string) => !sources.some((file) => roomOf(file.path)?.name === name);
    const wrong = ROOM_TABLE.filter((room) => isEmpty(room.name) !== (room.isToCome === true));
    expect(wrong.map((room) => room.name)).toEqual([]);
  });

  it.each([
    [
      "apps/api/src/orders/dispatch/dispatcher.ts",
      'import { reply } from "../../posnext/reply.ts";',
      "api/posnext",
    ],
    [
      "apps/api/src/orders/dispatch/dispatcher.ts",
      'import { signAnswer } from "@parley/par-contract";',
      "signAnswer",
    ],
    ["apps/api/src/pos/bridge/adapter.ts", 'import { openDatabase } from "@parley/db";', "packages/db"],
    [
      "apps/api/src/pos/bridge/adapter.ts",
      'import { parseJson } from "@parley/par-contract";',
      "more than types",
    ],
    [
      "apps/api/src/graphql/orders/order.ts",
      'import { adapterFor } from "../../pos/registry.ts";',
      "api/pos",
    ],
    ["apps/api/src/posnext/endpoint.ts", 'const late = await import("../graphql/server.ts");', "api/graphql"],
    ["apps/api/src/stores/resolve-ids.ts", 'export * from "express";', "express"],
    ["apps/admin/src/app/page.tsx", 'import { listOrders } from "@parley/db";', "packages/db"],
    ["apps/par-lab/src/main.ts", 'import type { Config } from "../../api/src/config.ts";', "api/config"],
    ["packages/par-contract/src/order/request.ts", 'import postgres from "postgres";', "postgres"],
    [
      "packages/db/src/orders.ts",
      'import { newOrder } from "@parley/par-contract";',
      "packages/par-contract",
    ],
  ])("would notice it in %s: %s", (path, text, complaint) => {
    expect(forbiddenImports(parseSource(path, text)).join()).toContain(complaint);
  });

  it("lets a room import types where only types are allowed", () => {
    const file = parseSource(
      "apps/api/src/pos/bridge/adapter.ts",
      'import type { Issue } from "@parley/par-contract";',
    );
    expect(forbiddenImports(file)).toEqual([]);
  });
});

/** Imports that would make the running product need test code. */
function testCodeInProduct(file: ReturnType<typeof parseSource>): string[] {
  if (isTest(file.path) || !/^(apps|packages|scripts)\//.test(file.path)) return [];
  return file.imports
    .filter((entry) => (entry.isRelative ? isTest(entry.target) : /\/testing(\/|$)/.test(entry.specifier)))
    .map((entry) => `${file.path} imports ${entry.specifier}`);
}

describe("what only tests use", () => {
  it("stands in a testing/ folder, and no file of the product imports it", () => {
    expect(sources.flatMap(testCodeInProduct)).toEqual([]);
  });

  it.each([
    'import { createMenuPos } from "./testing/menu-pos.ts";',
    'import type { TestDatabase } from "@parley/db/testing";',
  ])("would be noticed in the product: %s", (text) => {
    expect(testCodeInProduct(parseSource("apps/api/src/menus/menus.ts", text))).toHaveLength(1);
    expect(testCodeInProduct(parseSource("apps/api/src/menus/menus.test.ts", text))).toEqual([]);
  });
});

/** Imports of the admin that climb more than one folder; `@/` names the same file from every folder. */
function climbing(file: ReturnType<typeof parseSource>): string[] {
  const admin = "apps/admin/src/";
  return file.imports
    .filter((entry) => entry.specifier.startsWith("../../"))
    .filter((entry) => file.path.startsWith(admin) && entry.target.startsWith(admin))
    .map((entry) => `${file.path} imports ${entry.specifier}`);
}

describe("the admin's own files", () => {
  it("are imported from the folder, the one above, or by @/", () => {
    expect(sources.flatMap(climbing)).toEqual([]);
  });

  it("would be noticed when an import climbs further", () => {
    const page = "apps/admin/src/app/(console)/menus/(list)/page.tsx";
    expect(climbing(parseSource(page, 'import { readOperator } from "../../operator.ts";'))).toHaveLength(1);
    expect(climbing(parseSource(page, 'import { Refresh } from "../refresh-menu-button.tsx";'))).toEqual([]);
  });
});

describe("import cycles", () => {
  it("do not exist, not even of types", () => {
    expect(importCycles(sources)).toEqual([]);
  });

  it("would be noticed, of values and of types", () => {
    const files = [
      parseSource("apps/api/src/a.ts", 'import { b } from "./b.ts";'),
      parseSource("apps/api/src/b.ts", 'import type { C } from "./c.ts";'),
      parseSource("apps/api/src/c.ts", 'export * from "./a.ts";'),
      parseSource("apps/api/src/d.ts", 'import { a } from "./a.ts";'),
    ];
    expect(importCycles(files)).toEqual([["apps/api/src/a.ts", "apps/api/src/b.ts", "apps/api/src/c.ts"]]);
  });
});

describe("one keeper for each", () => {
  it.each(KEEPERS.map((keeper) => [keeper.says, keeper] as const))("%s", (_says, keeper) => {
    expect(sources.flatMap((file) => brokenBy(keeper, file))).toEqual([]);
  });

  it.each(KEEPERS.map((keeper) => [keeper.says, keeper] as const))(
    "would notice otherwise: %s",
    (_says, keeper) => {
      expect(brokenBy(keeper, keeper.planted)).toHaveLength(1);
    },
  );
});

describe("retired words", () => {
  const writings = readWritings();

  it.each(RETIRED_WORDS.map((word) => [word.say, word] as const))("are not said for: %s", (_say, word) => {
    expect(writings.flatMap((file) => saidIn(word, file))).toEqual([]);
  });

  it.each(RETIRED_WORDS.map((word) => [word.say, word] as const))(
    "would be noticed, and plain English would not, for: %s",
    (_say, word) => {
      for (const text of word.planted) expect(saidIn(word, { path: "a.ts", text }), text).toHaveLength(1);
      for (const text of word.fine) expect(saidIn(word, { path: "a.ts", text }), text).toEqual([]);
    },
  );
});

/** Imports that enter a package by another way than its `exports`. */
function sideDoors(file: { path: string; imports: ReturnType<typeof parseSource>["imports"] }): string[] {
  const home = /^(packages|apps)\/[^/]+\//.exec(file.path)?.[0];
  return file.imports
    .filter((entry) => {
      if (entry.isRelative)
        return entry.target.startsWith("packages/") && !(home !== undefined && entry.target.startsWith(home));
      if (!entry.target.startsWith("@parley/")) return false;
      return !isExported(entry.target, `.${entry.specifier.slice(entry.target.length)}`);
    })
    .map((entry) => `${file.path} imports ${entry.specifier}`);
}

function isExported(name: string, path: string): boolean {
  const manifest = readJson(`packages/${name.slice("@parley/".length)}/package.json`);
  const exported: unknown =
    typeof manifest === "object" && manifest !== null ? Reflect.get(manifest, "exports") : null;
  if (typeof exported !== "object" || exported === null) return false;
  return Object.keys(exported).some(
    (key) => key === path || (key.endsWith("/*") && path.startsWith(key.slice(0, -1))),
  );
}

describe("packages", () => {
  it("are entered by their exports only", () => {
    expect(sources.flatMap(sideDoors)).toEqual([]);
  });

  it.each([
    'import { orders } from "@parley/db/src/schema/order.ts";',
    'import { orders } from "../../../packages/db/src/schema/order.ts";',
  ])("would notice %s", (text) => {
    expect(sideDoors(parseSource("apps/api/src/app.ts", text))).toHaveLength(1);
  });
});

/** An oracle is worth something only if it shares nothing but types with the code that it judges. */
function isOracle(path: string): boolean {
  return /oracle[^/]*\.ts$/.test(path) && !/\.test\.ts$/.test(path);
}

function sharedWithOracle(file: ReturnType<typeof parseSource>): string[] {
  if (!isOracle(file.path)) return [];
  const own = (target: string) => target.startsWith("node:") || isOracle(target);
  return file.imports
    .filter((entry) => !own(entry.target) && !entry.isTypeOnly)
    .map((entry) => `${file.path} imports ${entry.specifier}`);
}

describe("oracles", () => {
  it("exist for the digest and for pricing, and import nothing of what they judge", () => {
    const folders = sources
      .filter((file) => isOracle(file.path))
      .map((file) => file.path.replace(/[^/]+$/, ""));
    expect(new Set(folders)).toEqual(
      new Set(["packages/par-contract/test/testing/", "apps/api/src/pricing/testing/"]),
    );
    expect(sources.flatMap(sharedWithOracle)).toEqual([]);
  });

  it("would notice one that does", () => {
    const file = parseSource(
      "packages/par-contract/test/testing/csharp-oracle.ts",
      'import { computeDigest } from "../../src/signing/signature.ts";',
    );
    expect(sharedWithOracle(file)).toHaveLength(1);
  });
});

const KINDS = ["services", "repositories", "controllers", "utils", "helpers", "common", "types"];

describe("folders", () => {
  it("are named after what is in them, never after a kind of code", () => {
    const named = (path: string) =>
      path
        .split("/")
        .slice(0, -1)
        .some((part) => KINDS.includes(part));
    expect(named("apps/api/src/utils/money.ts")).toBe(true);
    expect(
      listFiles().filter((path) => /^(apps|packages|scripts|bench|test)\//.test(path) && named(path)),
    ).toEqual([]);
  });
});

/** The checklist's rows and the checklist's tests, both as `“PAR's line”: what is guaranteed`. */
function checklistRows(document: string): string[] {
  const rows = [...document.matchAll(/^\| (.+?) \| "(.+)" \|$/gm)];
  return rows.map((row) => `“${row[1]?.replaceAll("`", "")}”: ${row[2]}`);
}

describe("docs/par/checklist.md", () => {
  it("names exactly the tests of test/par-checklist.test.ts, in their order", () => {
    const written = [...readText("test/par-checklist.test.ts").matchAll(/^ {2}it\(\s*"(“.+)",/gm)].map(
      (row) => row[1],
    );
    expect(written).toHaveLength(20);
    expect(checklistRows(readText("docs/par/checklist.md"))).toEqual(written);
  });

  it("would be caught with a line that no test proves", () => {
    expect(checklistRows('| JWT validation | "lets everybody in" |')).toEqual([
      "“JWT validation”: lets everybody in",
    ]);
  });
});

const DOCUMENTS = listFiles().filter((path) => /^(docs\/.+|[^/]+)\.md$/.test(path));
const folderOf = (path: string) => (path.includes("/") ? `${path.slice(0, path.lastIndexOf("/"))}/` : "");

/** Whether a file or folder of this name exists: from the top, or in one of the `from` folders. */
const isThere = (name: string, from: readonly string[]) =>
  ["", ...from].some((folder) => exists(join(folder, name)));

/** The text of the product and of its tools, in which every setting stands that a document may name. */
const CODE = listFiles()
  .filter((path) =>
    /^(apps|packages|scripts|\.ci)\/.*\.(ts|tsx|mjs|graphql)$|^\.ci\/|^compose\.yaml$/.test(path),
  )
  .map((path) => readText(path))
  .join("\n");

/** Permissions that Square gives, which nothing of ours reads. */
const SQUARES = /^(?:MERCHANT_PROFILE|ITEMS|ORDERS|PAYMENTS)_(?:READ|WRITE)$/;

/** Settings and other constants that a document names between backticks or sets in a command. */
const namedConstants = (text: string) =>
  [...text.matchAll(/(?<=`)([A-Z][A-Z0-9]*_[A-Z0-9_]+)(?=`)|(?<=[` ])([A-Z][A-Z0-9]*_[A-Z0-9_]+)(?==)/g)].map(
    (match) => match[1] ?? match[2] ?? "",
  );

/** Where a document's paths may begin, so that it can say `posnext/reply.ts`. */
const STARTS = ["apps", "apps/api/src", "apps/admin/src", "packages", "docs", "test"];

describe.each(DOCUMENTS)("%s", (path) => {
  const text = readText(path);

  it("names only commands that exist", () => {
    const manifest = readJson("package.json");
    const scripts: unknown =
      typeof manifest === "object" && manifest !== null ? Reflect.get(manifest, "scripts") : {};
    const named = [...text.matchAll(/npm run ([a-z][a-z:-]+)/g)].map((match) => match[1] ?? "");
    expect(named.filter((name) => !Object.keys(Object(scripts)).includes(name))).toEqual([]);
  });

  it("names only settings that exist", () => {
    const named = namedConstants(text).filter((name) => !SQUARES.test(name));
    expect(named.filter((name) => !new RegExp(`\\b${name}\\b`).test(CODE))).toEqual([]);
  });

  it("links only to what is there", () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? "");
    expect(links.filter((link) => !isThere(join(folderOf(path), link), []))).toEqual([]);
  });

  it("names only files and folders that are there", () => {
    expect(namedPaths(text).filter((name) => !isThere(name, [...STARTS, folderOf(path)]))).toEqual([]);
  });
});

describe("the settings that documents name", () => {
  it("are found in a sentence and in a command", () => {
    expect(namedConstants("set `GIVE_UP_MS`, or `PORT=1 POS_EVENTS_PER_SECOND=2 npm start`")).toEqual([
      "GIVE_UP_MS",
      "POS_EVENTS_PER_SECOND",
    ]);
  });
});

describe("what code and documents refer to", () => {
  const texts = listFiles()
    .filter(
      (path) => /\.(tsx?|mjs|md|json|sql|yaml)$/.test(path) && !/package-lock|^test\/architecture/.test(path),
    )
    .map((path) => ({ path, text: readText(path) }));
  const contract = chaptersOf(readText("docs/par/contract.md"));

  it("is, for PAR's contract, a chapter of docs/par/contract.md", () => {
    const cited = texts.flatMap(({ path, text }) =>
      citedChapters(text).map((chapter) => ({ path, chapter })),
    );
    expect(cited.length).toBeGreaterThan(50);
    expect(cited.filter(({ chapter }) => !contract.has(chapter))).toEqual([]);
  });

  it("is, for another document, one of its chapters", () => {
    const cited = texts.flatMap(({ path, text }) => citedElsewhere(text).map((to) => ({ path, ...to })));
    const missing = ({ document, chapter }: { document: string; chapter: string }) =>
      !isThere(document, ["docs"]) || !chaptersOf(readText(`docs/${document}`)).has(chapter);
    expect(cited.filter(missing)).toEqual([]);
  });

  it("is a document of this repository", () => {
    const named = texts.flatMap(({ path, text }) => namedDocuments(text).map((name) => ({ path, name })));
    expect(named.filter(({ path, name }) => !isThere(name, ["docs", "docs/par", folderOf(path)]))).toEqual(
      [],
    );
  });

  it("would be missed where it is not there", () => {
    expect(
      citedChapters("as PAR says (contract 2.6, 9.9)").filter((chapter) => !contract.has(chapter)),
    ).toEqual(["9.9"]);
    expect(citedElsewhere("docs/bridge.md, chapter 7")).toEqual([{ document: "bridge.md", chapter: "7" }]);
    expect(chaptersOf(readText("docs/bridge.md")).has("99")).toBe(false);
    expect(namedDocuments("the second net of `plan.md`")).toEqual(["plan.md"]);
    expect(isThere("plan.md", ["docs"])).toBe(false);
    expect(namedPaths("see `orders/gone.ts` and `/posnext/menus`")).toEqual(["orders/gone.ts"]);
    expect(isThere("orders/gone.ts", STARTS)).toBe(false);
  });
});

describe("ARCHITECTURE.md", () => {
  it("has a row for each room of the import table, and none for another", () => {
    const named = roomsInTable(readText("ARCHITECTURE.md"));
    expect(named.toSorted()).toEqual(ROOM_TABLE.map((room) => room.name).toSorted());
  });

  it("would be caught with a room that nobody checks", () => {
    expect(roomsInTable("## Who may import whom\n\n| Room | May |\n|---|---|\n| `api/ids` | db |\n")).toEqual(
      ["api/ids"],
    );
  });
});

/** The versions of all packages of ours, as `path version`, that are not the given one. */
function otherVersions(
  version: unknown,
  versions: readonly (readonly [path: string, version: unknown])[],
): string[] {
  return versions.filter(([, other]) => other !== version).map(([path, other]) => `${path} ${String(other)}`);
}

function versionOf(value: unknown): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, "version") : undefined;
}

describe("the version", () => {
  const version = versionOf(readJson("package.json"));

  it("is the same in every package and in the lock file, and has its place in the changelog", () => {
    const manifests = listFiles().filter((path) => /^([^/]+\/){1,2}package\.json$/.test(path));
    const lock = readJson("package-lock.json");
    const locked: unknown = typeof lock === "object" && lock !== null ? Reflect.get(lock, "packages") : {};
    expect(manifests.length).toBeGreaterThan(8);
    expect(
      otherVersions(version, [
        ...manifests.map((path) => [path, versionOf(readJson(path))] as const),
        ...["", ...manifests.map((path) => dirname(path))].map(
          (name) => [`package-lock.json ${name}`, versionOf(Reflect.get(Object(locked), name))] as const,
        ),
      ]),
    ).toEqual([]);
    expect(readText("CHANGELOG.md")).toContain(`## [${String(version)}]`);
    expect(exists(`docs/releases/${String(version)}.md`)).toBe(true);
  });

  it("would be caught where one package was forgotten", () => {
    expect(otherVersions("0.2.0", [["apps/api/package.json", "0.1.0"]])).toEqual([
      "apps/api/package.json 0.1.0",
    ]);
  });
});
