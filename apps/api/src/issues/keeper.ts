import { everyBrand, type LedgerNow } from "@parley/db";
import { reopenCases, reopenIssues } from "@parley/db/cases";
import type { FeedConsumer, FeedEntry, FeedTransaction } from "@parley/db/feed";
import {
  dropIssues,
  type Issue,
  listCallsById,
  listIssuesById,
  listLastingIssues,
  listOrdersById,
  listSubjectIds,
  putIssues,
} from "@parley/db/issues";
import { isCauseClass } from "../explain/causes/cause-class.ts";
import { type Effects, effectsOf, plus } from "./effects.ts";
import { folded, type IssueKey, isJudgedByLedger, OTHER_ADDRESSES } from "./grouping.ts";
import { type LiveIssue, readLive } from "./live.ts";

/** Addresses with an issue of their own; the callers of all others share one. */
export const ADDRESSES_MAX = 50;
/** How often it is looked at what began and what is over: with each pass over a feed that has no more. */
const SETTLE_MS = 2_000;
/** How long no failure must come of a cause that only calls show, until it counts as over. */
export const QUIET_MS = 3_600_000;

/**
 * Makes issues of the feed: counts what failed, and notes which causes began and which are over. What is wrong right
 * now is always read from the ledger (`readLive`); this adds history, counts and the opening anew of what was resolved.
 */
export function createIssueKeeper(deps: KeeperDeps): FeedConsumer {
  let settledMs = Number.NEGATIVE_INFINITY;
  /** Whether one began that nobody was told of, and whether it was asked to be told. */
  let hasNews = false;
  let isAsked = false;
  return {
    name: "issues",
    async apply(tx, entries) {
      if (await count({ orm: tx }, entries)) hasNews = true;
      await reopenDisputed({ orm: tx }, entries, deps.now());
    },
    async settle(tx) {
      const nowMs = deps.now().getTime();
      if (hasNews || Math.abs(nowMs - settledMs) >= SETTLE_MS) {
        if (await settle({ orm: tx }, deps)) hasNews = true;
        settledMs = nowMs;
      }
      if (!hasNews) return;
      await deps.news?.ask(tx);
      [hasNews, isAsked] = [false, true];
    },
    committed() {
      if (isAsked) deps.news?.wake();
      isAsked = false;
    },
  };
}

/** Somebody resolved an order, and then its POS contradicted it: it has to be looked after again. */
async function reopenDisputed(db: Db, entries: readonly FeedEntry[], now: Date): Promise<void> {
  const news = entries.flatMap((entry) =>
    entry.source === "event" && entry.kind === "disputed" ? [{ id: entry.orderId, at: entry.at }] : [],
  );
  await reopenCases(db, { kind: "order", news, by: KEEPER, now });
}

const KEEPER = { kind: "worker", name: "issues" } as const;

interface KeeperDeps {
  now: () => Date;
  ledgerNow: () => LedgerNow;
  /** Who wants to hear at once that an issue began: asked within what notes it, woken when that is committed. */
  news?: { ask(tx: FeedTransaction): Promise<void>; wake(): void };
}

type Db = { orm: FeedTransaction };

/** Counts what failed. @returns whether an issue began with it, or began anew */
async function count(db: Db, entries: readonly FeedEntry[]): Promise<boolean> {
  const callIds = entries.flatMap((entry) => (entry.source === "exchange" ? [entry.exchangeId] : []));
  const orderIds = new Set(entries.flatMap(({ orderId }) => (orderId === null ? [] : [orderId])));
  const [calls, orders] = [await listCallsById(db, callIds), await listOrdersById(db, [...orderIds])];
  const effects = await withinBounds(db, effectsOf(entries, { calls, orders }));
  const known = await listIssuesById(
    db,
    effects.map(({ key }) => key.id),
  );
  const counted = effects.map((each) =>
    withEffects(
      known.find(({ id }) => id === each.key.id),
      each,
    ),
  );
  await putIssues(db, counted);
  return counted.some(({ id, spells }) => known.find((issue) => issue.id === id)?.spells !== spells);
}

function withEffects(known: Issue | undefined, added: Effects): Issue {
  const { key, firstAt, lastAt, lastCause } = added;
  if (known === undefined) return { ...begun(key, lastCause, firstAt, lastAt), ...countsOf(added) };
  const isQuiet = !isJudgedByLedger(key.cause) && firstAt.getTime() - known.lastSeenAt.getTime() > QUIET_MS;
  const isNewSpell = known.overAt !== null || isQuiet;
  const before = isNewSpell ? { effects: 0, orders: 0, money: {} } : known;
  return {
    ...known,
    lastCause: lastAt >= known.lastSeenAt ? lastCause : known.lastCause,
    lastSeenAt: lastAt > known.lastSeenAt ? lastAt : known.lastSeenAt,
    sinceAt: isNewSpell ? firstAt : known.sinceAt,
    overAt: null,
    spells: known.spells + (isNewSpell ? 1 : 0),
    effects: before.effects + added.effects,
    orders: before.orders + added.orders,
    money: plus(before.money, added.money),
    lastOrderId: added.lastOrderId ?? known.lastOrderId,
    lastExchangeId: added.lastExchangeId ?? known.lastExchangeId,
    version: known.version + 1,
  };
}

