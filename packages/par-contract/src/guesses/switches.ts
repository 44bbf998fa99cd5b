import { z } from "zod";
import { SchemaError } from "../errors.ts";

// One line per guess of kind "switch" (guesses.ts tells what each means and what to ask PAR).
// Units are in the names: `_s` seconds, `_cents` cents, `_status` an HTTP status.
export const switchesSchema = z.strictObject({
  jwt_key: z.enum(["full", "first10"]).default("full"),
  require_exp: z.boolean().default(true),
  max_token_life_s: z.int().min(60).max(31_622_400).default(86_400),
  clock_skew_s: z.int().min(0).max(600).default(60),
  issuer: z.string().min(1).max(200).nullable().default(null),
  audience: z.string().min(1).max(200).nullable().default(null),
  cents_mode: z.enum(["exact", "double_truncate"]).default("exact"),
  answer_spelling: z.enum(["snake", "camel", "pascal"]).default("snake"),
  subtotal_basis: z.enum(["gross", "net"]).default("gross"),
  tax_rate_unit: z.enum(["percent", "fraction"]).default("percent"),
  price_tolerance_cents: z.int().min(0).max(100).default(1),
  freshness_window_s: z.int().min(0).max(86_400).default(0),
  signature_status: z.union([z.literal(401), z.literal(412)]).default(401),
  unmapped_status: z.union([z.literal(422), z.literal(404), z.literal(200)]).default(422),
  refusal_status: z.union([z.literal(200), z.literal(422)]).default(200),
  conflict_status: z.union([z.literal(409), z.literal(200)]).default(409),
  pending_poll_status: z.union([z.literal(200), z.literal(202)]).default(200),
  pending_retry_after_s: z.int().min(0).max(3_600).default(2),
  location_header: z.enum(["relative", "none"]).default("relative"),
});

/** The choices of one connection, one per guess about PAR that can be made either way. */
export type Switches = Readonly<z.infer<typeof switchesSchema>>;

/**
 * Reads a connection's switches; what is not named has its default.
 *
 * @throws SchemaError (`invalid_field`, one issue per switch) on an unknown name or value.
 *
 * @example
 * ```ts
 * parseSwitches({ jwt_key: "first10" }).cents_mode; // "exact"
 * ```
 */
export function parseSwitches(value: unknown): Switches {
  const parsed = switchesSchema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new SchemaError(
    parsed.error.issues.map((issue) => ({
      code: "invalid_field",
      message: issue.message,
      field: issue.path.length > 0 ? issue.path.join(".") : undefined,
    })),
  );
}

/** What holds for a connection that chose nothing. */
export const defaultSwitches: Switches = parseSwitches({});
