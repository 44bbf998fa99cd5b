import type { Database } from "@parley/db";
import { listConnections } from "@parley/db/connections";
import { type MappingTransaction, readKnownMappings } from "@parley/db/mappings";
import { type ImportPlan, type PlanArgs, planImport } from "./plan.ts";
import { TARGETS } from "./targets.ts";

export type JudgeArgs = Omit<PlanArgs, "connections" | "targets" | "known">;

/** Reads what rows are judged by, once for all of them, and judges them: who looks and who imports do the same. */
export async function judgeRows(
  db: Database,
  orm: MappingTransaction | Database["orm"],
  args: JudgeArgs,
): Promise<ImportPlan> {
  const { kind, rows, sight } = args;
  const [connections, targets] = await Promise.all([
    listConnections(db, { scope: sight }),
    TARGETS[kind].list(db, { scope: sight }),
  ]);
  const byName = new Map(connections.flatMap(({ id, slug }) => [[id, id] as const, [slug, id] as const]));
  const connectionIds = [...new Set(rows.flatMap(({ connection }) => byName.get(connection) ?? []))];
  return await planImport({
    ...args,
    connections: byName,
    targets: new Map(targets.flatMap((one) => [[one.id, one] as const, [one.code, one] as const])),
    known: await readKnownMappings(orm, { kind, connectionIds }),
  });
}
