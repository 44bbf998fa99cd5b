import type { Shape } from "./shape.ts";
import { FAILING } from "./shapes-failing.ts";
import { LENIENT } from "./shapes-lenient.ts";
import { REFUSED } from "./shapes-refused.ts";
import { REPEATED } from "./shapes-repeated.ts";
import { SPELLED } from "./shapes-spelled.ts";
import { WRITTEN } from "./shapes-written.ts";

/** Everything that is known to come from real callers, and how often it comes in a soak. */
export const SHAPES: readonly Shape[] = [
  ...WRITTEN,
  ...LENIENT,
  ...SPELLED,
  ...REPEATED,
  ...FAILING,
  ...REFUSED,
];
