import { SchemaError } from "../errors.ts";
import { rateNumber } from "../order/answer.ts";
import type { AnswerStyle } from "../order/answer-model.ts";
import { fractionToPercent, majorUnits } from "../wire/money.ts";
import { type Drift, WireReader } from "../wire/reader.ts";
import type { WireRecord } from "../wire/record.ts";
import { isJsonObject } from "../wire/shape.ts";
import { menuAnswerTable, menuRequestTable } from "../wire/tables.ts";
import { composeWire, type WireInput } from "../wire/writer.ts";
import type { MenuAnswer, MenuRequest, ParMenu, ParMenuModifier, ParProduct } from "./menu-model.ts";

/**
 * Parses the body of a menu request.
 *
 * @throws SchemaError with one issue per field.
 */
export function parseMenuRequest(json: unknown): { request: MenuRequest; drift: Drift } {
  if (!isJsonObject(json))
    throw new SchemaError([{ code: "invalid_json", message: "The body must be a JSON object." }]);
  const reader = new WireReader();
  const record = reader.read(menuRequestTable, json);
  if (reader.issues.length > 0) throw new SchemaError(reader.issues);
  return {
    request: {
      organizationId: record.text("organizationId"),
      locationId: record.text("locationId"),
      requestUid: record.text("requestUid"),
      requestDatetime: record.text("requestDatetime"),
      orderType: record.text("orderType"),
      ifVersion: record.text("ifVersion"),
    },
    drift: reader.drift(),
  };
}

function priced<T extends { readonly priceCents: number }>(node: T): WireInput {
  const { priceCents, ...rest } = node;
  return { ...rest, price: majorUnits(priceCents) };
}

function menuInput(menu: ParMenu, unit: "percent" | "fraction"): WireInput {
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

/** Renders a menu answer; not signed, since it holds none of the digest's totals. */
export function renderMenuAnswer(
  answer: Omit<MenuAnswer, "requestDatetime"> & { readonly requestDatetime?: string | null },
  style: AnswerStyle = {},
): string {
  const input: WireInput = {
    organizationId: answer.organizationId ?? undefined,
    locationId: answer.locationId,
    requestUid: answer.requestUid ?? undefined,
    requestDatetime: answer.requestDatetime ?? undefined,
    menuVersion: answer.menuVersion,
    generatedAt: answer.generatedAt.toISOString(),
    currency: answer.currency,
    menuChanged: answer.menu !== null,
    ...(answer.menu === null ? {} : menuInput(answer.menu, style.taxRateUnit ?? "percent")),
  };
  return JSON.stringify(composeWire(menuAnswerTable, input, style.spelling));
}

function productFrom(record: WireRecord): ParProduct {
  return {
    id: record.text("id") ?? "",
    name: record.text("name") ?? "",
    description: record.text("description"),
    type: record.text("type") === "combo" ? "combo" : "item",
    priceCents: record.number("price") ?? 0,
    isAvailable: record.flag("isAvailable") ?? false,
    imageUrl: record.text("imageUrl"),
    calories: record.number("calories"),
    priceLevels: record.records("priceLevels").map((level) => ({
      id: level.text("id") ?? "",
      name: level.text("name") ?? "",
      priceCents: level.number("price") ?? 0,
      isAvailable: level.flag("isAvailable") ?? false,
    })),
    modifierGroupIds: record.texts("modifierGroupIds"),
    taxIds: record.texts("taxIds"),
    plu: record.text("plu"),
  };
}

function modifierFrom(record: WireRecord): ParMenuModifier {
  return {
    id: record.text("id") ?? "",
    name: record.text("name") ?? "",
    priceCents: record.number("price") ?? 0,
    isAvailable: record.flag("isAvailable") ?? false,
    maxQuantity: record.number("maxQuantity") ?? 0,
    defaultQuantity: record.number("defaultQuantity") ?? 0,
    modifierGroupIds: record.texts("modifierGroupIds"),
    taxIds: record.texts("taxIds"),
  };
}

function menuFrom(record: WireRecord, unit: "percent" | "fraction"): ParMenu {
  return {
    menus: record.records("menus").map((menu) => ({
      id: menu.text("id") ?? "",
      name: menu.text("name") ?? "",
      orderTypes: menu.texts("orderTypes"),
      servingTimes: menu.records("servingTimes").map((time) => ({
        days: time.numbers("days"),
        from: time.text("from") ?? "",
        to: time.text("to") ?? "",
      })),
      categoryIds: menu.texts("categoryIds"),
    })),
    categories: record.records("categories").map((category) => ({
      id: category.text("id") ?? "",
      name: category.text("name") ?? "",
      description: category.text("description"),
      sortOrder: category.number("sortOrder") ?? 0,
      productIds: category.texts("productIds"),
    })),
    products: record.records("products").map(productFrom),
    modifierGroups: record.records("modifierGroups").map((group) => ({
      id: group.text("id") ?? "",
      name: group.text("name") ?? "",
      minSelected: group.number("minSelected") ?? 0,
      maxSelected: group.number("maxSelected") ?? 0,
      freeQuantity: group.number("freeQuantity") ?? 0,
      modifierIds: group.texts("modifierIds"),
    })),
    modifiers: record.records("modifiers").map(modifierFrom),
    taxes: record.records("taxes").map((tax) => {
      const rate = String(tax.number("rate") ?? 0);
      return {
        id: tax.text("id") ?? "",
        name: tax.text("name") ?? "",
        ratePercent: unit === "fraction" ? fractionToPercent(rate) : rate,
        inclusive: tax.flag("inclusive") ?? false,
      };
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
  const reader = new WireReader();
  const record = reader.read(menuAnswerTable, json);
  const isChanged = record.flag("menuChanged");
  const hasLists = record.value("products") !== null;
  if (isChanged !== null && isChanged !== hasLists) {
    reader.issue("invalid_field", "menu_changed", "must be true exactly when the lists are there");
  }
  if (reader.issues.length > 0) throw new SchemaError(reader.issues);
  return {
    answer: {
      organizationId: record.text("organizationId"),
      locationId: record.text("locationId") ?? "",
      requestUid: record.text("requestUid"),
      requestDatetime: record.text("requestDatetime"),
      menu: isChanged ? menuFrom(record, style.taxRateUnit ?? "percent") : null,
      menuVersion: record.text("menuVersion") ?? "",
      generatedAt: new Date(record.text("generatedAt") ?? 0),
      currency: record.text("currency") ?? "",
    },
    drift: reader.drift(),
  };
}
