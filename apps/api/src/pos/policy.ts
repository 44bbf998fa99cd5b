import { z } from "zod";

/** What a store's settings say about how its POS may be used, whatever kind of POS it is. */
export interface StorePolicy {
  /** Calls to its POS at once from one process; further orders wait in the ledger. */
  slots: number;
  /** What PAR is told about an order that provably never left because the POS cannot be reached. */
  whenUnreachable: "hold" | "error";
}

/** More than a restaurant's till takes at once, and far fewer than would starve the others. */
export const SLOTS_DEFAULT = 32;

const policySettings = z
  .object({
    slots: z.int().min(1).max(256).catch(SLOTS_DEFAULT),
    when_unreachable: z.enum(["hold", "error"]).catch("hold"),
  })
  .catch({ slots: SLOTS_DEFAULT, when_unreachable: "hold" });

/** Reads `slots` and `when_unreachable` from stored settings; what cannot be read is as if it were not set. */
export function readPolicy(settings: unknown): StorePolicy {
  const { slots, when_unreachable: whenUnreachable } = policySettings.parse(settings);
  return { slots, whenUnreachable };
}

/** The settings that say this; what is undefined stays at its default. */
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
