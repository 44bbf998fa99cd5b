import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { alertDeliveries, alerts } from "../schema/alert.ts";
import { connections } from "../schema/connection.ts";
import { brands, locations } from "../schema/location.ts";

export type Alert = typeof alerts.$inferSelect;

export type AlertOrm = Pick<Database["orm"], "select" | "insert" | "update" | "delete">;

/** The alerts that last. */
export async function listOpenAlerts({ orm }: { orm: AlertOrm }): Promise<Alert[]> {
  return await orm.select().from(alerts).where(isNull(alerts.endedAt));
}

/** Writes alerts as they are now; false of those of an issue that has another open one. */
export async function putAlert({ orm }: { orm: AlertOrm }, alert: Alert): Promise<boolean> {
  const { id, grownAt, overSince, endedAt } = alert;
  const [known] = await orm
    .update(alerts)
    .set({ grownAt, overSince, endedAt })
    .where(and(eq(alerts.id, id), isNull(alerts.endedAt)))
    .returning({ id: alerts.id });
  if (known !== undefined) return true;
  const rows = await orm.insert(alerts).values(alert).onConflictDoNothing().returning({ id: alerts.id });
  return rows.length > 0;
}

/** Forgets messages that are older than a time, and alerts that were over before it. */
export async function pruneAlerts({ orm }: { orm: AlertOrm }, { before }: { before: Date }): Promise<void> {
  await orm.delete(alertDeliveries).where(lt(alertDeliveries.createdAt, before));
  const isTold = sql`exists (select from ${alertDeliveries} where ${alertDeliveries.alertId} = ${alerts.id})`;
  await orm.delete(alerts).where(and(lt(alerts.endedAt, before), sql`not ${isTold}`));
}

/** What stores and connections are called. */
export async function listNames(
  { orm }: { orm: Pick<Database["orm"], "select"> },
  ids: {
    locationIds: readonly string[];
    connectionIds: readonly string[];
    brandIds: readonly string[];
  },
): Promise<Map<string, string>> {
  const ofStores = await orm
    .select({ id: locations.id, name: locations.name })
    .from(locations)
    .where(inArray(sql`${locations.id}`, [...ids.locationIds, ""]));
  const ofConnections = await orm
    .select({ id: connections.id, name: connections.name })
    .from(connections)
    .where(inArray(connections.id, [...ids.connectionIds, ""]));
  const ofBrands =
    ids.brandIds.length === 0
      ? []
      : await orm
          .select({ id: brands.id, name: brands.name })
          .from(brands)
          .where(inArray(brands.id, [...ids.brandIds]));
  return new Map([...ofStores, ...ofConnections, ...ofBrands].map(({ id, name }) => [id, name]));
}
