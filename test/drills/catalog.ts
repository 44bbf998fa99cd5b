import type { Drill } from "./drill.ts";
import { crashPoints } from "./evenings/crash-points.ts";

/** Every drill. */
export const DRILLS: readonly Drill[] = [crashPoints];

/** What every CI run does. */
export const CI_DRILLS: readonly Drill[] = DRILLS;
