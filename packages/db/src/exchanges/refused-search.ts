import { WITHOUT_DECIMALS } from "@parley/limits";
import { and, eq, gte, isNotNull, isNull, lt, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { Database } from "../client/client.ts";
import { digestIs, endsWith } from "../orders/candidates.ts";
import type { Naming } from "../orders/lists.ts";
import { isNamed } from "../orders/names.ts";
import { prepareSearch } from "../orders/search.ts";
import {
  isAboutGuest,
  phoneSearchKey,
  type Reading,
  readSearchTerm,
  readSentenceTerm,
} from "../orders/search-term.ts";
import { exchangeBodies, exchanges, isRefusedSubmit, refusedSubmits } from "../schema/exchange.ts";
import { keyset, type Page } from "../sql/page.ts";
import { inScope, type Scope } from "../sql/scope.ts";
import {
  callersOf,
  pageOf,
  type RefusedFilter,
  type RefusedSubmit,
  readRefused,
  refusedCondition,
} from "./refused.ts";
import { newestNamed } from "./refused-names.ts";

export interface RefusedSearchArgs {
  text: string;
  scope: Scope;
  /** The brands whose guests this operator sees unmasked: nobody searches by what they may not see. */
  guestScope: Scope;
  filter?: RefusedFilter | undefined;
  page: Page;
}

export interface RefusedSearch {
  refused: RefusedSubmit[];
  /** As what these were found; empty where none was. */
  readings: Reading[];
}

type Orm = Pick<Database["orm"], "select" | "execute">;

// A beginning may match very many, in no order of time; a whole id does not.
const ROOM = 1000;
const BEGINNING_MIN = 3;
const LAST_CHARACTER = "\u{10ffff}";
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** One understanding of a term; tried one after the other until one finds something, as for orders. */
interface Attempt {
  readings: readonly Reading[];
  words: readonly string[];
  naming: Naming;
  /** Words of a name that the submits must have, too. */
  named?: readonly string[];
}

/**
 * Submits that never became an order, newest first, by whatever a term may mean: ids, digest, and of what their
 * bodies say the amount, the guest's name, phone and e-mail. By a digest or an id of ours any call is found that is
 * no order's.
 */
export async function searchRefusedSubmits(
  db: Pick<Database, "orm">,
  args: RefusedSearchArgs,
): Promise<RefusedSearch> {
  const whole = readSearchTerm(args.text);
  const sentence = readSentenceTerm(args.text);
  const nothing = { refused: [], readings: [] };
  if (whole.length === 0 && sentence === null) return nothing;
  return await db.orm.transaction(
    async (tx) => {
      const name = whole.find(({ kind }) => kind === "name");
      const prepared = await prepareSearch(tx, [name?.value ?? "", sentence?.name?.value ?? ""]);
      const [words = [], inSentence = []] = prepared.words;
      const numbers = sentence?.numbers ?? [];
      const begun = words.length > 1 && name ? [{ readings: [name], words, naming: "begun" as const }] : [];
      const both = inSentence.length === 0 ? [] : [{ readings: numbers, words: [], named: inSentence }];
      const alone = sentence?.name ? [{ readings: [sentence.name], words: inSentence }] : [];
      const attempts = [
        { readings: whole, words },
        ...begun,
        ...both,
        { readings: numbers, words: [] },
        ...alone,
      ];
      for (const attempt of attempts) {
        const asked = { naming: "whole" as const, ...attempt };
        const refused = await find(tx, asked, args, args.page);
        if (refused.length > 0) {
          const isBoth = "named" in attempt && sentence?.name;
          return { refused, readings: [...attempt.readings, ...(isBoth ? [sentence.name as Reading] : [])] };
        }
        // An empty page after others does not mean that nothing has the term.
        const isFirst = (args.page.after ?? args.page.before) == null;
        if (!isFirst && (await find(tx, asked, args, { limit: 1 })).length > 0) {
          return { refused, readings: [...attempt.readings] };
        }
      }
      return nothing;
    },
    { accessMode: "read only" },
  );
}

async function find(
  orm: Orm,
  attempt: Attempt,
  args: RefusedSearchArgs,
  page: Page,
): Promise<RefusedSubmit[]> {
  const lists = attempt.readings.flatMap((reading) => candidates(orm, reading, attempt, args, page));
  if (lists.length === 0) return [];
  const found = sql`${exchanges.id} in (${sql.join(
    lists.map((list) => sql`(${list})`),
    sql` union all `,
  )})`;
  return await readRefused(
    { orm },
    and(found, fitting(args, args.scope, page), namedToo(attempt, args)),
    page,
  );
}

/** What else is asked of a call, by whatever it is found. */
function fitting(args: Pick<RefusedSearchArgs, "filter">, scope: Scope, page: Page): SQL | undefined {
  return and(
    isNull(exchanges.orderId),
    eq(exchanges.direction, "in"),
    or(...callersOf(args.filter ?? {})),
    refusedCondition(args.filter ?? {}),
    inScope(scope, exchanges),
    pageOf(page),
  );
}

function namedToo({ named }: Attempt, { guestScope }: RefusedSearchArgs): SQL | undefined {
  return named && and(isNamed(named, "parts", refusedSubmits.guestName), inScope(guestScope, exchanges));
}

/** Lists of ids, each from one index. */
function candidates(
  orm: Orm,
  reading: Reading,
  { words, naming }: Attempt,
  args: RefusedSearchArgs,
  page: Page,
): SQL[] {
  const { orderBy, limit } = keyset(page, { at: exchanges.at, id: exchanges.id });
  const select = (condition: SQL | undefined, scope: Scope) =>
    orm
      .select({ id: exchanges.id })
      .from(exchanges)
      .leftJoin(refusedSubmits, eq(refusedSubmits.exchangeId, exchanges.id))
      .where(and(isRefusedSubmit(exchanges), condition, fitting(args, scope, page)));
  const newest = (condition: SQL | undefined, room = limit) =>
    sql`${select(condition, args.scope)
      .orderBy(...orderBy)
      .limit(room)}`;
  const scope = isAboutGuest(reading) ? args.guestScope : args.scope;
  /** By what the body says. */
  const said = (condition: SQL | undefined) => {
    const { orderBy } = keyset(page, { at: refusedSubmits.at, id: refusedSubmits.exchangeId });
    return sql`${orm
      .select({ id: refusedSubmits.exchangeId })
      .from(refusedSubmits)
      .innerJoin(exchanges, eq(exchanges.id, refusedSubmits.exchangeId))
      .where(and(condition, fitting(args, scope, page)))
      .orderBy(...orderBy)
      .limit(limit)}`;
  };

  switch (reading.kind) {
    case "exchange":
      return [sql`select ${exchanges.id} from ${exchanges} where ${exchanges.id} = ${reading.value}`];
    case "digest":
      return [
        sql`${orm
          .select({ id: exchangeBodies.exchangeId })
          .from(exchangeBodies)
          .where(digestIs(reading.value))
          .limit(ROOM)}`,
      ];
    case "id":
      return [exchanges.requestUid, exchanges.onlineOrderId, exchanges.parLocationId].map((column) => {
        const key = sql`search_id(${column}) collate "C"`;
        const folded = sql`search_id(${reading.value}::text)`;
        const fits =
          reading.value.length < BEGINNING_MIN
            ? sql`${key} = ${folded}`
            : sql`${key} >= ${folded} and ${key} < ${folded} || ${LAST_CHARACTER}::text`;
        return sql`${select(fits, args.scope).orderBy(key, sql`${exchanges.at} desc`).limit(ROOM)}`;
      });
    case "id_end":
      return [newest(endsWith(reading.value, exchanges))];
    case "amount": {
      const { hundredths, isWhole, currency } = reading;
      const known = refusedSubmits.currency;
      return [
        said(
          and(
            eq(refusedSubmits.totalHundredths, hundredths),
            currency === null ? undefined : or(isNull(known), eq(known, currency)),
            isWhole ? undefined : or(isNull(known), notInArray(known, [...WITHOUT_DECIMALS])),
          ),
        ),
      ];
    }
    case "phone": {
      const key = sql`search_phone(${refusedSubmits.guestPhone}) collate "C"`;
      const digits = sql`${phoneSearchKey(reading.value)}::text`;
      return [
        said(
          and(
            isNotNull(refusedSubmits.guestPhone),
            sql`${key} >= ${digits} and ${key} < ${digits} || ${LAST_CHARACTER}::text`,
          ),
        ),
      ];
    }
    case "email":
      return [
        said(
          and(
            isNotNull(refusedSubmits.guestEmail),
            sql`lower(${refusedSubmits.guestEmail}) collate "C" = ${reading.value}`,
          ),
        ),
      ];
    case "name": {
      if (words.length === 0) return [];
      const ofCall = (filter: RefusedFilter) => fitting({ filter }, scope, page);
      return [newestNamed(orm, { words, naming, ofCall, ...args, page })];
    }
    case "time": {
      const from = new Date(reading.value);
      const until = new Date(from.getTime() + (reading.value.includes("T") ? MINUTE_MS : DAY_MS));
      return callersOf(args.filter ?? {}).map((caller) =>
        newest(and(caller, gte(exchanges.at, from), lt(exchanges.at, until))),
      );
    }
    default:
      // An order of ours, and what only its POS knows it by.
      return [];
  }
}
