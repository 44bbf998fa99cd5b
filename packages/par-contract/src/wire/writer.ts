import type { WireTable } from "./row.ts";
import { type Plan, planOf, type Shape, type Spelling } from "./shape.ts";

/** Values by our field names; undefined is left out, null is written. Lists hold further such objects. */
export interface WireInput {
  readonly [field: string]: unknown;
}

function isInput(value: unknown): value is WireInput {
  return typeof value === "object" && value !== null;
}

function composeList(plan: Plan, values: readonly unknown[], spelling: Spelling): unknown[] {
  return values.map((item) => (isInput(item) ? (composeShape(plan.root, item, spelling) ?? {}) : item));
}

function composeShape(
  shape: Shape,
  input: WireInput,
  spelling: Spelling,
): Record<string, unknown> | undefined {
  let out: Record<string, unknown> | undefined;
  for (const { row, inner, names } of shape.entries) {
    let value: unknown;
    if (inner !== null) value = composeShape(inner, input, spelling);
    else if (row !== null) {
      value = input[row.field];
      if (row.of !== undefined && Array.isArray(value))
        value = composeList(planOf(row.of()), value, spelling);
    }
    if (value === undefined) continue;
    out ??= {};
    out[names[spelling]] = value;
  }
  return out;
}

/**
 * Puts values where the wire table says, under its names, in the order of its rows.
 *
 * @returns a plain object ready for `JSON.stringify`; amounts must already be in major units.
 */
export function composeWire(
  table: WireTable,
  input: WireInput,
  spelling: Spelling = "snake",
): Record<string, unknown> {
  return composeShape(planOf(table).root, input, spelling) ?? {};
}
