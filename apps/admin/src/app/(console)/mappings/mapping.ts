/** Organizations and locations in one shape, so that one table and one queue serve both. */
export type MappingKind = "organization" | "location";

/** What a PAR id can mean: a brand for an organization, a store for a location. */
export interface Target {
  id: string;
  code: string;
  name: string;
}

export interface Mapping {
  id: string;
  kind: MappingKind;
  connection: { id: string; name: string };
  parId: string;
  target: Target;
  version: number;
  /** ISO 8601, like the next. */
  validFrom: string;
  /** Null while it is live. */
  replacedAt: string | null;
  changedBy: string | null;
  /** The store's zone; UTC for a brand, which has none. */
  zone: string;
}

/** One PAR id with everything that it ever meant. */
export interface MappingHistory {
  key: string;
  /** Null when it means nothing now: PAR's calls for it are refused. */
  live: Mapping | null;
  /** Newest first, the live one not among them. */
  past: Mapping[];
}

interface OrganizationRow {
  id: string;
  parOrganizationId: string;
  version: number;
  validFrom: string;
  replacedAt: string | null;
  changedBy: string | null;
  connection: { id: string; name: string };
  brand: Target;
}

interface LocationRow extends Omit<OrganizationRow, "parOrganizationId" | "brand"> {
  parLocationId: string;
  location: Target & { timezone: string };
}

export function fromOrganization({ parOrganizationId, brand, ...row }: OrganizationRow): Mapping {
  return { ...row, kind: "organization", parId: parOrganizationId, target: brand, zone: "UTC" };
}

export function fromLocation({ parLocationId, location, ...row }: LocationRow): Mapping {
  return { ...row, kind: "location", parId: parLocationId, target: location, zone: location.timezone };
}

/** Groups mappings by PAR id: organizations first, then by connection and id. */
export function toHistories(mappings: readonly Mapping[]): MappingHistory[] {
  const byId = new Map<string, Mapping[]>();
  for (const mapping of mappings) {
    const key = `${mapping.kind === "organization" ? 0 : 1} ${mapping.connection.name} ${mapping.connection.id} ${mapping.parId}`;
    byId.set(key, [...(byId.get(key) ?? []), mapping]);
  }
  return [...byId]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, all]) => ({
      key,
      live: all.find((mapping) => mapping.replacedAt === null) ?? null,
      past: all
        .filter((mapping) => mapping.replacedAt !== null)
        .toSorted((a, b) => b.validFrom.localeCompare(a.validFrom) || b.version - a.version),
    }));
}

/** The mapping that stands for the row: the live one, or the last that was. */
export function faceOf(history: MappingHistory): Mapping | null {
  return history.live ?? history.past[0] ?? null;
}

/** Whether a typed text is part of the PAR id, or of the code or name of what it means. */
export function matches(history: MappingHistory, typed: string | null): boolean {
  const face = faceOf(history);
  if (typed === null || face === null) return face !== null;
  const { parId, target, connection } = face;
  const text = [parId, target.code, target.name, connection.name].join("\n").toLowerCase();
  return text.includes(typed.toLowerCase());
}
