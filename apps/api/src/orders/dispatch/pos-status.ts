import type { Database, LedgerNow, LocationId } from "@parley/db";
import { type Dispute, findOrderByReference, type Order, POS, raiseDispute } from "@parley/db/orders";

/** What a POS says by itself of an order of one of our stores. */
export interface PosStatusReport {
  locationId: LocationId;
  /** The name under which the POS was sent the order. */
  reference: string;
  /** Where the order stands, as the POS names it. */
  status: string;
  /** What is kept with the dispute, for the person who looks after it. */
  detail: unknown;
}

/** Reports about orders older than this are ignored. */
const LOOK_BACK_MS = 30 * 86_400_000;

/**
 * Compares a POS's report with the ledger, and asks a person where it contradicts an order's final state. The
 * state and PAR's answer stay as they are. The report proves nothing about an order not yet final: anybody
 * with the store's key can send one, so it is no evidence of a ticket. The look-up that is due asks for that.
 * Safe to repeat.
 * @returns the reported order, and what contradicts it now; null where the store has no such order
 */
export async function comparePosStatus(
  { db, now }: { db: Database; now: LedgerNow },
  report: PosStatusReport,
): Promise<{ order: Order; dispute: Dispute | null } | null> {
  const { locationId, reference, detail } = report;
  const order = await findOrderByReference(db, { locationId, reference, now, withinMs: LOOK_BACK_MS });
  if (order === null) return null;
  const dispute = contradictionOf(order.state, report.status);
  if (dispute !== null) await raiseDispute(db, { orderId: order.id, dispute, actor: POS, detail, now });
  return { order, dispute };
}

/** The dispute that a POS's status raises against a final state; null where they agree. */
function contradictionOf(state: Order["state"], status: string): Dispute | null {
  switch (state) {
    case "placed":
      if (status === "cancelled") return "pos_cancelled";
      return status === "refused" ? "pos_refused" : null;
    case "rejected":
    case "errored":
      return status === "placed" || status === "ready" ? "pos_has_it" : null;
    case "received":
    case "dispatching":
    case "unknown":
    case "attention":
      return null;
  }
}
