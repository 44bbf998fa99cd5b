import { randomUUID } from "node:crypto";
import type { Database, LocationId } from "@parley/db";
import type { Vault } from "@parley/db/secrets";
import { isPausedAt, type Location } from "@parley/db/stores";
import {
  composeOrder,
  fromHundredths,
  type Issue,
  indexMenu,
  ORDER_TYPES,
  parseOrderRequest,
  renderErrorBody,
  renderOrderAnswer,
  SchemaError,
} from "@parley/par-contract";
import type { Words } from "@parley/words";
import type { CurrentMenu } from "../menus/current-menu.ts";
import { toParMenu } from "../menus/par-menu.ts";
import type { Orders } from "../orders/room.ts";
import { instantOfWallText } from "../pricing/clock.ts";
import { type BasketLine, chosenLines } from "./basket-lines.ts";
import { findSender, type Sender } from "./sender.ts";

/** What a guest would order, and when. */
export interface Basket {
  lines: readonly BasketLine[];
  /** A word of the contract. */
  orderType: string;
  /** On the store's clock, as `2026-11-01T08:30`; null: as soon as possible. */
  localTime: string | null;
}

/** The answer that PAR's validate of it gets. */
export interface BasketAnswer {
  kind: "answered";
  /** `errored`: it could not be judged; `refused`: it is no order at all, by the contract. */
  status: "validated" | "rejected" | "errored" | "refused";
  issues: readonly BasketIssue[];
  /** In the store's cents, by our prices; null where they could not be counted. */
  totals: { subtotalCents: number; taxTotalCents: number; grandTotalCents: number } | null;
  requestBody: string;
  responseBody: string;
}

export type BasketIssue = Pick<Issue, "code" | "message"> & {
  /** The place of the line in the basket; null where it is about the whole. */
  line: number | null;
};

export type BasketOutcome =
  | BasketAnswer
  /** PAR has no way to the store: no live connection has it mapped. */
  | { kind: "not_mapped" }
  | { kind: "no_menu" }
  | { kind: "invalid"; field: keyof Basket; message: string };

/**
 * Judges a basket as PAR's next validate of it would be: composed as PAR would, and judged by the function that PAR's
 * door calls, under the store's own mapping and switches. It is not sent, so it stands in no list of calls and raises
 * no issue, and takes nothing but a look at the store's menu.
 */
export function createBaskets(deps: {
  db: Database;
  vault: Vault;
  menus: { getCurrent(locationId: LocationId): Promise<CurrentMenu | null> };
  orders: Pick<Orders, "validate">;
  now: () => Date;
}): Baskets {
  const { now } = deps;

  async function check({ location, basket, say }: CheckArgs): Promise<BasketOutcome> {
    if (!ORDER_TYPES.some((word) => word === basket.orderType)) {
      const message = say("refused.orderType", { types: ORDER_TYPES.join(", ") });
      return { kind: "invalid", field: "orderType", message };
    }
    const at = basket.localTime === null ? null : instantOfWallText(basket.localTime, location.timezone);
    if (at === null && basket.localTime !== null)
      return { kind: "invalid", field: "localTime", message: say("refused.localTime") };
    const current = await deps.menus.getCurrent(location.id);
    if (current === null) return { kind: "no_menu" };
    const sender = await findSender({ ...deps, now: now() }, location);
    if (sender === null) return { kind: "not_mapped" };
    const index = indexMenu(toParMenu(current.menu));
    const chosen = chosenLines(index, basket.lines, say);
    if (chosen.kind === "invalid") return { kind: "invalid", field: "lines", message: chosen.message };
    const { body } = composeOrder(index, chosen.lines, addressOf(sender, now()), {
      orderType: basket.orderType,
      currency: location.currency,
      scheduledAt: at === null ? null : at.toISOString(),
      tipCents: 0,
      firstName: "Guest",
      // Nobody's: numbers with 555-01xx are kept for fiction.
      phone: "+12135550100",
      notes: null,
    });
    return await judged(body, sender, location);
  }

  async function judged(body: object, sender: Sender, location: Location): Promise<BasketAnswer> {
    const { switches, connectionId, ids, pause } = sender;
    const receivedAt = now();
    const requestBody = JSON.stringify(body, null, 2);
    try {
      const { answer } = await deps.orders.validate({
        connectionId,
        switches,
        isPaused: isPausedAt(pause, receivedAt),
        organizationId: ids.organizationId,
        request: parseOrderRequest(body, { judgesPayments: false }).request,
        receivedAt,
        exchangeId: `basket_${randomUUID()}`,
        see: () => {},
      });
      const { order, errors } = answer;
      // A validate is never placed or pending.
      const status =
        answer.status === "validated" || answer.status === "rejected" ? answer.status : "errored";
      const cents = (hundredths: number) => fromHundredths(hundredths, location.currency) ?? hundredths;
      return {
        kind: "answered",
        status,
        issues: errors.map(issueOf),
        totals:
          status === "errored"
            ? null
            : {
                subtotalCents: cents(order.subtotalCents),
                taxTotalCents: cents(order.taxTotalCents),
                grandTotalCents: cents(order.grandTotalCents),
              },
        requestBody,
        responseBody: renderOrderAnswer(answer, {
          spelling: switches.answer_spelling,
          taxRateUnit: switches.tax_rate_unit,
        }),
      };
    } catch (error) {
      if (!(error instanceof SchemaError)) throw error;
      const { issues } = error;
      const responseBody = renderErrorBody(issues, "basket");
      return {
        kind: "answered",
        status: "refused",
        issues: issues.map(issueOf),
        totals: null,
        requestBody,
        responseBody,
      };
    }
  }

  return { check };
}

export interface Baskets {
  /** The caller has checked that whoever asks may read the store's menu. */
  check(args: CheckArgs): Promise<BasketOutcome>;
}

interface CheckArgs {
  location: Location;
  basket: Basket;
  say: Words<"shop">;
}

function addressOf({ ids }: Sender, now: Date) {
  const requestUid = randomUUID();
  return {
    requestUid,
    requestDatetime: now.toISOString(),
    organizationId: ids.organizationId,
    locationId: ids.locationId,
    onlineOrderId: null,
  };
}

/** Lines are numbered from 1 in the order of the basket, and fields name them by their place. */
function issueOf({ code, message, lineId, field }: Issue): BasketIssue {
  const place = /^order_details\.items\[(\d+)\]/.exec(field ?? "")?.[1];
  const line = place !== undefined ? Number(place) : lineId === undefined ? null : Number(lineId) - 1;
  return { code, message, line: line === null || Number.isNaN(line) ? null : line };
}