function countsOf({ effects, orders, money, lastOrderId, lastExchangeId }: Effects) {
  return { effects, orders, money, lastOrderId, lastExchangeId };
}

function begun(key: IssueKey, lastCause: string, sinceAt: Date, lastSeenAt: Date): Issue {
  const counts = { effects: 0, orders: 0, money: {}, lastOrderId: null, lastExchangeId: null };
  return {
    ...key,
    lastCause,
    firstSeenAt: sinceAt,
    sinceAt,
    lastSeenAt,
    overAt: null,
    spells: 1,
    ...counts,
    version: 1,
  };
}

/** Unauthenticated callers choose their address, so only so many get a row; one that is over and longest quiet gives its place up. */
async function withinBounds(db: Db, effects: readonly Effects[]): Promise<Effects[]> {
  const callers = effects.filter(({ key }) => key.subjectKind === "address");
  if (callers.length === 0) return [...effects];
  const known = await listSubjectIds(db, { kind: "address" });
  const ids = new Set(known.map(({ id }) => id));
  const fresh = new Set(callers.map(({ key }) => key.id).filter((id) => !ids.has(id)));
  const excess = known.length + fresh.size - ADDRESSES_MAX;
  const over = known.filter(({ overAt, subjectId }) => overAt !== null && subjectId !== OTHER_ADDRESSES);
  const dropped = excess <= 0 ? [] : over.slice(-excess).map(({ id }) => id);
  await dropIssues(db, dropped);
  let room = Math.max(0, ADDRESSES_MAX - (known.length - dropped.length));
  const placed = new Map<string, Effects>();
  for (const each of effects) {
    const isFresh = fresh.has(each.key.id);
    const fits = !isFresh || room > 0;
    if (isFresh && fits) room -= 1;
    const key = fits ? each.key : folded(each.key);
    const there = placed.get(key.id);
    placed.set(key.id, there === undefined ? { ...each, key } : merged(there, each));
  }
  return [...placed.values()];
}

function merged(one: Effects, other: Effects): Effects {
  const newest = other.lastAt >= one.lastAt ? other : one;
  return {
    ...one,
    lastCause: newest.lastCause,
    firstAt: one.firstAt < other.firstAt ? one.firstAt : other.firstAt,
    lastAt: newest.lastAt,
    effects: one.effects + other.effects,
    orders: one.orders + other.orders,
    money: plus(one.money, other.money),
    lastOrderId: newest.lastOrderId,
    lastExchangeId: newest.lastExchangeId,
  };
}

/** Notes what began and what is over. @returns whether anything began */
async function settle(db: Db, { now, ledgerNow }: KeeperDeps): Promise<boolean> {
  const at = now();
  const { issues: live } = await readLive(db, { scope: everyBrand, now: ledgerNow() });
  const lasting = await listLastingIssues(db, { scope: everyBrand });
  const rows = await listIssuesById(
    db,
    live.map(({ key }) => key.id),
  );
  const ended = lasting.filter((issue) => isOver(issue, live, at));
  const starting = live.flatMap((issue) =>
    startOf(
      issue,
      rows.find(({ id }) => id === issue.key.id),
      at,
    ),
  );
  await putIssues(db, [...ended.map((issue) => overSince(issue, at)), ...starting]);
  const reopened = await reopenIssues(db, { by: KEEPER, now: at });
  return starting.length > 0 || reopened > 0;
}

/** Whether nothing of it is left: by the ledger, or because no call met it for long. */
export function isOver(issue: Issue, live: readonly LiveIssue[], at: Date): boolean {
  if (live.some(({ key }) => key.id === issue.id)) return false;
  if (isCauseClass(issue.cause) && isJudgedByLedger(issue.cause)) return true;
  return at.getTime() - issue.lastSeenAt.getTime() > QUIET_MS;
}

function overSince(issue: Issue, at: Date): Issue {
  // A cause that only calls show was over when the last of them failed; of others we know when we looked.
  const overAt = isCauseClass(issue.cause) && isJudgedByLedger(issue.cause) ? at : issue.lastSeenAt;
  return { ...issue, overAt, version: issue.version + 1 };
}

/** A row for what began, or begins again; nothing where it lasts. */
function startOf({ key, lastCause, sinceAt }: LiveIssue, row: Issue | undefined, at: Date): Issue[] {
  if (row === undefined) return [begun(key, lastCause, sinceAt, sinceAt)];
  if (row.overAt === null) return [];
  const isBefore = sinceAt <= row.overAt;
  const counts = { effects: 0, orders: 0, money: {} };
  return [
    {
      ...row,
      ...counts,
      lastCause,
      sinceAt: isBefore ? at : sinceAt,
      lastSeenAt: at,
      overAt: null,
      spells: row.spells + 1,
      version: row.version + 1,
    },
  ];
}
