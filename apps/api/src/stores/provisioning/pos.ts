import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import { type Location, setLocationPos } from "@parley/db/stores";
import type { PosInput, PosProblem } from "../../pos/kind.ts";
import { POS_KINDS, type PosKind } from "../../pos/kinds.ts";
import { policySettingsOf } from "../../pos/policy.ts";

export const ADAPTER_CLASSES = ["A", "B", "C", "D"] as const;

export const POS_KIND_NAMES: readonly string[] = Object.keys(POS_KINDS);

/** @throws where no kind has this name */
export function parsePosKind(name: string): PosKind {
  if (isPosKind(name)) return name;
  throw new Error(`There is no POS of kind ${name}.`);
}

function isPosKind(name: string): name is PosKind {
  return Object.hasOwn(POS_KINDS, name);
}

/** What must be given for a POS of this kind: a URL, and a secret, which we may generate. */
export function posNeedsOf(kind: PosKind) {
  const { needsUrl, secret } = POS_KINDS[kind];
  return { needsUrl, secret };
}

export interface StorePosInput extends PosInput {
  location: Location;
  kind: PosKind;
  /** Undefined keeps the one that is stored. */
  secret: string | undefined;
  /** Calls at once; undefined keeps the default, as it does below. */
  slots?: number | undefined;
  whenUnreachable?: "hold" | "error" | undefined;
}

export type SetStorePosOutcome =
  | { kind: "set"; location: Location }
  | ({ kind: "invalid" } & PosProblem)
  /** No secret was given and none of this kind is stored. */
  | { kind: "key_missing" };

/** Sets the POS of a store, whatever its kind; the store's menu is due at once. */
export async function setStorePos(
  deps: { db: Database; vault: Vault; by?: Actor | undefined; now: Date; allowLoopbackHttp: boolean },
  input: StorePosInput,
): Promise<SetStorePosOutcome> {
  const { location, kind, secret } = input;
  if (secret === undefined && !hasSecretOf(location, kind)) return { kind: "key_missing" };
  const settings = { ...POS_KINDS[kind].compose(input), ...policySettingsOf(input) };
  const problem = POS_KINDS[kind].check({ settings, secret }, deps);
  if (problem !== null) return { kind: "invalid", ...problem };
  const changed = await setLocationPos(deps.db, {
    vault: deps.vault,
    locationId: location.id,
    posKind: kind,
    posSettings: settings,
    posSecret: secret,
    by: deps.by,
    now: deps.now,
  });
  if (changed === null) throw new Error(`The store ${location.id} is gone, and stores are never deleted.`);
  return { kind: "set", location: changed };
}

/** A stored secret counts only for the kind of POS that it was given for. */
function hasSecretOf({ hasPosSecret, posKind }: Location, kind: PosKind): boolean {
  return hasPosSecret && (posKind ?? kind) === kind;
}
