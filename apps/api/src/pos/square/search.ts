import type { CallControl, PosCall } from "../adapter.ts";
import { type SquareOrder, searchAnswer, squareOrder } from "./answers.ts";
import { callSquare, type SquareTarget } from "./call.ts";
import type { SquareSettings } from "./settings.ts";

/** Longer than we try any order, and short enough to be read in a few pages. */
const WINDOW_MS = 24 * 60 * 60 * 1_000;
const PAGE_SIZE = 200;
const PAGES_MAX = 20;
const PAGE_BYTES_MAX = 16 * 1024 * 1024;

export type SquareFinding =
  | { kind: "found"; order: SquareOrder }
  /** The list of this time window was read to its end and has no such order. */
  | { kind: "absent" }
  | { kind: "unknown"; reason: string; retryAfterMs: number | null };

/**
 * Looks for the order with our reference. Square cannot search by reference, so the location's orders of
 * the last day are read, newest first, and filtered here. Orders that were made by others are skipped
 * without reading them.
 */
export async function searchSquareOrder(
  target: SquareTarget,
  { location_id: locationId }: SquareSettings,
  reference: string,
  ctl: CallControl,
): Promise<{ found: SquareFinding; call: PosCall | null }> {
  const startAt = new Date(target.now().getTime() - WINDOW_MS).toISOString();
  const unknown = (reason: string, retryAfterMs: number | null = null): SquareFinding => ({
    kind: "unknown",
    reason,
    retryAfterMs,
  });
  let cursor: string | undefined;
  let lastCall: PosCall | null = null;
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const { answer, call } = await callSquare(
      target,
      {
        make: (client) =>
          client.orders.search({
            locationIds: [locationId],
            limit: PAGE_SIZE,
            ...(cursor === undefined ? {} : { cursor }),
            query: {
              filter: { dateTimeFilter: { createdAt: { startAt } } },
              sort: { sortField: "CREATED_AT", sortOrder: "DESC" },
            },
          }),
        shape: searchAnswer,
        answerBytesMax: PAGE_BYTES_MAX,
      },
      ctl,
    );
    lastCall = call;
    if (answer.kind === "not_sent") return { found: unknown(answer.reason), call };
    if (answer.kind === "unreadable") return { found: unknown(answer.reason, answer.retryAfterMs), call };
    if (answer.kind === "error") {
      const reason = answer.errors[0]?.code.toLowerCase() ?? `status_${answer.status}`;
      return { found: unknown(reason, answer.retryAfterMs), call };
    }
    const candidate = answer.value.orders?.find((order) => order.referenceId === reference);
    if (candidate !== undefined) {
      const order = squareOrder.safeParse(candidate).data;
      if (order === undefined || order.locationId !== locationId)
        return { found: unknown("answer_not_understood"), call };
      return { found: { kind: "found", order }, call };
    }
    cursor = answer.value.cursor || undefined;
    if (cursor === undefined) return { found: { kind: "absent" }, call };
  }
  return { found: unknown("too_many_orders"), call: lastCall };
}
