import type { Connection } from "@parley/db/connections";
import { isPausedAt, type Location, type SaidPause } from "@parley/db/stores";

/** What keeps PAR's orders from a store, or kept one of them: a pause of the store, or of a connection. */
export interface KeptAway {
  of: "store" | "connection";
  /** Of the store or the connection. */
  subjectId: string;
  since: Date;
  /** When it ends by itself; null where somebody has to end it. */
  until: Date | null;
  reason: string | null;
  /** Who paused it, as the ledger names actors; null where that is not known, as of an earlier release. */
  by: string | null;
}

type Paused = Pick<Location, "id" | "pausedAt" | "pauseUntil" | "pauseReason"> | Connection;

/** The pause that something is in now, with who said so; null where it takes orders. */
export function pauseNow(paused: Paused, said: readonly SaidPause[], now: Date): KeptAway | null {
  const { id: subjectId, pausedAt: since, pauseUntil: until, pauseReason: reason } = paused;
  if (since === null || !isPausedAt(paused, now)) return null;
  const ofThis = said.findLast(
    (row) =>
      row.subjectId === subjectId && row.pausedAt.getTime() === since.getTime() && row.reason === reason,
  );
  return { ...of(subjectId), since, until, reason, by: ofThis?.by ?? null };
}

/** What was said of pauses, as what kept orders away by them. */
export function keptAwayBy(said: readonly SaidPause[]): KeptAway[] {
  return said.map(({ subjectId, pausedAt: since, until, reason, by }) => ({
    ...of(subjectId),
    ...{ since, until, reason, by },
  }));
}

function of(subjectId: string) {
  return { subjectId, of: subjectId.startsWith("con_") ? ("connection" as const) : ("store" as const) };
}
