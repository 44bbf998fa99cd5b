import type { Drill } from "./drill.ts";
import { crashPoints } from "./evenings/crash-points.ts";
import { postgresKills, randomKills, rollingRestart, workerSleeps } from "./evenings/kills.ts";
import { bulkhead, refused, storm } from "./evenings/outage.ts";
import { equalSubmits } from "./evenings/partner.ts";
import { posCancels } from "./evenings/pos-cancels.ts";
import { crossedAnswers, posFaults } from "./evenings/pos-faults.ts";
import { cutBytes, lateArrival, lostAnswers, staleKeepAlive } from "./evenings/pos-wire.ts";
import { versionsBeside } from "./evenings/versions.ts";

/** Every drill; each CI run does all of them, in their short form. */
export const DRILLS: readonly Drill[] = [
  crashPoints,
  randomKills,
  postgresKills,
  equalSubmits,
  lostAnswers,
  lateArrival,
  posFaults,
  crossedAnswers,
  posCancels,
  cutBytes,
  staleKeepAlive,
  refused,
  workerSleeps,
  rollingRestart,
  versionsBeside,
  storm,
  bulkhead,
];
