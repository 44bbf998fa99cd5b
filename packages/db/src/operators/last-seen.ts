import { inArray, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { auditEntries } from "../schema/audit.ts";
import { operatorSessions, operators } from "../schema/operator.ts";

/**
 * When operators were last in the admin, by their id: the last use of a browser's session, which is kept to the minute,
 * or, where it is over, the sign-in that began it. Whoever never signed in is not among them. Keys do not count: a
 * script is nobody who looks.
 */
export async function listLastSeen(
  db: Database,
  operatorIds: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.orm
    .select({
      id: operators.id,
      // By its table: Drizzle names a column alone, which would be the inner table’s.
      at: sql<string | null>`greatest(
        (select max(s.updated_at) from ${operatorSessions} s where s.operator_id = operators.id),
        (select a.at from ${auditEntries} a where a.subject_id = operators.id and a.action = 'signed_in'
         order by a.at desc, a.id desc limit 1))`,
    })
    .from(operators)
    .where(inArray(operators.id, [...operatorIds]));
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, new Date(at)] as const])));
}
