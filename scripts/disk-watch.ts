import { type DiskUse, diskUse, noSpaceSentence, whatFills } from "@parley/db/embedded";
import type { Screen } from "./screen.ts";

/** Watches the disk of the data folder, and says one line whenever it fills up, is full, or has room again. */

const EVERY_MS = 10_000;
const WARN_SHARE = 0.9;
/** Not as soon as it is a little below again, or it would be told again and again. */
const CALM_SHARE = 0.88;
const FULL_BYTES = 16 * 1024 * 1024;

type Level = "room" | "filling" | "full";

export interface DiskWatch {
  /** Looks now. */
  look(): void;
  stop(): void;
}

/** @param use for tests: what the disk says */
export function watchDisk(
  folder: string,
  screen: Pick<Screen, "step" | "warn">,
  use: (folder: string) => DiskUse = diskUse,
): DiskWatch {
  let level: Level = "room";

  function look(): void {
    let now: DiskUse;
    try {
      now = use(folder);
    } catch {
      return;
    }
    const found = levelOf(now, level);
    if (found === level) return;
    level = found;
    if (found === "full") screen.warn(noSpaceSentence(folder));
    else if (found === "filling") {
      const [percent, mb] = [Math.floor(now.usedShare * 100), Math.round(now.freeBytes / 1024 / 1024)];
      screen.warn(
        `the disk of ${folder} is ${percent} % full, ${mb} MB are left (in it: ${whatFills(folder)})`,
      );
    } else screen.step(`the disk of ${folder} has room again`);
  }

  look();
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}

function levelOf({ freeBytes, usedShare }: DiskUse, before: Level): Level {
  if (freeBytes < FULL_BYTES) return "full";
  return usedShare >= (before === "room" ? WARN_SHARE : CALM_SHARE) ? "filling" : "room";
}
