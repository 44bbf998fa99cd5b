import type { Database, LedgerNow, LocationId } from "@parley/db";
import { insertBillDrift } from "@parley/db/orders";
import type { Logger } from "../../logger.ts";
import type { PosBill, PosOrder } from "../../pos/adapter.ts";
import { driftOf } from "../bill/drift.ts";

/**
 * Notes that a POS's bill of a placed order differs from what it was sent. After the order's result and beside it: PAR
 * does not wait for it, and where it cannot be written, nothing but the note is missing.
 */
export function noteDrift(
  { db, ledgerNow, log }: { db: Database; ledgerNow: () => LedgerNow; log: Logger },
  placed: {
    orderId: string;
    brandId: string;
    locationId: LocationId;
    posOrder: PosOrder | null;
    bill: PosBill | undefined;
  },
): void {
  const { posOrder, bill, ...about } = placed;
  const drift = posOrder === null || bill === undefined ? null : driftOf(posOrder, bill);
  if (drift === null) return;
  insertBillDrift(db, { ...about, drift, now: ledgerNow() }).catch((error: unknown) => {
    log.warn({ err: error, orderId: about.orderId }, "a difference of a POS's bill was not kept");
  });
}
