import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { connections } from "../schema/connection.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { inForceAt, MAPPING_KINDS, type MappingKind } from "./kinds.ts";

/** A mapping, as a file names it. */
export interface ExportedMapping {
  connectionId: string;
  /** The connection's slug. */
  connection: string;
  parId: string;
  targetCode: string;
  targetName: string;
  version: number;
  validFrom: Date;
  replacedAt: Date | null;
  changedBy: string;
  /** Why it was made, where somebody said. */
  reason: string | null;
}

/**
 * Mappings in force, or as they stood at a moment, by connection and PAR id; of many, so many after another.
 * @param search a part of PAR's id, of the code or name of what it means, or of the connection's name
 */
export async function listExported(
  db: Database,
  args: {
    scope: Scope;
    kind: MappingKind;
    search: string | null;
    /** The moment; null: now. */
    asOf: Date | null;
    after: { connectionId: string; parId: string } | null;
    limit: number;
  },
): Promise<ExportedMapping[]> {
  const { scope, kind, search, asOf, after, limit } = args;
  const { table, target, scopedBy } = MAPPING_KINDS[kind];
  const text = sql`lower(concat_ws(chr(10), ${table.parId}, ${target.code}, ${target.name}, ${connections.name}))`;
  return await db.orm
    .select({
      connectionId: table.connectionId,
      connection: connections.slug,
      parId: table.parId,
      targetCode: target.code,
      targetName: target.name,
      version: table.version,
      validFrom: table.validFrom,
      replacedAt: table.replacedAt,
      changedBy: table.changedBy,
      reason: table.reason,
    })
    .from(table)
    .innerJoin(target, eq(target.id, table.targetId))
    .innerJoin(connections, eq(connections.id, table.connectionId))
    .where(
      and(
        asOf === null ? isNull(table.replacedAt) : inForceAt(table, asOf),
        inScope(scope, scopedBy),
        search === null ? undefined : sql`strpos(${text}, lower(${search})) > 0`,
        after === null
          ? undefined
          : sql`(${table.connectionId}, ${table.parId}) > (${after.connectionId}, ${after.parId})`,
      ),
    )
    .orderBy(asc(table.connectionId), asc(table.parId))
    .limit(limit);
}
