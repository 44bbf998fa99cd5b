import type { jobOf } from "../orders/people/autopsy/compose.ts";
import type { Autopsy } from "../orders/people/autopsy/finding.ts";
import type { NextStep } from "./next-step.ts";

/** What the autopsy of a call is composed of; what is left out follows from the class of its cause. */
export interface Parts {
  sentence: string;
  tone?: Autopsy["tone"];
  job?: Parameters<typeof jobOf>[1];
  next?: string | null;
  steps?: readonly NextStep[];
  guest?: string | null;
  money?: string | null;
}
