import {
  and,
  eq,
  gte,
  inArray,
  isNotNull,
  lt,
  notInArray,
  or,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { orderKeys, orders } from "../schema/order.ts";
import { keyset } from "../sql/page.ts";
import { type CandidateArgs, fitting, type Orm } from "./candidate-args.ts";
import { commonName, isLookedThrough, NAMES_ROOM, recentNames, wordPatterns } from "./names.ts";
import { isAboutGuest, phoneSearchKey, type Reading } from "./search-term.ts";

// A beginning may match a million rows, and no index has them by time: sorting them would take seconds. So many
// are looked at, in the order of the index.
const ROOM = 1000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ID_BEGINNING_MIN = 3;
const UID_BEGINNING_MIN = 6;
// The last code point: every text with the prefix is below prefix + this, in collation "C".
const LAST_CHARACTER = "\u{10ffff}";
// orders.grand_total_cents is an integer.
const INTEGER_MAX = 2_147_483_647;

/** ISO 4217 currencies whose minor unit is the whole. */
const WHOLE_CURRENCIES = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ");

/** One list of ids and times, read from one index. */
interface List {
  query: SQL;
  /** How many it has room for, where it may have no room for all that fit. */
  room: number | SQL | null;
}

/**
 * A query for a page of the orders that a term may mean: ids, each beside whether a list had no room for all that
 * fit. One row without an id where there is none. Only what lists know of an order is read: it is the caller who reads
 * those of the page whole.
 */
export function candidatesOf(orm: Orm, args: CandidateArgs): SQL {
  const { orderBy, limit } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  const direction = args.page.inverted ? sql`asc` : sql`desc`;
  const recent = recentNames(orm, args);
  const all = listsOf(orm, args, orderBy, limit).map(
    ({ query, room }, n) => sql`
      select id, received_at, ${n}::int as list, (${room})::int as room from (${query}) list (id, received_at)`,
  );
  if (all.length === 0) return sql`select null::text, false`;
  return sql`
    with ${recent === null ? sql`` : sql`recent as materialized (${recent}), `}found as materialized (
      ${sql.join(all, sql` union all `)}
    )
    select page.id, cut.is_partial
    from (select exists (select from found group by list having count(*) > min(room)) as is_partial) cut
    left join (
      select id from found group by id, received_at
      order by received_at ${direction}, id collate "C" ${direction} limit ${limit}
    ) page on true`;
}

function listsOf(orm: Orm, args: CandidateArgs, orderBy: SQL[], limit: number): List[] {
  return args.readings.flatMap((reading) => listsFor(reading));

  function listsFor(reading: Reading): List[] {
    const scope = isAboutGuest(reading) ? args.guestScope : args.scope;
    const select = (condition: SQL | undefined) =>
      orm
        .select({ id: orders.id, receivedAt: orders.receivedAt })
        .from(orders)
        .where(and(condition, fitting(args, scope)));
    /**
     * Where the index has the orders of a key by time, a page of it is all that can be shown. Asked for as a range,
     * because with an equality the planner may walk through all orders by time instead, hoping to meet the key soon.
     */
    const newest = (key: SQLWrapper, value: SQLWrapper, also?: SQL): List => ({
      query: sql`${select(and(sql`${key} >= ${value}`, sql`${key} <= ${value}`, also))
        .orderBy(args.page.inverted ? sql`${key} asc` : sql`${key} desc`, ...orderBy)
        .limit(limit)}`,
      room: null,
    });
    const some = (condition: SQL | undefined, room = ROOM): List => ({
      query: sql`${select(condition).limit(room + 1)}`,
      room,
    });
    /** Orders that rows of another table lead to. */
    const through = (ids: SQL): List => some(sql`${orders.id} in (${ids})`);

    switch (reading.kind) {
      case "order":
        return [some(eq(orders.id, reading.value))];
      case "exchange":
        return [
          through(
            sql`select ${exchanges.orderId} from ${exchanges} where ${exchanges.id} = ${reading.value}`,
          ),
        ];
      case "digest":
        return [
          through(
            sql`${orm
              .select({ id: exchanges.orderId })
              .from(exchangeBodies)
              .innerJoin(exchanges, eq(exchanges.id, exchangeBodies.exchangeId))
              .where(and(digestIs(reading.value), isNotNull(exchanges.orderId)))}`,
          ),
        ];
      case "id":
        return byId(reading.value);
      case "reference":
        return [some(referenceIs(reading.value))];
      case "till_number":
        return [
          newest(
            sql`search_number(${orders.posOrderId}) collate "C"`,
            sql`${reading.value}::text`,
            isNotNull(orders.posOrderId),
          ),
        ];
      case "phone": {
        const folded = sql`search_phone(${orders.guestPhone}) collate "C"`;
        const key = phoneSearchKey(reading.value);
        return [some(and(isNotNull(orders.guestPhone), within(folded, sql`${key}::text`)))];
      }
      case "email":
        return [
          some(
            and(
              isNotNull(orders.guestEmail),
              sql`lower(${orders.guestEmail}) collate "C" = ${reading.value}`,
            ),
          ),
        ];
      case "amount":
        return amountsOf(reading).map(({ minorUnits, among }) =>
          newest(sql`${orders.grandTotalCents}`, sql`${minorUnits}::int`, among),
        );
      case "time": {
        const from = new Date(reading.value);
        const until = new Date(from.getTime() + (reading.value.includes("T") ? MINUTE_MS : DAY_MS));
        const within = and(gte(orders.receivedAt, from), lt(orders.receivedAt, until));
        return [
          {
            query: sql`${select(within)
              .orderBy(...orderBy)
              .limit(limit)}`,
            room: null,
          },
        ];
      }
      case "name":
        return byName();
      default:
        return reading satisfies never;
    }

    function byId(value: string): List[] {
      const folded = sql`search_id(${value}::text)`;
      const key = sql`search_id(${orderKeys.requestUid}) collate "C"`;
      const online = sql`search_id(${orders.onlineOrderId}) collate "C"`;
      const pos = sql`search_id(${orders.posOrderId}) collate "C"`;
      const uids = value.length < UID_BEGINNING_MIN ? sql`${key} = ${folded}` : within(key, folded);
      return [
        through(sql`${orm.select({ id: orderKeys.orderId }).from(orderKeys).where(uids)}`),
        newest(pos, folded, isNotNull(orders.posOrderId)),
        newest(online, folded, isNotNull(orders.onlineOrderId)),
        ...(value.length < ID_BEGINNING_MIN
          ? []
          : [some(and(isNotNull(orders.onlineOrderId), within(online, folded)))]),
      ];
    }

    function byName(): List[] {
      const { words } = args;
      if (words.length === 0) return [];
      const name = sql`search_name(${orders.guestName})`;
      const has = (patterns: readonly string[]) =>
        and(...patterns.map((pattern) => sql`${name} like ${pattern}`));
      const joined = words.join("");
      const isNamed = or(
        has(wordPatterns(words)),
        words.length === 1 ? undefined : has([joined.length < 4 ? `% ${joined}%` : `%${joined}%`]),
      );
      const isGiven = and(isNotNull(orders.guestName), isNamed);
      if (!isLookedThrough(args)) return [some(isGiven, NAMES_ROOM)];
      const { isCommon, most } = commonName(limit);
      return [
        {
          query: sql`select id, received_at from recent`,
          room: sql`select case when ${isCommon} then ${most} end from recent`,
        },
        some(and(sql`(select not ${isCommon} from recent)`, isGiven), NAMES_ROOM),
      ];
    }
  }
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
}: Extract<Reading, { kind: "amount" }>): { minorUnits: number; among: SQL | undefined }[] {
  const given = currency === null ? undefined : eq(orders.currency, currency);
  return [
    { minorUnits: hundredths, among: and(notInArray(orders.currency, WHOLE_CURRENCIES), given) },
    ...(isWhole
      ? [{ minorUnits: hundredths / 100, among: and(inArray(orders.currency, WHOLE_CURRENCIES), given) }]
      : []),
  ].filter(({ minorUnits }) => minorUnits <= INTEGER_MAX);
}

/** Which calls came with this digest: the words of its index. */
export function digestIs(digest: string): SQL | undefined {
  const header = sql`${exchangeBodies.requestHeaders} ->> 'x-pch-digest'`;
  return and(isNotNull(header), sql`lower(${header}) collate "C" = ${digest}`);
}
