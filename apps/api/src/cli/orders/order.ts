import { everyBrand } from "@parley/db";
import { detectSearchTerm, listOrders, type OrderState, orderStates } from "@parley/db/orders";
import { type Command, Option } from "commander";
import { readLimit } from "../kernel/given.ts";
import type { Result } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { addSettleCommands } from "./settle.ts";
import { showTrace } from "./trace.ts";
import { orderJson, ordersTable, readPlaces } from "./view.ts";

/** `parley orders …`, or `parley order …` */
export function addOrderCommands(program: Command, run: Run): void {
  const order = program
    .command("orders")
    .alias("order")
    .description("what PAR submitted and what became of it");
  order
    .command("list")
    .description("orders, the newest first")
    .option("--search <text>", "any id of the order, or the guest's phone, e-mail or name")
    .addOption(new Option("--state <state...>", "only in these states").choices([...orderStates]))
    .option("--limit <count>", "at most so many", readLimit, 20)
    .action(run(list));
  order
    .command("trace <id>")
    .description("everything about one order, by our id, PAR's request uid or the online order id")
    .action(run(showTrace));
  addSettleCommands(order, run);
}

interface ListOptions {
  search?: string;
  state?: OrderState[];
  limit: number;
}

async function list(session: Session, options: ListOptions): Promise<Result> {
  const { db } = session;
  const { search, state: states, limit } = options;
  if (search !== undefined && detectSearchTerm(search).kind === "too_short") {
    throw new Refusal(
      "search_too_short",
      `"${search}" is too short to look for.`,
      "Give three characters or more.",
    );
  }
  const [found, places] = await Promise.all([
    listOrders(db, {
      scope: everyBrand,
      filter: { states },
      search,
      page: { limit: Math.min(limit + 1, 1000) },
    }),
    readPlaces(session),
  ]);
  const orders = found.slice(0, limit);
  const isMore = found.length > limit;
  const text = ordersTable(orders, places, isFiltered(options) ? "No order fits." : "There is no order yet.");
  return {
    json: { orders: orders.map((order) => orderJson(order, places)), is_more: isMore },
    text: isMore ? `${text}\n\nThere are more: raise --limit, or narrow --search.` : text,
  };
}

function isFiltered({ search, state }: ListOptions): boolean {
  return search !== undefined || state !== undefined;
}
