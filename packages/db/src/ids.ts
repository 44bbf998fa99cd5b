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
  | "unm"
  | "mnu"
  | "att"
  | "res"
  | "opr"
  | "grt"
  | "key"
  | "aud"
  | "avl"
  | "pev";

// Any fixed UUID serves; it must never change, or a resend would carry another reference than the first try.
const POS_REFERENCE_NAMESPACE = "6f0f1c52-9d0e-5b7a-8a4e-2c5d1b9e7f30";

/** An id of ours, told apart from PAR's and from every other kind by its prefix. */
export type Id<Prefix extends IdPrefix> = `${Prefix}_${string}`;
export type OrderId = Id<"ord">;
export type ConnectionId = Id<"con">;
export type BrandId = Id<"brd">;
export type LocationId = Id<"loc">;

/** Makes a sortable id: prefix, underscore, UUIDv7 without dashes (`ord_0197…`, 36 characters). */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): Id<Prefix> {
  return `${prefix}_${v7().replaceAll("-", "")}`;
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

/**
 * The reference under which an order is known to its POS: a UUIDv5 of the order id, hence the same for
 * every attempt and computable after any crash.
 */
export function posReferenceOf(orderId: string): string {
  return v5(orderId, POS_REFERENCE_NAMESPACE);
}
