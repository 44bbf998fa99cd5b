import { planOf, type Shape, type Spelling } from "./shape.ts";
import type { WireTable } from "./wire.ts";

/** Values by our field names; undefined is left out, null is written. Lists hold further such objects. */
export interface WireInput {
  readonly [field: string]: unknown;
}

function isInput(value: unknown): value is WireInput {
  return typeof value === "object" && value !== null;
}

function composeShape(shape: Shape, input: WireInput, spelling: Spelling): Record<string, unknown> | null {
  const out: Record<string, unknown> = {};
  let filled = false;
  for (const entry of shape.entries) {
    let value: unknown;
    if (entry.inner !== null) value = composeShape(entry.inner, input, spelling) ?? undefined;
    else if (entry.row !== null) value = input[entry.row.field];
    if (entry.row?.of !== undefined && Array.isArray(value)) {
      const table = entry.row.of();
      value = value.map((item) => (isInput(item) ? composeWire(table, item, spelling) : item));
    }
    if (value === undefined) continue;
    out[entry.names[spelling]] = value;
    filled = true;
  }
  return filled ? out : null;
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
