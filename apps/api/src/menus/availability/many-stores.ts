import type { Location } from "@parley/db/stores";
import type { Words } from "@parley/words";
import type { CurrentMenu } from "../current-menu.ts";
import type { Availability } from "./availability.ts";
import { keyOf, statusOf } from "./availability-status.ts";
import { type SameItem, type SeenItem, sameItem } from "./same-item.ts";
import { type ItemUntil, setItems } from "./set-items.ts";

/** Stores of one act, at most. */
export const STORES_MAX = 500;
/** Stores whose menus are read and whose items are set at once. */
const AT_ONCE = 8;

export const storeResults = [
  "off",
  "already_off",
  "back",
  "still_off",
  "not_off",
  "not_on_menu",
  "ambiguous",
  "no_menu",
  "not_allowed",
  "not_found",
  "invalid",
  "changed_since",
  "failed",
] as const;

/** What became of one store in an act over several. */
export interface StoreAnswer {
  /** As it was asked for. */
  storeId: string;
  /** Null for a store that there is not, for this person. */
  location: Location | null;
  result: (typeof storeResults)[number];
  /** The POS's id of the item there; null where it has none. */
  itemId: string | null;
  /** Its name there. */
  name: string | null;
  /** When it comes back by itself there; null where somebody has to put it back, or where it is not off. */
  untilAt: Date | null;
  /** What is wrong with what was given, for `invalid`. */
  message: string | null;
}

export interface ManyStoresDeps {
  availability: Availability;
  /** The menu in force at a store, with its overrides. */
  menuOf: (location: Location) => Promise<CurrentMenu | null>;
  /** Whether the person may take items off there. */
  mayAct: (location: Location) => boolean;
  now: () => Date;
  onError: (location: Location, error: unknown) => void;
}

interface ManyStoresArgs {
  stores: readonly Location[];
  /** As one store's menu has it; the others' are found by its id or its name. */
  item: SeenItem;
  isAvailable: boolean;
  /** Judged on each store's own clock. */
  until: ItemUntil | null;
  reason: string | null;
  by: string;
  address?: string | undefined;
  say: Words<"takeoff">;
  /** Names the act, so that it can be undone: `ava_…`. */
  actId: string;
}

/**
 * Takes one item off in several stores, or puts it back, each store by itself: one that cannot stops no other. What
 * somebody has off already is left as it is, so that undoing the act brings back only what it took off.
 * @returns an answer for each store, in their order
 */
export async function setInStores(deps: ManyStoresDeps, args: ManyStoresArgs): Promise<StoreAnswer[]> {
  return await inTurns(args.stores, (location) =>
    guarded(deps, location, () => setInOne(deps, args, location)),
  );
}

/** The same act on each, some at once, and what came of it in their order. */
export async function inTurns<Row, Result>(
  rows: readonly Row[],
  act: (row: Row) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    results.push(...(await Promise.all(rows.slice(from, from + AT_ONCE).map(act))));
  }
  return results;
}

/** The answer for one store, also where it cannot be acted on or the act breaks off. */
export async function guarded(
  { mayAct, onError }: Pick<ManyStoresDeps, "mayAct" | "onError">,
  location: Location,
  act: () => Promise<StoreAnswer>,
): Promise<StoreAnswer> {
  if (!mayAct(location)) return answerOf(location, "not_allowed");
  try {
    return await act();
  } catch (error) {
    onError(location, error);
    return answerOf(location, "failed");
  }
}

export function answerOf(
  location: Location,
  result: StoreAnswer["result"],
  rest: Partial<StoreAnswer> = {},
): StoreAnswer {
  const empty = { itemId: null, name: null, untilAt: null, message: null };
  return { storeId: location.id, location, result, ...empty, ...rest };
}

async function setInOne(
  { availability, menuOf, now }: ManyStoresDeps,
  args: ManyStoresArgs,
  location: Location,
): Promise<StoreAnswer> {
  const current = await menuOf(location);
  const same = current === null ? null : sameItem(current.menu, args.item);
  const found = await foundOf(availability, args, location, same);
  if (typeof found === "string") return answerOf(location, found);
  const { item, name } = found;
  const outcome = await setItems(
    { availability, now: now() },
    { ...args, location, menu: current?.menu ?? null, items: [item] },
  );
  const at = { itemId: item.itemId, name };
  if (outcome.kind === "invalid") return answerOf(location, "invalid", { ...at, message: outcome.message });
  const hasChanged = outcome.changed.length > 0;
  if (!args.isAvailable) {
    if (hasChanged) return answerOf(location, "off", { ...at, untilAt: outcome.untilAt });
    const theirs = (await availability.list(location.id)).find(
      (override) => override.source === "operator" && keyOf(override) === keyOf(item),
    );
    return answerOf(location, "already_off", { ...at, untilAt: theirs?.untilAt ?? null });
  }
  if (!hasChanged) return answerOf(location, "not_off", at);
  return answerOf(location, isOffStill(await menuOf(location), item) ? "still_off" : "back", at);
}

/** The item at a store; or why there is none. What somebody took off can be put back after it has left the menu. */
async function foundOf(
  availability: Availability,
  { item, isAvailable }: ManyStoresArgs,
  location: Location,
  same: SameItem | null,
): Promise<
  | (Pick<Extract<SameItem, { kind: "found" }>, "item"> & { name: string | null })
  | "no_menu"
  | "not_on_menu"
  | "ambiguous"
> {
  if (same?.kind === "found") return same;
  if (isAvailable) {
    const left = (await availability.list(location.id)).find((each) => keyOf(each) === keyOf(item));
    if (left !== undefined) return { item: { kind: item.kind, itemId: item.itemId }, name: null };
  }
  if (same === null) return "no_menu";
  return same.kind === "ambiguous" ? "ambiguous" : "not_on_menu";
}

function isOffStill(current: CurrentMenu | null, item: Pick<SeenItem, "kind" | "itemId">): boolean {
  if (current === null) return false;
  const status = current.statuses.get(keyOf(item));
  return status !== undefined && !statusOf(current.statuses, item).isAvailable;
}
