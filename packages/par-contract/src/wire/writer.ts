import type { InputOf } from "./record.ts";
import type { WireTable } from "./row.ts";
import { type Plan, planOf, type Shape, type ShapeEntry, type Spelling } from "./shape.ts";

/** Values by our field names; undefined is left out, null is written. Lists hold further such objects. */
type WireInput = Readonly<Record<string, unknown>>;

/** Writes one object's names; undefined when it has none of them. */
type Write = (input: WireInput) => Record<string, unknown> | undefined;

/** Reads one entry's value out of the input, ready to be written. */
type Take = (input: WireInput) => unknown;

function isInput(value: unknown): value is WireInput {
  return typeof value === "object" && value !== null;
}

function takeOf({ row, inner, items }: ShapeEntry, spelling: Spelling): Take {
  if (inner !== null) return writeShape(inner, spelling);
  const field = row?.field ?? "";
  if (items === null) return (input) => input[field];
  return (input) => {
    const value = input[field];
    if (!Array.isArray(value)) return value;
    const write = writerOf(items(), spelling);
    return value.map((item: unknown) => (isInput(item) ? (write(item) ?? {}) : item));
  };
}

function writeShape(shape: Shape, spelling: Spelling): Write {
  const steps = shape.entries.map((entry) => ({
    name: entry.names[spelling],
    take: takeOf(entry, spelling),
  }));
  return (input) => {
    let out: Record<string, unknown> | undefined;
    for (const { name, take } of steps) {
      const value = take(input);
      if (value === undefined) continue;
      out ??= {};
      out[name] = value;
    }
    return out;
  };
}

const writers = new WeakMap<Plan, Map<Spelling, Write>>();

/** The compiled writer of a plan in one spelling; made once. */
function writerOf(plan: Plan, spelling: Spelling): Write {
  const known = writers.get(plan)?.get(spelling);
  if (known !== undefined) return known;
  const write = writeShape(plan.root, spelling);
  const ofPlan = writers.get(plan) ?? new Map<Spelling, Write>();
  writers.set(plan, ofPlan.set(spelling, write));
  return write;
}

/**
 * Puts values where the wire table says, under its names, in the order of its rows.
 *
 * @returns a plain object ready for `JSON.stringify`; amounts must already be in major units.
 */
export function composeWire<T extends WireTable>(
  table: T,
  input: InputOf<T>,
  spelling: Spelling = "snake",
): Record<string, unknown> {
  return writerOf(planOf(table), spelling)(input) ?? {};
}
