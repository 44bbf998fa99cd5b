import { z } from "zod";

/** What a store's settings say about how its POS may be used, whatever kind of POS it is. */
export interface StorePolicy {
  /** How many calls one process makes to its POS at once; further orders wait in the ledger. */
  slots: number;
  /** What PAR is answered for an order that provably was never sent because the POS cannot be reached. */
  whenUnreachable: "hold" | "error";
}

/** More than a restaurant's POS takes at once, and far too few to starve other stores. */
export const SLOTS_DEFAULT = 32;

export const SLOTS_MAX = 256;

const slotsSetting = z.int().min(1).max(SLOTS_MAX);

/** Whether so many calls at once may be stored; undefined stays at the default. */
export function isSlots(slots: number | undefined): boolean {
  return slots === undefined || slotsSetting.safeParse(slots).success;
}

const policySettings = z
  .object({
    slots: slotsSetting.catch(SLOTS_DEFAULT),
    when_unreachable: z.enum(["hold", "error"]).catch("hold"),
  })
  .catch({ slots: SLOTS_DEFAULT, when_unreachable: "hold" });

/** Reads `slots` and `when_unreachable` from stored settings; an unreadable value counts as not set. */
export function readPolicy(settings: unknown): StorePolicy {
  const { slots, when_unreachable: whenUnreachable } = policySettings.parse(settings);
  return { slots, whenUnreachable };
}

/** The settings to store for this policy; what is undefined stays at its default. */
export function policySettingsOf({
  slots,
  whenUnreachable,
}: {
  slots?: number | undefined;
  whenUnreachable?: "hold" | "error" | undefined;
}) {
  return {
    ...(slots === undefined ? {} : { slots }),
    ...(whenUnreachable === undefined ? {} : { when_unreachable: whenUnreachable }),
  };
}
