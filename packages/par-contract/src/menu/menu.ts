import { SchemaError } from "../errors.ts";
import { rateNumber } from "../order/answer.ts";
import type { AnswerStyle } from "../order/answer-model.ts";
import { foldOrderType } from "../order/order-types.ts";
import type { Drift } from "../wire/drift.ts";
import { menuAnswerTable, menuListsTable, menuRequestTable } from "../wire/menu-tables.ts";
import { fractionToPercent, majorUnits } from "../wire/money.ts";
import { WireReader } from "../wire/reader.ts";
import type { InputOf, RecordOf } from "../wire/record.ts";
import { isJsonObject } from "../wire/shape.ts";
import { composeWire } from "../wire/writer.ts";
import type { MenuAnswer, MenuRequest, ParMenu, ParProduct } from "./menu-model.ts";

/**
 * Parses the body of a menu request.
 *
 * @throws SchemaError with one issue per field.
 */
export function parseMenuRequest(json: unknown): { request: MenuRequest; drift: Drift } {
  if (!isJsonObject(json))
    throw new SchemaError([{ code: "invalid_json", message: "The body must be a JSON object." }]);
  const reader = new WireReader(menuRequestTable, json, "lenient");
  const { orderType, ifVersion, ...ids } = reader.record();
  const type = orderType?.trim() ?? "";
  const request = {
    ...ids,
    orderType: type === "" ? null : foldOrderType(type),
    ifVersion: ifVersion?.trim() === "" ? null : ifVersion,
  };
  return { request, drift: reader.drift() };
}

type AnswerInput = InputOf<typeof menuAnswerTable>;
type ListsInput = Pick<
  AnswerInput,
  "menus" | "categories" | "products" | "modifierGroups" | "modifiers" | "taxes"
>;

function priced<T extends { readonly priceCents: number }>(node: T) {
  const { priceCents, ...rest } = node;
  return { ...rest, price: majorUnits(priceCents) };
}

function menuInput(menu: ParMenu, unit: "percent" | "fraction"): ListsInput {
  return {
    menus: menu.menus,
    categories: menu.categories,
    products: menu.products.map((product) => ({
      ...priced(product),
      priceLevels: product.priceLevels.map(priced),
    })),
    modifierGroups: menu.modifierGroups,
    modifiers: menu.modifiers.map(priced),
    taxes: menu.taxes.map((tax) => ({
      id: tax.id,
      name: tax.name,
      rate: rateNumber(tax.ratePercent, unit),
      inclusive: tax.inclusive,
    })),
  };
}

type AnswerHead = Omit<MenuAnswer, "requestDatetime" | "menu"> & {
  readonly requestDatetime?: string | null;
};

/** Renders a menu answer; not signed, since it holds none of the digest's totals. */
export function renderMenuAnswer(
  answer: AnswerHead & Pick<MenuAnswer, "menu">,
  style: AnswerStyle = {},
): string {
  const { menu } = answer;
  return menu === null
    ? renderUnchangedMenu(answer, style)
    : renderMenuHead(answer, style) + renderMenuLists(menu, style);
}

/** An answer without the lists, for who has them. */
export function renderUnchangedMenu(answer: AnswerHead, style: AnswerStyle = {}): string {
  return renderHead(answer, false, style);
}

/** An answer up to its lists: what differs from call to call. `renderMenuLists` gives the rest of the text. */
export function renderMenuHead(answer: AnswerHead, style: AnswerStyle = {}): string {
  return renderHead(answer, true, style).slice(0, -1);
}

/** The rest of an answer: from the comma before its lists to the end. The same for every call that gets these lists. */
export function renderMenuLists(menu: ParMenu, style: AnswerStyle = {}): string {
  const lists = menuInput(menu, style.taxRateUnit ?? "percent");
  return `,${JSON.stringify(composeWire(menuListsTable, lists, style.spelling)).slice(1)}`;
}

function renderHead(answer: AnswerHead, menuChanged: boolean, style: AnswerStyle): string {
  const input: AnswerInput = {
    organizationId: answer.organizationId ?? undefined,
    locationId: answer.locationId,
    requestUid: answer.requestUid ?? undefined,
    requestDatetime: answer.requestDatetime ?? undefined,
    menuVersion: answer.menuVersion,
    generatedAt: answer.generatedAt.toISOString(),
    currency: answer.currency,
    menuChanged,
  };
  return JSON.stringify(composeWire(menuAnswerTable, input, style.spelling));
}

type MenuRecord = RecordOf<typeof menuAnswerTable>;
type ProductRecord = NonNullable<MenuRecord["products"]>[number];

function withCents<T extends { readonly price: number }>(
  record: T,
): Omit<T, "price"> & { priceCents: number } {
  const { price: priceCents, ...rest } = record;
  return { ...rest, priceCents };
}

function productFrom({ type, priceLevels, ...rest }: ProductRecord): ParProduct {
  return {
    ...withCents(rest),
    type: type === "combo" ? "combo" : "item",
    priceLevels: priceLevels.map(withCents),
  };
}

function menuFrom(record: MenuRecord, unit: "percent" | "fraction"): ParMenu {
  return {
    menus: record.menus ?? [],
    categories: record.categories ?? [],
    products: (record.products ?? []).map(productFrom),
    modifierGroups: record.modifierGroups ?? [],
    modifiers: (record.modifiers ?? []).map(withCents),
    taxes: (record.taxes ?? []).map(({ rate, ...tax }) => {
      const text = String(rate);
      return { ...tax, ratePercent: unit === "fraction" ? fractionToPercent(text) : text };
    }),
  };
}

/**
 * Parses a menu answer, as PAR or a client would.
 *
 * @throws SchemaError with one issue per field, also when `menu_changed` and the lists disagree.
 */
export function parseMenuAnswer(
  json: unknown,
  style: AnswerStyle = {},
): { answer: MenuAnswer; drift: Drift } {
  if (!isJsonObject(json))
    throw new SchemaError([{ code: "invalid_json", message: "The answer must be a JSON object." }]);
  const reader = new WireReader(menuAnswerTable, json);
  const { menuChanged, products } = reader.draft;
  if (menuChanged !== null && menuChanged !== (products !== null)) {
    reader.issue("invalid_field", "menu_changed", "must be true exactly when the lists are there");
  }
  const record = reader.record();
  return {
    answer: {
      organizationId: record.organizationId,
      locationId: record.locationId,
      requestUid: record.requestUid,
      requestDatetime: record.requestDatetime,
      menu: record.menuChanged ? menuFrom(record, style.taxRateUnit ?? "percent") : null,
      menuVersion: record.menuVersion,
      generatedAt: new Date(record.generatedAt),
      currency: record.currency,
    },
    drift: reader.drift(),
  };
}
