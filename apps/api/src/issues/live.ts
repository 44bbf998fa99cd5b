import type { Database, LedgerNow, Scope } from "@parley/db";
import {
  type FailingPos,
  groupDisputed,
  groupUnmapped,
  groupWaiting,
  listEndingSecrets,
  listFailingPos,
  listHeldMenus,
  listMenuTroubles,
  listStoppedRollouts,
  listWatches,
  type MenuTrouble,
  type OrderGroup,
  type StoreWatch,
  type WaitingGroup,
} from "@parley/db/issues";
import { listUncountedStores } from "@parley/db/stores";
import type { CauseClass } from "../explain/causes/cause-class.ts";
import { causeClassOf } from "../explain/causes/order-cause.ts";
import { type IssueKey, issueOf } from "./grouping.ts";

/** Orders of one currency. */
export interface OrderSum {
  currency: string;
  count: number;
  totalCents: number;
  oldestAt: Date;
}

/** An issue as the ledger shows it at this moment, whatever has been counted so far. */
export interface LiveIssue {
  key: IssueKey;
  /** The class of its newest failure. */
  lastCause: CauseClass;
  /** When the first of what fails now failed. */
  sinceAt: Date;
  /** Orders that wait or are contradicted now, by currency. */
  orders: readonly OrderSum[];
  /** Whether the kitchen may have any of these orders. */
  mayBeMade: boolean;
  /** Ids that wait to be mapped. */
  unmapped: number;
  menu: MenuTrouble | null;
  /** What only sums show of a store. */
  watch: StoreWatch | null;
  /** When a secret ends that PAR still uses. */
  endsAt: Date | null;
}

export interface Live {
  issues: readonly LiveIssue[];
  /** Paid orders of stores that count that no kitchen is known to have, by currency, whatever keeps them. */
  notPlaced: readonly OrderSum[];
  /** Whether the kitchen may have any of them. */
  mayBeMade: boolean;
  /** Test stores whose orders and issues are shown and not counted. */
  uncounted: ReadonlySet<string>;
}

/** Orders younger than this are still on their way, and no reason to wake anybody. */
const GRACE_MS = 5_000;
/** A menu that its POS has not confirmed for longer is stale. */
const MENU_STALE_MS = 3 * 3_600_000;
/** How long a store may be held at a version of its menu until somebody is asked whether it still has to be. */
const HELD_MS = 86_400_000;
/** How far back a POS's last words are looked at. */
const POS_WINDOW_MS = 900_000;

/** How long after it was last used a secret counts as used. */
const SECRET_USED_MS = 86_400_000;
/** What sums showed longer ago is not told: the job that counts has stood still. */
const WATCH_KEPT_MS = 600_000;

