import type { OrderDetails, OrderFee } from "@parley/par-contract";
import type { IssueList } from "./issues.ts";
import type { MenuIndex } from "./menu-index.ts";
import type { PricedFee } from "./types.ts";

/**
 * The order's fees. One that the menu prices must be sent with that price; one that it does not know is
 * PAR's own and is kept as sent. A `fee_total` without a list is one unnamed fee. Only the menu can say
 * that a fee is taxed: `taxable` holds those cents by tax class.
 */
export function priceFees(input: { order: OrderDetails; index: MenuIndex; issues: IssueList }): {
  fees: PricedFee[];
  taxable: { taxClass: string; cents: number }[];
} {
  const { order, index, issues } = input;
  const taxable: { taxClass: string; cents: number }[] = [];
  const fees = listedFees(order).map((sent, position) => {
    const known = sent.feeId === null ? undefined : index.fees.get(sent.feeId);
    const amountCents = known?.fee.amountCents ?? sent.amountCents;
    if (amountCents !== sent.amountCents) {
      issues.add({
        code: "price_mismatch",
        message: `The fee is ${issues.text(amountCents)}`,
        field: `order_details.fees[${position}].amount`,
        ...issues.compare(amountCents, sent.amountCents),
      });
    }
    if (known !== undefined) taxable.push({ taxClass: known.taxClass, cents: amountCents });
    return { feeId: sent.feeId, name: known?.fee.name ?? sent.name, amountCents };
  });
  return { fees, taxable };
}

function listedFees(order: OrderDetails): readonly OrderFee[] {
  if (order.fees.length > 0 || order.feeTotalCents === 0) return order.fees;
  return [{ feeId: null, name: null, amountCents: order.feeTotalCents }];
}
