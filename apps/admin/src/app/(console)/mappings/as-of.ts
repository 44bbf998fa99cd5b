import { minuteOf, type RawParams, readerOf } from "@parley/limits";

/** The minute of UTC as of which the address asks for the mappings; null for now. What is no minute is none. */
export function readAsOf(params: RawParams): string | null {
  return readerOf(params).minute("asOf");
}

/** The same as the API takes it. */
export function asOfTime(asOf: string | null): string | null {
  return minuteOf(asOf, "UTC")?.toISOString() ?? null;
}