/** Reads what is wrong right now, in ten statements on small indexes, whatever number of orders is behind. */
export async function readLive(
  db: Pick<Database, "orm">,
  { scope, now }: { scope: Scope; now: LedgerNow },
): Promise<Live> {
  const [waiting, disputed, failing, unmapped, menus, held, stopped, watches, secrets, uncounted] =
    await Promise.all([
      groupWaiting(db, { scope, now, graceMs: GRACE_MS }),
      groupDisputed(db, { scope }),
      listFailingPos(db, { scope, now, windowMs: POS_WINDOW_MS }),
      groupUnmapped(db, { scope }),
      listMenuTroubles(db, { scope, now, staleMs: MENU_STALE_MS }),
      listHeldMenus(db, { scope, now, afterMs: HELD_MS }),
      listStoppedRollouts(db, { scope }),
      listWatches(db, { scope, now, keptMs: WATCH_KEPT_MS }),
      // A connection may be of several brands, and whoever sees only one of them cannot replace its secrets.
      scope.all ? listEndingSecrets(db, { now, usedMs: SECRET_USED_MS }) : [],
      listUncountedStores(db, { scope }).then((ids) => new Set<string>(ids)),
    ]);
  const found = new Map<string, LiveIssue>();
  const note = (cause: CauseClass, place: Place, sinceAt: Date, more: Partial<LiveIssue> = {}) => {
    const key = issueOf(cause, { ...NOWHERE, ...place });
    if (key === null) return;
    const known = found.get(key.id) ?? { ...NOTHING, key, lastCause: cause, sinceAt };
    found.set(key.id, {
      ...known,
      ...more,
      orders: [...known.orders, ...(more.orders ?? [])].reduce(plusSum, []),
      mayBeMade: known.mayBeMade || (more.mayBeMade ?? false),
      sinceAt: sinceAt < known.sinceAt ? sinceAt : known.sinceAt,
    });
  };
  for (const pos of failing) note(classOfPos(pos), pos, pos.sinceAt);
  for (const group of waiting) {
    const more = { orders: [group], mayBeMade: mayBeMade(group) };
    note(classOfWaiting(group), group, group.oldestAt, more);
  }
  for (const group of disputed) {
    const condition = { state: "placed", cause: null, ambiguous: false } as const;
    note(causeClassOf({ ...condition, dispute: group.dispute }), group, group.oldestAt, { orders: [group] });
  }
  for (const group of unmapped)
    note("unmapped_id", { ...group, locationId: null }, group.oldestAt, { unmapped: group.count });
  for (const menu of menus) note("menu_missing", menu, menu.confirmedAt ?? menu.createdAt, { menu });
  for (const { heldAt, ...place } of held) note("menu_held", place, heldAt);
  for (const { stoppedAt, ...place } of stopped) note("rollout_stopped", place, stoppedAt);
  for (const watch of watches) note(watch.kind, watch, watch.sinceAt, { watch });
  for (const { connectionId, endsAt, sinceAt } of secrets)
    note("secret_expiring", { connectionId }, sinceAt, { endsAt });
  const counted = waiting.filter(({ locationId }) => !uncounted.has(locationId));
  return {
    issues: [...found.values()],
    notPlaced: counted.reduce(plusSum, []),
    mayBeMade: counted.some(mayBeMade),
    uncounted,
  };
}

type Place = Partial<Pick<IssueKey, "brandId" | "locationId" | "connectionId">> & { rolloutId?: string };
const NOWHERE = { brandId: null, locationId: null, connectionId: null, remoteAddress: null };
const NOTHING = { orders: [], mayBeMade: false, unmapped: 0, menu: null, watch: null, endsAt: null };

function classOfWaiting(group: WaitingGroup): CauseClass {
  if (group.isAlone) return "order_fails_alone";
  const cause = causeClassOf({ ...group, dispute: null });
  // Past the grace nothing is only on its way: its store's POS has not answered for it.
  return cause === "on_its_way" || cause === "gateway_restarted" ? "pos_silent" : cause;
}

function classOfPos({ outcome, isAnswer }: FailingPos): CauseClass {
  if (isAnswer) return "pos_fault";
  return outcome === "not_sent" ? "pos_unreachable" : "pos_silent";
}

/** Whether the kitchen may have orders of this group: then nobody may say that it has not. */
function mayBeMade({ ambiguous, state }: WaitingGroup): boolean {
  return ambiguous || state === "unknown" || state === "dispatching" || state === "attention";
}

function plusSum(sums: readonly OrderSum[], group: OrderSum | OrderGroup): OrderSum[] {
  const { currency, count, totalCents, oldestAt } = group;
  const same = sums.find((sum) => sum.currency === currency);
  if (same === undefined) return [...sums, { currency, count, totalCents, oldestAt }];
  const sum = {
    currency,
    count: same.count + count,
    totalCents: same.totalCents + totalCents,
    oldestAt: oldestAt < same.oldestAt ? oldestAt : same.oldestAt,
  };
  return sums.map((each) => (each === same ? sum : each));
}
