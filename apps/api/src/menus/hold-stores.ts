import type { Database } from "@parley/db";
import { findMenusInForce } from "@parley/db/menus";
import type { Actor } from "@parley/db/orders";
import type { Location } from "@parley/db/stores";
import type { WordsOf } from "@parley/words";
import { inTurns } from "./availability/many-stores.ts";
import { pinMenu, unpinMenu } from "./pin-menu.ts";

export const holdResults = [
  "held",
  "already_held",
  "released",
  "not_held",
  "no_menu",
  "not_allowed",
  "not_found",
  "conflict",
  "invalid",
  "failed",
] as const;

/** What became of one store where several are held, or let go of, at once. */
export interface HoldAnswer {
  /** As it was asked for. */
  storeId: string;
  /** Null for a store that there is not, for this person. */
  location: Location | null;
  result: (typeof holdResults)[number];
  /** What is wrong with what was given, for `invalid`. */
  message: string | null;
}

export interface HoldStoresDeps {
  db: Database;
  now: () => Date;
  /** Whether the person may hold a menu there. */
  mayAct: (location: Location) => boolean;
  /** Called after each commit, so that this process need not wait for its own NOTIFY. */
  onChange?: ((locationId: Location["id"]) => void) | undefined;
  onError: (location: Location, error: unknown) => void;
}

/**
 * Holds each store at the version of its menu that is in force there now, or lets go of each, one that cannot stops no
 * other. A store that is held already stays as it is, with the reason that somebody gave.
 * @param args.hold why, to hold them; null to let go of them
 * @returns an answer for each store, in their order
 */
export async function holdStores(
  deps: HoldStoresDeps,
  args: { stores: readonly Location[]; hold: { reason: string } | null; by: Actor; words: WordsOf },
): Promise<HoldAnswer[]> {
  const { db, now, mayAct, onChange, onError } = deps;
  const { stores, hold, by, words } = args;

  async function one(location: Location): Promise<Pick<HoldAnswer, "result"> & { message?: string }> {
    const found = await findMenusInForce(db, location.id);
    if (found === null) return { result: "no_menu" };
    const { id: menuId, pin } = found.inForce;
    if (hold !== null && pin !== null) return { result: "already_held" };
    if (hold === null && pin === null) return { result: "not_held" };
    const asked = { location, expectedMenuId: menuId, by, words };
    const change = { db, now: now(), onChange };
    const outcome =
      hold === null
        ? await unpinMenu(change, asked)
        : await pinMenu(change, { ...asked, menuId, reason: hold.reason });
    switch (outcome.kind) {
      case "set":
        return { result: hold === null ? "released" : "held" };
      case "invalid":
        return { result: "invalid", message: outcome.message };
      case "not_pinned":
        return { result: "not_held" };
      case "not_found":
      case "conflict":
        return { result: "conflict" };
    }
  }

  return await inTurns(stores, async (location): Promise<HoldAnswer> => {
    const about = { storeId: location.id, location };
    if (!mayAct(location)) return { ...about, result: "not_allowed", message: null };
    try {
      const { result, message = null } = await one(location);
      return { ...about, result, message };
    } catch (error) {
      onError(location, error);
      return { ...about, result: "failed", message: null };
    }
  });
}
