import type { Database } from "@parley/db";
import { type Actor, findLatePlacing, isPastGiveUp, type Order, PosOrderTakenError } from "@parley/db/orders";
import { z } from "zod";
import type { PosAdapter } from "../../pos/adapter.ts";
import type { FoundAtPos } from "../answer.ts";
import type { Moves } from "./move.ts";

const placing = z.object({
  posOrderId: z.string().min(1),
  readyAt: z.coerce.date().nullish().catch(null),
});

/** What a POS said too late about one of its orders, as the evidence of an attempt holds it; null where unreadable. */
export function readPlacing(evidence: unknown): FoundAtPos | null {
  const read = placing.safeParse(evidence);
  return read.success ? { posOrderId: read.data.posOrderId, readyAt: read.data.readyAt ?? null } : null;
}

/**
 * Settles an order in doubt by a late word of its POS that stands in its evidence already: a process of the release
 * before kept such a word without heeding it.
 * @param order as a claim, or the step to `attention`, left it: its last change tells whether it was past its give-up
 * time, from which on it may have been taken back at a POS that can do that
 * @returns false where there is no such word, or it proves nothing
 */
export async function settleByLatePlacing(
  { db, moves, actor }: { db: Database; moves: Moves; actor: Actor },
  order: Order,
  adapter: Pick<PosAdapter, "canVoid">,
): Promise<boolean> {
  if (!order.ambiguous || (adapter.canVoid && isPastGiveUp(order))) return false;
  const found = readPlacing(await findLatePlacing(db, order.id));
  if (found === null) return false;
  try {
    return await moves.move(order, { kind: "placed" }, { cause: null, actor, found });
  } catch (error) {
    if (error instanceof PosOrderTakenError) return false;
    throw error;
  }
}
