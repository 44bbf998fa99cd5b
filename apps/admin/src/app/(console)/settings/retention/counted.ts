import type { Words } from "@parley/words";

/** A count, or that it is more. */
export function counted(say: Words<"retention">, count: number, isMore: boolean): string {
  if (isMore && count > 0) return say("moreThan", { count });
  return count === 0 ? say("none") : String(count);
}
