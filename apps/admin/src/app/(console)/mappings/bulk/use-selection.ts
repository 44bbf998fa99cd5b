import { MAPPINGS_AT_ONCE } from "@parley/limits";
import { useState } from "react";
import { keyOf, type Mapping } from "../mapping.ts";

/** Which rows of the table are ticked. They are of one kind, because one act is about one. */
export function useSelection(mappings: readonly Mapping[]) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [anchor, setAnchor] = useState<string | null>(null);
  const live = mappings.filter(({ replacedAt }) => replacedAt === null);
  const ticked = live.filter((mapping) => keys.has(keyOf(mapping)));
  const kind = ticked[0]?.kind ?? null;
  const wholeKind = kind ?? (live.some((one) => one.kind === "LOCATION") ? "LOCATION" : "ORGANIZATION");
  const whole = live.filter((mapping) => mapping.kind === wholeKind);

  return {
    ticked,
    /** Of the rows that are ticked; null for none. */
    kind,
    mayTick: (mapping: Mapping) => mapping.replacedAt === null && (kind === null || mapping.kind === kind),
    isTicked: (mapping: Mapping) => keys.has(keyOf(mapping)),
    /** Whether all rows of the kind are ticked, or as many as may be. */
    isWhole: whole.length > 0 && ticked.length >= Math.min(whole.length, MAPPINGS_AT_ONCE),
    /** @param isRange true to do the same with all rows between this one and the last that was ticked or unticked */
    tick(mapping: Mapping, isTicked: boolean, isRange: boolean) {
      const of = live.filter((one) => one.kind === mapping.kind);
      const places = [anchor, keyOf(mapping)].map((key) => of.findIndex((one) => keyOf(one) === key));
      const [from = 0, to = 0] = places.toSorted((a, b) => a - b);
      const rows = isRange && !places.includes(-1) ? of.slice(from, to + 1) : [mapping];
      const next = new Set(keys);
      for (const row of rows) isTicked ? next.add(keyOf(row)) : next.delete(keyOf(row));
      setKeys(next);
      setAnchor(keyOf(mapping));
    },
    /** Ticks all rows of one kind, as many as one act may be about. */
    tickWhole: () => setKeys(new Set(whole.slice(0, MAPPINGS_AT_ONCE).map(keyOf))),
    clear: () => setKeys(new Set()),
  };
}

export type Selection = ReturnType<typeof useSelection>;
