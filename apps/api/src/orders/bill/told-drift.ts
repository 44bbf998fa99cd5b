import type { BillDrift, OrderTrace } from "@parley/db/orders";
import { findPosOrder } from "../payload.ts";
import { driftOf } from "./drift.ts";
import { findPosBill } from "./kept-bill.ts";

/** Where the bill that the POS gave last first differs from what it was sent; null: nowhere, or it gave none. */
export function driftIn(trace: Pick<OrderTrace, "payload" | "results" | "events">): BillDrift | null {
  const [sent, bill] = [findPosOrder(trace.payload), findPosBill(trace)];
  return sent === null || bill === null ? null : driftOf(sent, bill);
}
