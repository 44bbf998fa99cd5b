import { readFileSync } from "node:fs";
import postgres from "postgres";
import { treeMs } from "./processor.ts";

/** What was used up to some moment; the difference of two is what was used between them. */
interface Reading {
  apiMs: number;
  databaseMs: number;
  lsn: string;
  diskBytes: number;
  gcLines: number;
}

/** What one request costs. */
export interface Cost {
  /** Processor time of the API's processes and of the database's, in milliseconds. */
  apiMs: number;
  databaseMs: number;
  /** Write-ahead log without full page images, which depend on when the last checkpoint was. */
  walBytes: number;
  walRecords: number;
  /** By how much the database grew. */
  diskBytes: number;
  /** What JavaScript allocated; null where it was not traced. */
  allocatedBytes: number | null;
}

export interface Meter extends AsyncDisposable {
  /** Runs something and divides what it used by how many requests it says that it answered. */
  measure<T extends { answered: number }>(run: () => Promise<T>): Promise<{ result: T; cost: Cost }>;
}

/**
 * @param of.url the database that is written, as a superuser
 * @param of.gcLog a log with the lines of `--trace-gc`
 */
export async function openMeter(of: {
  url: string;
  apiPid: number;
  serverPid: number;
  gcLog: string | null;
}): Promise<Meter> {
  const sql = postgres(of.url, { max: 1, max_lifetime: null, onnotice: () => {} });
  await sql`create extension if not exists pg_walinspect`;

  async function read(): Promise<Reading> {
    const [row] = await sql<{ lsn: string; disk: number }[]>`
      select pg_current_wal_insert_lsn()::text as lsn, pg_database_size(current_database())::float8 as disk`;
    if (row === undefined) throw new Error("The database told nothing");
    return {
      apiMs: treeMs(of.apiPid),
      databaseMs: treeMs(of.serverPid),
      lsn: row.lsn,
      diskBytes: row.disk,
      gcLines: of.gcLog === null ? 0 : collectionsIn(of.gcLog).length,
    };
  }

  return {
    async measure(run) {
      const before = await read();
      const result = await run();
      const after = await read();
      const [wal] = await sql<{ records: number; bytes: number }[]>`
        select sum(count)::float8 as records, sum(record_size)::float8 as bytes
        from pg_get_wal_stats(${before.lsn}::pg_lsn, pg_current_wal_flush_lsn())`;
      const each = (used: number) => used / result.answered;
      const cost: Cost = {
        apiMs: each(after.apiMs - before.apiMs),
        databaseMs: each(after.databaseMs - before.databaseMs),
        walBytes: each(wal?.bytes ?? Number.NaN),
        walRecords: each(wal?.records ?? Number.NaN),
        diskBytes: each(after.diskBytes - before.diskBytes),
        allocatedBytes: of.gcLog === null ? null : each(allocated(of.gcLog, before.gcLines)),
      };
      return { result, cost };
    },
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 5 });
    },
  };
}

interface Collection {
  fromMb: number;
  toMb: number;
}

const COLLECTION = /: (?:Scavenge|Mark-Compact)[^:]*? ([\d.]+) \([\d.]+\) -> ([\d.]+) \([\d.]+\) MB/g;

function collectionsIn(file: string): Collection[] {
  const found = [...readFileSync(file, "utf8").matchAll(COLLECTION)];
  return found.map(([, from, to]) => ({ fromMb: Number(from), toMb: Number(to) }));
}

/** The heap's growth from the end of each collection to the beginning of the next, in bytes. */
function allocated(file: string, before: number): number {
  const collections = collectionsIn(file).slice(Math.max(0, before - 1));
  let mb = 0;
  for (const [index, { fromMb }] of collections.entries()) {
    const last = collections[index - 1];
    if (last !== undefined) mb += Math.max(0, fromMb - last.toMb);
  }
  return mb * 2 ** 20;
}
