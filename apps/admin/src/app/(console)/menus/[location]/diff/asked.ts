import type { Version } from "./diff.graphql.ts";

/** What an address asks to compare, as far as it says. */
export interface Asked {
  from: string | null;
  to: string | null;
  fromType: string | null;
  toType: string | null;
  q: string | null;
}

/**
 * The versions to compare: those of the address where the store keeps them. Without any, of one store, what is in force
 * stands before and a newer version that waits after it. Else what is in force stands after, and before it, of the same
 * store, the version that came before, of another store what is in force there.
 * @param mine the versions of the page's store, the newest first
 * @param others those of the store before
 */
export function sidesAsked(
  { from, to }: Pick<Asked, "from" | "to">,
  {
    mine,
    others,
    isSameStore,
  }: { mine: readonly Version[]; others: readonly Version[]; isSameStore: boolean },
): { from: string | null; to: string | null } {
  const inForce = mine.find(({ isInForce }) => isInForce);
  const waiting = mine.find(({ isNewest, isInForce }) => isNewest && !isInForce);
  if (isSameStore && from === null && to === null && waiting !== undefined && inForce !== undefined)
    return { from: inForce.id, to: waiting.id };
  const after = mine.find(({ id }) => id === to) ?? inForce;
  const asked = others.find(({ id }) => id === from);
  const place = mine.findIndex(({ id }) => id === after?.id);
  const earlier = isSameStore ? (mine[place + 1] ?? after) : others.find(({ isInForce }) => isInForce);
  return { from: (asked ?? earlier)?.id ?? null, to: after?.id ?? null };
}
