import { DATABASE_CLOCK, everyBrand } from "@parley/db";
import { listAbandonedValidates, listRefusedSubmits, searchRefusedSubmits } from "@parley/db/exchanges";
import {
  type AmountPointer,
  listOrders,
  type OrderFilter,
  type OrderSearch,
  type OrderState,
  orderStates,
  searchOrders,
} from "@parley/db/orders";
import { readerOf, readOrders, submitCauses, submitsAskedFor } from "@parley/limits";
import { type Command, Option } from "commander";
import { callMatchesOf } from "../../explain/causes/call-cause.ts";
import type { CauseClass } from "../../explain/causes/cause-class.ts";
import { findIssue } from "../../issues/find.ts";
import { orderFilterOf } from "../../issues/of-issue.ts";
import { placeAndTimeOf, type SubmitsAskedFor, submitFilterOf } from "../../orders/submit-filter.ts";
import { type SubmitState, submitStates } from "../../orders/submit-state.ts";
import { requireBrand, requireLocation } from "../kernel/existing.ts";
import { readAmount, readLimit, readMinutes, readTime } from "../kernel/given.ts";
import { plain, type Result } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { requireView } from "../views/view.ts";
import { csvOf } from "./csv.ts";
import { recordSearch, refusedPart } from "./find.ts";
import { amountsMeant, lookedUp, together } from "./understood.ts";
import { orderJson, ordersTable, readPlaces, refusedJson, refusedTable } from "./view.ts";

/** `parley orders list` */
export function addListCommand(order: Command, run: Run): void {
  order
    .command("list")
    .description("orders, the newest first")
    .option("--search <text>", "any id, phone (or its last four), e-mail, name, amount, digest or time")
    .option("--unauthenticated", "with --search: refused calls without a valid token, too")
    .option(
      "--view <view>",
      "as a saved view of the orders shows them, by its name or id; other options go before it",
    )
    .addOption(
      new Option(
        "--operation <operation>",
        "validates: those that no submit followed, instead of orders",
      ).choices(["submits", "validates"]),
    )
    .addOption(
      new Option("--state <state...>", "only in these states").choices([
        ...new Set([...submitStates, ...orderStates]),
      ]),
    )
    .addOption(new Option("--cause <cause...>", "only of these kinds of cause").choices(submitCauses))
    .option("--brand <brand>", "only of this brand, by its code or id")
    .option("--store <store>", "only of this store, by its code or id")
    .option("--from <time>", "received at this time (UTC) or after", readTime)
    .option("--until <time>", "received before this time (UTC)", readTime)
    .option("--min-age <span>", "received at least so long ago, such as 15m", readMinutes)
    .option("--min <amount>", "at least this to pay, such as 29.10", readAmount)
    .option("--max <amount>", "at most this to pay", readAmount)
    .option("--limit <count>", "at most so many", readLimit, 20)
    .option("--csv", "the orders alone, as a file for spreadsheets")
    .action(run(list));
}

interface ListOptions {
  search?: string;
  view?: string;
  operation?: "submits" | "validates";
  state?: (OrderState | SubmitState)[];
  cause?: (typeof submitCauses)[number][];
  brand?: string;
  store?: string;
  from?: Date;
  until?: Date;
  minAge?: number;
  min?: number;
  max?: number;
  limit: number;
  unauthenticated?: boolean;
  csv?: boolean;
}

const REFUSED_MAX = 20;

async function list(session: Session, options: ListOptions): Promise<Result> {
  const { db } = session;
  const { search, limit, state: words } = options;
  if (options.operation === "validates") refuseOfOrders(options);
  const now = session.now();
  const view = options.view === undefined ? null : await requireView(session, options.view, "orders");
  const viewed = readOrders(readerOf(Object.fromEntries(new URLSearchParams(view?.params ?? ""))));
  const asked = await askedFor(session, options, submitsAskedFor(viewed, now));
  if (options.operation === "validates") return await listValidates(session, { asked, limit, now });
  const submits = submitFilterOf(asked, now, await withinIssue(session, viewed.issue));
  const filter = { ...submits.orders, states: statesOf(words, submits.orders?.states) };
  const refusedFilter = submits.refused;
  const page = {
    limit: Math.min(limit + 1, 1000),
    ...(viewed.sort === "oldest" && search === undefined ? { inverted: true } : {}),
  };
  const isNarrowed = search !== undefined || words !== undefined || view !== null || asked.causes !== null;
  const [found, refused, places] = await Promise.all([
    submits.orders === null && words === undefined
      ? { orders: [], ...NOT_SEARCHED }
      : search === undefined
        ? listOrders(db, { scope: everyBrand, filter, page }).then((orders) => ({ orders, ...NOT_SEARCHED }))
        : searchOrders(db, { text: search, scope: everyBrand, guestScope: everyBrand, filter, page }),
    refusedFilter === null || !isNarrowed
      ? []
      : search === undefined
        ? listRefusedSubmits(db, { scope: everyBrand, filter: refusedFilter, page })
        : searchRefusedSubmits(db, {
            text: search,
            scope: everyBrand,
            guestScope: everyBrand,
            filter: refusedFilter,
            page: { limit: REFUSED_MAX },
          }).then(({ refused }) => refused),
    readPlaces(session),
  ]);
  const meant = amountsMeant(search);
  if (search !== undefined && found.readings.length === 0) {
    throw new Refusal(
      "nothing_to_search",
      `Nothing in "${plain(search)}" can be looked for.`,
      meant?.hint ?? "Give an id, a phone number, an e-mail address, a name, an amount, a digest or a time.",
    );
  }
  if (search !== undefined) await recordSearch(session, search, found.readings);
  const orders = found.orders.slice(0, limit);
  const isMore = found.orders.length > limit;
  const parts = [
    ...(found.isTogether ? [`What has ${together(found.readings)}.`] : []),
    ...(search === undefined || !found.isSimilar
      ? []
      : [`Nothing has the name "${plain(search)}". Spelled much like it:`]),
    ordersTable(orders, places, emptyText(options, found)),
    ...refusedPart(refused),
    ...(found.isPartial
      ? [
          "More orders fit than a search can look through, so others are not shown: add --store, --from, --until or --state, or give more of it.",
        ]
      : []),
    ...(isMore ? ["There are more: raise --limit, or narrow --search."] : []),
    ...(meant === null ? [] : [meant.hint]),
  ];
  return {
    json: {
      orders: orders.map((order) => orderJson(order, places)),
      is_more: isMore,
      ...(search === undefined
        ? {}
        : {
            understood_as: found.readings.map(({ kind, value }) => ({ kind, value })),
            is_together: found.isTogether,
            is_similar: found.isSimilar,
            is_partial: found.isPartial,
            amounts: meant && amountsJson(meant.amounts),
          }),
      ...(isNarrowed ? { refused_submits: refused.map(refusedJson) } : {}),
    },
    text: options.csv === true ? csvOf(orders, places) : parts.join("\n\n"),
    ...(options.csv === true && isMore ? { warnings: ["There are more orders: raise --limit."] } : {}),
  };
}

