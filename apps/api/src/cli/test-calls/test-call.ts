import { CLI } from "@parley/db/orders";
import { ChoiceError, parseWish, WISH_FORM, type Wish } from "@parley/par-contract";
import { wordsIn } from "@parley/words";
import { type Command, InvalidArgumentError, Option } from "commander";
import { FAULTS, type TestFault, type TestOperation } from "../../test-calls/faults.ts";
import { randomTestOrder } from "../../test-calls/random-lines.ts";
import type { TestCallField, TestCallRequest } from "../../test-calls/request.ts";
import { createTestCalls, type TestCall, type TestCallOutcome } from "../../test-calls/test-calls.ts";
import { requireConnection, requireLocation } from "../kernel/existing.ts";
import { readBytes } from "../kernel/file.ts";
import { withGateway } from "../kernel/gateway.ts";
import type { Result } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";
import { showAnswer } from "./answer.ts";

const OPERATIONS = ["validate", "submit", "status", "menu"] as const satisfies readonly TestOperation[];

/** `parley test-call send …` */
export function addTestCallCommands(program: Command, run: Run): void {
  program
    .command("test-call")
    .description("calls that are sent as PAR to the running API, as the admin's simulator sends them")
    .command("send <location>")
    .description("send one call as PAR: its answer, what PAR checks in it, and the order's trace")
    .addOption(new Option("--operation <operation>", "which call").choices(OPERATIONS).default("validate"))
    .option("--item <item>", `${WISH_FORM}; repeatable; without any, what a guest might order`, readItem)
    .option("--guest-name <name>", "the guest's name, instead of Test guest")
    .option("--order-type <type>", "an order type of the contract, instead of takeout")
    .option("--body <file>", "send this JSON as it is; of a fault that repeats a submit, the submit's body")
    .option("--order <id>", "of a status, one of the ids of the order")
    .addOption(
      new Option("--fault <fault>", "what is to be wrong with it")
        .choices(Object.keys(FAULTS))
        .default("none"),
    )
    .option("--pos-test-item <id>", "of the fault pos_test_item: which item of the menu")
    .option("--live <code>", "the store's code: it is no test store, and the call is meant to reach it")
    .option("--connection <connection>", "by which connection, where several have the store mapped")
    .option("--api <url>", "where the API listens, if not where the settings of this machine say", readUrl)
    .action(run(send));
}

interface SendOptions {
  operation: TestOperation;
  item?: readonly Wish[];
  guestName?: string;
  orderType?: string;
  body?: string;
  order?: string;
  fault: TestFault;
  posTestItem?: string;
  live?: string;
  connection?: string;
  api?: string;
}

async function send(session: Session, idOrCode: string, options: SendOptions): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const connection =
    options.connection === undefined ? null : await requireConnection(session, options.connection);
  const url = options.api ?? session.apiUrl;
  const body = options.body === undefined ? null : await readBody(options.body);
  const outcome = await withGateway(session, async (ctx) => {
    const calls = createTestCalls({
      ...ctx,
      // A command is one call, and what it sends is recorded by the API that answers.
      budget: { spend: () => ({ allowed: true }) },
      exchanges: { flush: async () => {} },
      url: () => url,
    });
    const menu = (await ctx.menus.getCurrent(location.id))?.menu;
    const isComposed = body === null && (options.operation === "validate" || options.operation === "submit");
    const guessed = isComposed && menu !== undefined ? randomTestOrder(menu) : [];
    return await calls.send({
      location,
      connectionId: connection?.id ?? null,
      request: requestOf(options, { body, lines: options.item ?? guessed }),
      confirmLive: options.live ?? null,
      by: CLI,
      words: wordsIn("en"),
    });
  });
  const call = answered(outcome, { code: location.code, url });
  return await showAnswer(session, call, { ...options, location: location.code });
}

function requestOf(
  { operation, fault, guestName, orderType, order, posTestItem }: SendOptions,
  { body, lines }: { body: string | null; lines: TestCallRequest["lines"] },
): TestCallRequest {
  const repeats = FAULTS[fault].needs === "earlier";
  return {
    operation,
    fault,
    // The item of this fault stands alone, so that the POS does what it tells and nothing else.
    lines: fault === "pos_test_item" ? [] : lines,
    guestName: guestName ?? null,
    orderType: orderType ?? null,
    json: repeats ? null : body,
    orderId: order ?? null,
    earlierBody: repeats ? body : null,
    posTestItem: posTestItem ?? null,
  };
}

/** The fields of a request that are named otherwise at the shell, or not at all. */
const CODES: Readonly<Record<TestCallField, string>> = {
  locationId: "not_mapped",
  connectionId: "not_mapped",
  confirmLive: "not_confirmed",
  operation: "invalid_operation",
  fault: "invalid_fault",
  lines: "invalid_item",
  guestName: "invalid_guest_name",
  orderType: "invalid_order_type",
  json: "invalid_body",
  orderId: "invalid_order",
  earlierBody: "invalid_body",
  posTestItem: "invalid_pos_test_item",
};

/** @throws Refusal where there is no answer */
function answered(outcome: TestCallOutcome, { code, url }: { code: string; url: string }): TestCall {
  switch (outcome.kind) {
    case "answered":
      return outcome;
    case "invalid": {
      const next = outcome.field === "confirmLive" ? `To send it all the same: --live ${code}` : null;
      throw new Refusal(CODES[outcome.field], outcome.message, next);
    }
    case "no_answer":
      throw new Refusal(
        "no_answer",
        `Nothing was answered at ${url} in time.`,
        "See that the API runs there (--api names another address), and for what became of the call: npm run parley -- orders list",
      );
    case "too_often":
      throw new Refusal("too_often", `Try again in ${outcome.retryAfterSeconds} seconds.`);
  }
}

function readItem(text: string, before: readonly Wish[] = []): readonly Wish[] {
  try {
    const wish = parseWish(text);
    if (wish.unitPriceCents === null) return [...before, wish];
  } catch (error) {
    if (!(error instanceof ChoiceError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
  throw new InvalidArgumentError("A test call takes the menu's prices: leave the price out.");
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === "http:" || url.protocol === "https:")) return url.origin;
  throw new InvalidArgumentError("It is an address such as http://127.0.0.1:4000.");
}

async function readBody(path: string): Promise<string> {
  const bytes = await readBytes(path);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal("invalid_body", `${path} is not text in UTF-8.`);
  }
}
