import type { GrantsProblem } from "@parley/db/operators";
import { TEXT_MAX } from "@parley/limits";
import type { Words } from "@parley/words";
import { PASSWORD_MAX, PASSWORD_MIN, type PasswordProblem } from "./password.ts";

/** Why what somebody gave of a person or a key cannot be taken. */
export type Problem = GrantsProblem | PasswordProblem | "nameLength" | "notEmail" | "noRoles" | "expiryPast";

/** A refusal of what was given for a field. */
export interface Invalid<Field extends string> {
  kind: "invalid";
  field: Field;
  problem: Problem;
}

/** The same as a sentence for whoever gave it. */
export function problemText(say: Words<"operators">, problem: Problem): string {
  return say(`invalid.${problem}`, {
    nameMax: TEXT_MAX.name,
    passwordMin: PASSWORD_MIN,
    passwordMax: PASSWORD_MAX,
  });
}
