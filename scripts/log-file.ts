import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";

/** A child's log: appended to, renamed to `.1` when it is full, and written again when a full disk has room. */
export interface LogFile {
  readonly path: string;
  write(line: string): void;
  /** Resolves when all lines are in the file, or cannot be. */
  end(): Promise<void>;
}

const BYTES_MAX = 10 * 1024 * 1024;
const RETRY_MS = 1_000;

/** @param options for tests: `bytesMax` rotates earlier, `nowMs` is a monotonic clock */
export function openLogFile(
  path: string,
  { bytesMax = BYTES_MAX, nowMs = () => performance.now() }: { bytesMax?: number; nowMs?: () => number } = {},
): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  let stream: WriteStream | null = null;
  let bytes = 0;
  let lost = 0;
  let retryAtMs = Number.NEGATIVE_INFINITY;

  function open(): WriteStream | null {
    try {
      bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (bytes > bytesMax) {
        renameSync(path, `${path}.1`);
        bytes = 0;
      }
      const opened = createWriteStream(path, { flags: "a" });
      // The disk is full: what cannot be written is counted, and the file is opened anew by a later line.
      opened.on("error", () => {
        lost += 1;
        if (stream === opened) stream = null;
        retryAtMs = nowMs() + RETRY_MS;
      });
      return opened;
    } catch {
      retryAtMs = nowMs() + RETRY_MS;
      return null;
    }
  }

  return {
    path,
    write(line) {
      if (bytes > bytesMax) {
        stream?.end();
        stream = null;
      }
      if (stream === null && nowMs() >= retryAtMs) stream = open();
      if (stream === null) {
        lost += 1;
        return;
      }
      const text =
        lost === 0
          ? `${line}\n`
          : `\n${lost} lines or more were lost: they could not be written here\n${line}\n`;
      lost = 0;
      bytes += Buffer.byteLength(text);
      stream.write(text);
    },
    end() {
      const last = stream;
      return new Promise((resolve) => (last === null ? resolve() : last.end(() => resolve())));
    },
  };
}
