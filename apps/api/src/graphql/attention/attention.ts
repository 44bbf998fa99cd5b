import type { Attention, OrderSum } from "@parley/db/orders";
import { pullFailureText } from "../../menus/pull-failure.ts";
import { disputedOrders } from "./disputed.ts";
import type { AttentionShape } from "./shape.ts";

/** What is wrong right now, the worst first: guests' money, then what stops orders, then old menus. */
export function attentionItems(args: {
  summary: Attention;
  /** Orders that may still be placed by themselves, by currency. */
  unsettled: readonly OrderSum[];
  /** Orders that only a person can settle, by currency. */
  forPeople: readonly OrderSum[];
  /** How far our clock is ahead of the database's, where that is too far. */
  clockAheadMs: number | null;
}): AttentionShape[] {
  const { summary, unsettled, forPeople, clockAheadMs } = args;
  return [
    ...disputedOrders(summary.disputed),
    ...forPeople.map(needsPerson),
    ...unsettled.map(notPlaced),
    ...unmapped(summary.unmapped),
    ...summary.pos.map(posFailing),
    ...(clockAheadMs === null ? [] : [clockWrong(clockAheadMs)]),
    ...summary.menus.filter((menu) => menu.problem === "missing").map(menuMissing),
    ...summary.menus.filter((menu) => menu.problem === "stale").map(menuStale),
  ];
}

function needsPerson(sum: OrderSum): AttentionShape {
  return {
    kind: "NEEDS_PERSON",
    title: `${orders(sum.count)} ${sum.count === 1 ? "needs" : "need"} a person to look at the POS`,
    detail: "We do not know whether the kitchen has them. Call the store before anybody refunds.",
    ...moneyOf(sum),
    href: "/orders?show=attention",
  };
}

function notPlaced(sum: OrderSum): AttentionShape {
  const are = sum.count === 1 ? "is" : "are";
  return {
    kind: "PAID_NOT_PLACED",
    title: `${orders(sum.count, "paid ")} ${are} not confirmed by a kitchen`,
    // Some may be in doubt, and then the kitchen may have them: nobody may refund by this title.
    detail:
      "We keep trying. Each order's page says whether the kitchen may have it, and what to tell the guest.",
    ...moneyOf(sum),
    href: "/orders?show=pending",
  };
}

function moneyOf(sum: OrderSum) {
  return {
    count: sum.count,
    moneyCents: sum.totalCents,
    currency: sum.currency,
    oldestAt: sum.oldestReceivedAt,
  };
}

function unmapped({ count, oldestSeenAt }: Attention["unmapped"]): AttentionShape[] {
  if (count === 0) return [];
  const what = count === 1 ? "id of PAR is" : "ids of PAR are";
  return [
    {
      ...withoutMoney("UNMAPPED_IDS", count, oldestSeenAt),
      title: `${count} ${what} not mapped to a store or brand`,
      detail: "PAR's calls for them are refused until somebody maps them.",
      href: "/mappings",
    },
  ];
}

function posFailing(pos: Attention["pos"][number]): AttentionShape {
  const calls = pos.failedCount === 1 ? "1 call" : `${pos.failedCount} calls`;
  return {
    ...withoutMoney("POS_FAILING", pos.failedCount, pos.lastAt),
    title: `The POS of ${pos.code} does not answer as it should`,
    detail: `${calls} of the last quarter of an hour ended without its word. Call ${pos.name}.`,
    href: `/exchanges?store=${pos.locationId}&kind=to_pos&show=failed`,
  };
}

function clockWrong(aheadMs: number): AttentionShape {
  const seconds = Math.round(Math.abs(aheadMs) / 1_000);
  return {
    ...withoutMoney("CLOCK_WRONG", 1, null),
    title: `The gateway's clock is ${seconds} s ${aheadMs > 0 ? "ahead of" : "behind"} the database's`,
    detail: "Orders go by the database's. Tokens and shown times are wrong until its machine is set by NTP.",
    href: "/",
  };
}

function menuMissing(menu: Attention["menus"][number]): AttentionShape {
  return {
    ...withoutMoney("MENU_MISSING", 1, null),
    title: `${menu.code} has no menu`,
    detail: `PAR can order nothing there. ${reasonOf(menu.error)}`,
    href: `/menus/${menu.locationId}`,
  };
}

function menuStale(menu: Attention["menus"][number]): AttentionShape {
  return {
    ...withoutMoney("MENU_STALE", 1, menu.confirmedAt),
    title: `The menu of ${menu.code} is old`,
    detail: `PAR still gets the last good one. ${reasonOf(menu.error)}`,
    href: `/menus/${menu.locationId}`,
  };
}

function reasonOf(error: string | null): string {
  return error === null
    ? "It has not been pulled lately."
    : `The last pull failed. ${pullFailureText(error)}`;
}

function withoutMoney(kind: AttentionShape["kind"], count: number, oldestAt: Date | null) {
  return { kind, count, oldestAt, moneyCents: null, currency: null };
}

function orders(count: number, which = ""): string {
  return `${count} ${which}${count === 1 ? "order" : "orders"}`;
}
