import type { Database, LedgerNow } from "@parley/db";
import { type AlertChannel, alertKinds, insertDelivery, takeDigest } from "@parley/db/alerts";
import { listLastingIssues, listPastIssues } from "@parley/db/issues";
import { orderSeries } from "@parley/db/rollups";
import { isCauseClass } from "../explain/causes/cause-class.ts";
import { byHarm, viewsOf } from "../issues/current.ts";
import { digestDue } from "./hours.ts";
import { type AdminPages, type Day, digestMessage } from "./message.ts";
import { namesIn } from "./names.ts";
import { concerns, scopeOf } from "./plan.ts";

const DAY_MS = 86_400_000;
/** Issues that are over of which the newest so many are counted. */
const OVER_MAX = 500;

interface DigestDeps extends AdminPages {
  db: Database;
  now: () => Date;
  ledgerNow: () => LedgerNow;
}

/** Writes the days in short that are due, each once however many processes look. */
export async function lookForDigests(deps: DigestDeps, channels: readonly AlertChannel[]): Promise<void> {
  for (const channel of channels) {
    const dueAt = digestDue(channel, deps.now());
    if (dueAt !== null) await tellDay(deps, channel, dueAt);
  }
}

async function tellDay(deps: DigestDeps, channel: AlertChannel, dueAt: Date): Promise<void> {
  const { db, ledgerNow } = deps;
  const now = deps.now();
  const day = await readDay(deps, channel, dueAt);
  const names = await namesIn(db, day.lasting);
  const message = digestMessage(deps, { day, language: channel.language, names, now });
  await db.orm.transaction(async (tx) => {
    if (!(await takeDigest({ orm: tx }, { channelId: channel.id, dueAt, now }))) return;
    const told = { alertId: null, channelId: channel.id, event: "digest", message } as const;
    await insertDelivery({ orm: tx }, { ...told, now, ledgerNow: ledgerNow() });
  });
}

/** A channel that tells the day alone tells all of its places. */
function isOf(channel: AlertChannel, issue: Parameters<typeof concerns>[1]): boolean {
  const everything = channel.kinds.length === 0 ? alertKinds : channel.kinds;
  return concerns({ ...channel, kinds: everything }, issue);
}

/** The last day of a channel's places, up to when it is due, in whole hours. */
async function readDay({ db, now, ledgerNow }: DigestDeps, channel: AlertChannel, dueAt: Date): Promise<Day> {
  const scope = scopeOf(channel);
  const since = new Date(dueAt.getTime() - DAY_MS);
  const [spans, lasting, past] = await Promise.all([
    orderSeries(db, { scope, grain: "hour", since }),
    listLastingIssues(db, { scope }),
    listPastIssues(db, { scope, filter: { how: "over" }, page: { limit: OVER_MAX, inverted: false } }),
  ]);
  const views = await viewsOf(db, lasting, { scope, now: now(), ledgerNow: ledgerNow() });
  const isOurs = views.filter((issue) => issue.isCounted && issue.state !== "over" && isOf(channel, issue));
  const hours = spans.filter(({ start }) => start < dueAt);
  const isOver = ({ cause, overAt, brandId, locationId }: (typeof past)[number]) =>
    overAt !== null &&
    overAt >= since &&
    isCauseClass(cause) &&
    isOf(channel, { cause, brandId, locationId, waiting: [] });
  const sum = (of: "received" | "placed" | "notPlaced") => hours.reduce((all, span) => all + span[of], 0);
  return {
    ...{ received: sum("received"), placed: sum("placed"), notPlaced: sum("notPlaced") },
    over: past.filter(isOver).length,
    lasting: byHarm(isOurs, now()),
  };
}
