import type { Database } from "@parley/db";
import type { Actor } from "@parley/db/orders";
import type { Vault } from "@parley/db/secrets";
import { type Location, type PosChange, setLocationPos } from "@parley/db/stores";
import { TEXT_MAX } from "@parley/limits";
import type { WordsOf } from "@parley/words";
import type { AdapterClass } from "../../pos/adapter.ts";
import type { PosFault, PosInput, PosProblem, Showing } from "../../pos/kind.ts";
import { claimOf, POS_KINDS, type PosKind } from "../../pos/kinds.ts";
import { isSlots, policySettingsOf, SLOTS_MAX } from "../../pos/policy.ts";
import { type Claim, isProven, NO_CLAIM, promisesMore } from "../conformance/claims.ts";
import { describeLocationPos, type LocationPos } from "../location-pos.ts";

export { type AdapterClass, type PosKind, type Showing, SLOTS_MAX };

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
  /** The version of the store that the person saw; undefined for whichever there is. */
  expectedVersion?: number | undefined;
  /** Undefined keeps the one that is stored, unless one is to be made. */
  secret: string | undefined;
  /** Has one made, where a POS of this kind takes one that is ours. */
  makesSecret?: boolean | undefined;
  /** Calls at once; undefined keeps the default, as it does below. */
  slots?: number | undefined;
  whenUnreachable?: "hold" | "error" | undefined;
  /** The POS has only moved: what it was sent at its old address is to be asked for at the new one. */
  isSameTill?: boolean | undefined;
  /** Another till may be set although the old one may have orders whose fate is open: they stay with it. */
  mayLeaveOrders?: boolean | undefined;
}

export type SetStorePosOutcome =
  /**
   * `made` is the secret where it was made here: to be shown this once. `isReleased`: the store was held at a version
   * of its menu, which another till ends.
   */
  | { kind: "set"; location: Location; made: string | null; isReleased: boolean }
  /** It is another till, and so many orders may be at the old one: nobody knows yet. */
  | { kind: "open_orders"; count: number }
  | ({ kind: "invalid" } & PosProblem)
  /** No secret was given and none of this kind is stored. */
  | { kind: "key_missing" }
  /** It would promise more than before, and no run of the checks has shown that it keeps that. */
  | { kind: "unproven"; claim: Claim }
  /** Somebody else changed the store meanwhile. */
  | { kind: "conflict" };

/** Sets the POS of a store, whatever its kind; the store's menu is due at once. */
export async function setStorePos(
  deps: { db: Database; vault: Vault; by?: Actor | undefined; now: Date; allowLoopbackHttp: boolean },
  input: StorePosInput,
): Promise<SetStorePosOutcome> {
  const { location, kind } = input;
  const made = input.makesSecret === true ? makeSecret(kind) : null;
  if (input.makesSecret === true && made === null)
    return { kind: "invalid", field: "key", fault: "key_not_made" };
  if (!isSlots(input.slots)) return { kind: "invalid", field: "slots", fault: "slots" };
  const secret = made ?? input.secret;
  if (secret === undefined && !hasSecretOf(location, kind)) return { kind: "key_missing" };
  const settings = {
    ...keptSettings(location, kind),
    ...POS_KINDS[kind].compose(input),
    ...policySettingsOf(input),
  };
  const problem = POS_KINDS[kind].check({ settings, secret }, deps);
  if (problem !== null) return { kind: "invalid", ...problem };
  const unproven = await unprovenClaim(deps.db, location, { posKind: kind, posSettings: settings }, input);
  if (unproven !== null) return { kind: "unproven", claim: unproven };
  const outcome = await setLocationPos(deps.db, {
    vault: deps.vault,
    locationId: location.id,
    expectedVersion: input.expectedVersion,
    posKind: kind,
    posSettings: settings,
    posSecret: secret,
    judge: (before) => judgeChange(before, { posKind: kind, posSettings: settings }, input),
    mayLeaveOrders: input.mayLeaveOrders ?? false,
    by: deps.by,
    now: deps.now,
  });
  if (outcome.kind === "not_found")
    throw new Error(`The store ${location.id} is gone, and stores are never deleted.`);
  return outcome.kind === "set" ? { ...outcome, made } : outcome;
}

function makeSecret(kind: PosKind): string | null {
  const { origin } = POS_KINDS[kind].secret;
  return origin.kind === "generated" ? origin.generate() : null;
}

/** What is stored of settings that no input says. */
function keptSettings({ posKind, posSettings }: Location, kind: PosKind): Record<string, unknown> {
  if (posKind !== kind || typeof posSettings !== "object" || posSettings === null) return {};
  const kept: readonly string[] = POS_KINDS[kind].keeps;
  return Object.fromEntries(Object.entries(posSettings).filter(([name]) => kept.includes(name)));
}

/**
 * What a change of settings means for orders that are under way. Another kind, address or store at the POS is another
 * till, unless it is said to be the same. A POS that promises more now did not when it was sent them; one that
 * promises less never deserved more.
 */
function judgeChange(
  before: PosOfLocation,
  after: PosOfLocation,
  { isSameTill = false }: Pick<StorePosInput, "isSameTill">,
): PosChange {
  const [was, is] = [describeLocationPos(before), describeLocationPos(after)];
  if (isMoved(was, is) && !isSameTill) return "till";
  return promisesMore(is, was) ? "promises" : "same";
}

function isMoved(was: LocationPos, is: LocationPos): boolean {
  return was.kind !== is.kind || was.url !== is.url || was.store !== is.store;
}

/**
 * What a POS would promise that it did not, without a run that shows it; null where there is nothing of the kind. Of
 * another till nothing is known by what the one before promised. What every POS of a kind promises, nobody states.
 */
async function unprovenClaim(
  db: Database,
  { brandId, posKind, posSettings }: Location,
  after: PosOfLocation,
  { isSameTill = false }: Pick<StorePosInput, "isSameTill">,
): Promise<Claim | null> {
  const [was, is] = [describeLocationPos({ posKind, posSettings }), describeLocationPos(after)];
  const { kind, url, adapterClass, canVoid } = is;
  const claim = { adapterClass, canVoid };
  const isKnown = posKind !== null && (isSameTill || !isMoved(was, is));
  if (claimOf(kind, claim) === null || !promisesMore(claim, isKnown ? was : NO_CLAIM)) return null;
  return (await isProven(db, { brandId, kind, url: url ?? "" }, claim)) ? null : claim;
}

/** What is wrong with the settings of a POS, as a sentence. */
export function posFaultText(fault: PosFault, words: WordsOf): string {
  return words("pos")(`fault.${fault}`, { store: TEXT_MAX.id });
}

type PosOfLocation = Pick<Location, "posKind" | "posSettings">;

/** A stored secret counts only for the kind of POS that it was given for. */
function hasSecretOf({ hasPosSecret, posKind }: Location, kind: PosKind): boolean {
  return hasPosSecret && (posKind ?? kind) === kind;
}
