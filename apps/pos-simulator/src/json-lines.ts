import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { z } from "zod";

/**
 * The lines of a file of JSON, one value each; none where there is no file. A last line without its end was cut
 * off by a crash before anybody was told of it; it and whatever else is no such value is passed over.
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

/** Adds a line. A crash may have left the last one open, so each begins with the end of the one before. */
export function appendJsonLine(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `\n${JSON.stringify(value)}`);
}
