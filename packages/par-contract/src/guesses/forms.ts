import { z } from "zod";
import type { SwitchGuessId } from "./guesses.ts";
import { switchesSchema } from "./switches.ts";

/** Which values a switch can have: some of a closed list, a whole number within bounds, or a text or none. */
export type SwitchForm =
  | { kind: "choice"; values: readonly (string | number | boolean)[] }
  | { kind: "number"; min: number; max: number }
  | { kind: "text" };

/**
 * The form of a switch, as its schema has it.
 *
 * @example
 * ```ts
 * switchForm("jwt_key"); // { kind: "choice", values: ["full", "first10"] }
 * ```
 */
export function switchForm(id: SwitchGuessId): SwitchForm {
  const schema = switchesSchema.shape[id].unwrap();
  if (schema instanceof z.ZodEnum) return { kind: "choice", values: schema.options };
  if (schema instanceof z.ZodBoolean) return { kind: "choice", values: [true, false] };
  if (schema instanceof z.ZodUnion)
    return { kind: "choice", values: schema.options.map((option) => option.value) };
  if (schema instanceof z.ZodNumber)
    return { kind: "number", min: schema.minValue ?? 0, max: schema.maxValue ?? Number.MAX_SAFE_INTEGER };
  return { kind: "text" };
}
