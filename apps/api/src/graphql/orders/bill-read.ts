import { findMappingVersion } from "@parley/db/mappings";
import { findMenuOf } from "@parley/db/menus";
import type { Order, OrderTrace } from "@parley/db/orders";
import { findPosBill } from "../../orders/bill/kept-bill.ts";
import { findPriced } from "../../orders/payload.ts";
import { type BillRow, type BillSides, compareBills } from "../../orders/people/bill/compare.ts";
import { firstDifference, type NoPosBill, tellBill } from "../../orders/people/bill/words.ts";
import { moneyText } from "../../orders/people/money.ts";
import { findSubmit } from "../../orders/people/story/par-steps.ts";
import { findUsedVersions } from "../../orders/used-versions.ts";
import { amountsIn } from "../../pricing/price-order.ts";
import { nameOfActor } from "../kernel/actor.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { guestWords } from "./guest.ts";
import { traceOf } from "./order-detail.ts";
import { requestIn } from "./recorded-request.ts";

export interface BillShape {
  sentence: string;
  isOtherThanOurs: boolean;
  rows: (BillRow & { isFirstDifference: boolean })[];
  hasPar: boolean;
  noPosBill: string | null;
}

/** The three bills of an order, and the sentence about the first difference. */
export async function billOf(order: Order, context: GraphqlContext): Promise<BillShape> {
  const trace = await traceOf(order, context);
  const submit = findSubmit(trace);
  const sent = submit === null ? null : await requestIn(submit, "submit_order", context);
  const sides: BillSides = {
    par: sent === null ? null : amountsIn(sent.order, order.currency).order,
    ours: findPriced(trace.payload),
    pos: findPosBill(trace),
  };
  const rows = compareBills(sides);
  const first = firstDifference(rows)?.row;
  const money = (cents: number) => moneyText(cents, order.currency);
  return {
    sentence: tellBill(rows, sides, { words: context.words, money }),
    isOtherThanOurs: first !== undefined,
    rows: rows.map((row) => ({
      ...row,
      comment: guestWords(row.comment, order, context),
      isFirstDifference: row === first,
    })),
    hasPar: sides.par !== null,
    noPosBill: sides.pos === null ? context.words("bill")(`noPosBill.${whyNoPosBill(trace)}`) : null,
  };
}

function whyNoPosBill({ order, attempts }: OrderTrace): NoPosBill {
  if (attempts.length === 0) return "not_sent";
  return order.state === "placed" ? "none_given" : "not_answered";
}

export interface UsedMappingShape {
  id: string | null;
  parId: string;
  version: number;
  by: string | null;
  at: Date | null;
}

export interface UsedVersionsShape {
  menuVersion: string;
  menuFetchedAt: Date;
  menuId: string | null;
  menuNumber: number | null;
  mappings: UsedMappingShape[];
}

/** By which menu and mappings the order was judged; null where that was not written down. */
export async function usedVersionsOf(
  order: Order,
  context: GraphqlContext,
): Promise<UsedVersionsShape | null> {
  const used = findUsedVersions((await traceOf(order, context)).payload);
  if (used === null) return null;
  const { menuVersion, menuFetchedAt } = used;
  const { connectionId, locationId, parLocationId, parOrganizationId } = order;
  const mappings = await Promise.all(
    [
      { kind: "organization" as const, parId: parOrganizationId ?? "", version: used.organizationMapping },
      { kind: "location" as const, parId: parLocationId, version: used.locationMapping },
    ].map(async ({ kind, parId, version }) => {
      const made = await findMappingVersion(context.db, { kind, connectionId, parId, version });
      const by = made === null ? null : await nameOfActor(made.changedBy, context);
      return { id: made?.id ?? null, parId, version, by, at: made?.validFrom ?? null };
    }),
  );
  const menu = await findMenuOf(context.db, { locationId, fetchedAt: menuFetchedAt });
  const [menuId, menuNumber] = [menu?.id ?? null, menu?.number ?? null];
  return { menuVersion, menuFetchedAt, menuId, menuNumber, mappings };
}
