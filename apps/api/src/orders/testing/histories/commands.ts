import fc from "fast-check";
import type { Command } from "./run.ts";

const at = fc.nat(1);
// Two that the POS takes, and sometimes one that it fails whenever it comes.
const order = fc.constantFrom(0, 0, 0, 1, 1, 1, 2);
const pick = fc.nat(5);

function often(weight: number, arbitrary: fc.Arbitrary<Command>) {
  return { weight, arbitrary };
}

/** How often each command occurs; a quarter of the calls to the POS go wrong. */
const command: fc.Arbitrary<Command> = fc.oneof(
  often(
    5,
    fc.record({
      do: fc.constant("submit"),
      at,
      order,
      as: fc.constantFrom("same", "same", "same", "renamed", "changed"),
    }),
  ),
  often(2, fc.record({ do: fc.constant("poll"), at, order })),
  often(6, fc.record({ do: fc.constant("query"), pick })),
  often(6, fc.constant({ do: "queries" })),
  often(
    8,
    fc.record({
      do: fc.constant("pos"),
      pick,
      fate: fc.constantFrom("pass", "pass", "pass", "pass", "lose", "refuse", "decline"),
    }),
  ),
  often(1, fc.constant({ do: "calm" })),
  often(
    5,
    fc.record({ do: fc.constant("tick"), ms: fc.constantFrom(1_000, 10_000, 16_000, 46_000, 610_000) }),
  ),
  often(2, fc.record({ do: fc.constant("crash"), at, commits: fc.boolean() })),
  often(1, fc.record({ do: fc.constant("stop"), at })),
  often(1, fc.record({ do: fc.constant("go_on"), at })),
  often(2, fc.record({ do: fc.constant("person"), at, resends: fc.boolean() })),
  often(2, fc.record({ do: fc.constant("hurry"), at })),
);

/** A history of up to forty commands. */
export function historyOf(): fc.Arbitrary<Command[]> {
  return fc.array(command, { minLength: 5, maxLength: 40, size: "max" });
}
