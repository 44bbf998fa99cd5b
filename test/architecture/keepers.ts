import { isTest, type SourceFile } from "./files.ts";

/**
 * Things that only one place may contain, as a table: the text to look for, and the only files that may have
 * it. Each row has a planted violation, so that a rule that cannot fail is itself a failure.
 */
export interface Keeper {
  /** The sentence of the guarantee. */
  says: string;
  looksFor: RegExp;
  /** Files in which it is looked for. */
  among: (path: string) => boolean;
  keptBy: readonly RegExp[];
  planted: { path: string; text: string };
}

const product = (path: string) =>
  /^(apps|packages|scripts)\//.test(path) && !isTest(path) && !/\.config\.(ts|mjs)$/.test(path);
const everywhere = (path: string) => !/^test\/architecture/.test(path);

export const KEEPERS: readonly Keeper[] = [
  {
    says: "the environment is read in one config file per app, and one of the CLI",
    looksFor: /\bprocess\.env\b/,
    among: product,
    keptBy: [/^apps\/[^/]+\/src\/(lib\/|cli\/kernel\/)?config\.ts$/, /^scripts\/config\.ts$/],
    planted: { path: "apps/api/src/orders/dispatch/dispatcher.ts", text: "const pool = process.env.POOL;" },
  },
  {
    says: "the clock is an argument; it is read only where a program is put together",
    looksFor: /\bnew Date\(\)|\bDate\.now\(/,
    among: (path) => product(path) && !path.startsWith("apps/admin/"),
    keptBy: [
      /^apps\/api\/src\/(context|main)\.ts$/,
      /^apps\/api\/src\/cli\//,
      /^apps\/(pos-simulator|par-lab)\/src\/(main|clock)\.ts$/,
      /^scripts\/start\.ts$/,
      /^packages\/par-contract\/src\/client\/client\.ts$/,
      // Deadlines of a server's start and stop: processes, not business.
      /^packages\/db\/src\/embedded\//,
    ],
    planted: { path: "apps/api/src/menus/refresh.ts", text: "const at = new Date();" },
  },
  {
    says: "what more than one page shows is among the components: no page takes from another's folder",
    looksFor: /from "(@\/app\/|(\.\.\/)+)[^"]*\b_components\//,
    among: (path) => path.startsWith("apps/admin/src/"),
    keptBy: [],
    planted: {
      path: "apps/admin/src/app/(console)/simulator/page.tsx",
      text: 'import { Bill } from "@/app/(console)/orders/[id]/_components/bill.tsx";',
    },
  },
  {
    says: "SQL text is written in packages/db",
    looksFor: /\b(select\s+[\w*",.\s]+\s+from|insert\s+into|update\s+\w+\s+set|delete\s+from)\s+[\w"]+/i,
    among: (path) => /^apps\/api\/src\/.*\.ts$/.test(path) && !isTest(path),
    keptBy: [],
    planted: { path: "apps/api/src/stores/resolve-ids.ts", text: "sql`select id from orders`" },
  },
  {
    says: "only the orders queries write the table of orders",
    looksFor:
      /\b(update|insert)\(\s*orders\s*\)|\bupdate\s+"?orders"?\s+(as\s+\w+\s+)?set\b|\binsert\s+into\s+"?orders"?\b/i,
    among: product,
    keptBy: [/^packages\/db\/src\/orders\//],
    planted: {
      path: "packages/db/src/exchanges/exchanges.ts",
      text: "await db.orm.update(orders).set({ state })",
    },
  },
  {
    says: "the table of orders is written under its own name",
    looksFor:
      /\b(update|insert)\(\s*\w+\.orders\s*\)|\bas\s+orders\b|\bmerge\s+into\b|\bupdate\s+(only\s+|public\.)"?orders"?/i,
    among: product,
    keptBy: [/^packages\/db\/src\/orders\//],
    planted: { path: "scripts/repair.ts", text: "await sql`update public.orders set state = 'placed'`" },
  },
  {
    says: "where an order goes comes from the one function that knows: no query is handed a state by hand",
    looksFor: /\bto:\s*\{\s*state:\s*["'`]|\btoState:\s*["'`]/,
    among: (path) => path.startsWith("apps/api/src/") && !isTest(path),
    keptBy: [/^apps\/api\/src\/orders\/lifecycle\.ts$/],
    planted: {
      path: "apps/api/src/orders/dispatch/due-order.ts",
      text: 'await transitionOrder(db, { ...fence, to: { state: "errored", ...rest } })',
    },
  },
  {
    says: "no SQL is built from raw text",
    looksFor: /\bsql\.raw\b|\.unsafe\(/,
    among: product,
    // A schema's check constraints are made of constants, before there is any request; the role's rights are
    // statements of our own migrations; partitions are made by statements that take no parameters, of moments alone.
    keptBy: [
      /^packages\/db\/src\/schema\//,
      /^packages\/db\/src\/embedded\/embedded\.ts$/,
      /^packages\/db\/src\/role\.ts$/,
      /^packages\/db\/src\/(migrate-bodies|retention\/partitions)\.ts$/,
    ],
    planted: { path: "packages/db/src/search.ts", text: "orderBy(sql.raw(column))" },
  },
  {
    says: "PAR's digest and tokens are computed in par-contract; other HMACs are the bridge's, the vault's and those of codes by time, other tokens the identity provider's",
    looksFor: /\bcreateHmac\b|from "jose"/,
    among: product,
    keptBy: [
      /^packages\/par-contract\/src\//,
      /^packages\/bridge-contract\/src\//,
      /^packages\/db\/src\/secrets\/vault\.ts$/,
      /^apps\/api\/src\/auth\/totp\.ts$/,
      /^apps\/api\/src\/auth\/provider\//,
    ],
    planted: { path: "apps/api/src/posnext/reply.ts", text: 'import { createHmac } from "node:crypto";' },
  },
  {
    says: "secrets at rest are opened in db/secrets/vault.ts",
    looksFor: /\bcreateDecipheriv\b/,
    among: product,
    keptBy: [/^packages\/db\/src\/secrets\/vault\.ts$/],
    planted: {
      path: "apps/api/src/graphql/connections/connection.ts",
      text: "createDecipheriv('aes-256-gcm', key, iv)",
    },
  },
  {
    says: "PAR's response header is written in posnext/reply.ts",
    looksFor: /\.set(Header)?\(\s*["'`]x-pch-digest/i,
    among: (path) => path.startsWith("apps/api/src/") && !isTest(path),
    keptBy: [/^apps\/api\/src\/posnext\/reply\.ts$/],
    planted: { path: "apps/api/src/posnext/endpoint.ts", text: 'res.setHeader("x-pch-digest", digest)' },
  },
  {
    says: "the demo menu is the simulator's data and stands nowhere in the API",
    looksFor:
      /["'`](taco-trio|agua-fresca|burrito|guac|sim-(sold-out|refuse|slow|lose-ack|fault-once|fault|late|held|crossed-ack|crossed-id|duplicate-ack))["'`]/,
    among: (path) => path.startsWith("apps/api/src/") && !isTest(path),
    keptBy: [],
    planted: { path: "apps/api/src/demo/seed.ts", text: 'const first = "taco-trio";' },
  },
  {
    says: "no test is skipped, left for later, or run alone",
    looksFor: /\b(it|test|describe)\.(skip|only|todo)\b/,
    among: everywhere,
    keptBy: [],
    planted: { path: "test/admin.test.ts", text: `it${".skip"}("finds the order")` },
  },
  {
    says: "types are not talked around",
    looksFor: /\bas any\b(?!\s+[a-z])|:\s*any\b|<any>|@ts-(ignore|nocheck)|eslint-disable/,
    among: everywhere,
    keptBy: [],
    planted: { path: "apps/api/src/app.ts", text: `const body = req.body as${" any"};` },
  },
];

/** Where the rule is broken by this file, in words; empty where it is not. */
export function brokenBy(keeper: Keeper, file: Pick<SourceFile, "path" | "text">): string[] {
  if (!keeper.among(file.path) || keeper.keptBy.some((pattern) => pattern.test(file.path))) return [];
  return file.text
    .split("\n")
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => !/^\s*(\/\/|\*|\/\*)/.test(line) && keeper.looksFor.test(line))
    .map(({ line, number }) => `${file.path}:${number}: ${line.trim()}`);
}
