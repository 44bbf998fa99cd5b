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

const policySettings = z.object({
  slots: z.int().min(1).max(256).default(SLOTS_DEFAULT).catch(SLOTS_DEFAULT),
  when_unreachable: z.enum(["hold", "error"]).default("hold").catch("hold"),
});

/** Reads `slots` and `when_unreachable` from the settings; what cannot be read is as if it were not set. */
export function policyOf(store: { posSettings: unknown }): StorePolicy {
  const settings = policySettings.safeParse(store.posSettings ?? {}).data;
  return {
    slots: settings?.slots ?? SLOTS_DEFAULT,
    whenUnreachable: settings?.when_unreachable ?? "hold",
  };
}
