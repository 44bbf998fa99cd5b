import type { Database } from "@parley/db";
import type { Vault } from "@parley/db/secrets";
import { type Location, setLocationPos } from "@parley/db/stores";
import { bridgeSettingsProblem, createBridgeKey, squareSettingsProblem } from "../../pos/settings.ts";

export const ADAPTER_CLASSES = ["A", "B", "C", "D", "X"] as const;

/** How a store's POS may be used, whatever kind it is; what is undefined stays at its default. */
export interface StorePolicyInput {
  /** Calls at once. */
  slots?: number | undefined;
  whenUnreachable?: "hold" | "error" | undefined;
}

export interface StorePosInput extends StorePolicyInput {
  location: Location;
  url: string;
  /** The store's own id at its POS. */
  store: string;
  adapterClass: (typeof ADAPTER_CLASSES)[number];
  /** Undefined leaves it to the class: only `X` can. */
  canVoid?: boolean | undefined;
  /** Undefined leaves it to the adapter. */
  quietPeriodS?: number | undefined;
  /** Undefined keeps the key that is stored. */
  key: string | undefined;
}

export type SetStorePosOutcome =
  | { kind: "set"; location: Location }
  | { kind: "invalid"; field: "url" | "store" | "key"; message: string }
  /** No key was given and none of this kind is stored. */
  | { kind: "key_missing" };

/** A new key for one store's POS, to be shown once. */
export function generatePosKey(): string {
  return createBridgeKey();
}

export interface SquareStoreInput extends StorePolicyInput {
  location: Location;
  /** Square's id of the location. */
  squareLocationId: string;
  environment: "production" | "sandbox";
  /** Another server than Square's: tests and a local double only. */
  baseUrl: string | undefined;
  /** The access token; undefined keeps the one that is stored. */
  token: string | undefined;
}

interface StorePosDeps {
  db: Database;
  vault: Vault;
  now: Date;
  allowLoopbackHttp: boolean;
}

/** Sets the POS that a store speaks to over the bridge; its menu is due at once. */
export async function setStorePos(deps: StorePosDeps, input: StorePosInput): Promise<SetStorePosOutcome> {
  const { location, url, store, adapterClass, canVoid, quietPeriodS, key } = input;
  if (key === undefined && !hasSecretOf(location, "bridge")) return { kind: "key_missing" };
  // A stored key passed this once; any good one stands in for it.
  const problem = bridgeSettingsProblem({ url, store, key: key ?? createBridgeKey() }, deps);
  if (problem !== null) return { kind: "invalid", ...problem };
  const settings = {
    url,
    store,
    class: adapterClass,
    ...(canVoid === undefined ? {} : { can_void: canVoid }),
    ...(quietPeriodS === undefined ? {} : { quiet_period_s: quietPeriodS }),
    ...policySettings(input),
  };
  return await save(deps, location, "bridge", settings, key);
}

/** Sets a store to a location of Square's; its menu is due at once. */
export async function setSquareStore(
  deps: StorePosDeps,
  input: SquareStoreInput,
): Promise<SetStorePosOutcome> {
  const { location, squareLocationId, environment, baseUrl, token } = input;
  if (token === undefined && !hasSecretOf(location, "square")) return { kind: "key_missing" };
  const settings = {
    locationId: squareLocationId,
    environment,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...policySettings(input),
  };
  const problem = squareSettingsProblem(settings, token, deps);
  if (problem !== null) return { kind: "invalid", ...problem };
  return await save(deps, location, "square", settings, token);
}

function policySettings({ slots, whenUnreachable }: StorePolicyInput) {
  return {
    ...(slots === undefined ? {} : { slots }),
    ...(whenUnreachable === undefined ? {} : { when_unreachable: whenUnreachable }),
  };
}

/** What one kind of POS is opened with is of no use to another. */
function hasSecretOf({ hasPosSecret, posKind }: Location, kind: "bridge" | "square"): boolean {
  return hasPosSecret && (posKind ?? kind) === kind;
}

async function save(
  deps: StorePosDeps,
  location: Location,
  posKind: "bridge" | "square",
  posSettings: object,
  posSecret: string | undefined,
): Promise<SetStorePosOutcome> {
  const changed = await setLocationPos(deps.db, {
    vault: deps.vault,
    locationId: location.id,
    posKind,
    posSettings,
    posSecret,
    now: deps.now,
  });
  if (changed === null) throw new Error(`The store ${location.id} is gone, and stores are never deleted.`);
  return { kind: "set", location: changed };
}
