import { type Database, everyBrand, type LedgerNow } from "@parley/db";
import {
  type AlertOrm,
  insertDelivery,
  listChannels,
  listOpenAlerts,
  listRecentTold,
  listTold,
  pruneAlerts,
  putAlert,
} from "@parley/db/alerts";
import { listIssuesById, listLastingIssues } from "@parley/db/issues";
import { putJob } from "@parley/db/jobs";
import { viewsOf } from "../issues/current.ts";
import type { JobHandler } from "../jobs/runner.ts";
import { lookForDigests } from "./digest.ts";
import { type AdminPages, groupEndMessage, groupMessage, messageOf } from "./message.ts";
import { namesIn } from "./names.ts";
import { type Plan, planOf } from "./plan.ts";
import { SPREAD_MS } from "./spread.ts";

/** Between two looks at the issues: for what time alone changes. What begins is looked at at once. */
const LOOK_MS = 10_000;
const LOOK_JOB = "alerts.look";
/** How long messages are kept, and how often those that are older are looked for. */
const KEPT_MS = 90 * 86_400_000;
const PRUNE_MS = 3_600_000;

export interface LookDeps extends AdminPages {
  db: Database;
  now: () => Date;
  ledgerNow: () => LedgerNow;
  /** False where no mail server is set: then nothing is written for those who would get an e-mail. */
  hasMail: boolean;
}

/** Looks at the issues again and again, and writes what is to be told of them; `deliver.ts` sends it. */
export function createAlertLook(deps: LookDeps): JobHandler {
  let prunedMs = Number.NEGATIVE_INFINITY;
  return {
    kind: LOOK_JOB,
    isEndless: true,
    async run() {
      await lookForAlerts(deps);
      const nowMs = deps.now().getTime();
      if (Math.abs(nowMs - prunedMs) >= PRUNE_MS) {
        await pruneAlerts(deps.db, { before: new Date(nowMs - KEPT_MS) });
        prunedMs = nowMs;
      }
      return { againInMs: LOOK_MS };
    },
  };
}

/** Asks for a look at once, within the transaction of whoever has something to tell. */
export async function askForLook(db: Parameters<typeof putJob>[0], now: LedgerNow): Promise<void> {
  await putJob(db, { kind: LOOK_JOB, key: "", now });
}

/** One look. What it tells of issues is committed together, so that one that dies in it has told nothing. */
export async function lookForAlerts(deps: LookDeps): Promise<void> {
  const { db, hasMail } = deps;
  const now = deps.now();
  const ledgerNow = deps.ledgerNow();
  const channels = (await listChannels(db, { scope: everyBrand })).filter(
    ({ kind, isOn }) => isOn && (hasMail || kind !== "email"),
  );
  // Where there is nobody to tell, this is all that a look costs.
  if (channels.length === 0) return;
  await lookForDigests(deps, channels);
  const [open, lasting] = await Promise.all([
    listOpenAlerts(db),
    listLastingIssues(db, { scope: everyBrand }),
  ]);
  const openIds = open.map(({ issueId }) => issueId);
  const others = openIds.filter((issueId) => !lasting.some(({ id }) => id === issueId));
  const rows = [...lasting, ...(await listIssuesById(db, others))];
  const issues = await viewsOf(db, rows, { scope: everyBrand, now, ledgerNow });
  const told = await listTold(
    db,
    open.map(({ id }) => id),
  );
  if (issues.length === 0 && open.length === 0) return;
  const recent = await listRecentTold(db, { since: new Date(now.getTime() - SPREAD_MS) });
  const plan = planOf({ issues, open, channels, told, recent, now });
  if ([plan.alerts, plan.tellings, plan.groups, plan.groupEnds].every(({ length }) => length === 0)) return;
  await db.orm.transaction((tx) => write({ orm: tx }, plan, deps, now, ledgerNow));
}

async function write(
  db: { orm: AlertOrm },
  { alerts, tellings, groups, groupEnds }: Plan,
  pages: AdminPages,
  now: Date,
  ledgerNow: LedgerNow,
): Promise<void> {
  const refused = new Set<string>();
  for (const alert of alerts) if (!(await putAlert(db, alert))) refused.add(alert.id);
  const told = [...tellings, ...groups.flatMap(({ members }) => members)];
  const names = await namesIn(
    db,
    told.map(({ issue }) => issue),
  );
  const at = { now, ledgerNow };
  for (const { alert, channel, event, issue, inMs } of tellings) {
    if (refused.has(alert.id)) continue;
    const message = messageOf(pages, { issue, event, language: channel.language, names, now });
    await insertDelivery(db, { alertId: alert.id, channelId: channel.id, event, message, inMs, ...at });
  }
  for (const { channel, members, isOfNight } of groups) {
    const ours = members.filter(({ alert }) => !refused.has(alert.id));
    const [alertId, ...others] = ours.map(({ alert }) => alert.id);
    if (alertId === undefined) continue;
    const issues = ours.map(({ issue }) => issue);
    const message = groupMessage(pages, { issues, isOfNight, language: channel.language, names, now });
    await insertDelivery(db, { alertId, channelId: channel.id, event: "opened", message, others, ...at });
  }
  for (const { channel, alertId, count, toldAt, inMs } of groupEnds) {
    const message = groupEndMessage(pages, { count, toldAt, language: channel.language, now });
    await insertDelivery(db, { alertId, channelId: channel.id, event: "ended", message, inMs, ...at });
  }
}
