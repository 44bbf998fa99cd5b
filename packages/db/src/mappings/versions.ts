import { and, eq } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { MAPPING_KINDS, type MappingKind } from "./kinds.ts";

/** This version of a mapping, who made it, and when; null where there is none. */
export async function findMappingVersion(
  db: Database,
  args: { kind: MappingKind; connectionId: string; parId: string; version: number },
): Promise<{ id: string; changedBy: string; validFrom: Date } | null> {
  const { table } = MAPPING_KINDS[args.kind];
  const [row] = await db.orm
    .select({ id: table.id, changedBy: table.changedBy, validFrom: table.validFrom })
    .from(table)
    .where(
      and(
        eq(table.connectionId, args.connectionId),
        eq(table.parId, args.parId),
        eq(table.version, args.version),
      ),
    );
  return row ?? null;
}
