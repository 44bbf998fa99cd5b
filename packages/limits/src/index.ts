/**
 * How long a text, how long a list and how large a number may be: once, for PAR's wire, the bridge's and the admin's
 * fields. A value that one of them takes and the next refuses would lose an order or a menu on its way, so none of
 * them has a bound of its own where two meet, and the database has none at all (ADR 0030).
 */

export { csvLine, guarded, unguarded } from "./csv.ts";
export {
  exchangeKinds,
  exchangeShows,
  exchangeSpans,
  parOperations,
  posOperations,
  readExchanges,
} from "./lists/exchanges.ts";
export { issueCauses, issueStates, readIssues } from "./lists/issues.ts";
export {
  type OrderColumn,
  type OrderParams,
  orderAges,
  orderColumns,
  orderShows,
  orderSinces,
  placeAndTime,
  readOrders,
  submitCauses,
  submitsAskedFor,
} from "./lists/orders.ts";
export {
  hundredthsOf,
  type ListFilters,
  minuteOf,
  one,
  type ParamReader,
  printParams,
  type RawParams,
  readerOf,
} from "./lists/params.ts";
export { type ViewList, viewLists, viewParams, viewPaths } from "./lists/views.ts";
export { instantOf, isZone, minuteIn } from "./lists/zone.ts";
export { generatePassword } from "./password.ts";

/** A file of mappings, and what a person may say of it. */
export const IMPORT_MAX = {
  bytes: 20 * 1024 * 1024,
  rows: 200_000,
  /** Single rows that are left out. */
  leftOut: 5_000,
  fileName: 200,
} as const;

/** Mappings that one act of a person is about: as many as somebody can have meant. */
export const MAPPINGS_AT_ONCE = 2_000;

/** Texts, in UTF-16 code units. */
export const TEXT_MAX = {
  /** The code of a second factor, one of the codes on paper with its spaces included. */
  signInCode: 40,
  /** Ids of any kind: PAR's, a POS's, and what a person copies from a till. */
  id: 128,
  /** Names of what a menu holds, and of what an order lists. */
  menuName: 200,
  /** A line about a product or category. */
  description: 2_000,
  url: 2_000,
  /** A sentence that says why an order is refused. */
  issueMessage: 2_000,
  /** A path to the field that is to blame. */
  issueField: 1_000,
  issueCode: 64,
  /** What a POS expected, or the order said, as it shows it. */
  issueValue: 200,
  /** Names that operators give: brands, stores, connections, keys, and their own. */
  name: 100,
  /** Short ids that operators give to brands and stores. */
  code: 64,
  /** Why something was taken off. */
  reason: 200,
  /** What PAR says of a guest, and of where and how the food is handed over: what is longer is cut. */
  guestName: 200,
  email: 254,
  phone: 32,
  addressLine: 200,
  region: 100,
  postalCode: 32,
  vehicle: 100,
  licensePlate: 32,
  tableNumber: 50,
  /** How a payment was made, and what the payment is called elsewhere. */
  paymentType: 50,
  paymentReference: 200,
  /** What a guest or a caterer writes for people: a POS that takes less gets it cut, with the cut shown. */
  orderNote: 10_000,
  /** What a person writes about an order. */
  note: 500,
  password: 128,
  sharedId: 128,
  /** The short name of a connection. */
  slug: 40,
  /** What can be typed into a search. */
  search: 1_000,
  /** Whole numbers in a row, as a person types them: how many stores each wave of a rollout has. */
  numbers: 140,
} as const;

/** Entries of a list. */
export const LIST_MAX = {
  /** Nodes of one kind in a menu, and ids in one of its lists. */
  nodes: 10_000,
  /** Sizes of one product, and spans in which a menu is served. */
  parts: 200,
  /** Taxes and fees of a store, and with them of an order. */
  charges: 200,
  orderTypes: 50,
  /** Modifiers that an order lists for one item, or below one modifier. */
  choices: 200,
  /** What is wrong with one order. */
  issues: 200,
  /** Roles that one person is given at once. */
  grants: 200,
  /** API keys in use of one person. */
  apiKeys: 100,
} as const;

/** Numbers, inclusive. */
export const NUMBER_MAX = {
  /** Places in a sequence, calories, and how many may be chosen. */
  count: 1_000_000,
  /** How many of an item, or of a modifier on one parent. */
  quantity: 9_999,
  /** A tax's rate, in percent: three digits and six decimals, as the bridge writes it. */
  ratePercent: 999.999_999,
} as const;

/** Currencies that have no minor unit by ISO 4217: their cents are whole units. */
export const WITHOUT_DECIMALS: ReadonlySet<string> = new Set(
  "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(" "),
);

/**
 * A text for people, shortened to a bound where it is longer. It ends with an ellipsis then, and never within a
 * character that takes two code units.
 * @param max UTF-16 code units, at least 1
 */
export function cutText(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, max - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** Instants of the years 0001 to 9999 in UTC, in Unix milliseconds: later ones are written with more digits. */
export const INSTANT_MS = { min: -62_135_596_800_000, max: 253_402_300_799_999 } as const;

/** Whether every wire and the database can write a time; false for an invalid date. */
export function isWritable(at: Date): boolean {
  return at.getTime() >= INSTANT_MS.min && at.getTime() <= INSTANT_MS.max;
}

/** Whether a text begins with a day of the calendar as `YYYY-MM-DD`; `Date` turns 30 February into 2 March. */
export function beginsWithDay(text: string): boolean {
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00:00Z`);
  return day !== undefined && isWritable(midnight) && midnight.toISOString().startsWith(day);
}

/**
 * How many characters a SharedId has: `min` to be one at all, from `short` on it is not weak by its length alone,
 * from `strong` on it is long enough as a key for HS256 (RFC 7518 3.2).
 */
export const SHARED_ID_LENGTH = { min: 10, short: 16, strong: 32 } as const;
