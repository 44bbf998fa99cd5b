import type { Attention, DisputedOrder } from "@parley/db/orders";
import type { AttentionShape } from "./shape.ts";

type Way = "taken_back" | "misnumbered" | "unwanted";

/** Orders that their POS or their ticket contradicts, by what is to be done about them and by currency. */
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

function wayOf({ state, dispute }: DisputedOrder): Way {
  if (dispute === "pos_order_of_another") return "misnumbered";
  return state === "placed" ? "taken_back" : "unwanted";
}

function itemOf(group: [DisputedOrder, ...DisputedOrder[]], isMore: boolean): AttentionShape {
  const [oldest] = group;
  const isOne = group.length === 1 && !isMore;
  const orders = isOne ? "1 order" : `${group.length}${isMore ? " or more" : ""} orders`;
  const words = wordsOf(wayOf(oldest), orders, isOne);
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

/** @param orders how many, as a noun */
function wordsOf(way: Way, orders: string, isOne: boolean): { title: string; detail: string } {
  const [are, them] = isOne ? ["is", "it"] : ["are", "them"];
  switch (way) {
    case "taken_back":
      return {
        title: `The POS took back ${orders} that PAR was told ${are} placed`,
        detail: `Refund the guest, or have the store make ${them} again.`,
      };
    case "misnumbered":
      return {
        title: `PAR was told the number of another ticket for ${orders}`,
        detail: `Have the store find the right ticket by the online order id; where there is none, have ${them} made, or refund the guest.`,
      };
    case "unwanted":
      return {
        title: `The POS has ${orders} that PAR was told ${are} not placed`,
        detail: `The kitchen may be making ${them} for nobody: have the store void ${them}, or agree with the guest who pays.`,
      };
  }
}
