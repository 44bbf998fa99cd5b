import type { HistoryLine } from "../history.ts";
import type { ApiOrder, ApiView } from "./api-view.ts";
import type { Journal, PlacedLine } from "./journals.ts";
import { readStories, type Story } from "./stories.ts";

/** The three sources side by side: the partner's answers, the POS's orders, the operators' API. */

/** One order in a POS's journal. */
export interface PosOrder {
  line: PlacedLine;
  journal: string;
  isVoided: boolean;
  /** The partner's order that it belongs to; null where the partner sent none. */
  orderKey: string | null;
}

export interface Evidence {
  stories: ReadonlyMap<string, Story>;
  /** The stories of one of the partner's orders. */
  storiesOf(orderKey: string | null): readonly Story[];
  posOrders: readonly PosOrder[];
  api: ApiView;
  /** The gateway's order with this request uid, as its own or as an alias. */
  rowOf(requestUid: string): ApiOrder | undefined;
  /** Un-voided POS orders, in all journals, that belong to the partner's order. */
  unvoided(orderKey: string): readonly PosOrder[];
}

export function gatherEvidence(sources: {
  history: readonly HistoryLine[];
  journals: readonly Journal[];
  api: ApiView;
}): Evidence {
  const { history, journals, api } = sources;
  const stories = readStories(history);
  const keyOf = keyFinder(stories);
  const posOrders = journals.flatMap((journal) => readPosOrders(journal, keyOf));
  const rows = new Map(api.orders.flatMap((row) => uidsOf(row).map((uid) => [uid, row] as const)));
  const unvoided = posOrders.filter((order) => !order.isVoided);
  const byKey = groupBy(unvoided, ({ orderKey }) => orderKey);
  const storiesByKey = groupBy([...stories.values()], (story): string | null => story.orderKey);
  return {
    stories,
    storiesOf: (orderKey) => storiesByKey.get(orderKey) ?? [],
    posOrders,
    api,
    rowOf: (requestUid) => rows.get(requestUid),
    unvoided: (orderKey) => byKey.get(orderKey) ?? [],
  };
}

/** The items by key; each group keeps their order. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Every request uid of a row. */
export function uidsOf(row: ApiOrder): string[] {
  return [row.requestUid, ...row.aliases];
}

/** By the request uid that the POS received; else by an online order id that only one order has. */
function keyFinder(stories: ReadonlyMap<string, Story>): (line: PlacedLine) => string | null {
  const submitted = [...stories.values()].filter((story) => story.firstSubmitAt !== null);
  const byUid = new Map(submitted.map((story) => [story.requestUid, story.orderKey]));
  const byOnlineId = groupBy(submitted, ({ order }) => order.onlineOrderId);
  return ({ request_uid, online_order_id }) => {
    const own = byUid.get(request_uid);
    if (own !== undefined || online_order_id === null) return own ?? null;
    const keys = new Set(byOnlineId.get(online_order_id)?.map((story) => story.orderKey));
    return keys.size === 1 ? ([...keys][0] ?? null) : null;
  };
}

function readPosOrders(journal: Journal, keyOf: (line: PlacedLine) => string | null): PosOrder[] {
  const voided = new Set(journal.lines.flatMap((line) => (line.kind === "void" ? [nameOf(line)] : [])));
  return journal.lines.flatMap((line) =>
    line.kind === "void"
      ? []
      : [{ line, journal: journal.name, isVoided: voided.has(nameOf(line)), orderKey: keyOf(line) }],
  );
}

function nameOf(line: { store: string; reference: string; pos_order_id: string }): string {
  return JSON.stringify([line.store, line.reference, line.pos_order_id]);
}
