import { randomBytes } from "node:crypto";
import { v5, v7 } from "uuid";

/** What an id names; the prefix makes an id in a log line readable without its column. */
export type IdPrefix =
  | "ord"
  | "exc"
  | "con"
  | "sec"
  | "brd"
  | "loc"
  | "map"
  | "imp"
  | "unm"
  | "mnu"
  | "drl"
  | "att"
  | "res"
  | "opr"
  | "inv"
  | "grt"
  | "key"
  | "aud"
  | "avl"
  | "ava"
  | "pev"
  | "cas"
  | "shr"
  | "viw"
  | "pol"
  | "pau"
  | "pky"
  | "cfr"
  | "alc"
  | "alt"
  | "ald"
  | "psk"
  | "rol";

// Any fixed UUID serves; it must never change, or an order that PAR sends again after a restore would get another
// reference than the one under which its POS has it.
const POS_REFERENCE_NAMESPACE = Buffer.from("6f0f1c529d0e5b7a8a4e2c5d1b9e7f30", "hex");

/** An id of ours, told apart from PAR's and from every other kind by its prefix. */
export type Id<Prefix extends IdPrefix> = `${Prefix}_${string}`;
export type OrderId = Id<"ord">;
export type ConnectionId = Id<"con">;
export type BrandId = Id<"brd">;
export type LocationId = Id<"loc">;
export type PosLinkId = Id<"pol">;

/** Bytes of chance in a UUID. */
const CHANCE = 16;
/** For so many ids chance is asked for at once: one by one it takes most of the time of making an id. */
const AT_ONCE = 256;

let chance = Buffer.alloc(0);
let used = 0;
const made = Buffer.alloc(CHANCE);
const latest = { msecs: 0, seq: 0 };

/** Makes a sortable id: prefix, underscore, UUIDv7 without dashes (`ord_0197…`, 36 characters). */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): Id<Prefix> {
  if (used === chance.length) {
    chance = randomBytes(AT_ONCE * CHANCE);
    used = 0;
  }
  const random = chance.subarray(used, used + CHANCE);
  used += CHANCE;
  v7({ random }, made);
  const msecs = made.readUIntBE(0, 6);
  if (msecs > latest.msecs) {
    latest.msecs = msecs;
    latest.seq = random.readUInt32BE(6) & 0x7fff_ffff;
  } else {
    // Within a millisecond they count on, from a number of chance that leaves room to count.
    latest.seq += 1;
    v7({ random, msecs: latest.msecs, seq: latest.seq }, made);
  }
  return `${prefix}_${made.toString("hex")}`;
}

/** The same, many at once, in order: chance is asked for once, which takes a tenth of the time. */
export function newIds<Prefix extends IdPrefix>(prefix: Prefix, count: number): Id<Prefix>[] {
  const chance = randomBytes(count * CHANCE);
  const id = (_: unknown, at: number): Id<Prefix> => {
    const random = chance.subarray(at * CHANCE, (at + 1) * CHANCE);
    return `${prefix}_${v7({ random, seq: at }).replaceAll("-", "")}`;
  };
  return Array.from({ length: count }, id);
}

/**
 * A text from outside as an id of this kind. Whether it names anything is for a query to say; a text without the
 * prefix becomes an id that nothing has, so it finds nothing, just as an id that was made up.
 */
export function idFrom<Prefix extends IdPrefix>(prefix: Prefix, text: string): Id<Prefix> {
  return isId(prefix, text) ? text : `${prefix}_`;
}

function isId<Prefix extends IdPrefix>(prefix: Prefix, text: string): text is Id<Prefix> {
  return text.startsWith(`${prefix}_`);
}

/** By what PAR knows an order again: the order's key in the ledger. */
export interface ParKey {
  connectionId: string;
  parOrganizationId: string | null;
  parLocationId: string;
  requestUid: string;
}

/**
 * The reference under which an order is known to its POS, the same for every attempt: a UUIDv5 of what PAR sent, and
 * of nothing that we made up. So it is the same once more where the ledger was lost and a backup restored that does
 * not have the order: PAR sends it again, and a POS of class A or B knows it.
 */
export function posReferenceOf({
  connectionId,
  parOrganizationId,
  parLocationId,
  requestUid,
}: ParKey): string {
  const parts = [connectionId, parOrganizationId ?? "", parLocationId, requestUid];
  return v5(Buffer.from(JSON.stringify(parts)), POS_REFERENCE_NAMESPACE);
}
