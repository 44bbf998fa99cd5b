import type { Alert, AlertChannel, RecentTold } from "@parley/db/alerts";
import { byHarm, type IssueView } from "../issues/current.ts";
import { quietUntil } from "./hours.ts";
import { kindsOf } from "./kinds.ts";

/** Within so long a channel is told of so many issues one by one; the others are told together, once. */
export const SPREAD_MS = 600_000;
export const SINGLE_MAX = 5;

/** An issue, with what was told of it. */
export interface Member {
  alert: Alert;
  issue: IssueView;
}

/** How what began is told to one channel now. What is in neither waits for a later look. */
export interface Spread {
  singles: readonly Member[];
  group: readonly Member[];
  /** Whether all of the group began in the quiet hours that are over. */
  isOfNight: boolean;
}

/**
 * Spreads what a channel is to be told: a few messages of one issue, and the rest in one, so that three hundred stores
 * without a POS are six messages. What began in its quiet hours is told together after them.
 *
 * @param waiting what lasts, is for this channel, and was not told to it
 */
export function spreadOf(
  channel: AlertChannel,
  waiting: readonly Member[],
  { recent, now }: { recent: readonly RecentTold[]; now: Date },
): Spread {
  const isRecent = ({ createdAt }: RecentTold) => now.getTime() - createdAt.getTime() < SPREAD_MS;
  const own = recent.filter((told) => told.channelId === channel.id && isRecent(told));
  const singlesLeft = Math.max(0, SINGLE_MAX - own.filter(({ groupedIn }) => groupedIn === null).length);
  const mayGroup = own.every(({ groupedIn }) => groupedIn === null);
  const isResting = quietUntil(channel, now) !== null;
  const due = waiting.filter(
    ({ alert, issue }) => isLate(channel, alert, issue, now) && (!isResting || isForNight(channel, issue)),
  );
  const order = byHarm(
    due.map(({ issue }) => issue),
    now,
  ).map(({ id }) => id);
  const ranked = due.toSorted((one, other) => order.indexOf(one.issue.id) - order.indexOf(other.issue.id));
  const isOfNight = ({ alert }: Member) => !isResting && quietUntil(channel, alert.openedAt) !== null;
  const ofNight = ranked.filter(isOfNight);
  const ofDay = ranked.filter((member) => !isOfNight(member));
  const rest = ofDay.slice(singlesLeft);
  const group = mayGroup ? ranked.filter((member) => ofNight.includes(member) || rest.includes(member)) : [];
  return { singles: ofDay.slice(0, singlesLeft), group, isOfNight: group.length > 0 && rest.length === 0 };
}

/** What is told while a channel rests. */
export function isForNight({ tellsOrdersAtNight }: AlertChannel, issue: IssueView): boolean {
  return tellsOrdersAtNight && kindsOf(issue).includes("not_placed");
}

/** Whether it has lasted for as long as this step of the ladder waits, and nobody has taken it. */
function isLate({ delayMin }: AlertChannel, { openedAt }: Alert, { state }: IssueView, now: Date): boolean {
  if (delayMin === null) return true;
  return state === "open" && now.getTime() - openedAt.getTime() >= delayMin * 60_000;
}
