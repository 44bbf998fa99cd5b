import { covers, everyBrand, newId, type Scope } from "@parley/db";
import type { Alert, AlertChannel, IssueEvent, RecentTold, Told } from "@parley/db/alerts";
import type { IssueView } from "../issues/current.ts";
import { quietUntil } from "./hours.ts";
import { kindsOf } from "./kinds.ts";
import { isForNight, type Member, spreadOf } from "./spread.ts";

/** How long an issue must be over until it is told: one that comes and goes is one alert. */
export const OVER_MS = 300_000;
/** How many times as many must fail until it is told again, and how many at least. */
const GROWN_TIMES = 100;
const GROWN_MIN = 100;

/** What is to be told to one channel of one issue. */
export interface Telling extends Member {
  channel: AlertChannel;
  event: IssueEvent;
  /** How long it is kept back, for the end of the channel's quiet hours. */
  inMs: number;
}

/** What is to be told to one channel of several issues that began, the greatest harm first. */
export interface GroupTelling {
  channel: AlertChannel;
  members: readonly Member[];
  isOfNight: boolean;
}

/** That the last of the issues is over that one message told. */
export interface GroupEnd {
  channel: AlertChannel;
  /** An alert of the group, for which its end is noted. */
  alertId: string;
  count: number;
  toldAt: Date;
  inMs: number;
}

export interface Plan {
  /** Alerts that are new or changed. */
  alerts: Alert[];
  tellings: Telling[];
  groups: GroupTelling[];
  groupEnds: GroupEnd[];
}

/**
 * What is to be told now. Each issue is told to each channel once when it began, once when it has become far greater,
 * and once when it is over: three messages at most, however often it fails. Where many begin, most are told together
 * (`spread.ts`), and then it is told once that all of them are over.
 *
 * @param args.issues that last, or of which an alert does
 * @param args.told of the alerts that last, and of those in a group with one
 * @param args.recent what was told within `SPREAD_MS`
 */
export function planOf(args: {
  issues: readonly IssueView[];
  open: readonly Alert[];
  channels: readonly AlertChannel[];
  told: readonly Told[];
  recent: readonly RecentTold[];
  now: Date;
}): Plan {
  const { issues, open, channels, told, recent, now } = args;
  const plan: Plan = { alerts: [], tellings: [], groups: [], groupEnds: [] };
  const opened = new Map(
    told.flatMap((each) => (each.event === "opened" ? [[keyOf(each.alertId, each.channelId), each]] : [])),
  );
  const waiting = new Map<AlertChannel, Member[]>(channels.map((channel) => [channel, []]));
  for (const issue of issues) {
    const before = open.find(({ issueId }) => issueId === issue.id);
    if (before === undefined && !isToBeTold(issue)) continue;
    const alert = nextOf(before ?? begun(issue, now), issue, now);
    if (before === undefined || !isSame(before, alert)) plan.alerts.push(alert);
    const hasGrown = alert.grownAt?.getTime() === now.getTime() && before?.grownAt === null;
    for (const channel of channels) {
      const wasTold = opened.get(keyOf(alert.id, channel.id));
      if (wasTold === undefined) {
        if (alert.endedAt === null && isToBeTold(issue) && isOf(channel, alert, issue))
          waiting.get(channel)?.push({ alert, issue });
      } else if (wasTold.groupedIn === null) {
        const inMs = restMs(channel, now);
        if (alert.endedAt !== null) plan.tellings.push({ alert, channel, event: "ended", issue, inMs });
        else if (hasGrown && (inMs === 0 || isForNight(channel, issue)))
          plan.tellings.push({ alert, channel, event: "grown", issue, inMs: 0 });
      }
    }
  }
  for (const gone of open.filter(({ issueId }) => !issues.some(({ id }) => id === issueId)))
    plan.alerts.push({ ...gone, endedAt: now });
  for (const [channel, members] of waiting) {
    const { singles, group, isOfNight } = spreadOf(channel, members, { recent, now });
    for (const member of singles) plan.tellings.push({ ...member, channel, event: "opened", inMs: 0 });
    if (group.length > 0) plan.groups.push({ channel, members: group, isOfNight });
  }
  plan.groupEnds = groupEndsOf(plan.alerts, args);
  return plan;
}

/** The groups whose last issue ends with these alerts. */
function groupEndsOf(
  changed: readonly Alert[],
  { open, channels, told, now }: Pick<Parameters<typeof planOf>[0], "open" | "channels" | "told" | "now">,
): GroupEnd[] {
  const ending = new Set(changed.flatMap(({ id, endedAt }) => (endedAt === null ? [] : [id])));
  const lasting = new Set(open.flatMap(({ id }) => (ending.has(id) ? [] : [id])));
  const isGrouped = ({ event, groupedIn }: Told) => event === "opened" && groupedIn !== null;
  const grouped = told.filter(isGrouped);
  return [...new Set(grouped.map(({ groupedIn }) => groupedIn))].flatMap((group) => {
    const members = grouped.filter(({ groupedIn }) => groupedIn === group);
    const [first] = members;
    const channel = channels.find(({ id }) => id === first?.channelId);
    const ids = members.flatMap(({ alertId }) => alertId ?? []);
    const last = ids.find((id) => ending.has(id));
    if (first === undefined || channel === undefined || last === undefined) return [];
    if (ids.some((id) => lasting.has(id))) return [];
    const inMs = restMs(channel, now);
    return [{ channel, alertId: last, count: members.length, toldAt: first.createdAt, inMs }];
  });
}

/** How long a channel still rests. */
function restMs(channel: AlertChannel, now: Date): number {
  return Math.max(0, (quietUntil(channel, now)?.getTime() ?? 0) - now.getTime());
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
  return channel.createdAt <= alert.openedAt && concerns(channel, issue);
}

/** Whether a channel tells of such issues, and of those of this place. */
export function concerns(
  channel: AlertChannel,
  issue: Parameters<typeof kindsOf>[0] & Pick<IssueView, "brandId" | "locationId">,
): boolean {
  return kindsOf(issue).some((kind) => channel.kinds.includes(kind)) && covers(scopeOf(channel), issue);
}

/** The places whose issues a channel tells. */
export function scopeOf({ brandId, locationId }: Pick<AlertChannel, "brandId" | "locationId">): Scope {
  if (brandId === null && locationId === null) return everyBrand;
  const brandIds = locationId === null && brandId !== null ? [brandId] : [];
  return { all: false, brandIds, locationIds: locationId === null ? [] : [locationId] };
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