function amountsJson({ minHundredths, maxHundredths, name }: AmountPointer) {
  return { min_hundredths: minHundredths, max_hundredths: maxHundredths, name };
}

/** The orders of the issue that a view is of; null where there is no such issue any more. */
async function withinIssue(session: Session, id: string | null): Promise<OrderFilter | null | undefined> {
  if (id === null) return undefined;
  const asked = { scope: everyBrand, id, now: session.now(), ledgerNow: DATABASE_CLOCK };
  const issue = await findIssue(session.db, asked);
  return issue === null ? null : orderFilterOf(issue);
}

/** What the options ask for, over what the view does. */
async function askedFor(
  session: Session,
  options: ListOptions,
  viewed: ReturnType<typeof submitsAskedFor>,
): Promise<SubmitsAskedFor & { causes: readonly CauseClass[] | null }> {
  const { state: words, cause, brand, store, from, until, minAge, min, max, unauthenticated } = options;
  return {
    ...viewed,
    causes: cause ?? viewed.causes,
    states: words === undefined ? viewed.states : submitStates.filter((word) => words.includes(word)),
    brandId: brand === undefined ? viewed.brandId : (await requireBrand(session, brand)).id,
    locationId: store === undefined ? viewed.locationId : (await requireLocation(session, store)).id,
    from: from ?? viewed.from,
    to: until ?? viewed.to,
    minAgeMinutes: minAge ?? viewed.minAgeMinutes,
    minHundredths: min ?? viewed.minHundredths,
    maxHundredths: max ?? viewed.maxHundredths,
    includeUnauthenticated: unauthenticated ?? viewed.includeUnauthenticated,
  };
}

/** The words of the admin's tabs are in the filter already; here are those that are the ledger's own. */
function statesOf(words: ListOptions["state"], byTab: readonly OrderState[] | undefined) {
  if (words === undefined) return byTab;
  return orderStates.filter((state) => byTab?.includes(state) || words.includes(state));
}

/** A list of validates is narrowed by place, time and cause alone: anything else would be left unheard. */
function refuseOfOrders({ search, unauthenticated, state, min, max, csv }: ListOptions): void {
  const given = { search, unauthenticated, state, min, max, csv };
  const names = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`]));
  if (names.length === 0) return;
  throw new Refusal(
    "not_of_validates",
    `${names.join(" and ")} ${names.length === 1 ? "goes" : "go"} with orders, not with --operation validates.`,
    "Validates are narrowed by --brand, --store, --cause, --from, --until and --min-age.",
  );
}

async function listValidates(
  session: Session,
  {
    asked,
    limit,
    now,
  }: { asked: SubmitsAskedFor & { causes: readonly CauseClass[] | null }; limit: number; now: Date },
): Promise<Result> {
  const filter = {
    ...placeAndTimeOf(asked, now),
    matches: asked.causes === null ? undefined : callMatchesOf(asked.causes),
  };
  const { validates, lookedUntil } = await listAbandonedValidates(session.db, {
    scope: everyBrand,
    filter,
    page: { limit },
  });
  const older =
    lookedUntil === null ? "" : `\nLooked back to ${lookedUntil.at.toISOString()}: go on with --until.`;
  return {
    json: { validates: validates.map(refusedJson), looked_until: lookedUntil?.at ?? null },
    text: `${validates.length === 0 ? "No validate without a submit." : refusedTable(validates)}${older}`,
  };
}

const NOT_SEARCHED: Omit<OrderSearch, "orders"> = {
  readings: [],
  isTogether: false,
  isSimilar: false,
  isPartial: false,
};

/** Found by none of these is not the same as: there is none. */
function emptyText(options: ListOptions, { readings }: Pick<OrderSearch, "readings">): string {
  const { search, limit: _, csv: __, unauthenticated: ___, ...narrowing } = options;
  const isNarrowed = Object.keys(narrowing).length > 0;
  if (search === undefined) return !isNarrowed ? "There is no order yet." : "No order fits.";
  return `No order was found${isNarrowed ? " among those asked for" : ""} by "${plain(search)}", looked up as ${lookedUp(readings)}. That does not mean that there is none.`;
}
