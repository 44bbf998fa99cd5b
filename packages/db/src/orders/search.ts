import {
  and,
  eq,
  gte,
  inArray,
  isNotNull,
  lt,
  notInArray,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { orderKeys, orders } from "../schema/order.ts";
import { type BrandScope, inScope } from "../sql/scope.ts";
import { isAboutGuest, phoneSearchKey, type Reading } from "./search-term.ts";

type Orm = Pick<Database["orm"], "select" | "execute">;

// A prefix may match a million rows; sorting those by time would take seconds, so only the first thousand
// in index order are looked at. Whoever typed so little narrows the term.
const CANDIDATES_MAX = 1000;
// Each match of a name is folded once more to be sure of it.
const NAMES_MAX = 200;
/** So many of the newest orders are looked through for a name as typed: a common one has more matches than fit. */
const NEWEST_LOOKED_THROUGH = 3000;
const ID_BEGINNING_MIN = 3;
const UID_BEGINNING_MIN = 6;
// The last code point: every text with the prefix is below prefix + this, in collation "C".
const LAST_CHARACTER = "\u{10ffff}";
// orders.grand_total_cents is an integer.
const INTEGER_MAX = 2_147_483_647;

/** ISO 4217 currencies whose minor unit is the whole. */
const WHOLE_CURRENCIES = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ");

export interface CandidateArgs {
  readings: readonly Reading[];
  /** Folded by `foldWords`; only where a reading is a name. */
  words: readonly string[];
  scope: BrandScope;
  /** Whose guests may be searched for. */
  guestScope: BrandScope;
  /** What else is asked of the orders: the thousand candidates must not be used up by others. */
  condition: SQL | undefined;
}

/** The words of a name as the database folds them. */
export async function foldWords(orm: Orm, name: string): Promise<string[]> {
  const rows = await orm.execute<{ words: string }>(sql`select ${wordsOf(sql`${name}::text`)} as words`);
  return (rows[0]?.words ?? "").split(" ").filter((word) => word !== "");
}

/** Words in one text: they have no blanks, and the client reads no arrays. */
export function wordsOf(name: SQLWrapper): SQL<string> {
  return sql<string>`coalesce(array_to_string(search_words(${name}), ' '), '')`;
}

/** Orders that a term may mean, as lists of ids, each read from one index. */
export function candidatesOf(orm: Orm, args: CandidateArgs): SQL[] {
  return args.readings.flatMap((reading) => candidatesFor(orm, reading, args));
}

function candidatesFor(orm: Orm, reading: Reading, args: CandidateArgs): SQL[] {
  const scope = isAboutGuest(reading) ? args.guestScope : args.scope;
  const list = (condition: SQL | undefined, orderBy?: SQL, max = CANDIDATES_MAX): SQL => {
    const query = orm
      .select({ id: orders.id })
      .from(orders)
      .where(and(condition, args.condition, inScope(scope, orders.brandId)));
    return orderBy === undefined ? sql`(${query.limit(max)})` : sql`(${query.orderBy(orderBy).limit(max)})`;
  };
  const newest = sql`${orders.receivedAt} desc`;

  switch (reading.kind) {
    case "order":
      return [list(eq(orders.id, reading.value))];
    case "exchange":
      return [sql`(select ${exchanges.orderId} from ${exchanges} where ${exchanges.id} = ${reading.value})`];
    case "digest":
      return [byDigest(orm, reading.value)];
    case "id":
      return byId(reading.value);
    case "reference":
      return [list(referenceIs(reading.value))];
    case "till_number":
      return [
        list(
          and(
            isNotNull(orders.posOrderId),
            sql`search_number(${orders.posOrderId}) collate "C" = ${reading.value}`,
          ),
          sql`search_number(${orders.posOrderId}) collate "C", ${newest}`,
        ),
      ];
    case "phone": {
      const folded = sql`search_phone(${orders.guestPhone}) collate "C"`;
      const key = phoneSearchKey(reading.value);
      return [list(and(isNotNull(orders.guestPhone), within(folded, sql`${key}::text`)), folded)];
    }
    case "email":
      return [
        list(
          and(isNotNull(orders.guestEmail), sql`lower(${orders.guestEmail}) collate "C" = ${reading.value}`),
        ),
      ];
    case "amount":
      return amountsOf(reading).map((condition) => list(condition, newest));
    case "time": {
      const from = new Date(reading.value);
      const until = new Date(from.getTime() + 60_000);
      return [list(and(gte(orders.receivedAt, from), lt(orders.receivedAt, until)), newest)];
    }
    case "name":
      return byName(reading.value, args.words);
    default:
      return reading satisfies never;
  }

  function byId(value: string): SQL[] {
    const folded = sql`search_id(${value}::text)`;
    const key = sql`search_id(${orderKeys.requestUid}) collate "C"`;
    const online = sql`search_id(${orders.onlineOrderId}) collate "C"`;
    const pos = sql`search_id(${orders.posOrderId}) collate "C"`;
    const uids = value.length < UID_BEGINNING_MIN ? sql`${key} = ${folded}` : within(key, folded);
    return [
      sql`(${orm.select({ id: orderKeys.orderId }).from(orderKeys).where(uids).limit(CANDIDATES_MAX)})`,
      list(and(isNotNull(orders.posOrderId), sql`${pos} = ${folded}`), sql`${pos}, ${newest}`),
      list(and(isNotNull(orders.onlineOrderId), sql`${online} = ${folded}`), sql`${online}, ${newest}`),
      ...(value.length < ID_BEGINNING_MIN
        ? []
        : [list(and(isNotNull(orders.onlineOrderId), within(online, folded)), online)]),
    ];
  }

  function byName(typed: string, words: readonly string[]): SQL[] {
    if (words.length === 0) return [];
    const folded = sql`search_name(${orders.guestName})`;
    const named = (patterns: readonly string[]) =>
      list(
        and(isNotNull(orders.guestName), ...patterns.map((pattern) => sql`${folded} like ${pattern}`)),
        undefined,
        NAMES_MAX,
      );
    const joined = words.join("");
    const recent = orm
      .select({ id: orders.id, name: orders.guestName })
      .from(orders)
      .where(and(args.condition, inScope(scope, orders.brandId)))
      .orderBy(newest, sql`${orders.id} desc`)
      .limit(NEWEST_LOOKED_THROUGH)
      .as("recent");
    const asTyped = `%${typed.replace(/[\\%_]/g, "\\$&")}%`;
    return [
      named(wordPatterns(words)),
      ...(words.length === 1 ? [] : [named([joined.length < 4 ? `% ${joined}%` : `%${joined}%`])]),
      ...(typed.length < 3 ? [] : [sql`(select id from ${recent} where ${recent.name} ilike ${asTyped})`]),
    ];
  }
}

/** `LIKE` patterns over `search_name`, all of which must hold: each word, those of other scripts in a row. */
export function wordPatterns(words: readonly string[]): string[] {
  const runs: string[] = [];
  let isRun = false;
  for (const [i, word] of words.entries()) {
    const isLetter = /^0[0-9a-f]{2,5}$/.test(word);
    const isLast = i === words.length - 1 && i > 0;
    if (isLetter && isRun) runs.push(`${runs.pop()?.slice(0, -1) ?? ""}${word} %`);
    else if (isLetter || (word.length < 3 && !isLast)) runs.push(`% ${word} %`);
    else runs.push(word.length < 4 ? `% ${word}%` : `%${word}%`);
    isRun = isLetter;
  }
  return runs;
}

function within(folded: SQL, beginning: SQL): SQL {
  return sql`${folded} >= ${beginning} and ${folded} < ${beginning} || ${LAST_CHARACTER}::text`;
}

function referenceIs(hex: string): SQL | undefined {
  const uuid = (filled: string) => sql`${`${hex}${filled.repeat(32)}`.slice(0, 32)}::uuid`;
  return and(sql`${orders.posReference} >= ${uuid("0")}`, sql`${orders.posReference} <= ${uuid("f")}`);
}

function amountsOf({
  hundredths,
  isWhole,
  currency,
}: Extract<Reading, { kind: "amount" }>): (SQL | undefined)[] {
  const isIn = (minorUnits: number, among: SQL | undefined) =>
    and(
      eq(orders.grandTotalCents, minorUnits),
      among,
      currency === null ? undefined : eq(orders.currency, currency),
    );
  return [
    ...(hundredths > INTEGER_MAX ? [] : [isIn(hundredths, notInArray(orders.currency, WHOLE_CURRENCIES))]),
    ...(isWhole && hundredths / 100 <= INTEGER_MAX
      ? [isIn(hundredths / 100, inArray(orders.currency, WHOLE_CURRENCIES))]
      : []),
  ];
}

/** Which calls came with this digest: the words of its index. */
export function digestIs(digest: string): SQL | undefined {
  const header = sql`${exchangeBodies.requestHeaders} ->> 'x-pch-digest'`;
  return and(isNotNull(header), sql`lower(${header}) collate "C" = ${digest}`);
}

function byDigest(orm: Orm, digest: string): SQL {
  const query = orm
    .select({ id: exchanges.orderId })
    .from(exchangeBodies)
    .innerJoin(exchanges, eq(exchanges.id, exchangeBodies.exchangeId))
    .where(and(digestIs(digest), isNotNull(exchanges.orderId)))
    .limit(CANDIDATES_MAX);
  return sql`(${query})`;
}
