import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";

// Any number serves that nothing else on the server uses.
const OWNER_LOCK = 72_707_001;
const APPLICATION = "parley-owner";
// The server needs a moment to notice that a killed owner's connection has gone.
const RETRY_FOR_MS = 1_000;
const RETRY_EVERY_MS = 50;

/** Holding it means: this process runs the installation. It ends with the process, however that ends. */
export interface Ownership {
  /** Settles when the server has closed the connection on its own. */
  lost: Promise<void>;
  release(): Promise<void>;
}

export type OwnershipResult =
  | { kind: "owned"; ownership: Ownership }
  | { kind: "held"; pid: number | null; since: Date | null };

/**
 * Takes the installation: an advisory lock on a connection that stays open. It needs no lock file, works on
 * every system, and a server that takes our password is ours.
 */
export async function takeOwnership(url: string): Promise<OwnershipResult> {
  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  let released = false;
  const sql = postgres(url, {
    max: 1,
    idle_timeout: 0,
    // The default replaces a connection after half an hour, and the lock would go with it.
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    onclose: () => {
      if (!released) lose();
    },
    connection: { application_name: `${APPLICATION} ${process.pid}` },
  });
  const release = async () => {
    released = true;
    await sql.end({ timeout: 1 });
  };
  try {
    const deadline = Date.now() + RETRY_FOR_MS;
    do {
      const [row] = await sql<{ owned: boolean }[]>`select pg_try_advisory_lock(${OWNER_LOCK}) as owned`;
      if (row?.owned) return { kind: "owned", ownership: { lost, release } };
      await delay(RETRY_EVERY_MS);
    } while (Date.now() < deadline);
  } catch (error) {
    await release();
    throw error;
  }
  const [holder] = await sql<{ name: string; since: Date }[]>`
    select application_name as name, backend_start as since from pg_stat_activity
    where pid in (select pid from pg_locks where locktype = 'advisory' and granted and objid = ${OWNER_LOCK})`;
  await release();
  const pid = Number(holder?.name.slice(APPLICATION.length + 1));
  return { kind: "held", pid: Number.isInteger(pid) && pid > 0 ? pid : null, since: holder?.since ?? null };
}
