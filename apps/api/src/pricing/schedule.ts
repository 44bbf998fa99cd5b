import { type OrderDetails, parseInstant } from "@parley/par-contract";
import { isSkippedLocally } from "./clock.ts";
import type { IssueList } from "./issues.ts";

/** A promised time this little in the past is a clock's difference, not a mistake. */
const PAST_TOLERANCE_MS = 60_000;
const AHEAD_MS_MAX = 366 * 86_400_000;

/**
 * When the order is wanted: its schedule, else now. A `scheduled_at` counts also beside `is_asap: true`,
 * because whoever sends a time means it. What is wrong goes to the issues, and then `now` decides the rest.
 */
export function judgeSchedule(input: {
  order: OrderDetails;
  timezone: string;
  now: Date;
  issues: IssueList;
}): { wantedAt: Date; scheduledAt: string | null } {
  const { order, timezone, now, issues } = input;
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
  if (order.orderType === "table_service") return refuse("Table service cannot be ordered for later");

  const parsed = parseInstant(order.scheduledAt);
  if (parsed === null) return refuse("The time is not an RFC 3339 date and time");
  const at = new Date(parsed.milliseconds);
  if (isSkippedLocally({ text: order.scheduledAt, at, timezone })) {
    return refuse(`The clocks in ${timezone} skip that time`);
  }
  const aheadMs = at.getTime() - now.getTime();
  if (aheadMs < -PAST_TOLERANCE_MS) return refuse("The time is in the past");
  if (aheadMs > AHEAD_MS_MAX) return refuse("The time is more than a year ahead");
  return { wantedAt: at, scheduledAt: at.toISOString() };
}
