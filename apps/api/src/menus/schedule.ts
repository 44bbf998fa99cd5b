import type { Logger } from "../logger.ts";

/** Stores pulled at the same time by one process. */
const PULLS_MAX = 4;
/** No sleep is longer, so that a clock that was set or a NOTIFY that was lost costs no more than this. */
const SLEEP_MS_MAX = 60_000;
/** A store that is due but held by another process must not make this one spin. */
const SLEEP_MS_MIN = 50;
/** After an error of the database itself. */
const ERROR_SLEEP_MS = 5_000;

export interface ScheduleOptions {
  /** When the next store falls due; null where none ever does. */
  nextDueAt(): Promise<Date | null>;
  /** Pulls up to `limit` due stores; how many there were. */
  pullDue(limit: number): Promise<number>;
  now: () => Date;
  log: Logger;
}

/** Sleeps until something is due, or is woken, and pulls until nothing is. */
export interface Schedule {
  start(): void;
  /** Looks now. During a round: looks once more after it. */
  wake(): void;
  /** Ends after the round that runs. */
  stop(): Promise<void>;
}

export function createSchedule({ nextDueAt, pullDue, now, log }: ScheduleOptions): Schedule {
  let isRunning = false;
  let isStopped = true;
  let isWoken = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();

  async function work(): Promise<void> {
    try {
      do {
        isWoken = false;
        let pulled = PULLS_MAX;
        while (pulled === PULLS_MAX && !isStopped) pulled = await pullDue(PULLS_MAX);
      } while (isWoken && !isStopped);
      const dueAt = await nextDueAt();
      sleep(dueAt === null ? SLEEP_MS_MAX : dueAt.getTime() - now().getTime());
    } catch (error) {
      log.error({ err: error }, "the menu schedule could not work; it tries again");
      sleep(ERROR_SLEEP_MS);
    }
  }

  function sleep(ms: number): void {
    if (isStopped) return;
    timer = setTimeout(run, Math.min(Math.max(ms, SLEEP_MS_MIN), SLEEP_MS_MAX));
  }

  function run(): void {
    clearTimeout(timer);
    isRunning = true;
    round = work().finally(() => {
      isRunning = false;
      if (isWoken && !isStopped) run();
    });
  }

  return {
    start() {
      isStopped = false;
      run();
    },
    wake() {
      if (isStopped) return;
      if (isRunning) isWoken = true;
      else run();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
