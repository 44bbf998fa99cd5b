import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { Kind, parse } from "graphql";
import { tsImport } from "tsx/esm/api";

const ADMIN = resolve(import.meta.dirname, "../../../apps/admin");

/** A module of the admin, with the paths that its TypeScript knows; nothing of it has to be built. */
async function importFromAdmin(path: string): Promise<Record<string, unknown>> {
  return await tsImport(join(ADMIN, "src", path), {
    parentURL: import.meta.url,
    tsconfig: join(ADMIN, "tsconfig.json"),
  });
}

/** Every query that the admin's pages send, by its name: the very text. */
export async function readQueries(): Promise<Map<string, string>> {
  const queries = new Map<string, string>();
  const files = readdirSync(join(ADMIN, "src"), { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".graphql.ts")).sort()) {
    for (const value of Object.values(await importFromAdmin(file))) {
      if (!isDocument(value)) continue;
      const text = value.texts.join("\n");
      for (const definition of parse(text).definitions) {
        if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation !== "query") continue;
        const name = definition.name?.value;
        if (name === undefined || queries.has(name))
          throw new Error(`${file}: a query needs a name of its own`);
        queries.set(name, text);
      }
    }
  }
  return queries;
}

/** As `apps/admin/src/graphql/document.ts` makes them. */
function isDocument(value: unknown): value is { texts: readonly string[] } {
  return typeof value === "object" && value !== null && "texts" in value && Array.isArray(value.texts);
}

type Search = Record<string, string>;

/**
 * A page's own way from its address to the variables of its query.
 * @throws Error where the page's module has no such names any more
 */
export async function pageOf(path: string, names: { address: string; variables: string }) {
  const module = await importFromAdmin(join("app/(console)", path));
  const address = module[names.address];
  const variablesOf = module[names.variables];
  if (!isAddress(address) || !isVariablesOf(variablesOf)) throw new Error(`${path} has another form`);
  return {
    variables: (search: Search) => variablesOf(address.parse(search), new Date()),
  };
}

function isAddress(value: unknown): value is { parse: (search: Search) => object } {
  return typeof value === "object" && value !== null && "parse" in value;
}

function isVariablesOf(value: unknown): value is (search: object, now: Date) => object {
  return typeof value === "function";
}
