import type { LocationId } from "@parley/db";
import type { AvailabilityItem } from "@parley/db/menus";
import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import type { Menu } from "../../pos/menu.ts";
import { type UntilChoice, untilOf, untilProblem } from "../../stores/until.ts";
import type { Availability } from "./availability.ts";
import { keyOf } from "./availability-status.ts";
import { nextOpening } from "./next-opening.ts";

/** Items of one act, at most. */
export const ITEMS_MAX = 200;
/** Characters of a reason, at most. */
export const REASON_MAX = TEXT_MAX.reason;

/** `opening`: when the store opens on its next day, by the hours of its menus. */
export type ItemUntil = UntilChoice | { kind: "opening" };

export interface SetItemsArgs {
  location: { id: LocationId; timezone: string };
  /** The store's menu, to know its items by; null before the first pull. */
  menu: Menu | null;
  items: readonly AvailabilityItem[];
  isAvailable: boolean;
  /** When items that are taken off come back. Null where they are put back. */
  until: ItemUntil | null;
  /** As the person wrote it; blank is none. */
  reason: string | null;
  /** The operator's id, or `cli`. */
  by: string;
  /** The operator's address; left out at the command line. */
  address?: string | undefined;
  /** The act over several stores that this is part of. */
  actId?: string | undefined;
  say: Words<"takeoff">;
}

export type SetItemsOutcome =
  /** `changed` are the items whose override changed. */
  | { kind: "set"; changed: AvailabilityItem[]; untilAt: Date | null }
  /** What the person gave cannot be used; `message` is a sentence about it. */
  | { kind: "invalid"; field: "items" | "until" | "reason"; message: string };

/**
 * An operator takes items of a store off, or puts them back, all or none. Only what is on the menu can be taken
 * off; what somebody took off can be put back also after it has left the menu.
 */
export async function setItems(
  { availability, now }: { availability: Availability; now: Date },
  args: SetItemsArgs,
): Promise<SetItemsOutcome> {
  const { location, isAvailable, by, address, actId, say } = args;
  const items = [...new Map(args.items.map((item) => [keyOf(item), item])).values()];
  const reason = args.reason?.trim() ?? "";
  if (reason.length > REASON_MAX) {
    return { kind: "invalid", field: "reason", message: say("refused.reason", { max: String(REASON_MAX) }) };
  }
  if (items.length === 0) return { kind: "invalid", field: "items", message: say("refused.noItem") };
  if (items.length > ITEMS_MAX) {
    return { kind: "invalid", field: "items", message: say("refused.tooMany", { max: String(ITEMS_MAX) }) };
  }
  const unknown = await unknownOf(availability, { ...args, items });
  if (unknown !== null) return { kind: "invalid", field: "items", message: unknown };
  const until = timeOf(args, now);
  if (until.kind === "problem") return { kind: "invalid", field: "until", message: until.message };
  const { untilAt } = until;
  const changed = await availability.setByOperator({
    locationId: location.id,
    items,
    isAvailable,
    untilAt,
    reason: reason === "" ? null : reason,
    by,
    address,
    actId,
  });
  return { kind: "set", changed, untilAt };
}

/** A sentence about the items that the store does not have; null where it has them all. */
async function unknownOf(availability: Availability, args: SetItemsArgs): Promise<string | null> {
  const { menu, items, isAvailable, location, say } = args;
  const known = new Set([
    ...(menu?.products ?? []).map(({ id }) => keyOf({ kind: "product", itemId: id })),
    ...(menu?.modifiers ?? []).map(({ id }) => keyOf({ kind: "modifier", itemId: id })),
  ]);
  const isKnown = (item: AvailabilityItem) => known.has(keyOf(item));
  if (items.every(isKnown)) return null;
  if (isAvailable) {
    for (const override of await availability.list(location.id)) known.add(keyOf(override));
  }
  const unknown = items.filter((item) => !isKnown(item));
  const [first] = unknown;
  if (first === undefined) return null;
  if (menu === null) return say("refused.noMenu");
  return say("refused.unknown", {
    kind: first.kind,
    id: first.itemId.slice(0, 64),
    more: unknown.length - 1,
  });
}

/** When items come back, by the store's clock; null where somebody puts them back. */
function timeOf(
  { isAvailable, until, say, menu, location: { timezone } }: SetItemsArgs,
  now: Date,
): { kind: "time"; untilAt: Date | null } | { kind: "problem"; message: string } {
  const refused = (message: string) => ({ kind: "problem" as const, message });
  if (isAvailable)
    return until === null ? { kind: "time", untilAt: null } : refused(say("refused.backHasNoTime"));
  if (until === null) return refused(say("refused.noTime"));
  if (until.kind === "opening") {
    const untilAt = menu === null ? null : nextOpening(menu, { timezone, now });
    return untilAt === null ? refused(say("refused.noOpening")) : { kind: "time", untilAt };
  }
  const problem = untilProblem(until, { timezone, now }, say);
  return problem === null ? { kind: "time", untilAt: untilOf(until, timezone, now) } : refused(problem);
}
