import { covers, newId } from "@parley/db";
import type { Alert, AlertChannel, AlertEvent, Delivery } from "@parley/db/alerts";
import type { IssueView } from "../issues/current.ts";
import { kindsOf } from "./kinds.ts";

/** How long an issue must be over until it is told: one that comes and goes is one alert. */
export const OVER_MS = 300_000;
/** How many times as many must fail until it is told again, and how many at least. */
const GROWN_TIMES = 100;
const GROWN_MIN = 100;

/** What is to be told to one channel. */
export interface Telling {
  alert: Alert;
  channel: AlertChannel;
  event: Exclude<AlertEvent, "test">;
  issue: IssueView;
}

export interface Plan {
  /** Alerts that are new or changed. */
  alerts: Alert[];
  tellings: Telling[];
}

type Told = Pick<Delivery, "alertId" | "channelId" | "event">;

/**
 * What is to be told now. Each issue is told to each channel once when it began, once when it has become far greater,
 * and once when it is over: three messages at most, however often it fails.
 *
 * @param args.issues that last, or of which an alert does
 */
export function planOf(args: {
  issues: readonly IssueView[];
  open: readonly Alert[];
  channels: readonly AlertChannel[];
  told: readonly Told[];
  now: Date;
}): Plan {
  const { issues, open, channels, told, now } = args;
  const plan: Plan = { alerts: [], tellings: [] };
  const known = new Set(told.map(({ alertId, channelId, event }) => keyOf(alertId, channelId, event)));
  const wasTold = (alert: Alert, channel: AlertChannel, event: AlertEvent) =>
    known.has(keyOf(alert.id, channel.id, event));
  for (const issue of issues) {
    const before = open.find(({ issueId }) => issueId === issue.id);
    if (before === undefined && !isToBeTold(issue)) continue;
    const alert = nextOf(before ?? begun(issue, now), issue, now);
    if (before === undefined || !isSame(before, alert)) plan.alerts.push(alert);
    const tell = (channel: AlertChannel, event: Telling["event"]) =>
      plan.tellings.push({ alert, channel, event, issue });
    for (const channel of channels) {
      const hasOpened = wasTold(alert, channel, "opened");
      if (alert.endedAt !== null) {
        if (hasOpened) tell(channel, "ended");
      } else if (!hasOpened) {
        if (isToBeTold(issue) && isOf(channel, alert, issue)) tell(channel, "opened");
      } else if (alert.grownAt?.getTime() === now.getTime() && before?.grownAt === null) {
        tell(channel, "grown");
      }
    }
  }
  for (const gone of open.filter(({ issueId }) => !issues.some(({ id }) => id === issueId)))
    plan.alerts.push({ ...gone, endedAt: now });
  return plan;
}

function keyOf(...parts: readonly (string | null)[]): string {
  return parts.join(" ");
}

/** It lasts, somebody has to look after it, and it is no test store's. */
function isToBeTold({ state, isCounted }: IssueView): boolean {
  return isCounted && (state === "open" || state === "acknowledged");
}

/** Whether a channel that was there when it began wants it. */
function isOf(channel: AlertChannel, alert: Alert, issue: IssueView): boolean {
  return (
    channel.createdAt <= alert.openedAt &&
    kindsOf(issue).some((kind) => channel.kinds.includes(kind)) &&
    ((channel.brandId === null && channel.locationId === null) || covers(scopeOf(channel), issue))
  );
}

function scopeOf({ brandId, locationId }: AlertChannel) {
  const brandIds = locationId === null && brandId !== null ? [brandId] : [];
  return { all: false, brandIds, locationIds: locationId === null ? [] : [locationId] } as const;
}

function begun(issue: IssueView, now: Date): Alert {
  const { id: issueId, brandId, locationId } = issue;
  const rest = { grownAt: null, overSince: null, endedAt: null };
  return {
    id: newId("alt"),
    issueId,
    brandId,
    locationId,
    openedAt: now,
    openedSize: sizeOf(issue),
    ...rest,
  };
}

/** An alert as it is by now. What people resolved is over at once; what is over by itself, after a while. */
function nextOf(alert: Alert, issue: IssueView, now: Date): Alert {
  const { state } = issue;
  if (state === "resolved") return { ...alert, overSince: now, endedAt: now };
  if (state !== "over") {
    const isFar = sizeOf(issue) >= Math.max(GROWN_MIN, alert.openedSize * GROWN_TIMES);
    const grownAt = alert.grownAt ?? (isFar && state !== "snoozed" ? now : null);
    return { ...alert, overSince: null, grownAt };
  }
  const overSince = alert.overSince ?? now;
  const isLong = now.getTime() - overSince.getTime() >= OVER_MS;
  return { ...alert, overSince, endedAt: isLong ? now : null };
}

function sizeOf({ effects, waiting }: IssueView): number {
  return Math.max(
    1,
    effects,
    waiting.reduce((sum, { count }) => sum + count, 0),
  );
}

function isSame(one: Alert, other: Alert): boolean {
  const fields = ["grownAt", "overSince", "endedAt"] as const;
  return fields.every((field) => one[field]?.getTime() === other[field]?.getTime());
}
