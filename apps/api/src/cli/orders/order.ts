import { everyBrand } from "@parley/db";
import { listRefusedSubmits } from "@parley/db/exchanges";
import {
  listOrders,
  type OrderSearch,
  type OrderState,
  orderStates,
  type Reading,
  searchOrders,
} from "@parley/db/orders";
import { type Command, Option } from "commander";
import { requireLocation } from "../kernel/existing.ts";
import { readLimit, readTime } from "../kernel/given.ts";
import { plain, type Result } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { refusedPart } from "./find.ts";
import { addSettleCommands } from "./settle.ts";
import { showTrace } from "./trace.ts";
import { orderJson, ordersTable, readPlaces, refusedJson } from "./view.ts";

/** `parley orders …`, or `parley order …` */
export function addOrderCommands(program: Command, run: Run): void {
  const order = program
    .command("orders")
    .alias("order")
    .description("what PAR submitted and what became of it");
  order
    .command("list")
    .description("orders, the newest first")
    .option("--search <text>", "any id, phone (or its last four), e-mail, name, amount, digest or time")
    .option("--unauthenticated", "with --search: refused calls without a valid token, too")
    .addOption(new Option("--state <state...>", "only in these states").choices([...orderStates]))
    .option("--store <store>", "only of this store, by its code or id")
    .option("--from <time>", "received at this time (UTC) or after", readTime)
    .option("--until <time>", "received before this time (UTC)", readTime)
    .option("--limit <count>", "at most so many", readLimit, 20)
    .action(run(list));
  order
    .command("trace <id>")
    .description("everything about one order, by any id of it")
    .action(run(showTrace));
  addSettleCommands(order, run);
}

interface ListOptions {
  search?: string;
  state?: OrderState[];
  store?: string;
  from?: Date;
  until?: Date;
  limit: number;
  unauthenticated?: boolean;
}

const REFUSED_MAX = 20;

async function list(session: Session, options: ListOptions): Promise<Result> {
  const { db } = session;
  const { search, state: states, from, until, limit, unauthenticated: includeUnauthenticated } = options;
  const page = { limit: Math.min(limit + 1, 1000) };
  const locationId =
    options.store === undefined ? undefined : (await requireLocation(session, options.store)).id;
  const filter = { states, locationId, from, until };
  const [found, refused, places] = await Promise.all([
    search === undefined
      ? listOrders(db, { scope: everyBrand, filter, page }).then((orders) => ({ orders, ...NOT_SEARCHED }))
      : searchOrders(db, { text: search, scope: everyBrand, guestScope: everyBrand, filter, page }),
    search === undefined
      ? []
      : listRefusedSubmits(db, {
          text: search,
          scope: everyBrand,
          includeUnauthenticated,
          limit: REFUSED_MAX,
        }),
    readPlaces(session),
  ]);
  if (search !== undefined && found.readings.length === 0) {
    throw new Refusal(
      "nothing_to_search",
      `Nothing in "${plain(search)}" can be looked for.`,
      "Give an id, a phone number, an e-mail address, a name, an amount, a digest or a time.",
    );
  }
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
            refused_submits: refused.map(refusedJson),
          }),
    },
    text: parts.join("\n\n"),
  };
}

const NOT_SEARCHED: Omit<OrderSearch, "orders"> = {
  readings: [],
  isTogether: false,
  isSimilar: false,
  isPartial: false,
};

const KINDS: Readonly<Record<Reading["kind"], string>> = {
  order: "our order id",
  exchange: "a call's id",
  digest: "a digest",
  id: "an id",
  id_end: "the end of an order number",
  reference: "our reference at the POS",
  till_number: "a till's number",
  phone: "a phone number",
  email: "an e-mail address",
  amount: "an amount",
  time: "a time (UTC)",
  name: "a name",
};

function lookedUp(readings: readonly Reading[]): string {
  return readings.map(inWords).join(", ");
}

/** A name and a number; the number may be more than one thing. */
function together(readings: readonly Reading[]): string {
  const names = readings.filter(({ kind }) => kind === "name").map(inWords);
  const numbers = readings.filter(({ kind }) => kind !== "name").map(inWords);
  return `${names.join(" or ")}, and ${numbers.join(" or ")}`;
}

function inWords({ kind, value }: Reading): string {
  return `${KINDS[kind]} (${plain(value)})`;
}

/** Found by none of these is not the same as: there is none. */
function emptyText(options: ListOptions, { readings }: Pick<OrderSearch, "readings">): string {
  const { search, state, store, from, until } = options;
  const isNarrowed = state !== undefined || store !== undefined || from !== undefined || until !== undefined;
  if (search === undefined) return !isNarrowed ? "There is no order yet." : "No order fits.";
  return `No order was found${isNarrowed ? " among those asked for" : ""} by "${plain(search)}", looked up as ${lookedUp(readings)}. That does not mean that there is none. Submits that were refused before they became an order have none: they are found by their ids only, and all of them are in the admin under /exchanges?operation=submit_order&show=refused.`;
}
