import type { NewExchange, RefusedContent } from "@parley/db/exchanges";
import { cutText, TEXT_MAX } from "@parley/limits";
import { ContractError, glimpseOrder, parseJson } from "@parley/par-contract";

/** What the database's integers hold. */
const INTEGER_MAX = 2 ** 31 - 1;
/** Orders of fifty lines come to a fifth of it; a longer body would hold up others while it is read. */
const BODY_LENGTH_MAX = 256 * 1024;

/**
 * What the body of a refused submit says, so that the guest who calls about it is found; null for any other call, and
 * where nothing can be read. Bodies are read for authenticated callers only, so nobody else writes here.
 */
export function refusedContentOf(row: NewExchange): RefusedContent | null {
  const body = row.bodies?.requestBody ?? null;
  if (row.operation !== "submit_order" || row.orderId !== null || row.connectionId === null || body === null)
    return null;
  if (body.length > BODY_LENGTH_MAX) return null;
  const order = glimpseOrder(jsonOf(body));
  if (order === null) return null;
  const { customer } = order;
  const name = [customer?.firstName, customer?.lastName]
    .map((part) => part?.trim() ?? "")
    .join(" ")
    .trim();
  return {
    totalHundredths: integer(order.grandTotalCents),
    currency: order.currency,
    orderType: text(order.orderType, TEXT_MAX.id),
    itemCount: integer(order.itemCount),
    guestName: text(name, 2 * TEXT_MAX.guestName + 1),
    guestPhone: text(customer?.phone, TEXT_MAX.phone),
    // The beginning of an address may be somebody else's.
    guestEmail:
      (customer?.email?.length ?? 0) > TEXT_MAX.email ? null : text(customer?.email, TEXT_MAX.email),
  };
}

/** Read as strictly as any body of PAR's: what is too deep for that would be too deep here, too. */
function jsonOf(body: string): unknown {
  try {
    return parseJson(Buffer.from(body));
  } catch (error) {
    if (error instanceof ContractError) return null;
    throw error;
  }
}

function integer(value: number | null): number | null {
  return value !== null && Number.isInteger(value) && Math.abs(value) <= INTEGER_MAX ? value : null;
}

function text(value: string | null | undefined, max: number): string | null {
  const trimmed = value?.trim() ?? "";
  return trimmed === "" ? null : cutText(trimmed, max);
}
