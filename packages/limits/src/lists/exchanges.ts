import type { ParamReader } from "./params.ts";

/** PAR's operations, then what we ask a POS for; in the address as they are recorded. */
export const parOperations = ["validate_order", "submit_order", "get_order", "get_menu"] as const;
export const posOperations = ["place_order"] as const;

export const exchangeKinds = ["par", "to_pos", "pos_event"] as const;

/** Outcomes that one looks for, each a set of causes. */
export const exchangeShows = [
  "refused",
  "failed",
  "unmapped",
  "signature",
  "token",
  "unreadable",
  "ids",
  "gateway",
  "waiting",
] as const;

/** Spans up to now. */
export const exchangeSpans = ["hour", "day", "week"] as const;

/** What the address of the calls says. */
export function readExchanges({ text, oneOf, id, time }: ParamReader) {
  return {
    q: text("q"),
    kind: oneOf("kind", exchangeKinds),
    operation: oneOf("operation", [...parOperations, ...posOperations]),
    show: oneOf("show", exchangeShows),
    connection: id("connection"),
    store: id("store"),
    /** Of which only the failed calls are listed. */
    issue: id("issue"),
    since: oneOf("since", exchangeSpans),
    from: time("from"),
    until: time("until"),
    view: id("view"),
  };
}
