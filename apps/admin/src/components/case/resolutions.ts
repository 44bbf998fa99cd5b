import type { CaseParts } from "./case.graphql.ts";

/** Why nothing more has to be done. */
export type Resolution = NonNullable<CaseParts["resolution"]>;

/** All of them, as a person chooses one. */
export const resolutions = [
  "MENDED",
  "ORDERED_AGAIN",
  "REFUNDED",
  "DUPLICATE",
  "NOTHING_TO_DO",
  "OTHER",
] as const satisfies readonly Resolution[];
