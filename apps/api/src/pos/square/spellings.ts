/**
 * Square's settings are stored in two spellings while a process of the version before may run beside this
 * one. That process reads and writes `locationId` and `baseUrl`, and would send no order to a store that
 * has only the current names (ADR 0018).
 */
const CAMEL_NAMES = { location_id: "locationId", base_url: "baseUrl" } as const;

/** Stored settings under the current names, which take precedence if both exist. */
export function readSpellings(stored: unknown): unknown {
  if (typeof stored !== "object" || stored === null) return stored;
  const entries = Object.entries(CAMEL_NAMES)
    .map(([name, camelName]) => [name, Reflect.get(stored, camelName)] as const)
    .filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(entries), ...stored };
}

/** Settings to store, readable under both spellings. */
export function writeSpellings(settings: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(CAMEL_NAMES)
    .map(([name, camelName]) => [camelName, settings[name]] as const)
    .filter(([, value]) => value !== undefined);
  return { ...settings, ...Object.fromEntries(entries) };
}
