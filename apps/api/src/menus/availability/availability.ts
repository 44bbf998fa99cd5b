import type { Database, LocationId } from "@parley/db";
import {
  type AvailabilityItem,
  type AvailabilityOverride,
  listAvailability,
  setAvailability,
  undoOffAct,
} from "@parley/db/menus";

/** Overrides the availability of single items between two pulls of the menu. */
export interface Availability {
  /**
   * Takes items off or puts them back for an operator; both take effect on validate and menus in every process
   * at once (NOTIFY). `untilAt` counts only where they are taken off. `by` is the operator's id, or `cli`.
   * @returns the items whose override changed
   */
  setByOperator(args: OperatorArgs): Promise<AvailabilityItem[]>;
  /**
   * The same for what a POS reports of its own accord, both ways and until its next menu. `at` is when it
   * happened, by the POS's clock: a report that arrives late changes nothing where a later one is known.
   */
  setByPos(args: PosArgs): Promise<AvailabilityItem[]>;
  /**
   * Puts back what an act over several stores took off at this one, and nobody has changed since.
   * @returns what came back
   */
  undoAct(args: UndoArgs): Promise<AvailabilityItem[]>;
  /** The overrides in force at a store, with who set them. */
  list(locationId: LocationId): Promise<AvailabilityOverride[]>;
}

export interface OperatorArgs {
  locationId: LocationId;
  items: readonly AvailabilityItem[];
  isAvailable: boolean;
  /** When the items come back by themselves; null: when somebody puts them back. */
  untilAt: Date | null;
  reason: string | null;
  by: string;
  address?: string | undefined;
  /** The act over several stores that this is part of: what an operator has off already, it leaves as it is. */
  actId?: string | undefined;
}

export type PosArgs = Omit<OperatorArgs, "reason" | "by" | "address" | "actId"> & { at: Date };

type UndoArgs = Pick<OperatorArgs, "locationId" | "by" | "address"> & { actId: string };

export interface AvailabilityOptions {
  db: Database;
  now: () => Date;
  /** Called after each commit, so that this process need not wait for its own NOTIFY. */
  onChange?: (locationId: LocationId) => void;
}

export function createAvailability({ db, now, onChange }: AvailabilityOptions): Availability {
  async function set(args: Parameters<typeof setAvailability>[1]): Promise<AvailabilityItem[]> {
    const untilAt = args.isAvailable ? null : args.untilAt;
    const changed = await setAvailability(db, { ...args, untilAt });
    if (changed.length > 0) onChange?.(args.locationId);
    return changed;
  }

  return {
    setByOperator: (args) => set({ ...args, source: "operator", at: now() }),
    // Otherwise a POS whose clock runs ahead would outrank its own later reports.
    setByPos: (args) => set({ ...args, source: "pos", at: earlier(args.at, now()), reason: null, by: "pos" }),
    async undoAct(args) {
      const changed = await undoOffAct(db, { ...args, now: now() });
      if (changed.length > 0) onChange?.(args.locationId);
      return changed;
    },
    list: (locationId) => listAvailability(db, { locationId, now: now() }),
  };
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}
