import type { Words } from "@parley/words";

/** The words that are easily taken for each other. */
const ALIKE = ["rejected", "errored", "refused"] as const;

/** What tells them apart, a line each: for the heading of a column that shows them. */
export function statusLegend(status: Words<"status">): string {
  return ALIKE.map((word) => `${status(`${word}.word`)}: ${status(`${word}.meaning`)}`).join("\n");
}
