import type { LocationId } from "@parley/db";
import type { PosVia } from "@parley/db/orders";
import type { LaneId } from "../orders/dispatch/lane.ts";
import type { StorePos } from "../pos/store-pos.ts";

/** Our side of a PAR location: what pricing, dispatch and the POS need to know about a store. */
export interface Store {
  locationId: LocationId;
  brandId: string;
  code: string;
  phone: string | null;
  timezone: string;
  currency: string;
  pausedAt: Date | null;
  pauseUntil: Date | null;
  /** Read once, when the row is loaded. */
  pos: StorePos;
  /** What an order that goes to this POS writes down, so that it is asked for there. */
  via: PosVia;
  /** By what the calls to this POS are told apart. */
  lane: LaneId;
}
