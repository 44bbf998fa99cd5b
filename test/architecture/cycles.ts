import type { SourceFile } from "./files.ts";

/**
 * Groups of files that import each other in a circle, by values or by types (Tarjan's strongly connected
 * components over the relative imports). Each group is sorted by path; none is the rule.
 */
export function importCycles(files: readonly SourceFile[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];

  function visit(path: string): number {
    const known = order.get(path);
    if (known !== undefined) return open.includes(path) ? known : Number.POSITIVE_INFINITY;
    const number = order.size;
    order.set(path, number);
    lowest.set(path, number);
    open.push(path);
    for (const { target, isRelative } of byPath.get(path)?.imports ?? []) {
      if (!isRelative || !byPath.has(target)) continue;
      lowest.set(path, Math.min(lowest.get(path) ?? number, visit(target)));
    }
    if (lowest.get(path) === number) {
      const group = open.splice(open.indexOf(path));
      if (group.length > 1) cycles.push(group.sort());
    }
    return lowest.get(path) ?? number;
  }

  for (const { path } of files) visit(path);
  return cycles;
}
