import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { recordChange } from "../audit/audit.ts";
import type { Database } from "../client/client.ts";
import { newId } from "../ids.ts";
import { type Actor, actorText } from "../orders/actor.ts";
import { orders } from "../schema/order.ts";
import { orderShareOpenings, orderShares } from "../schema/share.ts";
import { inScope, type Place, type Scope } from "../sql/scope.ts";

type Row = typeof orderShares.$inferSelect;

/** A link, without the hash of its token. */
export type OrderShare = Omit<Row, "tokenHash">;

/** A link, with how often it was opened. */
export interface OpenedShare extends OrderShare {
  openings: number;
  lastOpenedAt: Date | null;
}

const { tokenHash: _, ...shown } = {
  id: orderShares.id,
  orderId: orderShares.orderId,
  tokenHash: orderShares.tokenHash,
  createdAt: orderShares.createdAt,
  createdBy: orderShares.createdBy,
  expiresAt: orderShares.expiresAt,
  revokedAt: orderShares.revokedAt,
  revokedBy: orderShares.revokedBy,
};

/** The order of a link, and whose it is. */
type SharedOrder = Place & { id: string };

/** Makes a link to an order. That the person may share it is for the caller to say. */
export async function insertShare(
  db: Database,
  args: { order: SharedOrder; tokenHash: Uint8Array; expiresAt: Date; by: Actor; now: Date },
): Promise<OrderShare> {
  const { order, tokenHash, expiresAt, by, now } = args;
  return await db.orm.transaction(async (tx) => {
    const row = {
      id: newId("shr"),
      orderId: order.id,
      tokenHash,
      createdAt: now,
      createdBy: actorText(by),
      expiresAt,
      revokedAt: null,
      revokedBy: null,
    };
    await tx.insert(orderShares).values(row);
    const detail = { share: row.id, expiresAt };
    await recordChange(tx, { action: "order_shared", subjectId: order.id, place: order, detail, by, now });
    const { tokenHash: _hash, ...share } = row;
    return share;
  });
}

/** The links of these orders, the oldest first, ended ones too. Who may see the orders is for the caller to say. */
export async function listShares(db: Database, orderIds: readonly string[]): Promise<OpenedShare[]> {
  if (orderIds.length === 0) return [];
  const rows = await db.orm
    .select({
      ...shown,
      openings: sql<string>`count(${orderShareOpenings.id})`,
      lastOpenedAt: sql<string | null>`max(${orderShareOpenings.at})`,
    })
    .from(orderShares)
    .leftJoin(orderShareOpenings, eq(orderShareOpenings.shareId, orderShares.id))
    .where(inArray(orderShares.orderId, [...orderIds]))
    .groupBy(orderShares.id)
    .orderBy(asc(orderShares.id));
  return rows.map(({ openings, lastOpenedAt, ...share }) => ({
    ...share,
    openings: Number(openings),
    lastOpenedAt: lastOpenedAt === null ? null : new Date(lastOpenedAt),
  }));
}

/** The order that a link shows, within a scope: to ask whether somebody may end the link. */
export async function findShare(
  db: Database,
  { scope, shareId }: { scope: Scope; shareId: string },
): Promise<{ share: OrderShare; order: SharedOrder } | null> {
  const [found] = await db.orm
    .select({
      share: shown,
      order: { id: orders.id, brandId: orders.brandId, locationId: orders.locationId },
    })
    .from(orderShares)
    .innerJoin(orders, eq(orders.id, orderShares.orderId))
    .where(and(eq(orderShares.id, shareId), inScope(scope, orders)));
  return found ?? null;
}

/** Ends a link at once. One that is ended already stays as it is. */
export async function revokeShare(
  db: Database,
  args: { share: Pick<OrderShare, "id">; order: SharedOrder; by: Actor; now: Date },
): Promise<void> {
  const { share, order, by, now } = args;
  await db.orm.transaction(async (tx) => {
    const revoked = await tx
      .update(orderShares)
      .set({ revokedAt: now, revokedBy: actorText(by) })
      .where(and(eq(orderShares.id, share.id), isNull(orderShares.revokedAt)))
      .returning({ id: orderShares.id });
    if (revoked.length === 0) return;
    const detail = { share: share.id };
    await recordChange(tx, { action: "share_revoked", subjectId: order.id, place: order, detail, by, now });
  });
}

/**
 * Opens a link and notes that it was opened, in one statement: what is shown is noted. Null for a token that none has,
 * and for links that ended, without a difference.
 */
export async function openShare(
  db: Database,
  { tokenHash, network, now }: { tokenHash: Uint8Array; network: string; now: Date },
): Promise<{ orderId: string; expiresAt: Date } | null> {
  const at = now.toISOString();
  const [opened] = await db.sql<{ order_id: string; expires_at: Date }[]>`
    with s as (
      select id, order_id, expires_at from order_shares
      where token_hash = ${Buffer.from(tokenHash)} and revoked_at is null and expires_at > ${at}::timestamptz
    ), noted as (
      insert into order_share_openings (share_id, at, network) select id, ${at}::timestamptz, ${network} from s
    )
    select order_id, expires_at from s`;
  return opened === undefined ? null : { orderId: opened.order_id, expiresAt: opened.expires_at };
}
