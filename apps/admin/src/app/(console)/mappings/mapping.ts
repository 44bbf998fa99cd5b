import type { ResultOf } from "@/graphql/document.ts";
import type { impactParts, mappingRow } from "./mappings.graphql.ts";

/** One version of what a PAR id means. */
export type Mapping = ResultOf<typeof mappingRow>;
export type MappingKind = Mapping["kind"];

/** What can be chosen: a brand for an organization, a store for a location. */
export interface Target {
  id: string;
  code: string;
  name: string;
  /** A store's brand; for a brand, its own id. */
  brandId: string;
}
export type Targets = Record<MappingKind, readonly Target[]>;

export function targetLabel({ code, name }: Pick<Target, "code" | "name">): string {
  return `${code} · ${name}`;
}

/** The store's zone; UTC for a brand, which has none. */
export function zoneOf({ target }: Mapping): string {
  return target.__typename === "Location" ? target.timezone : "UTC";
}

/** The same for every version of one PAR id; sorts organizations first, then by connection and id. */
export function keyOf({ kind, connection, parId }: Mapping): string {
  return `${kind === "ORGANIZATION" ? 0 : 1} ${connection.name} ${connection.id} ${parId}`;
}

/** Whether a typed text is part of the PAR id, or of the code or name of what it means. */
export function matches({ parId, target, connection }: Mapping, typed: string | null): boolean {
  if (typed === null) return true;
  const text = [parId, target.code, target.name, connection.name].join("\n").toLowerCase();
  return text.includes(typed.toLowerCase());
}

/** What the sentence about an impact is made of: of one's own mappings, or of the changes of an import. */
export function impactOf(impact: ResultOf<typeof impactParts>, what: "own" | "changes") {
  const { stores, orders, days, openOrders, isMore } = impact;
  return { what, stores, orders, days, open: openOrders, more: String(isMore) };
}
