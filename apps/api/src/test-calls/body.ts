import { randomUUID } from "node:crypto";
import type { Location } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import {
  ChoiceError,
  type ChosenLine,
  chooseLine,
  composeOrder,
  hundredthsPerCent,
  indexMenu,
  type MenuIndex,
  ORDER_TYPES,
  type WireBody,
} from "@parley/par-contract";
import type { Words } from "@parley/words";
import { toParMenu } from "../menus/par-menu.ts";
import type { Menu } from "../pos/menu.ts";
import { TEST_ITEM_PREFIX } from "./faults.ts";
import { type Invalid, invalid, type TestCallRequest } from "./request.ts";
import type { Sender } from "./sender.ts";

const LINES_MAX = 50;
const MODIFIERS_MAX = 50;
const QUANTITY_MAX = 99;
const GUEST = "Test guest";
/** Nobody's: numbers with 555-01xx are kept for fiction. */
const PHONE = "+12135550100";

interface BodyArgs {
  request: TestCallRequest;
  location: Location;
  sender: Pick<Sender, "ids" | "switches">;
  menu: Menu | null;
  now: Date;
  say: Words<"simulator">;
}

/** The body of a test call as text, its body's faults done; null where the operation has none. */
export function bodyOf(args: BodyArgs): { kind: "body"; text: string | null } | Invalid {
  const { request, sender, say } = args;
  const { ids } = sender;
  const { operation, fault, json, earlierBody } = request;
  if (operation === "status") return { kind: "body", text: null };
  if (fault === "same_again") return { kind: "body", text: earlierBody };
  if (fault === "other_content") return withMore(earlierBody ?? "", say);
  if (json !== null) return { kind: "body", text: json };
  if (operation === "menu") {
    const { organizationId, locationId } = ids;
    const body = { request_uid: randomUUID(), organization_id: organizationId, location_id: locationId };
    return { kind: "body", text: JSON.stringify(body) };
  }
  return compose(args);
}

function compose({
  request,
  location,
  sender,
  menu,
  now,
  say,
}: BodyArgs): { kind: "body"; text: string } | Invalid {
  const { orderType, guestName } = request;
  if (menu === null) return invalid("lines", say("refused.noMenu"));
  if (orderType !== null && !ORDER_TYPES.some((word) => word === orderType))
    return invalid("orderType", say("refused.orderType", { types: ORDER_TYPES.join(", ") }));
  const firstName = guestName?.trim() || GUEST;
  if (firstName.length > TEXT_MAX.guestName)
    return invalid("guestName", say("refused.guestName", { max: TEXT_MAX.guestName }));
  const index = indexMenu(toParMenu(menu));
  const chosen = chosenLines(index, request, say);
  if ("kind" in chosen) return chosen;
  const requestUid = randomUUID();
  const { body } = composeOrder(
    index,
    chosen,
    {
      requestUid,
      requestDatetime: now.toISOString(),
      organizationId: sender.ids.organizationId,
      locationId: sender.ids.locationId,
      onlineOrderId: `TEST-${requestUid.slice(0, 8).toUpperCase()}`,
    },
    {
      orderType: orderType ?? "takeout",
      currency: location.currency,
      scheduledAt: null,
      tipCents: 0,
      firstName,
      phone: PHONE,
      notes: null,
    },
  );
  if (request.fault === "total_off")
    payMore(body, (sender.switches.price_tolerance_cents + 1) * hundredthsPerCent(location.currency));
  return { kind: "body", text: JSON.stringify(body) };
}

function chosenLines(
  index: MenuIndex,
  request: TestCallRequest,
  say: Words<"simulator">,
): ChosenLine[] | Invalid {
  const { lines } = request;
  if (lines.length > LINES_MAX) return invalid("lines", say("refused.lines", { max: LINES_MAX }));
  const isCountable = (count: number) => Number.isInteger(count) && count >= 1 && count <= QUANTITY_MAX;
  for (const { quantity, modifiers } of lines) {
    if (!isCountable(quantity) || !modifiers.every((modifier) => isCountable(modifier.quantity)))
      return invalid("lines", say("refused.quantity", { max: QUANTITY_MAX }));
    if (modifiers.length > MODIFIERS_MAX)
      return invalid("lines", say("refused.modifiers", { max: MODIFIERS_MAX }));
  }
  const added = faultyLine(index, request, say);
  if (added !== null && "kind" in added) return added;
  try {
    const chosen = lines.map((line) => chooseLine(index, { ...line, unitPriceCents: null }));
    const all = added === null ? chosen : [...chosen, added];
    return all.length === 0 ? invalid("lines", say("refused.noItem")) : all;
  } catch (error) {
    if (error instanceof ChoiceError) return invalid("lines", error.message);
    throw error;
  }
}

/** The line that a fault adds; null where it adds none. */
function faultyLine(
  index: MenuIndex,
  request: TestCallRequest,
  say: Words<"simulator">,
): ChosenLine | Invalid | null {
  const one = { priceLevelId: null, quantity: 1, unitPriceCents: null, modifiers: [] };
  if (request.fault === "unknown_item")
    return chooseLine(index, {
      ...one,
      itemId: `no-such-item-${randomUUID().slice(0, 8)}`,
      unitPriceCents: 100,
    });
  if (request.fault === "sold_out_item") {
    const soldOut = [...index.products.values()].find(({ isAvailable }) => !isAvailable);
    if (soldOut !== undefined) return chooseLine(index, { ...one, itemId: soldOut.id });
    return invalid("fault", say("refused.nothingSoldOut"));
  }
  if (request.fault !== "pos_test_item") return null;
  const item = index.products.get(request.posTestItem ?? "");
  if (item?.id.startsWith(TEST_ITEM_PREFIX)) return chooseLine(index, { ...one, itemId: item.id });
  return invalid("posTestItem", say("refused.noTestItem"));
}

/** Has PAR pay and sum up to so many hundredths more than the menu says. */
function payMore(body: WireBody, hundredths: number): void {
  const more = (amount: unknown) => (Math.round(Number(amount) * 100) + hundredths) / 100;
  const details = objectOf(body.order_details);
  if (details === null) return;
  details.grand_total = more(details.grand_total);
  const payments = Array.isArray(details.payments) ? details.payments : [];
  for (const payment of payments.map(objectOf)) if (payment !== null) payment.amount = more(payment.amount);
}

/** The same order under the same uid, with one more of its first item. */
function withMore(text: string, say: Words<"simulator">): { kind: "body"; text: string } | Invalid {
  const cannot = invalid("earlierBody", say("refused.nothingToAdd"));
  try {
    const body = objectOf(JSON.parse(text));
    const items = objectOf(body?.order_details)?.items;
    const first = Array.isArray(items) ? objectOf(items[0]) : null;
    if (first === null || typeof first.quantity !== "number") return cannot;
    first.quantity += 1;
    return { kind: "body", text: JSON.stringify(body) };
  } catch (error) {
    // A body may be nested deeper than it can be written again.
    if (error instanceof SyntaxError || error instanceof RangeError) return cannot;
    throw error;
  }
}

function isObject(value: unknown): value is WireBody {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): WireBody | null {
  return isObject(value) ? value : null;
}
