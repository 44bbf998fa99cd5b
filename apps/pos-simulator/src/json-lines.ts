import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";

/**
 * The lines of a file of JSON, one value each; none where there is no file. Lines that are not such a value
 * are skipped, also a last line that a crash cut off: it was not acknowledged to anybody.
 */
export function readJsonLines<T>(path: string, shape: z.ZodType<T>): T[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    try {
      return [shape.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}

/** Adds a line. It begins with a line break, because a crash may have cut off the line before it. */
export function appendJsonLine(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `\n${JSON.stringify(value)}`);
}
