import { WITHOUT_DECIMALS } from "@parley/limits";
import { and, eq, gte, isNotNull, lt, notInArray, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { exchangeBodies, exchanges } from "../schema/exchange.ts";
import { orderKeys, orders } from "../schema/order.ts";
import { keyset } from "../sql/page.ts";
import { type CandidateArgs, listsOf, type Orm } from "./lists.ts";
import { namedOrders } from "./names.ts";
import { isAboutGuest, phoneSearchKey, type Reading } from "./search-term.ts";

// A beginning may match a million rows, and no index has them by time: sorting them would take seconds. So many
// are looked at, in the order of the index.
const ROOM = 1000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ID_BEGINNING_MIN = 3;
const UID_BEGINNING_MIN = 6;
/** The index of ends has the last four characters in one key. */
const END_KEY = 4;
const ENDS_ROOM = 300;
// The last code point: every text with the prefix is below prefix + this, in collation "C".
const LAST_CHARACTER = "\u{10ffff}";

/**
 * A query for a page of the orders that a term may mean: ids, each beside whether a list had no room for all that
 * fit. One row without an id where there is none. Only what lists know of an order is read: it is the caller who reads
 * those of the page whole.
 */
export function candidatesOf(orm: Orm, args: CandidateArgs): SQL {
  const { limit } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  const direction = args.page.inverted ? sql`asc` : sql`desc`;
  const lists = args.readings.flatMap((reading) => candidatesFor(orm, args, reading));
  if (lists.length === 0) return sql`select null::text, false`;
  return sql`
    with found (id, received_at, is_cut) as materialized (
      ${sql.join(
        lists.map((list) => sql`(${list})`),
        sql` union all `,
      )}
    )
    select page.id, cut.is_partial
    from (select coalesce(bool_or(is_cut), false) as is_partial from found) cut
    left join (
      select id from found group by id, received_at
      order by received_at ${direction}, id collate "C" ${direction} limit ${limit}
    ) page on true`;
}

function candidatesFor(orm: Orm, args: CandidateArgs, reading: Reading): SQL[] {
  const lists = listsOf(orm, args, isAboutGuest(reading) ? args.guestScope : args.scope);
  /** Orders that rows of another table lead to. */
  const through = (ids: SQL) => lists.some(sql`${orders.id} in (${ids})`, ROOM);

  switch (reading.kind) {
    case "order":
      return [lists.some(eq(orders.id, reading.value), ROOM)];
    case "exchange":
      return [
        through(sql`select ${exchanges.orderId} from ${exchanges} where ${exchanges.id} = ${reading.value}`),
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
    case "id_end":
      return [lists.searched.spanned(endsWith(reading.value), ENDS_ROOM)];
    case "reference":
      return [lists.searched.some(referenceIs(reading.value), ROOM)];
    case "till_number":
      return [
        lists.newest(
          sql`search_number(${orders.posOrderId}) collate "C"`,
          sql`${reading.value}::text`,
          isNotNull(orders.posOrderId),
        ),
      ];
    case "phone": {
      const folded = sql`search_phone(${orders.guestPhone})`;
      const key = sql`${phoneSearchKey(reading.value)}::text`;
      const isGiven = isNotNull(orders.guestPhone);
      return reading.value.length === 4
        ? [lists.searched.newest(sql`"left"(${folded}, 4) collate "C"`, key, isGiven)]
        : [lists.searched.some(and(isGiven, within(sql`${folded} collate "C"`, key)), ROOM)];
    }
    case "email":
      return [
        lists.searched.some(
          and(isNotNull(orders.guestEmail), sql`lower(${orders.guestEmail}) collate "C" = ${reading.value}`),
          ROOM,
        ),
      ];
    case "amount": {
      const { hundredths, isWhole, currency } = reading;
      const among = and(
        currency === null ? undefined : eq(orders.currency, currency),
        isWhole ? undefined : notInArray(orders.currency, [...WITHOUT_DECIMALS]),
      );
      const key = sql`search_hundredths(${orders.grandTotalCents}, ${orders.currency})`;
      return [lists.searched.newest(key, sql`${hundredths}::bigint`, among)];
    }
    case "time": {
      const from = new Date(reading.value);
      const until = new Date(from.getTime() + (reading.value.includes("T") ? MINUTE_MS : DAY_MS));
      return [lists.during(and(gte(orders.receivedAt, from), lt(orders.receivedAt, until)))];
    }
    case "name": {
      const named = namedOrders(orm, args);
      return named === null ? [] : [named];
    }
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
      through(sql`${orm.select({ id: orderKeys.orderId }).from(orderKeys).where(uids)}`),
      lists.newest(pos, folded, isNotNull(orders.posOrderId)),
      lists.searched.newest(online, folded, isNotNull(orders.onlineOrderId)),
      ...(value.length < ID_BEGINNING_MIN
        ? []
        : [lists.searched.some(and(isNotNull(orders.onlineOrderId), within(online, folded)), ROOM)]),
    ];
  }
}

function within(folded: SQL, beginning: SQL): SQL {
  return sql`${folded} >= ${beginning} and ${folded} < ${beginning} || ${LAST_CHARACTER}::text`;
}

/** The columns of an order, or of a call, that have ends. */
interface Ids {
  onlineOrderId: SQLWrapper;
  requestUid: SQLWrapper;
}

/** The order number, or a group of it or of the request uid, ends so: digits alone are no end of a uid. */
export function endsWith(value: string, { onlineOrderId, requestUid }: Ids = orders): SQL | undefined {
  const last = value.slice(-END_KEY);
  const before = [...value.slice(0, -END_KEY)].reverse().slice(0, 2);
  const keys = [`#${last}`, ...before.map((character, n) => `${END_KEY + 1 + n}#${character}`)];
  const ends = sql`search_ends(${onlineOrderId}, ${requestUid})`;
  const has = (some: readonly string[]) => sql`${ends} @> ${`{${some.join(",")}}`}::text[]`;
  const group = `${value}([^0-9a-z]|$)`;
  const isNumber = and(
    has(keys),
    or(
      sql`"right"(search_id(${onlineOrderId}), ${value.length}::int) = ${value}`,
      sql`search_plain(${onlineOrderId}) ~* ${group}`,
    ),
  );
  return /^\d{1,6}$/.test(value) ? isNumber : or(isNumber, and(has([last]), sql`${requestUid} ~* ${group}`));
}

function referenceIs(hex: string): SQL | undefined {
  const uuid = (filled: string) => sql`${`${hex}${filled.repeat(32)}`.slice(0, 32)}::uuid`;
  return and(sql`${orders.posReference} >= ${uuid("0")}`, sql`${orders.posReference} <= ${uuid("f")}`);
}

/** Which calls came with this digest: the words of its index. */
export function digestIs(digest: string): SQL | undefined {
  const header = sql`${exchangeBodies.requestHeaders} ->> 'x-pch-digest'`;
  return and(isNotNull(header), sql`lower(${header}) collate "C" = ${digest}`);
}
