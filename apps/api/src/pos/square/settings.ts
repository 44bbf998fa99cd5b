import { z } from "zod";
import { quietPeriodSetting } from "../kind.ts";
import { readSpellings } from "./spellings.ts";

/** How to reach a store of kind `square` (docs/square.md, chapter 5). The access token is its secret. */
export const squareSettings = z.preprocess(
  readSpellings,
  z.object({
    /** Square's id of the location. */
    location_id: z.string().regex(/^[A-Za-z0-9_-]{1,50}$/),
    environment: z.enum(["production", "sandbox"]).default("production"),
    /** A stand-in for Square on this machine, for tests; `environment` means nothing then. */
    base_url: z.string().optional(),
    quiet_period_s: quietPeriodSetting,
    /** How long the kitchen needs for an order for now; without it Square gives no ready time. */
    prep_minutes: z.int().min(1).max(1_440).optional(),
    /** Square shows a DELIVERY to a kitchen only if its partner agreement allows it. */
    delivery_as: z.enum(["pickup", "delivery"]).default("pickup"),
    dine_in_as: z.enum(["pickup", "in_store"]).default("pickup"),
  }),
);

export type SquareSettings = z.infer<typeof squareSettings>;
