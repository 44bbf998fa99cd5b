import { type exchangeShows, parOperations, posOperations, readExchanges } from "@parley/limits";
import { listAddress } from "@/navigation/list-address.ts";

type ExchangeShow = (typeof exchangeShows)[number];

const hours = { hour: 1, day: 24, week: 7 * 24 } as const;

/** The list's whole state; every part of it is in the address. */
export const exchangeAddress = listAddress("/exchanges", readExchanges);

export type ExchangeSearch = ReturnType<typeof exchangeAddress.parse>;

/** The causes of each outcome, as the API names them; null: every call that was answered with an error. */
const causesOf = {
  refused: null,
  failed: ["POS_SILENT", "POS_FAULT", "POS_UNREACHABLE", "STORE_SETUP", "CROSSED_ORDERS"],
  unmapped: ["UNMAPPED_ID"],
  signature: ["BAD_SIGNATURE", "POS_NOT_VERIFIED"],
  token: ["BAD_TOKEN", "UNAUTHENTICATED", "IDS_CONTRADICT"],
  unreadable: ["BODY_NOT_READABLE", "ORDER_NOT_UNDERSTOOD", "TOO_LARGE", "NO_SUCH_CALL", "POS_MESSAGE"],
  ids: ["DUPLICATE", "UNKNOWN_ORDER"],
  gateway: ["OUR_FAULT", "DATABASE_AWAY", "GATEWAY_BUSY", "TOO_MANY_CALLS"],
  waiting: ["ON_ITS_WAY"],
} as const satisfies Record<ExchangeShow, readonly string[] | null>;

const operations = {
  validate_order: "VALIDATE_ORDER",
  submit_order: "SUBMIT_ORDER",
  get_order: "GET_ORDER",
  get_menu: "GET_MENU",
} as const;

const kinds = { par: "PAR", to_pos: "TO_POS", pos_event: "POS_EVENT" } as const;

/** The search as the API takes it. */
export function exchangeVariables(search: ExchangeSearch, now: Date) {
  const { operation, kind, show, since } = search;
  const parOperation = parOperations.find((name) => name === operation);
  const causes = show === null ? null : causesOf[show];
  return {
    after: search.after,
    filter: {
      id: search.q,
      kind: kind === null ? null : kinds[kind],
      operation: parOperation === undefined ? null : operations[parOperation],
      posOperation: posOperations.find((name) => name === operation) ?? null,
      causes: causes === null ? null : [...causes],
      refusedOnly: show === "refused" ? true : null,
      issueId: search.issue,
      connectionId: search.connection,
      locationId: search.store,
      from: isoOf(search.from) ?? (since === null ? null : before(now, hours[since])),
      until: isoOf(search.until),
    },
  };
}

function isoOf(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function before(now: Date, hourCount: number): string {
  return new Date(now.getTime() - hourCount * 3_600_000).toISOString();
}
