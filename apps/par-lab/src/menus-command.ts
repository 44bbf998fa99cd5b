import {
  currencyExponent,
  type Exchange,
  type ParMenu,
  type ParProduct,
  parseMenuAnswer,
} from "@parley/par-contract";
import type { Command } from "commander";
import { clientFor, type Lab, menuRequest, reach } from "./lab.ts";
import { commonOptions, withCommonOptions } from "./options.ts";
import { harmless, type Paint } from "./paint.ts";
import { exchangeJson, printExchange } from "./print.ts";
import { layTable } from "./table.ts";

/** Writes PAR's hundredths with the decimals of a currency. */
type Amount = (hundredths: number) => string;

function remark(product: ParProduct, amount: Amount): string {
  const levels = product.priceLevels.map((level) => `${level.id} ${amount(level.priceCents)}`);
  const groups =
    product.modifierGroupIds.length > 0 ? [`choices: ${product.modifierGroupIds.join(", ")}`] : [];
  const state = product.isAvailable ? [] : ["sold out"];
  return [...state, ...levels, ...groups].join("; ");
}

/** A menu as a list of its categories, for a person to read. */
export function printMenu(menu: ParMenu, currency: string, paint: Paint): string {
  const amount: Amount = (hundredths) => (hundredths / 100).toFixed(currencyExponent(currency));
  const products = new Map(menu.products.map((product) => [product.id, product]));
  const sections = menu.categories.map((category) => {
    const listed = category.productIds.flatMap((id) => products.get(id) ?? []);
    const rows = listed.map((product) => [
      `  ${harmless(product.id)}`,
      amount(product.priceCents).padStart(7),
      harmless(product.name),
      harmless(remark(product, amount)),
    ]);
    const colour = (text: string, row: number, column: number) => {
      if (column === 3) return paint.dim(text);
      return listed[row]?.isAvailable === false ? paint.warn(text) : text;
    };
    return [paint.bold(harmless(category.name)), ...layTable(rows, colour)].join("\n");
  });
  return sections.join("\n\n");
}

function printAnswer(exchange: Exchange, options: ReturnType<typeof commonOptions>, paint: Paint): string {
  if (!exchange.verdict.ok) return printExchange(exchange, paint);
  const { answer } = parseMenuAnswer(exchange.response.json, { taxRateUnit: options.switches.tax_rate_unit });
  const age = `version ${harmless(answer.menuVersion)}, ${answer.generatedAt.toISOString()}, ${answer.currency}`;
  if (answer.menu === null) return `${paint.good("unchanged")}  ${paint.dim(age)}`;
  return `${printMenu(answer.menu, answer.currency, paint)}\n\n${paint.dim(age)}`;
}

/** Adds `menus`. */
export function addMenusCommand(program: Command, lab: Lab): void {
  withCommonOptions(program.command("menus").description("fetch a store's menu as PAR would"), lab)
    .option("--type <type>", "only what is offered for this order type")
    .option("--if-version <version>", "ask only for what changed since this version")
    .action(async (given: { type?: string; ifVersion?: string }, command: Command) => {
      const options = commonOptions(command);
      const more = {
        ...(given.type === undefined ? {} : { order_type: given.type }),
        ...(given.ifVersion === undefined ? {} : { if_version: given.ifVersion }),
      };
      const exchange = await reach(
        options.url,
        clientFor(options, lab).menus(menuRequest(options, lab, more)),
      );
      lab.print(
        options.json
          ? JSON.stringify(exchangeJson(exchange), null, 2)
          : printAnswer(exchange, options, lab.paint),
      );
      if (!exchange.verdict.ok) lab.fail();
    });
}
