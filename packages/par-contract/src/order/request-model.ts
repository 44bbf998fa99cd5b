/** Contract 3.1, parsed: ids as text, money in hundredths (reading R; PAR calls them cents), absent and null as null. */
export interface OrderRequest {
  readonly requestUid: string;
  /** Byte for byte as received; echoed in every answer. */
  readonly requestDatetime: string;
  /** Null when the body has none; the token must then carry it. */
  readonly organizationId: string | null;
  readonly locationId: string;
  /** What the order says, in whichever way absent was spelled. */
  readonly order: OrderDetails;
  /** The same before `foldOrder`, for fingerprints of version 1. */
  readonly asSent: OrderDetails;
}

export interface OrderDetails {
  readonly onlineOrderId: string | null;
  /** As sent; one that we do not serve is refused by pricing, not by the parser. */
  readonly orderType: string;
  readonly isAsap: boolean;
  readonly scheduledAt: string | null;
  readonly currency: string | null;
  readonly customer: OrderCustomer | null;
  readonly delivery: OrderDelivery | null;
  readonly curbside: OrderCurbside | null;
  readonly tableNumber: string | null;
  readonly notes: string | null;
  readonly items: readonly OrderLine[];
  readonly discounts: readonly OrderDiscount[];
  readonly taxes: readonly OrderTax[];
  readonly fees: readonly OrderFee[];
  readonly payments: readonly OrderPayment[];
  readonly subtotalCents: number;
  readonly taxTotalCents: number;
  readonly discountTotalCents: number;
  readonly feeTotalCents: number;
  readonly tipTotalCents: number;
  readonly grandTotalCents: number;
}

export interface OrderCustomer {
  readonly id: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly loyaltyId: string | null;
}

export interface OrderDelivery {
  readonly addressLine1: string | null;
  readonly addressLine2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly instructions: string | null;
}

export interface OrderCurbside {
  readonly vehicleMake: string | null;
  readonly vehicleModel: string | null;
  readonly vehicleColor: string | null;
  readonly licensePlate: string | null;
  readonly notes: string | null;
}

export interface OrderLine {
  /** PAR's line reference; the 1-based index when PAR sent none. */
  readonly lineId: string;
  readonly itemId: string;
  readonly priceLevelId: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly unitPriceCents: number | null;
  readonly comment: string | null;
  readonly modifiers: readonly OrderModifier[];
}

export interface OrderModifier {
  readonly modifierId: string;
  readonly modifierGroupId: string | null;
  readonly name: string | null;
  /** Per one parent; 1 when PAR sent none. */
  readonly quantity: number;
  readonly unitPriceCents: number | null;
  readonly modifiers: readonly OrderModifier[];
}

export interface OrderDiscount {
  readonly discountId: string | null;
  readonly name: string | null;
  readonly amountCents: number | null;
  /** 0 to 100. */
  readonly percent: number | null;
  /** Empty means the whole order. */
  readonly lineIds: readonly string[];
  readonly loyaltyRewardId: string | null;
}

export interface OrderTax {
  readonly taxId: string | null;
  readonly name: string | null;
  /** As sent, in the connection's `tax_rate_unit`. */
  readonly rate: number | null;
  readonly amountCents: number;
}

export interface OrderFee {
  readonly feeId: string | null;
  readonly name: string | null;
  readonly amountCents: number;
}

export interface OrderPayment {
  readonly tenderId: string | null;
  readonly type: string | null;
  readonly amountCents: number | null;
  readonly tipCents: number | null;
  readonly reference: string | null;
  readonly cardLast4: string | null;
}
