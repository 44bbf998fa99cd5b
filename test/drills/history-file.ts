import { closeSync, openSync, writeSync } from "node:fs";
import type { HistoryLine } from "./history.ts";

type Unstamped<Line> = Line extends HistoryLine ? Omit<Line, "at"> : never;

/** The partner's history: in memory for the checker, and on disk for whoever must explain a finding. */
export interface HistoryFile {
  readonly lines: readonly HistoryLine[];
  readonly path: string;
  /** Stamps the line with the wall clock and keeps it. */
  write(line: Unstamped<HistoryLine>): void;
  close(): void;
}

/** Opens a history of JSON lines; its one writer writes them in the order in which things happen. */
export function openHistory(path: string): HistoryFile {
  const file = openSync(path, "a");
  const lines: HistoryLine[] = [];
  return {
    lines,
    path,
    write(line) {
      const stamped: HistoryLine = { ...line, at: Date.now() };
      lines.push(stamped);
      writeSync(file, `${JSON.stringify(stamped)}\n`);
    },
    close: () => closeSync(file),
  };
}
