import { type OrderDetails, parseInstant } from "@parley/par-contract";
import { isSkippedLocally } from "./clock.ts";
import type { IssueList } from "./issues.ts";
import type { PriceOrderInput, PricingNote } from "./types.ts";

/** A promised time this little in the past is a clock's difference, not a mistake. */
const CLOCK_TOLERANCE_MS = 60_000;
/** How long before now a promised time may lie: the guest pays between validate and submit, which takes a while. */
const PAST_TOLERANCE_MS = {
  validate_order: CLOCK_TOLERANCE_MS,
  submit_order: 15 * 60_000,
} as const satisfies Record<PriceOrderInput["operation"], number>;
const AHEAD_MS_MAX = 366 * 86_400_000;

/**
 * When the order is wanted: its schedule, else now. A time that is to come counts also beside `is_asap: true`,
 * because whoever sends one means it; one that has passed means now there. Beside `is_asap: false` a time is needed:
 * it may stand in a field that we do not know, and cooking hours too early is worse than an order that validate
 * refuses before it is paid. What is wrong goes to the issues, and then `now` decides the rest.
 */
export function judgeSchedule(input: {
  operation: PriceOrderInput["operation"];
  order: OrderDetails;
  timezone: string;
  now: Date;
  issues: IssueList;
  notes: PricingNote[];
}): { wantedAt: Date; scheduledAt: string | null } {
  const { operation, order, timezone, now, issues, notes } = input;
  const asSoonAsPossible = { wantedAt: now, scheduledAt: null };
  const refuse = (message: string) => {
    issues.add({
      code: "invalid_schedule",
      message,
      field: "order_details.scheduled_at",
      ...(order.scheduledAt === null ? {} : { actual: order.scheduledAt }),
    });
    return asSoonAsPossible;
  };

  if (order.scheduledAt === null) {
    return order.isAsap ? asSoonAsPossible : refuse("An order that is not for now needs a time");
  }
  const parsed = parseInstant(order.scheduledAt);
  if (order.isAsap && parsed !== null && parsed.milliseconds <= now.getTime()) {
    notes.push({ kind: "read_as_now" });
    return asSoonAsPossible;
  }
  if (order.orderType === "table_service") return refuse("Table service cannot be ordered for later");

  if (parsed === null) return refuse("The time is not an RFC 3339 date and time");
  const at = new Date(parsed.milliseconds);
  if (isSkippedLocally({ text: order.scheduledAt, at, timezone })) {
    return refuse(`The clocks in ${timezone} skip that time`);
  }
  const aheadMs = at.getTime() - now.getTime();
  if (aheadMs < -PAST_TOLERANCE_MS[operation]) return refuse("The time is in the past");
  if (aheadMs < -CLOCK_TOLERANCE_MS) {
    // Served then, as validate found; a POS takes no time that is gone.
    notes.push({ kind: "read_as_now" });
    return { wantedAt: at, scheduledAt: null };
  }
  if (aheadMs > AHEAD_MS_MAX) return refuse("The time is more than a year ahead");
  return { wantedAt: at, scheduledAt: at.toISOString() };
}
