import { listAddress } from "@/navigation/list-address.ts";

export const exchangeOperations = ["validate_order", "submit_order", "get_order", "get_menu"] as const;

/** `refused`: answered with an error; `401` to `500` are the classes that one looks for when PAR calls. */
const exchangeShows = ["refused", "401", "400", "422", "500", "202"] as const;
export type ExchangeShow = (typeof exchangeShows)[number];

/** The list's whole state; every part of it is in the address. */
export const exchangeAddress = listAddress("/exchanges", ({ text, oneOf }) => ({
  operation: oneOf("operation", exchangeOperations),
  show: oneOf("show", exchangeShows),
  connection: text("connection"),
  store: text("store"),
}));

export type ExchangeSearch = ReturnType<typeof exchangeAddress.parse>;

interface StatusRange {
  minStatus: number | null;
  maxStatus: number | null;
  refusedOnly: boolean | null;
}

const ranges: Record<ExchangeShow, StatusRange> = {
  refused: { minStatus: null, maxStatus: null, refusedOnly: true },
  "202": { minStatus: 202, maxStatus: 202, refusedOnly: null },
  "400": { minStatus: 400, maxStatus: 400, refusedOnly: null },
  "401": { minStatus: 401, maxStatus: 403, refusedOnly: null },
  "422": { minStatus: 404, maxStatus: 422, refusedOnly: null },
  "500": { minStatus: 500, maxStatus: 599, refusedOnly: null },
};

const operations = {
  validate_order: "VALIDATE_ORDER",
  submit_order: "SUBMIT_ORDER",
  get_order: "GET_ORDER",
  get_menu: "GET_MENU",
} as const;

/** The search as the API takes it. */
export function exchangeVariables(search: ExchangeSearch) {
  const range = search.show === null ? null : ranges[search.show];
  return {
    after: search.after,
    filter: {
      operation: search.operation === null ? null : operations[search.operation],
      minStatus: range?.minStatus ?? null,
      maxStatus: range?.maxStatus ?? null,
      refusedOnly: range?.refusedOnly ?? null,
      connectionId: search.connection,
      locationId: search.store,
    },
  };
}
