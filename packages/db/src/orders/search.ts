import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { orders } from "../schema/order.ts";
import { edgeOf, keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import { candidatesOf } from "./candidates.ts";
import { filterCondition, type OrderFilter } from "./list.ts";
import type { CandidateArgs, Naming } from "./lists.ts";
import { isNamed, wordsOf } from "./names.ts";
import {
  distinct,
  type Reading,
  readSearchTerm,
  readSentenceTerm,
  type SentenceReadings,
} from "./search-term.ts";
import { similarNames } from "./similar.ts";
import { type Spans, spansOf } from "./spans.ts";
import type { Order } from "./types.ts";

/** What a search found. That nothing was found says only that nothing is found by these readings. */
export interface OrderSearch {
  orders: Order[];
  /** As what these orders were found; where none was, all that was tried. Empty where nothing can be looked for. */
  readings: Reading[];
  /** True where each of these has the name and one of the other readings. */
  isTogether: boolean;
  /** True where nothing has the term, and these have a name that is spelled much like it. */
  isSimilar: boolean;
  /** True where so many orders fit that not all of them were looked at: others may fit, newer ones among them. */
  isPartial: boolean;
}

export interface OrderSearchArgs {
  text: string;
  scope: Scope;
  /** The brands whose guests this operator sees unmasked: nobody searches by what they may not see. */
  guestScope: Scope;
  filter?: OrderFilter | undefined;
  page: Page;
}

type Orm = Pick<Database["orm"], "select" | "execute">;

/** So many orders that have a number are looked at for one that has the name as well. */
const NARROWED_ROOM = 300;

/** Parts of two names and more are dear to look for: the newest of them for days, and all others at once. */
const PARTS_SIZES = 3;

/** One understanding of a term, of several that are tried one after the other until one finds something. */
interface Attempt {
  readings: readonly Reading[];
  words?: readonly string[];
  /** Words of a name that the orders must have, too. */
  named?: readonly string[];
  naming?: Naming;
}

/**
 * Orders that a typed or pasted term may mean (see `readSearchTerm`), newest first, in pages. Where nothing has the
 * whole term, it may be a sentence: then by the number and the name in it together, by the number, by the name.
 */
export async function searchOrders(db: Database, args: OrderSearchArgs): Promise<OrderSearch> {
  const whole = readSearchTerm(args.text);
  const sentence = readSentenceTerm(args.text);
  const readings = distinct([...whole, ...(sentence?.numbers ?? [])]);
  const nothing = { orders: [], readings, isTogether: false, isSimilar: false, isPartial: false };
  if (readings.length === 0) return nothing;
  const { scope, guestScope, page, filter = {} } = args;
  const condition = filterCondition(filter);
  return await db.orm.transaction(
    async (tx) => {
      const name = whole.find((reading) => reading.kind === "name") ?? null;
      const prepared = await prepareSearch(tx, [name?.value ?? "", sentence?.name?.value ?? ""]);
      const [words = [], inSentence = []] = prepared.words;
      const first = { limit: 1 };
      const spans = spansOfPage(first, filter, prepared);
      let isPartial = false;

      const tryAttempt = async (attempt: Attempt): Promise<OrderSearch | null> => {
        const asked = { words: [], ...attempt, scope, guestScope, condition };
        const answer = {
          ...nothing,
          readings: [...attempt.readings],
          isTogether: (attempt.named?.length ?? 0) > 0,
        };
        if (answer.isTogether && sentence?.name) answer.readings.push(sentence.name);
        const sizes = attempt.naming === undefined ? undefined : PARTS_SIZES;
        const found = await readCandidates(tx, {
          ...asked,
          page,
          spans: spansOfPage(page, filter, prepared, sizes),
        });
        if (found.orders.length > 0) return { ...answer, ...found };
        // An empty page after others does not mean that nothing has the term.
        if ((page.after ?? page.before) != null) {
          const { orders: some } = await readCandidates(tx, { ...asked, page: first, spans });
          if (some.length > 0) return { ...answer, isPartial: found.isPartial };
        }
        isPartial ||= found.isPartial;
        return null;
      };

      const naming = (how: Naming): Attempt[] =>
        name !== null && words.length > 1 ? [{ readings: [name], words, naming: how }] : [];
      const attempts = [{ readings: whole, words }, ...naming("begun"), ...attemptsIn(sentence, inSentence)];
      for (const attempt of attempts) {
        const found = await tryAttempt(attempt);
        if (found !== null) return found;
      }
      const misspelled = inSentence.length > 0 ? inSentence : words;
      const similar = await similarNames(tx, { words: misspelled, guestScope, condition, spans });
      isPartial ||= similar.isPartial;
      if (similar.ids.length > 0) {
        const { where, orderBy, limit } = keyset(page, { at: orders.receivedAt, id: orders.id });
        const rows = await tx
          .select()
          .from(orders)
          .where(and(inArray(orders.id, similar.ids), condition, inScope(scope, orders), where))
          .orderBy(...orderBy)
          .limit(limit);
        return { ...nothing, orders: rows, isSimilar: rows.length > 0, isPartial: similar.isPartial };
      }
      // What looks through all names for a part of one is dear, so it is the last.
      const [parts] = naming("parts");
      return (parts && (await tryAttempt(parts))) ?? { ...nothing, isPartial };
    },
    { accessMode: "read only" },
  );
}

function attemptsIn(sentence: SentenceReadings | null, words: readonly string[]): Attempt[] {
  if (sentence === null) return [];
  const { numbers, name } = sentence;
  const byNumber = { readings: numbers };
  if (name === null || words.length === 0) return [byNumber];
  return [{ ...byNumber, named: words }, byNumber, { readings: [name], words }];
}

/** What a search has to know of the database before it looks. */
export interface PreparedSearch {
  /** The words of each name, as the database folds them. */
  words: string[][];
  /** When the oldest and the newest order were received. */
  oldest: Date;
  newest: Date;
  /** No order is received later, but where a clock was wrong. */
  tomorrow: Date;
}

/**
 * Makes this transaction one of a search, and folds the words of a name as the database does. A search that finds
 * no good plan must not hold a connection of the pool that PAR's door uses; workers take longer to start than a
 * search takes; and a bitmap that keeps pages instead of rows has all names on them folded once more.
 */
export async function prepareSearch(orm: Orm, names: readonly string[]): Promise<PreparedSearch> {
  const lines = names.map((name) => wordsOf(sql`${name}::text`));
  const seconds = (moment: SQL) => sql`date_part('epoch', ${moment})`;
  const [row] = await orm.execute<
    Record<"oldest" | "newest" | "tomorrow", number | null> & { words: string }
  >(sql`
    select concat_ws(e'\n', ${sql.join(lines, sql`, `)}) as words,
      ${seconds(sql`(select min(${orders.receivedAt}) from ${orders})`)} as oldest,
      ${seconds(sql`(select max(${orders.receivedAt}) from ${orders})`)} as newest,
      ${seconds(sql`now() + interval '1 day'`)} as tomorrow,
      set_config('statement_timeout', '2s', true), set_config('max_parallel_workers_per_gather', '0', true),
      set_config('jit', 'off', true), set_config('work_mem', '32MB', true)`);
  const [oldest, newest, tomorrow] = [row?.oldest, row?.newest, row?.tomorrow].map(
    (at) => new Date((at ?? 0) * 1000),
  ) as [Date, Date, Date];
  const words = (row?.words ?? "").split("\n").map((line) => line.split(" ").filter((word) => word !== ""));
  return { words, oldest, newest, tomorrow };
}

/** The spans of the time that is asked for, from the edge of the page on. */
export function spansOfPage(
  page: Page,
  filter: OrderFilter,
  prepared: PreparedSearch,
  sizes?: number,
): Spans {
  const { from = prepared.oldest, until = prepared.newest } = filter;
  const edge = edgeOf(page);
  if (page.inverted) return spansOf({ from: edge ?? from, until }, "newer", sizes);
  const { newest, tomorrow } = prepared;
  const spans = spansOf({ from, until: earliest(edge ?? until, until, newest, tomorrow) }, "older", sizes);
  return { ...spans, hasAhead: newest > tomorrow };
}

function earliest(...moments: Date[]): Date {
  return new Date(Math.min(...moments.map(Number)));
}

/** A page of the orders that are in any of the lists, and whether one of these had no room for all. */
async function readCandidates(
  orm: Orm,
  { named = [], ...args }: CandidateArgs & { named?: readonly string[] },
): Promise<Pick<OrderSearch, "orders" | "isPartial">> {
  const { orderBy, limit } = keyset(args.page, { at: orders.receivedAt, id: orders.id });
  const isNarrowed = named.length > 0;
  const room = isNarrowed ? NARROWED_ROOM : limit;
  const narrowed = isNarrowed ? and(isNamed(named, "parts"), inScope(args.guestScope, orders)) : undefined;
  const rows = await orm
    .select({ order: orders, isPartial: sql<boolean>`found.is_partial` })
    .from(
      sql`(${candidatesOf(orm, { ...args, page: { ...args.page, limit: room } })}) found (id, is_partial)`,
    )
    .leftJoin(orders, and(eq(orders.id, sql`found.id`), narrowed))
    .orderBy(...orderBy);
  const found = rows.flatMap(({ order }) => order ?? []).slice(0, limit);
  const isCut = isNarrowed && rows.length === room && found.length < limit;
  return { orders: found, isPartial: isCut || rows.some((row) => row.isPartial) };
}
