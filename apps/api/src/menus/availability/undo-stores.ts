import type { Database, Scope } from "@parley/db";
import { listStoresOfAct } from "@parley/db/menus";
import { listLocations } from "@parley/db/stores";
import { answerOf, guarded, inTurns, type ManyStoresDeps, type StoreAnswer } from "./many-stores.ts";

interface UndoStoresDeps extends Pick<ManyStoresDeps, "availability" | "mayAct" | "onError"> {
  db: Database;
}

/**
 * Brings back what one act took off in several stores, each by itself, and nothing else: what somebody put back or took
 * off anew in between is left as it is (`changed_since`).
 * @param args.scope the stores that the person may see
 * @returns null for an act that took nothing off in any of them
 */
export async function undoInStores(
  deps: UndoStoresDeps,
  args: { scope: Scope; actId: string; by: string; address?: string | undefined },
): Promise<StoreAnswer[] | null> {
  const { db, availability } = deps;
  const { scope, ...act } = args;
  const ids = await listStoresOfAct(db, { scope, actId: act.actId });
  if (ids.length === 0) return null;
  const stores = await listLocations(db, { scope, ids });
  return await inTurns(stores, (location) =>
    guarded(deps, location, async () => {
      const [item] = await availability.undoAct({ ...act, locationId: location.id });
      return item === undefined
        ? answerOf(location, "changed_since")
        : answerOf(location, "back", { itemId: item.itemId });
    }),
  );
}
