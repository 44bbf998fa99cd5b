import { type Database, everyBrand } from "@parley/db";
import { findMenu, setMenuPin } from "@parley/db/menus";
import type { Actor } from "@parley/db/orders";
import type { Location } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import type { WordsOf } from "@parley/words";
import { problemOf } from "./check.ts";
import { parseStoredMenu } from "./stored.ts";

export type PinMenuOutcome =
  | { kind: "set" }
  /** What the person gave cannot be used; `message` is a sentence about it. */
  | { kind: "invalid"; field: "reason" | "menuId"; message: string }
  /** The store keeps no such version. */
  | { kind: "not_found" }
  /** Another version is in force than the person saw. */
  | { kind: "conflict" }
  | { kind: "not_pinned" };

interface Deps {
  db: Database;
  now: Date;
  /** Called after the commit, so that this process need not wait for its own NOTIFY. */
  onChange?: ((locationId: Location["id"]) => void) | undefined;
}

interface Asked {
  location: Location;
  /** The version that the person saw in force, by our id. */
  expectedMenuId: string;
  by: Actor;
  words: WordsOf;
}

/**
 * Holds a store at a version of its menu: PAR is served it and its orders are priced by it, whatever the POS gives
 * meanwhile. That is stored and waits; only its words about what is off count at once.
 * @param args.reason why, 1 to 200 characters, for those who wonder
 */
export async function pinMenu(
  { db, now, onChange }: Deps,
  args: Asked & { menuId: string; reason: string },
): Promise<PinMenuOutcome> {
  const { location, expectedMenuId, menuId, by, words } = args;
  const say = words("versions");
  const reason = args.reason.trim();
  if (reason === "" || reason.length > TEXT_MAX.reason)
    return { kind: "invalid", field: "reason", message: say("refused.reason", { max: TEXT_MAX.reason }) };
  const row = await findMenu(db, { scope: everyBrand, menuId });
  if (row === null || row.locationId !== location.id) return { kind: "not_found" };
  const menu = parseStoredMenu(row.content);
  const unusable = (): PinMenuOutcome => {
    return { kind: "invalid", field: "menuId", message: say("refused.unusable") };
  };
  if (menu === null || problemOf(menu, location) !== null) return unusable();
  const pin = { menuId, reason };
  const outcome = await setMenuPin(db, { locationId: location.id, expectedMenuId, pin, by, now });
  if (outcome.kind === "former_pos")
    return { kind: "invalid", field: "menuId", message: say("refused.formerPos") };
  if (outcome.kind === "set") onChange?.(location.id);
  return outcome;
}

/** Lets go of the version that a store is held at: the POS's newest is in force at once. */
export async function unpinMenu({ db, now, onChange }: Deps, args: Asked): Promise<PinMenuOutcome> {
  const { location, expectedMenuId, by } = args;
  const outcome = await setMenuPin(db, { locationId: location.id, expectedMenuId, pin: null, by, now });
  // Only what is held at can be of a former till.
  if (outcome.kind === "former_pos") return { kind: "conflict" };
  if (outcome.kind === "set") onChange?.(location.id);
  return outcome;
}
