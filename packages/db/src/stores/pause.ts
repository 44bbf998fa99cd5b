/** Since when a store or a connection takes no orders, and until when; both null where it was never paused. */
export interface Pause {
  pausedAt: Date | null;
  pauseUntil: Date | null;
}

/**
 * Whether a store or a connection takes no orders at a moment. A pause that has an end is over then, and nobody writes that down. An
 * end before the pause began is that of an earlier one, which a release that knows no ends left behind.
 */
export function isPausedAt({ pausedAt, pauseUntil }: Pause, at: Date): boolean {
  if (pausedAt === null) return false;
  return pauseUntil === null || pauseUntil <= pausedAt || at < pauseUntil;
}
