import type { Database, LedgerNow, Scope } from "@parley/db";
import { type Case, caseStateAt, listCases } from "@parley/db/cases";
import type { MenuTrouble, StoreWatch } from "@parley/db/issues";
import { type Issue, listIssuesById, listLastingIssues } from "@parley/db/issues";
import { type CauseClass, isCauseClass } from "../explain/causes/cause-class.ts";
import type { IssueKey } from "./grouping.ts";
import { isOver } from "./keeper.ts";
import { type Live, type LiveIssue, type OrderSum, readLive } from "./live.ts";

/** Where an issue stands: what people said of it, and `over` where its cause is over and nobody resolved it. */
export type IssueState = "open" | "acknowledged" | "snoozed" | "over" | "resolved";

/** An issue as people see it. */
export interface IssueView extends IssueKey {
  state: IssueState;
  lastCause: CauseClass;
  /** When its cause began this time; null where that was never seen. */
  sinceAt: Date;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** When the cause was over; null while it lasts. */
  overAt: Date | null;
  spells: number;
  /** Failed calls and events of this spell. */
  effects: number;
  /** Orders that wait or are contradicted now, by currency. */
  waiting: readonly OrderSum[];
  mayBeMade: boolean;
  /** Orders of this spell that met it, and what they are worth. */
  metOrders: number;
  metMoney: Issue["money"];
  unmapped: number;
  menu: MenuTrouble | null;
  watch: StoreWatch | null;
  /** When a secret ends that PAR still uses. */
  endsAt: Date | null;
  /** False for one at a test store, where no guest waits. */
  isCounted: boolean;
  lastExchangeId: string | null;
  case: Case | null;
}

export interface Current extends Pick<Live, "notPlaced" | "mayBeMade" | "uncounted"> {
  /** What is wrong now and nobody has resolved, the greatest harm first. */
  issues: readonly IssueView[];
}

/** Whether somebody has to look after it now: it neither rests nor is a test store's. */
export function needsSomebody({ state, isCounted }: Pick<IssueView, "state" | "isCounted">): boolean {
  return isCounted && state !== "snoozed";
}

/** Reads what is wrong now: the ledger's view, what was counted of it, and what people did about it. */
export async function readCurrent(
  db: Database,
  args: { scope: Scope; now: Date; ledgerNow: LedgerNow },
): Promise<Current> {
  const { scope, now, ledgerNow } = args;
  const [live, lasting] = await Promise.all([
    readLive(db, { scope, now: ledgerNow }),
    listLastingIssues(db, { scope }),
  ]);
  const known = lasting.filter((issue) => !isOver(issue, live.issues, now));
  const ids = [...new Set([...live.issues.map(({ key }) => key.id), ...known.map(({ id }) => id)])];
  const [rows, cases] = await Promise.all([listIssuesById(db, ids), listCases(db, { kind: "issue", ids })]);
  const views = ids.flatMap((id) => {
    const issue = live.issues.find(({ key }) => key.id === id) ?? null;
    const row = rows.find((each) => each.id === id) ?? null;
    const found = cases.find(({ subjectId }) => subjectId === id) ?? null;
    return viewOf({ live: issue, row, case: found, now, uncounted: live.uncounted }) ?? [];
  });
  const open = withMenusUnderTheirPos(views).filter(({ state }) => state !== "resolved");
  const { notPlaced, mayBeMade, uncounted } = live;
  return { issues: byHarm(open, now), notPlaced, mayBeMade, uncounted };
}

/** The issues of these rows as they are now; for those that are over or resolved. */
export async function viewsOf(
  db: Database,
  rows: readonly Issue[],
  { scope, now, ledgerNow }: { scope: Scope; now: Date; ledgerNow: LedgerNow },
): Promise<IssueView[]> {
  if (rows.length === 0) return [];
  const [live, cases] = await Promise.all([
    readLive(db, { scope, now: ledgerNow }),
    listCases(db, { kind: "issue", ids: rows.map(({ id }) => id) }),
  ]);
  return rows.flatMap((row) => {
    const issue = live.issues.find(({ key }) => key.id === row.id) ?? null;
    const found = cases.find(({ subjectId }) => subjectId === row.id) ?? null;
    return viewOf({ live: issue, row, case: found, now, uncounted: live.uncounted }) ?? [];
  });
}

