const WAIT_MS_MAX = 120_000;

/**
 * Reads `Retry-After` (seconds or an HTTP date) as milliseconds from `now`, at most two minutes:
 * a POS may ask us to wait, but not so long that an order is lost. null if it says nothing usable.
 */
export function readRetryAfterMs(header: string | string[] | undefined, now: Date): number | null {
  const text = typeof header === "string" ? header.trim() : "";
  if (/^[0-9]{1,15}$/.test(text)) return clamp(Number(text) * 1_000);
  const at = /^[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  return Number.isNaN(at) ? null : clamp(at - now.getTime());
}

function clamp(ms: number): number {
  return Math.min(Math.max(ms, 0), WAIT_MS_MAX);
}
