import type { LocationId } from "@parley/db";
import type { Logger } from "../logger.ts";

/** Stores pulled at the same time by one process. A POS that hangs holds one of these places, no more. */
const PULLS_MAX = 8;
/** No sleep is longer, so that a clock that was set or a NOTIFY that was lost costs no more than this. */
const SLEEP_MS_MAX = 60_000;
/** A store that is due but held by another process must not make this one spin. */
const SLEEP_MS_MIN = 50;
/** After an error of the database itself. */
const ERROR_SLEEP_MS = 5_000;

export interface ScheduleOptions {
  /** When the next store falls due; null where none ever does. */
  nextDueAt(): Promise<Date | null>;
  /** Takes up to `limit` due stores, for this process alone. */
  claimDue(limit: number): Promise<LocationId[]>;
  /** Never rejects. */
  pull(locationId: LocationId): Promise<void>;
  /** House-keeping, once with each look. */
  tidy(): Promise<void>;
  now: () => Date;
  log: Logger;
}

/** Sleeps until something is due, or is woken, and pulls what is due as places become free. */
export interface Schedule {
  start(): void;
  /** Looks now; while it is looking: looks once more. */
  wake(): void;
  /** Takes nothing more, and ends when the pulls that run have ended. */
  stop(): Promise<void>;
}

export function createSchedule({ nextDueAt, claimDue, pull, tidy, now, log }: ScheduleOptions): Schedule {
  const pulls = new Set<Promise<void>>();
  let isStopped = true;
  let isLooking = false;
  let isWoken = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();

  function begin(locationId: LocationId): void {
    const running = pull(locationId).finally(() => {
      pulls.delete(running);
      wake();
    });
    pulls.add(running);
  }

  /** Fills the free places, and says for how long there is nothing to do. */
  async function fill(): Promise<number> {
    while (pulls.size < PULLS_MAX && !isStopped) {
      isWoken = false;
      const claimed = await claimDue(PULLS_MAX - pulls.size);
      claimed.forEach(begin);
      if (claimed.length === 0 && !isWoken) break;
    }
    if (pulls.size >= PULLS_MAX) return SLEEP_MS_MAX;
    const dueAt = await nextDueAt();
    return dueAt === null ? SLEEP_MS_MAX : dueAt.getTime() - now().getTime();
  }

  async function look(): Promise<void> {
    let sleepMs: number;
    try {
      await tidy();
      sleepMs = await fill();
    } catch (error) {
      log.error({ err: error }, "the menu schedule could not look for work; it tries again");
      sleepMs = ERROR_SLEEP_MS;
    }
    isLooking = false;
    if (isStopped) return;
    if (isWoken) wake();
    else timer = setTimeout(wake, Math.min(Math.max(sleepMs, SLEEP_MS_MIN), SLEEP_MS_MAX));
  }

  function wake(): void {
    if (isStopped) return;
    if (isLooking) {
      isWoken = true;
      return;
    }
    clearTimeout(timer);
    isLooking = true;
    isWoken = false;
    round = look();
  }

  return {
    start() {
      isStopped = false;
      wake();
    },
    wake,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
      await Promise.all(pulls);
    },
  };
}
