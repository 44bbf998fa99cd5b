import type { Issue } from "../errors.ts";
import type { Spelling } from "../wire/shape.ts";

/** PAR's five words [DOC lifecycle]. */
export const ORDER_STATUSES = ["validated", "placed", "pending", "errored", "rejected"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** Whether PAR stops polling and caches the status once it has seen it. */
export function isFinalStatus(status: OrderStatus): boolean {
  return status === "placed" || status === "errored" || status === "rejected";
}

/** Contract 3.2, with PAR's ids, money in hundredths, times as `Date` except the echoed `requestDatetime`. */
export interface OrderAnswer {
  readonly status: OrderStatus;
  readonly requestUid: string;
  /** Byte for byte as received. */
  readonly requestDatetime: string;
  readonly organizationId: string;
  readonly locationId: string;
  readonly order: AnswerDetails;
  readonly processedAt: Date;
  /** Written on refusals and conflicts only. */
  readonly errors: readonly Issue[];
}

export interface AnswerDetails {
  readonly onlineOrderId: string | null;
  /** Null unless placed. */
  readonly posOrderId: string | null;
  /** Null only where no location is known (an unmapped id) and the request named none. */
  readonly currency: string | null;
  readonly subtotalCents: number;
  readonly taxTotalCents: number;
  readonly discountTotalCents: number;
  readonly feeTotalCents: number;
  readonly tipTotalCents: number;
  readonly grandTotalCents: number;
  readonly items: readonly AnswerLine[];
  readonly taxes: readonly AnswerTax[];
  readonly fees: readonly AnswerFee[];
  readonly estimatedReadyAt: Date | null;
}

export interface AnswerLine {
  readonly lineId: string;
  readonly itemId: string;
  readonly priceLevelId: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly unitPriceCents: number | null;
  readonly comment: string | null;
  readonly modifiers: readonly AnswerModifier[];
  /** Quantity times unit price and modifiers; null where it could not be priced. */
  readonly totalCents: number | null;
}

export interface AnswerModifier {
  readonly modifierId: string;
  readonly modifierGroupId: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly unitPriceCents: number | null;
  readonly modifiers: readonly AnswerModifier[];
}

export interface AnswerTax {
  readonly taxId: string | null;
  readonly name: string | null;
  /** Percentage as exact decimal text, `8.75`. */
  readonly ratePercent: string | null;
  readonly amountCents: number;
  /** True when the amount is inside the subtotal and not in the tax total. */
  readonly inclusive: boolean;
}

export interface AnswerFee {
  readonly feeId: string | null;
  readonly name: string | null;
  readonly amountCents: number;
}

/** The two switches that change what an answer looks like. */
export interface AnswerStyle {
  readonly spelling?: Spelling;
  readonly taxRateUnit?: "percent" | "fraction";
}
