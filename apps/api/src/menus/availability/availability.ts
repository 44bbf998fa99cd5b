import type { Database } from "@parley/db";
import {
  type AvailabilityItem,
  type AvailabilityRow,
  listAvailability,
  setAvailability,
} from "@parley/db/menus";

/** The room's word about single items, between two pulls of the menu. */
export interface Availability {
  /**
   * Takes items off or puts them back for an operator; both take effect on validate and menus in every process
   * at once (NOTIFY). `untilAt` counts only where they are taken off. `by` is the operator's id, or `cli`.
   * @returns the items of which another word holds now than before
   */
  set(args: SetArgs): Promise<AvailabilityItem[]>;
  /**
   * The same for what a POS tells by itself, both ways and until its next menu. `at` is when it happened, by the
   * POS's clock: a word that comes late changes nothing where a later one is known.
   */
  hear(args: HearArgs): Promise<AvailabilityItem[]>;
  /** The words that hold now at a store, and whose they are, for the admin. */
  list(locationId: string): Promise<AvailabilityRow[]>;
}

export interface SetArgs {
  locationId: string;
  items: readonly AvailabilityItem[];
  isAvailable: boolean;
  /** When the items come back by themselves; null: when somebody says so. */
  untilAt: Date | null;
  reason: string | null;
  by: string;
}

export type HearArgs = Omit<SetArgs, "reason" | "by"> & { at: Date };

export interface AvailabilityOptions {
  db: Database;
  now: () => Date;
  /** Told after each commit, so that this process need not wait for its own NOTIFY. */
  onChange?: (locationId: string) => void;
}

export function createAvailability({ db, now, onChange }: AvailabilityOptions): Availability {
  async function say(args: Parameters<typeof setAvailability>[1]): Promise<AvailabilityItem[]> {
    const untilAt = args.isAvailable ? null : args.untilAt;
    const changed = await setAvailability(db, { ...args, untilAt });
    if (changed.length > 0) onChange?.(args.locationId);
    return changed;
  }

  return {
    set: (args) => say({ ...args, source: "operator", at: now() }),
    // A POS whose clock runs ahead must not silence what it says next.
    hear: (args) => say({ ...args, source: "pos", at: earlier(args.at, now()), reason: null, by: "pos" }),
    list: (locationId) => listAvailability(db, { locationId, now: now() }),
  };
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
