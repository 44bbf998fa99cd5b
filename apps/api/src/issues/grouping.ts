import { createHash } from "node:crypto";
import type { LocationId } from "@parley/db";
import type { IssueSubject } from "@parley/db/issues";
import { type CauseClass, causeClasses } from "../explain/causes/cause-class.ts";

/** An issue's place: its cause, and whose failures it groups. */
export interface IssueKey {
  id: string;
  /** The root: what has to be mended. */
  cause: CauseClass;
  subjectKind: IssueSubject;
  subjectId: string;
  brandId: string | null;
  locationId: LocationId | null;
  connectionId: string | null;
}

/** What is known of where a failure happened. */
export interface FailurePlace {
  brandId: string | null;
  locationId: LocationId | null;
  connectionId: string | null;
  remoteAddress: string | null;
  rolloutId?: string | undefined;
}

/**
 * Whose a cause is. Null: not a failure that anybody has to look after, or one that its own page shows. What a cause
 * needs may be missing in a call (a POS that we cannot tell, a connection without a token): then the next wider one
 * has it.
 */
const SUBJECTS: Readonly<Record<CauseClass, IssueSubject | null>> = {
  placed: null,
  answered: null,
  on_its_way: null,
  gateway_restarted: null,
  sold_out: null,
  duplicate: null,
  unknown_order: null,
  store_in_doubt: "store",
  pos_silent: "store",
  pos_fault: "store",
  pos_unreachable: "store",
  store_setup: "store",
  order_fails_alone: "store",
  crossed_orders: "store",
  pos_took_back: "store",
  pos_has_it: "store",
  contradicted: "store",
  pos_refused: "store",
  pos_not_verified: "store",
  pos_message: "store",
  menu_mismatch: "store",
  price_mismatch: "store",
  payment: "store",
  store_closed: "store",
  order_not_understood: "store",
  menu_missing: "store",
  menu_held: "store",
  rollout_stopped: "rollout",
  refused_after_check: "store",
  answers_late: "store",
  store_silent: "store",
  unmapped_id: "connection",
  ids_contradict: "connection",
  bad_signature: "connection",
  bad_token: "connection",
  secret_expiring: "connection",
  body_not_readable: "connection",
  too_large: "connection",
  too_many_calls: "connection",
  no_such_call: "connection",
  unauthenticated: "address",
  gateway_busy: "gateway",
  database_away: "gateway",
  our_fault: "gateway",
};

/** Whose end the ledger itself shows, so that nobody has to wait until they have been quiet for long enough. */
const LEDGER_JUDGED: readonly CauseClass[] = [
  "store_in_doubt",
  "order_fails_alone",
  "crossed_orders",
  "pos_took_back",
  "pos_has_it",
  "contradicted",
  "menu_missing",
  "menu_held",
  "rollout_stopped",
  "unmapped_id",
  "answers_late",
  "store_silent",
  "secret_expiring",
];

/** Whether the ledger says by itself that a cause is over; of the others we only know that no call met them lately. */
export function isJudgedByLedger(cause: CauseClass): boolean {
  return LEDGER_JUDGED.includes(cause);
}

/** What one POS in trouble shows as, over the minutes of one outage: calls that fail one way or another, orders that wait. */
const POS_TROUBLE: readonly CauseClass[] = ["store_in_doubt", "pos_silent", "pos_fault", "pos_unreachable"];

/** The cause that has to be mended for this one to end: all that one POS in trouble shows as is one issue. */
export function rootOf(cause: CauseClass): CauseClass {
  return POS_TROUBLE.includes(cause) ? "store_in_doubt" : cause;
}

/** The classes of failures that an issue of this cause groups. */
export function branchesOf(cause: CauseClass): readonly CauseClass[] {
  return cause === "store_in_doubt" ? POS_TROUBLE : [cause];
}

/** The classes of which a failure is anybody's issue, by whose they are. */
export function classesOf(...subjects: readonly IssueSubject[]): CauseClass[] {
  return causeClasses.filter((cause) => subjects.some((subject) => SUBJECTS[cause] === subject));
}

/** The issue that a failure of this class belongs to; null where it is none. */
export function issueOf(cause: CauseClass, place: FailurePlace): IssueKey | null {
  const wanted = SUBJECTS[cause];
  const { locationId, connectionId, brandId } = place;
  if (wanted === null) return null;
  // Where PAR's call fails before its store is known, only a test call has one: whoever sent it has the answer.
  if (wanted === "connection" && connectionId !== null && locationId !== null) return null;
  if (wanted === "store" && locationId !== null)
    return keyOf(rootOf(cause), "store", locationId, { brandId, locationId, connectionId: null });
  if ((wanted === "store" || wanted === "connection") && connectionId !== null)
    return keyOf(cause, "connection", connectionId, { brandId, locationId: null, connectionId });
  if (wanted === "rollout")
    return keyOf(cause, "rollout", place.rolloutId ?? "", { brandId, locationId: null, connectionId: null });
  const nobodys = { brandId: null, locationId: null, connectionId: null };
  if (wanted === "gateway") return keyOf(cause, "gateway", "gateway", nobodys);
  return keyOf("unauthenticated", "address", networkOf(place.remoteAddress), nobodys);
}

/** Where unauthenticated callers go whose address has no issue of its own. */
export const OTHER_ADDRESSES = "others";

/** The same issue for all the callers for whom there is no room. */
export function folded(key: IssueKey): IssueKey {
  return keyOf(key.cause, key.subjectKind, OTHER_ADDRESSES, key);
}

function keyOf(
  cause: CauseClass,
  subjectKind: IssueSubject,
  subjectId: string,
  { brandId, locationId, connectionId }: Pick<IssueKey, "brandId" | "locationId" | "connectionId">,
): IssueKey {
  // A connection may serve several brands, whose people see their own part of it.
  const id = idOf(cause, subjectKind === "connection" ? `${subjectId} ${brandId ?? ""}` : subjectId);
  return { id, cause, subjectKind, subjectId, brandId, locationId, connectionId };
}

/** By what an issue is named: the same failures have the same name in every process and after every restart. */
function idOf(cause: CauseClass, subject: string): string {
  const hash = createHash("sha256").update(`${cause} ${subject}`).digest("hex");
  return `iss_${hash.slice(0, 32)}`;
}

/**
 * The network that an address is of, with which nobody can be found any more: /24 of IPv4, /48 of IPv6. Whoever owns
 * a network has thousands of addresses, and one is no more telling than the next.
 */
export function networkOf(address: string | null): string {
  if (address === null) return OTHER_ADDRESSES;
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  const [a, b, c] = plain.split(".");
  if (/^\d+\.\d+\.\d+\.\d+$/.test(plain)) return `${a}.${b}.${c}.0/24`;
  if (!/^[0-9a-f:]+$/i.test(plain)) return OTHER_ADDRESSES;
  const [head = "", tail] = plain.toLowerCase().split("::", 2);
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return `${groups
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/48`;
}
