import type { Drill } from "./drill.ts";
import { clockAhead } from "./test-runs/clocks.ts";
import { crashPoints } from "./test-runs/crash-points.ts";
import { databaseSilent } from "./test-runs/database-silent.ts";
import { dropPartition } from "./test-runs/drop-partition.ts";
import { groupCommit } from "./test-runs/group-commit.ts";
import { postgresKills, randomKills, rollingRestart, workerSleeps } from "./test-runs/kills.ts";
import { latePlaced } from "./test-runs/late-placed.ts";
import { newTill } from "./test-runs/new-till.ts";
import { bulkhead, refused, storm } from "./test-runs/outage.ts";
import { equalSubmits } from "./test-runs/partner.ts";
import { poisonedOrder } from "./test-runs/poisoned-order.ts";
import { posCancels } from "./test-runs/pos-cancels.ts";
import { crossedAnswers, posFaults } from "./test-runs/pos-faults.ts";
import { cutBytes, lateArrival, lostAnswers, staleKeepAlive } from "./test-runs/pos-wire.ts";
import { restore } from "./test-runs/restore.ts";
import { versionsBeside } from "./test-runs/versions.ts";
import { workerKills } from "./test-runs/worker-kills.ts";

/** Every drill; each CI run runs all of them, in their short form. */
export const DRILLS: readonly Drill[] = [
  crashPoints,
  randomKills,
  workerKills,
  groupCommit,
  postgresKills,
  databaseSilent,
  equalSubmits,
  lostAnswers,
  lateArrival,
  posFaults,
  poisonedOrder,
  crossedAnswers,
  posCancels,
  cutBytes,
  staleKeepAlive,
  refused,
  newTill,
  workerSleeps,
  latePlaced,
  clockAhead,
  rollingRestart,
  versionsBeside,
  dropPartition,
  restore,
  storm,
  bulkhead,
];
