import { readdirSync, readFileSync } from "node:fs";
import postgres from "postgres";
import { listTree } from "../processor.ts";
import type { Product } from "../stage.ts";

/** What the product holds at a moment. */
export interface Held {
  /** Resident memory of the API's processes. */
  memoryBytes: number;
  /** Open files and sockets of the API's processes. */
  handles: number;
  connections: number;
  /** Connections that wait for a lock. */
  waiting: number;
  diskBytes: number;
  orders: number;
  exchanges: number;
}

const PAGE_BYTES = 4_096;

export function createWatch(product: Product) {
  const sql = postgres(product.ownerUrl, { max: 1, max_lifetime: null, onnotice: () => {} });
  return {
    async look(): Promise<Held> {
      const [row] = await sql<Omit<Held, "memoryBytes" | "handles">[]>`
        select pg_database_size(current_database())::float8 as "diskBytes",
          (select count(*)::int from orders) as orders,
          (select count(*)::int from exchanges) as exchanges,
          (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
          (select count(*)::int from pg_stat_activity where wait_event_type = 'Lock') as waiting`;
      if (row === undefined) throw new Error("The database told nothing");
      const pids = listTree(product.apiPid);
      const sum = (of: (pid: number) => number) => pids.reduce((total, pid) => total + of(pid), 0);
      return { ...row, memoryBytes: sum(residentBytes), handles: sum(openHandles) };
    },
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 5 });
    },
  };
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

function openHandles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}
