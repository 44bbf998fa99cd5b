import { type Database, type Location, setLocationPos, type Vault } from "@parley/db";
import { bridgeSettingsProblem, createBridgeKey } from "../pos/settings.ts";

export const ADAPTER_CLASSES = ["A", "B", "C", "D", "X"] as const;

export interface StorePosInput {
  location: Location;
  url: string;
  /** The store's own id at its POS. */
  store: string;
  adapterClass: (typeof ADAPTER_CLASSES)[number];
  /** Undefined keeps the key that is stored. */
  key: string | undefined;
}

export type SetStorePosOutcome =
  | { kind: "set"; location: Location }
  | { kind: "invalid"; field: "url" | "store" | "key"; message: string }
  /** No key was given and none is stored. */
  | { kind: "key_missing" };

/** A new key for one store's POS, to be shown once. */
export function generatePosKey(): string {
  return createBridgeKey();
}

/** Sets the POS that a store speaks to over the bridge; its menu is due at once. */
export async function setStorePos(
  deps: { db: Database; vault: Vault; now: Date; allowLoopbackHttp: boolean },
  input: StorePosInput,
): Promise<SetStorePosOutcome> {
  const { location, url, store, adapterClass, key } = input;
  if (key === undefined && !location.hasPosSecret) return { kind: "key_missing" };
  // A stored key passed this once; any good one stands in for it.
  const problem = bridgeSettingsProblem({ url, store, key: key ?? createBridgeKey() }, deps);
  if (problem !== null) return { kind: "invalid", ...problem };
  const changed = await setLocationPos(deps.db, {
    vault: deps.vault,
    locationId: location.id,
    posKind: "bridge",
    posSettings: { url, store, class: adapterClass },
    posSecret: key,
    now: deps.now,
  });
  if (changed === null) throw new Error(`The store ${location.id} is gone, and stores are never deleted.`);
  return { kind: "set", location: changed };
}
