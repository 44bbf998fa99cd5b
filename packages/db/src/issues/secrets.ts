import { sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { type LedgerNow, momentOf } from "../sql/time.ts";

/** A SharedId that ends soon and that PAR still uses: from then on its calls would be refused. */
export interface EndingSecret {
  connectionId: string;
  endsAt: Date;
  /** When half of its overlap had passed: from then on somebody has to ask PAR. */
  sinceAt: Date;
}

/**
 * Secrets of which more than half of the overlap is over and that were used within `usedMs`. The overlap began when
 * the newest secret of the connection was made.
 */
export async function listEndingSecrets(
  { orm }: Pick<Database, "orm">,
  { now, usedMs }: { now: LedgerNow; usedMs: number },
): Promise<EndingSecret[]> {
  const rows = await orm.execute<EndingSecret & Record<string, unknown>>(sql`
    select ending.connection_id as "connectionId", ending.ends_at as "endsAt", half.at as "sinceAt"
    from connection_secrets ending
    join connections on connections.id = ending.connection_id and connections.state = 'live'
    cross join lateral (
      select max(created_at) as at from connection_secrets newer where newer.connection_id = ending.connection_id
    ) begun
    cross join lateral (select begun.at + (ending.ends_at - begun.at) / 2 as at) half
    where ending.state = 'retiring' and ending.ends_at > ${momentOf(now)} and half.at <= ${momentOf(now)}
      and ending.last_used_at > ${momentOf(now, -usedMs)}`);
  return rows.map((row) => ({ ...row, endsAt: new Date(row.endsAt), sinceAt: new Date(row.sinceAt) }));
}
