import { hundredthsOf, minuteOf, type ParamReader } from "./params.ts";

/** The words of a status: of the tab, of the row, and of what `parley orders list --state` takes. */
export const orderShows = [
  "attention",
  "disputed",
  "pending",
  "unknown",
  "placed",
  "rejected",
  "errored",
  "refused",
] as const;
type OrderShow = (typeof orderShows)[number];

export const orderSinces = ["1h", "24h", "7d"] as const;

/** Minutes since PAR sent it, at least. */
export const orderAges = ["5", "15", "60", "240", "1440"] as const;

const sinceMs = { "1h": 3_600_000, "24h": 86_400_000, "7d": 604_800_000 } as const;

/** Columns that a person may show or hide; who ordered, where it stands and what it comes to always show. */
export const orderColumns = ["age", "time", "store", "cause", "order", "pos", "items", "latency"] as const;
export type OrderColumn = (typeof orderColumns)[number];

/** The kinds of cause that a submit that is not placed can have, the usual ones first. */
export const submitCauses = [
  "on_its_way",
  "pos_silent",
  "pos_unreachable",
  "pos_fault",
  "store_in_doubt",
  "store_setup",
  "pos_refused",
  "sold_out",
  "menu_mismatch",
  "price_mismatch",
  "payment",
  "store_closed",
  "menu_missing",
  "unmapped_id",
  "bad_signature",
  "bad_token",
  "ids_contradict",
  "order_not_understood",
  "body_not_readable",
  "too_large",
  "crossed_orders",
  "pos_took_back",
  "pos_has_it",
  "gateway_busy",
  "gateway_restarted",
  "database_away",
  "our_fault",
] as const;

/** What the address of the orders says. */
export function readOrders({ text, oneOf, someOf, id, minute, amount, zone }: ParamReader) {
  const [from, to] = [minute("from"), minute("to")];
  return {
    /** Anything pasted: an id, a phone number, an e-mail, a name, an amount, a sentence. */
    q: text("q"),
    /** Submits, where it is null. */
    operation: oneOf("operation", ["validates"]),
    show: oneOf("show", orderShows),
    cause: oneOf("cause", submitCauses),
    brand: id("brand"),
    store: id("store"),
    /** Of which only the orders are listed. */
    issue: id("issue"),
    since: oneOf("since", orderSinces),
    from,
    to,
    /** Of these two; null for UTC. */
    zone: from === null && to === null ? null : zone("zone"),
    minAge: oneOf("minAge", orderAges),
    min: amount("min"),
    max: amount("max"),
    /** Whether calls without a valid token are listed, too. */
    unauthenticated: oneOf("unauthenticated", ["1"]),
    sort: oneOf("sort", ["oldest"]),
    /** Null for those that this person chose last. */
    columns: someOf("columns", orderColumns),
    /** Whether what is new shows by itself. */
    live: oneOf("live", ["1"]),
    /** The saved view that it was opened from. */
    view: id("view"),
  };
}

/** What the address of the orders says. */
export type OrderParams = ReturnType<typeof readOrders>;

/** Which submits these are, in the words of the API; a look-back is counted from `now`. */
export function submitsAskedFor(params: OrderParams, now: Date) {
  const { show, cause } = params;
  const states: Exclude<OrderShow, "disputed">[] | null =
    show === null || show === "disputed" ? null : [show];
  return {
    states,
    disputed: show === "disputed",
    causes: cause === null ? null : [cause],
    minHundredths: hundredthsOf(params.min),
    maxHundredths: hundredthsOf(params.max),
    minAgeMinutes: params.minAge === null ? null : Number(params.minAge),
    includeUnauthenticated: params.unauthenticated === "1",
    issueId: params.issue,
    ...placeAndTime(params, now),
  };
}

/** Where and when, of submits and validates alike. */
export function placeAndTime({ brand, store, since, from, to, zone }: OrderParams, now: Date) {
  const lookBack = since === null ? null : new Date(now.getTime() - sinceMs[since]);
  return {
    brandId: brand,
    locationId: store,
    from: minuteOf(from, zone) ?? lookBack,
    to: minuteOf(to, zone),
  };
}
