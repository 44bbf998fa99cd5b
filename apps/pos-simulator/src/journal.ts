import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { BridgeOrder } from "@parley/bridge-contract";
import { z } from "zod";

/**
 * The simulator's memory: one line of JSON for each order placed, on the disk before anybody hears
 * of it. What is in the file is placed; what is not in the file was never placed. Orders that wait
 * at the same moment share one write and one fsync (group commit), so that the disk's slowness is
 * paid once for all of them.
 */

const journalLine = z.object({
  reference: z.string(),
  store: z.string(),
  pos_order_id: z.string(),
  online_order_id: z.string().nullable(),
  total_cents: z.int(),
  at: z.string(),
});

/** What is remembered of an order; the file's lines hold its content too. */
export type PlacedRecord = z.infer<typeof journalLine>;

/** The file cannot be used; the message is one sentence for a person. */
export class JournalError extends Error {
  override name = "JournalError";
}

interface Waiting {
  line: string;
  record: PlacedRecord;
  resolve(record: PlacedRecord): void;
  reject(error: Error): void;
}

export class Journal {
  readonly #file: FileHandle;
  readonly #onBroken: (error: Error) => void;
  readonly #placed = new Map<string, PlacedRecord>();
  readonly #lastNumber = new Map<string, number>();
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #broken: Error | null = null;
  #syncs = 0;

  constructor(file: FileHandle, records: readonly PlacedRecord[], onBroken: (error: Error) => void) {
    this.#file = file;
    this.#onBroken = onBroken;
    for (const record of records) this.#remember(record);
  }

  /** How many orders were placed, and with how many fsyncs of this process. */
  get counts(): { placed: number; syncs: number } {
    return { placed: this.#placed.size, syncs: this.#syncs };
  }

  find(store: string, reference: string): PlacedRecord | null {
    return this.#placed.get(keyOf(store, reference)) ?? null;
  }

  /**
   * Places the order: gives it the store's next number and resolves once its line is on the disk.
   * The caller sees to it that a reference is placed once.
   */
  place(order: BridgeOrder, at: Date): Promise<PlacedRecord> {
    if (this.#broken) return Promise.reject(this.#broken);
    const number = (this.#lastNumber.get(order.store) ?? 0) + 1;
    this.#lastNumber.set(order.store, number);
    const record: PlacedRecord = {
      reference: order.reference,
      store: order.store,
      pos_order_id: `${order.store}-${String(number).padStart(6, "0")}`,
      online_order_id: order.online_order_id,
      total_cents: order.totals.grand_cents,
      at: at.toISOString(),
    };
    const content = {
      ...record,
      request_uid: order.request_uid,
      order_type: order.order_type,
      lines: order.lines,
      totals: order.totals,
    };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ line: `${JSON.stringify(content)}\n`, record, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#file.appendFile(batch.map((entry) => entry.line).join(""));
        await this.#file.datasync();
        this.#syncs += 1;
      } catch (cause) {
        this.#breakDown(batch, cause);
        break;
      }
      for (const entry of batch) {
        this.#remember(entry.record);
        entry.resolve(entry.record);
      }
    }
    this.#writing = null;
  }

  /** After a failed write or fsync nobody knows what the file holds; only a new start can read it. */
  #breakDown(batch: readonly Waiting[], cause: unknown): void {
    const error = new JournalError("The journal cannot be written", { cause });
    this.#broken = error;
    for (const entry of [...batch, ...this.#waiting]) entry.reject(error);
    this.#waiting = [];
    this.#onBroken(error);
  }

  #remember(record: PlacedRecord): void {
    this.#placed.set(keyOf(record.store, record.reference), record);
    const number = Number(record.pos_order_id.slice(record.store.length + 1));
    this.#lastNumber.set(record.store, Math.max(this.#lastNumber.get(record.store) ?? 0, number));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing;
    await this.#file.close();
  }
}

function keyOf(store: string, reference: string): string {
  return `${store} ${reference}`;
}

/**
 * Opens or creates the journal and reads what was placed before. A torn last line (a write that
 * a crash cut off) was never answered, so it is cut away.
 * `onBroken` is called once if the file later refuses a write; the process should end then.
 * @throws JournalError where a line before the last cannot be read.
 */
export async function openJournal(path: string, onBroken: (error: Error) => void): Promise<Journal> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a");
  try {
    const { records, length } = readRecords(await readFile(path), path);
    await file.truncate(length);
    await file.sync();
    await syncFolder(dirname(path));
    return new Journal(file, records, onBroken);
  } catch (error) {
    await file.close();
    throw error;
  }
}

function readRecords(bytes: Buffer, path: string): { records: PlacedRecord[]; length: number } {
  const records: PlacedRecord[] = [];
  let start = 0;
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    const record = readRecord(bytes.toString("utf8", start, end));
    if (record) records.push(record);
    else if (end === bytes.length - 1) break;
    else
      throw new JournalError(`${path} is damaged at line ${records.length + 1}; move it away to begin anew`);
    start = end + 1;
  }
  return { records, length: start };
}

function readRecord(line: string): PlacedRecord | null {
  try {
    return journalLine.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** A new file is only sure to be found after a power cut once its folder is on the disk too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
