import { and, eq } from "drizzle-orm";
import type { Database } from "../client.ts";
import { orders } from "../schema/order.ts";
import { type BrandScope, inScope } from "../scope.ts";
import type { Order } from "./types.ts";

/** One order by our id, or null when it does not exist for this scope. */
export async function findOrder(
  db: Database,
  args: { scope: BrandScope; orderId: string },
): Promise<Order | null> {
  const [row] = await db.orm
    .select()
    .from(orders)
    .where(and(eq(orders.id, args.orderId), inScope(args.scope, orders.brandId)));
  return row ?? null;
}