function viewOf(args: {
  live: LiveIssue | null;
  row: Issue | null;
  case: Case | null;
  now: Date;
  uncounted: Live["uncounted"];
}): IssueView | null {
  const { live, row, now } = args;
  const key = live?.key ?? (row === null ? null : keyOfRow(row));
  const lastCause = row === null ? live?.lastCause : (live?.lastCause ?? row.lastCause);
  if (key === null || lastCause === undefined || !isCauseClass(lastCause)) return null;
  const isLasting = live !== null || (row !== null && row.overAt === null && !isOver(row, [], now));
  const people = caseStateAt(args.case, now);
  const state = people === "resolved" || isLasting ? people : "over";
  const begunAt = row === null || (live !== null && row.overAt !== null) ? null : row.sinceAt;
  const sinceAt = earlier(live?.sinceAt ?? null, begunAt) ?? now;
  const isCounted = row !== null && begunAt !== null;
  return {
    ...key,
    state,
    lastCause,
    sinceAt,
    firstSeenAt: row?.firstSeenAt ?? sinceAt,
    lastSeenAt: row?.lastSeenAt ?? sinceAt,
    overAt: isLasting ? null : (row?.overAt ?? row?.lastSeenAt ?? null),
    spells: row?.spells ?? 1,
    effects: isCounted ? row.effects : 0,
    waiting: live?.orders ?? [],
    mayBeMade: live?.mayBeMade ?? false,
    metOrders: isCounted ? row.orders : 0,
    metMoney: isCounted ? row.money : {},
    unmapped: live?.unmapped ?? 0,
    menu: live?.menu ?? null,
    watch: live?.watch ?? null,
    endsAt: live?.endsAt ?? null,
    isCounted: key.locationId === null || !args.uncounted.has(key.locationId),
    lastExchangeId: row?.lastExchangeId ?? null,
    case: args.case,
  };
}

function keyOfRow(row: Issue): IssueKey | null {
  const { id, cause, subjectKind, subjectId, brandId, locationId, connectionId } = row;
  if (!isCauseClass(cause)) return null;
  return { id, cause, subjectKind, subjectId, brandId, locationId, connectionId };
}

function earlier(one: Date | null, other: Date | null): Date | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** A menu that cannot be read, and answers that come late, because a POS does not answer are effects of that. */
function withMenusUnderTheirPos(views: readonly IssueView[]): IssueView[] {
  const isPos = ({ cause }: IssueView) => cause === "store_in_doubt";
  const ofStore = (cause: CauseClass, locationId: IssueView["locationId"]) =>
    views.find((view) => view.cause === cause && view.locationId === locationId);
  const menuOf = (locationId: IssueView["locationId"]) => ofStore("menu_missing", locationId);
  const folded = views
    .filter(isPos)
    .flatMap(({ locationId }) =>
      [menuOf(locationId) ?? [], ofStore("answers_late", locationId) ?? []].flat(),
    );
  return views
    .filter((view) => !folded.includes(view))
    .map((view) => (isPos(view) ? { ...view, menu: menuOf(view.locationId)?.menu ?? null } : view));
}

/** By money times age, then by people who wait, then by how many met it, then the oldest. */
export function byHarm(views: readonly IssueView[], now: Date): IssueView[] {
  const harm = ({ waiting }: IssueView) =>
    waiting.reduce(
      (sum, each) => sum + each.totalCents * Math.max(1, now.getTime() - each.oldestAt.getTime()),
      0,
    );
  const people = ({ waiting }: IssueView) => waiting.reduce((sum, { count }) => sum + count, 0);
  // What rests, or is a test store's, is not on top of what nobody has looked at.
  const rests = (view: IssueView) => (needsSomebody(view) ? 0 : 1);
  const isNobodys = ({ subjectKind }: IssueView) => (subjectKind === "address" ? 1 : 0);
  return [...views].sort(
    (one, other) =>
      rests(one) - rests(other) ||
      harm(other) - harm(one) ||
      people(other) - people(one) ||
      other.metOrders - one.metOrders ||
      isNobodys(one) - isNobodys(other) ||
      one.sinceAt.getTime() - other.sinceAt.getTime(),
  );
}
