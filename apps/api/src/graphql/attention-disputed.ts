import type { Attention, DisputedOrder } from "@parley/db";
import type { AttentionShape } from "./attention.ts";

type Way = "taken_back" | "unwanted";

/** Orders that their POS contradicts, by what is to be done about them and by currency. */
export function disputedOrders({ count, orders }: Attention["disputed"]): AttentionShape[] {
  const groups = new Map<string, [DisputedOrder, ...DisputedOrder[]]>();
  for (const order of orders) {
    const key = `${wayOf(order)} ${order.currency}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [order]);
    else group.push(order);
  }
  const isMore = count > orders.length;
  return [...groups.values()].map((group) => itemOf(group, isMore));
}

function wayOf({ state }: DisputedOrder): Way {
  return state === "placed" ? "taken_back" : "unwanted";
}

function itemOf(group: [DisputedOrder, ...DisputedOrder[]], isMore: boolean): AttentionShape {
  const [oldest] = group;
  const isOne = group.length === 1 && !isMore;
  const orders = isOne ? "1 order" : `${group.length}${isMore ? " or more" : ""} orders`;
  const [are, them] = isOne ? ["is", "it"] : ["are", "them"];
  const words =
    wayOf(oldest) === "taken_back"
      ? {
          title: `The POS took back ${orders} that PAR was told ${are} placed`,
          detail: `Refund the guest, or have the store make ${them} again.`,
        }
      : {
          title: `The POS has ${orders} that PAR was told ${are} not placed`,
          detail: `The kitchen may be making ${them} for nobody: have the store void ${them}, or agree with the guest who pays.`,
        };
  const call = oldest.phone === null ? `Call ${oldest.name}.` : `Call ${oldest.name} (${oldest.phone}).`;
  return {
    kind: "DISPUTED",
    title: words.title,
    detail: isOne ? `${call} ${words.detail}` : words.detail,
    count: group.length,
    moneyCents: group.reduce((sum, order) => sum + order.grandTotalCents, 0),
    currency: oldest.currency,
    oldestAt: oldest.disputedAt,
    href: isOne ? `/orders/${oldest.orderId}` : "/orders?show=disputed",
  };
}
