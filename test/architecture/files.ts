import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The sources as the rules see them: paths from the repository's top, texts, and what each file imports. */

export interface Import {
  /** As written. */
  specifier: string;
  /**
   * What it refers to: a path from the repository's top for a relative import; otherwise the package's name
   * (`@parley/db`, `zod`, `node:crypto`). Only `specifier` has the rest.
   */
  target: string;
  isRelative: boolean;
  isTypeOnly: boolean;
  names: readonly string[];
}

export interface SourceFile {
  path: string;
  text: string;
  imports: readonly Import[];
}

const TOP = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
/** What `@/` stands for in the admin. */
const ADMIN = "apps/admin/src/";
const SKIPPED = new Set([
  "node_modules",
  ".next",
  ".git",
  ".turbo",
  ".data",
  ".mutants",
  "dist",
  "coverage",
  "results",
]);

function packageOf(specifier: string): string {
  if (specifier.startsWith("node:")) return specifier;
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}

function toImport(from: string, specifier: string, isTypeOnly: boolean, names: readonly string[]): Import {
  const isOwn = specifier.startsWith("@/") && from.startsWith(ADMIN);
  const isRelative = isOwn || specifier.startsWith(".");
  const path = isOwn ? `${ADMIN}${specifier.slice(2)}` : posix.join(posix.dirname(from), specifier);
  const target = isRelative ? posix.normalize(path) : packageOf(specifier);
  return { specifier, target, isRelative, isTypeOnly, names };
}

function namesOf(clause: ts.ImportClause | undefined): { names: string[]; isTypeOnly: boolean } {
  if (clause === undefined) return { names: [], isTypeOnly: false };
  const bindings = clause.namedBindings;
  const named = bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements : undefined;
  const names = named?.map((element) => (element.propertyName ?? element.name).text) ?? [];
  const onlyTypes =
    clause.name === undefined && named !== undefined && named.every((element) => element.isTypeOnly);
  return {
    names,
    isTypeOnly: clause.phaseModifier === ts.SyntaxKind.TypeKeyword || (onlyTypes && names.length > 0),
  };
}

/** Parses one file; static and dynamic imports, re-exports, and `import("x")` types all count. */
export function parseSource(path: string, text: string): SourceFile {
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const { names, isTypeOnly } = namesOf(node.importClause);
      imports.push(toImport(path, node.moduleSpecifier.text, isTypeOnly, names));
    } else if (
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      imports.push(toImport(path, node.moduleSpecifier.text, node.isTypeOnly, []));
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteralLike(argument))
        imports.push(toImport(path, argument.text, false, []));
    } else if (
      ts.isImportTypeNode(node) &&
      ts.isLiteralTypeNode(node.argument) &&
      ts.isStringLiteral(node.argument.literal)
    ) {
      imports.push(toImport(path, node.argument.literal.text, true, []));
    }
    ts.forEachChild(node, visit);
  };
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, kind));
  return { path, text, imports };
}

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield relative(TOP, path).split(sep).join("/");
  }
}

/** Every TypeScript and JavaScript source of the repository, tests included. */
export function readSources(): SourceFile[] {
  return [...walk(TOP)]
    .filter((path) => /\.(ts|tsx|mts|mjs)$/.test(path) && !/(\.d\.ts|graphql-env\.ts)$/.test(path))
    .map((path) => parseSource(path, readFileSync(join(TOP, path), "utf8")));
}

export function readText(path: string): string {
  return readFileSync(join(TOP, path), "utf8");
}

export function readJson(path: string): unknown {
  return JSON.parse(readText(path));
}

export function exists(path: string): boolean {
  return existsSync(join(TOP, path));
}

export function listFiles(): string[] {
  return [...walk(TOP)];
}

/** A test, or code that only tests use: the folder's name decides (`testing/`, `test/`). */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /(^|\/)(test|testing)\//.test(path);
}
