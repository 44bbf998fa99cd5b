import type { Words } from "@parley/words";
import type { Language } from "@parley/words/language";
import { servingInWords } from "@/components/menu/serving-times.ts";
import { orderTypeName } from "@/components/order/order-type.ts";
import type { Change } from "./diff.graphql.ts";

/** Who reads, in the words of the rooms that a change may name. */
export interface Reader {
  say: Words<"diff">;
  ofOrder: Words<"order">;
  ofMenu: Words<"menu">;
  language: Language;
  /** The stores of the sides, where they are two. */
  sides: TwoStores | null;
}

/** The stores that are compared, by name: `other` is the first side's. */
export interface TwoStores {
  other: string;
  store: string;
}

const FIELDS = [
  "min",
  "max",
  "free",
  "options",
  "groups",
  "most",
  "chosen",
  "taxes",
  "rate",
  "inclusive",
  "served",
  "order_types",
  "available",
  "name",
  "products",
  "categories",
  "description",
  "picture",
  "calories",
  "type",
  "plu",
  "place",
] as const;

/** Of these a change tells what the list lost and gained. */
const LISTS: ReadonlySet<string> = new Set([
  "options",
  "groups",
  "taxes",
  "order_types",
  "products",
  "categories",
]);

/** A change of something other than a price: what of the thing, and from what to what. */
export function shownChange(
  { field, before, after }: Change,
  reader: Reader,
): { name: string; value: string } {
  const { say, ofOrder, sides } = reader;
  const known = FIELDS.find((each) => each === field);
  const name = known === undefined ? (field ?? "") : say(`field.${known}`);
  if (field === null || !LISTS.has(field)) {
    const [was = "", is = ""] = [before[0], after[0]].map((text) => valueInWords(field, text ?? "", reader));
    const values = { before: was, after: is };
    return {
      name,
      value: sides === null ? say("value", values) : say("ofStores.price", { ...values, ...sides }),
    };
  }
  const named = (names: readonly string[]) =>
    names.map((each) => (field === "order_types" ? orderTypeName(each, ofOrder) : each)).join(", ");
  const lost =
    sides === null
      ? say("lost", { names: named(before) })
      : say("ofStores.lost", { store: sides.other, names: named(before) });
  const gained =
    sides === null
      ? say("gained", { names: named(after) })
      : say("ofStores.lost", { store: sides.store, names: named(after) });
  const parts = [...(before.length === 0 ? [] : [lost]), ...(after.length === 0 ? [] : [gained])];
  return { name, value: parts.join("; ") };
}

function valueInWords(field: string | null, text: string, { say, ofMenu, language }: Reader): string {
  if (field === "served") return servingInWords(timesIn(text), ofMenu, language);
  if (field === "available" || field === "inclusive") return say(text === "yes" ? "yes" : "no");
  return text === "" ? say("nothing") : text;
}

/** `12345 10:30-14:00; 67 09:00-15:00` as the times that it tells. */
function timesIn(text: string): { days: number[]; from: string; to: string }[] {
  return text === ""
    ? []
    : text.split("; ").map((each) => {
        const [days = "", span = ""] = each.split(" ");
        const [from = "", to = ""] = span.split("-");
        return { days: [...days].map(Number), from, to };
      });
}
