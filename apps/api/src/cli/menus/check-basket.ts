import { ChoiceError, chooseLine, indexMenu, parseWish, WISH_FORM, type Wish } from "@parley/par-contract";
import { wordsIn } from "@parley/words";
import { type Command, InvalidArgumentError } from "commander";
import { toParMenu } from "../../menus/par-menu.ts";
import { orderTypesOf } from "../../menus/shown.ts";
import type { BasketOutcome } from "../../test-calls/basket.ts";
import { basketLineOf } from "../../test-calls/basket-lines.ts";
import { requireLocation } from "../kernel/existing.ts";
import { withGateway } from "../kernel/gateway.ts";
import { type Result, table } from "../kernel/output.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Run } from "../kernel/run.ts";
import type { Session } from "../kernel/session.ts";

interface CheckOptions {
  item: readonly Wish[];
  orderType?: string;
  at?: string;
}

/** `parley menu check …` */
export function addCheckCommand(menu: Command, run: Run): void {
  menu
    .command("check <location>")
    .description("what PAR's validate of a basket would be answered now; nothing is sent or kept")
    .requiredOption(
      "--item <item>",
      `${WISH_FORM}; repeatable; what an item requires and is not named is chosen for it`,
      readItem,
    )
    .option("--order-type <type>", "an order type of the contract, instead of the menu's first")
    .option("--at <time>", "when, on the store's clock, as 2026-11-01T08:30; now if left out")
    .action(run(check));
}

async function check(session: Session, idOrCode: string, options: CheckOptions): Promise<Result> {
  const location = await requireLocation(session, idOrCode);
  const outcome = await withGateway(session, async ({ menus, baskets }): Promise<BasketOutcome> => {
    const current = await menus.getCurrent(location.id);
    if (current === null) return { kind: "no_menu" };
    const index = indexMenu(toParMenu(current.menu));
    const basket = {
      lines: options.item.map((wish) => basketLineOf(chosen(() => chooseLine(index, wish)))),
      orderType: options.orderType ?? orderTypesOf(current.menu)[0] ?? "takeout",
      localTime: options.at ?? null,
    };
    return await baskets.check({ location, basket, say: wordsIn("en")("shop") });
  });
  const say = wordsIn("en")("shop");
  switch (outcome.kind) {
    case "invalid":
      throw new Refusal(CODES[outcome.field], outcome.message);
    case "not_mapped":
      throw new Refusal("not_mapped", say("refused.notMapped"));
    case "no_menu":
      throw new Refusal("no_menu", say("refused.noMenu"));
    case "answered": {
      const { status, issues, totals, requestBody, responseBody } = outcome;
      return {
        json: {
          location: location.code,
          status,
          issues,
          totals: totals && {
            subtotal_cents: totals.subtotalCents,
            tax_total_cents: totals.taxTotalCents,
            grand_total_cents: totals.grandTotalCents,
          },
          request: JSON.parse(requestBody),
          response: JSON.parse(responseBody),
        },
        text: table(
          issues,
          {
            line: ({ line }) => (line === null ? null : String(line + 1)),
            code: ({ code }) => code,
            reason: ({ message }) => message,
          },
          `${location.code}: ${say(status === "validated" ? "accepted" : "unclear")}`,
        ),
      };
    }
  }
}

const CODES = { lines: "invalid_item", orderType: "invalid_order_type", localTime: "invalid_at" } as const;

/** @throws Refusal where the menu has no such item, size or choice */
function chosen<T>(choose: () => T): T {
  try {
    return choose();
  } catch (error) {
    if (error instanceof ChoiceError) throw new Refusal("invalid_item", error.message);
    throw error;
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
  throw new InvalidArgumentError("A basket takes the menu's prices: leave the price out.");
}
