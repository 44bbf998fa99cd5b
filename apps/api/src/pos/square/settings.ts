import { z } from "zod";
import { QUIET_PERIOD_S_DEFAULT } from "../adapter.ts";
import { type GuardOptions, judgePosUrl } from "../http/guard.ts";

/** Where Square itself listens (its SDK's `SquareEnvironment`). */
const ENVIRONMENTS = {
  production: "https://connect.squareup.com",
  sandbox: "https://connect.squareupsandbox.com",
} as const;

/** What a store of kind `square` is reached with (docs/square.md, chapter 5). The access token is its secret. */
export const squareSettings = z.object({
  /** Square's id of the location. */
  locationId: z.string().regex(/^[A-Za-z0-9_-]{1,50}$/),
  environment: z.enum(["production", "sandbox"]).default("production"),
  /** Another server than Square's, for tests and a local double. */
  baseUrl: z.string().optional(),
  /** As for any POS: the longest processing, one try's deadline, and a margin. */
  quiet_period_s: z.number().min(0).max(3_600).default(QUIET_PERIOD_S_DEFAULT),
  /** How long the kitchen needs for an order that is wanted at once; without it Square tells no time. */
  prep_minutes: z.int().min(1).max(1_440).optional(),
  /** Square shows a DELIVERY to a kitchen only where its partner agreement allows it. */
  delivery_as: z.enum(["pickup", "delivery"]).default("pickup"),
  dine_in_as: z.enum(["pickup", "in_store"]).default("pickup"),
});

export type SquareSettings = z.infer<typeof squareSettings>;

/** The server that the settings mean, judged by the same guard as every POS's URL. */
export function judgeSquareUrl(settings: SquareSettings, guard: GuardOptions) {
  return judgePosUrl(settings.baseUrl ?? ENVIRONMENTS[settings.environment], guard);
}

/** Square's tokens are opaque; what could not stand in a header is none. */
export function isSquareToken(token: string): boolean {
  return /^[\x21-\x7e]{16,1024}$/.test(token);
}
