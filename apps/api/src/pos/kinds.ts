import type { AdapterClass } from "./adapter.ts";
import { bridgeKind } from "./bridge/kind.ts";
import type { PosKindDefinition } from "./kind.ts";
import { squareKind } from "./square/kind.ts";

/** Every kind of POS, by the name that a store's row and the command line use. */
export const POS_KINDS = {
  bridge: bridgeKind,
  square: squareKind,
} as const satisfies Record<string, PosKindDefinition>;

export type PosKind = keyof typeof POS_KINDS;

/**
 * The settings by which a store says that its POS promises this; null where its kind is none, or promises one thing
 * to all.
 */
export function claimOf(
  kind: string | null,
  claim: { adapterClass: AdapterClass; canVoid: boolean },
): Record<string, unknown> | null {
  const kinds: Readonly<Record<string, PosKindDefinition>> = POS_KINDS;
  const definition = kind !== null && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  return definition?.claim?.(claim) ?? null;
}
