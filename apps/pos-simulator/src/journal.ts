import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { BridgeBill, BridgeOrder } from "@parley/bridge-contract";
import { JournalError, type PlacedRecord, readLines, type VoidRecord } from "./journal-lines.ts";

/**
 * The simulator's memory: one line of JSON for each order placed or voided, on the disk before
 * anybody gets an answer. An order is placed if and only if it is in the file. Lines that wait at the
 * same moment share one write and one fsync (group commit), because the disk is slow.
 */

interface Waiting {
  line: string;
  /** Called once the line is on the disk. */
  resolve(): void;
  reject(error: Error): void;
}

export class Journal {
  readonly #file: FileHandle;
  readonly #onBroken: (error: Error) => void;
  /** By store and reference: one order, or more where the store places a reference again. */
  readonly #placed = new Map<string, PlacedRecord[]>();
  readonly #voids = new Map<string, VoidRecord[]>();
  /** References that are voided or are being voided: no more orders are placed under them. */
  readonly #closed = new Set<string>();
  readonly #last = new Map<string, PlacedRecord>();
  readonly #lastNumber = new Map<string, number>();
  #waiting: Waiting[] = [];
  #writing: Promise<void> | null = null;
  #broken: Error | null = null;
  #count = 0;
  #syncs = 0;

  constructor(
    file: FileHandle,
    records: readonly (PlacedRecord | VoidRecord)[],
    onBroken: (error: Error) => void,
  ) {
    this.#file = file;
    this.#onBroken = onBroken;
    for (const record of records) this.#remember(record);
  }

  /** How many orders were placed, and with how many fsyncs of this process. */
  get counts(): { placed: number; syncs: number } {
    return { placed: this.#count, syncs: this.#syncs };
  }

  /** The first order of the reference; null where there is none, or it was voided. */
  find(store: string, reference: string): PlacedRecord | null {
    const key = keyOf(store, reference);
    return this.#voids.has(key) ? null : (this.#placed.get(key)?.[0] ?? null);
  }

  findVoid(store: string, reference: string): VoidRecord | null {
    return this.#voids.get(keyOf(store, reference))?.[0] ?? null;
  }

  /** True where no more orders may be placed under the reference. */
  isClosed(store: string, reference: string): boolean {
    return this.#closed.has(keyOf(store, reference));
  }

  /** The order that the store placed last. */
  last(store: string): PlacedRecord | null {
    return this.#last.get(store) ?? null;
  }

  /**
   * Places the order: gives it the store's next number and resolves once its line is on the disk.
   * Where the store promises to place a reference only once, the caller has to ensure it.
   */
  async place(order: BridgeOrder, at: Date, bill?: BridgeBill): Promise<PlacedRecord> {
    const number = (this.#lastNumber.get(order.store) ?? 0) + 1;
    this.#lastNumber.set(order.store, number);
    const record: PlacedRecord = {
      reference: order.reference,
      store: order.store,
      pos_order_id: `${order.store}-${String(number).padStart(6, "0")}`,
      online_order_id: order.online_order_id,
      total_cents: order.totals.grand_cents,
      at: at.toISOString(),
      ...(bill === undefined ? {} : { bill }),
    };
    await this.#append(record, {
      ...record,
      request_uid: order.request_uid,
      order_type: order.order_type,
      lines: order.lines,
      totals: order.totals,
      notes: order.notes,
    });
    return record;
  }

  /** Voids every order of the reference that is not voided yet, and closes it; null where it has none. */
  async void(store: string, reference: string, at: Date): Promise<VoidRecord | null> {
    // A line that is being written may be an order of this reference, which must be voided too.
    while (this.#writing) await this.#writing;
    const key = keyOf(store, reference);
    const done = new Set(this.#voids.get(key)?.map((record) => record.pos_order_id));
    const orders = (this.#placed.get(key) ?? []).filter((order) => !done.has(order.pos_order_id));
    if (orders.length > 0) this.#closed.add(key);
    const voids = orders.map(
      ({ pos_order_id, total_cents }): VoidRecord => ({
        kind: "void",
        reference,
        store,
        pos_order_id,
        total_cents,
        at: at.toISOString(),
      }),
    );
    await Promise.all(voids.map((record) => this.#append(record, record)));
    return this.findVoid(store, reference);
  }

  /** Remembers the record once its line is on the disk. */
  async #append(record: PlacedRecord | VoidRecord, content: object): Promise<void> {
    if (this.#broken) throw this.#broken;
    await new Promise<void>((resolve, reject) => {
      const keep = () => {
        this.#remember(record);
        resolve();
      };
      this.#waiting.push({ line: `${JSON.stringify(content)}\n`, resolve: keep, reject });
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
      for (const entry of batch) entry.resolve();
    }
    this.#writing = null;
  }

  /** After a failed write or fsync, the content of the file is unknown until the next start reads it. */
  #breakDown(batch: readonly Waiting[], cause: unknown): void {
    const error = new JournalError("The journal cannot be written", { cause });
    this.#broken = error;
    for (const entry of [...batch, ...this.#waiting]) entry.reject(error);
    this.#waiting = [];
    this.#onBroken(error);
  }

  #remember(record: PlacedRecord | VoidRecord): void {
    const key = keyOf(record.store, record.reference);
    if ("kind" in record) {
      this.#closed.add(key);
      this.#voids.set(key, [...(this.#voids.get(key) ?? []), record]);
      return;
    }
    this.#count += 1;
    this.#placed.set(key, [...(this.#placed.get(key) ?? []), record]);
    this.#last.set(record.store, record);
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
 * Opens or creates the journal and reads what was placed before. An incomplete last line (a write that
 * a crash cut off) was never acknowledged, so it is removed.
 * `onBroken` is called once if a write to the file fails later; the process should end then.
 * @throws JournalError where a line before the last cannot be read.
 */
export async function openJournal(path: string, onBroken: (error: Error) => void): Promise<Journal> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a");
  try {
    const { records, length } = readLines(await readFile(path), path);
    await file.truncate(length);
    await file.sync();
    await syncFolder(dirname(path));
    return new Journal(file, records, onBroken);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** A new file may be gone after a power cut unless its folder is on the disk too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
