import { bridgeKind } from "./bridge/kind.ts";
import type { PosKindDefinition } from "./kind.ts";
import { squareKind } from "./square/kind.ts";

/** Every kind of POS, by the name that a store's row and the command line use. */
export const POS_KINDS = {
  bridge: bridgeKind,
  square: squareKind,
} as const satisfies Record<string, PosKindDefinition>;

export type PosKind = keyof typeof POS_KINDS;
