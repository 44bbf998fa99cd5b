import type { MappingKind, Target } from "../mapping.ts";

/** What can be chosen: brands for an organization, stores for a location. */
export type Targets = Record<MappingKind, readonly Target[]>;

export function targetLabel({ code, name }: Target): string {
  return `${code} · ${name}`;
}
