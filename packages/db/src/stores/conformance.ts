import { and, desc, eq } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { type LocationId, newId } from "../ids.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import { conformanceRuns } from "../schema/conformance.ts";

export type { ConformanceResult } from "../schema/conformance.ts";
export type ConformanceRun = typeof conformanceRuns.$inferSelect;

/** Keeps a run, and that somebody had it made. */
export async function insertConformanceRun(
  db: Database,
  args: { run: Omit<ConformanceRun, "id" | "at" | "ranBy">; by: Actor; now: Date },
): Promise<ConformanceRun> {
  const { run, by, now } = args;
  const { brandId, locationId, adapterClass, canVoid, passed } = run;
  return await db.orm.transaction(async (tx) => {
    const [row] = await tx
      .insert(conformanceRuns)
      .values({ ...run, id: newId("cfr"), at: now, ranBy: actorText(by) })
      .returning();
    if (row === undefined) throw new Error("A run was not kept");
    const place = { brandId, locationId };
    const detail = { adapterClass, canVoid, passed };
    await recordChange(tx, { action: "conformance_run", subjectId: locationId, detail, by, place, now });
    return row;
  });
}

/** A store's newest runs, the newest first. */
export async function listConformanceRuns(
  db: Pick<Database, "orm">,
  args: { locationId: LocationId; limit: number },
): Promise<ConformanceRun[]> {
  return await db.orm
    .select()
    .from(conformanceRuns)
    .where(eq(conformanceRuns.locationId, args.locationId))
    .orderBy(desc(conformanceRuns.at), desc(conformanceRuns.id))
    .limit(args.limit);
}

/** What was claimed of a POS and kept, in any run at any store of a brand: each claim once. */
export async function listProvenClaims(
  db: Pick<Database, "orm">,
  args: { brandId: string; posKind: string; posUrl: string },
): Promise<Pick<ConformanceRun, "adapterClass" | "canVoid">[]> {
  return await db.orm
    .selectDistinct({ adapterClass: conformanceRuns.adapterClass, canVoid: conformanceRuns.canVoid })
    .from(conformanceRuns)
    .where(
      and(
        eq(conformanceRuns.brandId, args.brandId),
        eq(conformanceRuns.posKind, args.posKind),
        eq(conformanceRuns.posUrl, args.posUrl),
        eq(conformanceRuns.passed, true),
      ),
    );
}
