import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
  chooseLine,
  composeOrder,
  indexMenu,
  type MenuIndex,
  type PosNextClient,
  parseWish,
  sampleOrder,
  WISH_FORM,
  type WireBody,
  type Wish,
} from "@parley/par-contract";
import { type Command, InvalidArgumentError, Option } from "commander";
import { clientFor, fetchMenu, type Lab, reach } from "./lab.ts";
import { LabError } from "./lab-error.ts";
import { type CommonOptions, commonOptions, withCommonOptions } from "./options.ts";
import { exchangeJson, printExchange } from "./print.ts";

/** Options of `validate` and `submit`. */
export interface OrderOptions {
  readonly file?: string;
  readonly item?: readonly Wish[];
  readonly type: string;
  readonly tip?: number;
  readonly name: string;
  readonly phone: string;
  readonly notes?: string;
  readonly schedule?: string;
  readonly requestUid?: string;
  readonly onlineOrderId?: string;
}

function readTip(text: string): number {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(text);
  if (match === null) throw new InvalidArgumentError("must be an amount such as 3.00");
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

function readItem(text: string, before: readonly Wish[] | undefined): readonly Wish[] {
  return [...(before ?? []), parseWish(text)];
}

/** Adds `validate` or `submit`. */
export function addOrderCommand(program: Command, name: "validate" | "submit", lab: Lab): void {
  const says = name === "validate" ? "ask whether an order would be taken" : "submit an order as PAR would";
  withCommonOptions(program.command(name).description(says), lab)
    .option("--file <path>", "send this JSON body as it is (- reads standard input)")
    .option("--item <item>", `${WISH_FORM}; repeatable`, readItem)
    .addOption(new Option("--type <type>", "order type").default("takeout"))
    .option("--tip <amount>", "tip in major units, such as 3.00", readTip)
    .option("--name <name>", "the guest's first name", "Ada")
    .option("--phone <number>", "the guest's phone", "+15555550100")
    .option("--notes <text>", "a note to the kitchen")
    .option("--schedule <datetime>", "wanted at this time, such as 2026-01-15T18:30:00-08:00")
    .option("--request-uid <id>", "send this request_uid, to replay an order")
    .option("--online-order-id <id>", "send this online_order_id")
    .action(async (given: OrderOptions, command: Command) => {
      const options = commonOptions(command);
      const client = clientFor(options, lab);
      const body = await orderBody(client, given, options, lab);
      const exchange = await reach(
        options.url,
        name === "validate" ? client.validate(body) : client.submit(body),
      );
      lab.print(
        options.json ? JSON.stringify(exchangeJson(exchange), null, 2) : printExchange(exchange, lab.paint),
      );
      if (!exchange.verdict.ok) lab.fail();
    });
}

/** The body to send: a file's bytes, or an order composed from the store's menu. */
export async function orderBody(
  client: PosNextClient,
  given: OrderOptions,
  options: CommonOptions,
  lab: Lab,
): Promise<string | WireBody> {
  if (given.file !== undefined) return readBody(given.file);
  const fetched = await fetchMenu(client, options, lab);
  const requestUid = given.requestUid ?? randomUUID();
  const address = {
    requestUid,
    requestDatetime: lab.now().toISOString(),
    organizationId: options.organization,
    locationId: options.location,
    onlineOrderId: given.onlineOrderId ?? `LAB-${requestUid.slice(0, 8).toUpperCase()}`,
  };
  if (fetched.kind === "none") {
    const why = fetched.exchange.verdict.checks.find(({ ok }) => !ok)?.detail ?? "it did not change";
    lab.note(`No menu to compose from (${why}); sending the worked example of the contract instead.`);
    return exampleFor(address);
  }
  const index = indexMenu(fetched.menu);
  const wishes = given.item ?? firstItems(index);
  const { body } = composeOrder(
    index,
    wishes.map((wish) => chooseLine(index, wish)),
    address,
    {
      orderType: given.type,
      currency: fetched.currency,
      scheduledAt: given.schedule ?? null,
      tipCents: given.tip ?? 0,
      firstName: given.name,
      phone: given.phone,
      notes: given.notes ?? null,
    },
  );
  return body;
}

async function readBody(path: string): Promise<string> {
  if (path === "-") {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString("utf8");
  }
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new LabError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Two of the first item on the menu that can be had, and one of the next. */
function firstItems(index: MenuIndex): Wish[] {
  const found = [...index.products.values()].filter(
    ({ id, isAvailable }) => isAvailable && !id.startsWith("sim-"),
  );
  if (found.length === 0) throw new LabError("The menu has no item that can be had now.");
  return found.slice(0, 2).map(({ id }, at) => ({
    itemId: id,
    priceLevelId: null,
    quantity: 2 - at,
    unitPriceCents: null,
    modifiers: [],
  }));
}

function exampleFor(address: Parameters<typeof composeOrder>[2]): WireBody {
  return sampleOrder({
    root: {
      request_uid: address.requestUid,
      request_datetime: address.requestDatetime,
      organization_id: address.organizationId,
      location_id: address.locationId,
    },
    details: { online_order_id: address.onlineOrderId },
  });
}
