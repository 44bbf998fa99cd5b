import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { JournalLine } from "./checker/journals.ts";

/**
 * Reads a growing journal again and again, each time only its new lines: a test run's journal has megabytes,
 * and the person at support looks every second.
 */
export function followJournal(path: string): () => readonly JournalLine[] {
  const lines: JournalLine[] = [];
  let offset = 0;
  return () => {
    const added = readFrom(path, offset);
    const end = added.lastIndexOf(0x0a) + 1;
    for (const text of added.subarray(0, end).toString("utf8").split("\n").filter(Boolean)) {
      const line: JournalLine = JSON.parse(text);
      lines.push(line);
    }
    offset += end;
    return lines;
  };
}

/** The file's content from this byte on; empty where there is no file yet. */
function readFrom(path: string, offset: number): Buffer {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return Buffer.alloc(0);
  }
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - offset));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, offset));
  } finally {
    closeSync(file);
  }
}
