import type { ChildProcess } from "node:child_process";
import { kindOf } from "./message.ts";

/**
 * Keeps a number of processes of one program running. The first is started alone, so that what is wrong with the
 * settings is said once; the others when it serves. One that ends is started again, after a wait that doubles only
 * while it ends before it serves.
 */
export interface Workers {
  /** Resolves when the first of them serves; rejects with a StartError where it ends before. */
  readonly ready: Promise<void>;
  /** Ends all of them gently, and by force after `withinMs`. Resolves to whether each ended well. */
  stop(withinMs: number): Promise<boolean>;
}

export interface WorkersPlan {
  count: number;
  /** Starts one; `worker` counts from 1. */
  start(worker: number): ChildProcess;
  /** How many of them serve has changed. */
  onServing(serving: number): void;
  /** One ended that should not have. */
  onEnd(end: { worker: number; pid: number | undefined; how: string; againInMs: number }): void;
  /** They end again and again and none serves: there is nothing to wait for. */
  onHopeless(sentence: string): void;
}

/** The first process ended before it served. */
export class StartError extends Error {
  override name = "StartError";
  /** It has said why by itself. */
  readonly isSaid: boolean;

  constructor(how: string, { isSaid }: { isSaid: boolean }) {
    super(`The API's first process ended before it could serve: ${how}.`);
    this.isSaid = isSaid;
  }
}

const BACKOFF_MIN_MS = 250;
const BACKOFF_MAX_MS = 10_000;
/** Ends in a row, of all of them, without one that served meanwhile. */
const ENDS_MAX = 5;

interface Place {
  worker: number;
  child: ChildProcess | null;
  isServing: boolean;
  /** In its present life. */
  hasServed: boolean;
  backoffMs: number;
  pending: NodeJS.Timeout | null;
}

export function startWorkers(plan: WorkersPlan): Workers {
  const places: Place[] = Array.from({ length: plan.count }, (_, at) => ({
    worker: at + 1,
    child: null,
    isServing: false,
    hasServed: false,
    backoffMs: BACKOFF_MIN_MS,
    pending: null,
  }));
  let isStopping = false;
  let everServed = false;
  let endsInARow = 0;
  let isWell = true;
  let whenGone = () => {};
  let becomeReady = () => {};
  let failToStart: (error: StartError) => void = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    becomeReady = resolve;
    failToStart = reject;
  });

  const running = () => places.filter(({ child }) => child !== null);
  const tellServing = () => plan.onServing(places.filter(({ isServing }) => isServing).length);

  function start(place: Place): void {
    place.pending = null;
    place.hasServed = false;
    const child = plan.start(place.worker);
    place.child = child;
    child.on("message", (message) => {
      if (kindOf(message) === "serving") served(place);
      else if (kindOf(message) === "closing") leave(place);
    });
    child.once("error", () => ended(place, child, { how: "it could not be started", isSaid: false }));
    child.once("exit", (code, signal) => {
      // One that never served owes nothing, and may not even have heard the signal.
      if (code !== 0 && place.hasServed) isWell = false;
      const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
      ended(place, child, { how, isSaid: signal === null });
    });
  }

  function served(place: Place): void {
    place.isServing = true;
    place.hasServed = true;
    place.backoffMs = BACKOFF_MIN_MS;
    endsInARow = 0;
    tellServing();
    if (everServed) return;
    everServed = true;
    becomeReady();
    if (!isStopping) for (const other of places) if (other.child === null) start(other);
  }

  function leave(place: Place): void {
    if (!place.isServing) return;
    place.isServing = false;
    tellServing();
  }

  function ended(place: Place, child: ChildProcess, end: { how: string; isSaid: boolean }): void {
    if (place.child !== child) return;
    const { how } = end;
    place.child = null;
    leave(place);
    if (isStopping) {
      if (running().length === 0) whenGone();
      return;
    }
    if (!everServed) {
      failToStart(new StartError(how, end));
      return;
    }
    endsInARow += 1;
    if (endsInARow >= ENDS_MAX && !places.some(({ isServing }) => isServing)) {
      // Said once: nothing is started any more.
      isStopping = true;
      for (const { pending } of places) if (pending !== null) clearTimeout(pending);
      plan.onHopeless(
        `The API ends: ${endsInARow} of its processes ended one after the other before one could serve, the last by ${how}. What they said last stands above.`,
      );
      return;
    }
    plan.onEnd({ worker: place.worker, pid: child.pid, how, againInMs: place.backoffMs });
    place.pending = setTimeout(() => start(place), place.backoffMs);
    place.backoffMs = Math.min(place.backoffMs * 2, BACKOFF_MAX_MS);
  }

  const [first] = places;
  if (first !== undefined) start(first);

  return {
    ready,
    async stop(withinMs) {
      isStopping = true;
      isWell = true;
      for (const { pending } of places) if (pending !== null) clearTimeout(pending);
      const gone = new Promise<void>((resolve) => {
        whenGone = resolve;
      });
      const left = running();
      if (left.length === 0) return isWell;
      for (const { child } of left) child?.kill("SIGTERM");
      const force = setTimeout(() => {
        for (const { child } of running()) child?.kill("SIGKILL");
      }, withinMs);
      await gone;
      clearTimeout(force);
      return isWell;
    },
  };
}
