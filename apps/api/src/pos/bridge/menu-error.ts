import { cutText, TEXT_MAX } from "@parley/limits";

/** A menu that cannot be used; `message` names what is wrong with it, by the POS's ids. */
export class MenuError extends Error {
  override name = "MenuError";

  constructor(faults: readonly string[]) {
    super(toldTogether(faults));
  }
}

/** Faults that are told of one menu: enough to mend it in one go, and not a page for one that is all wrong. */
const FAULTS_TOLD = 10;

function toldTogether(faults: readonly string[]): string {
  const [told, more] = [faults.slice(0, FAULTS_TOLD), faults.length - FAULTS_TOLD];
  return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join("; ");
}

/** The lists of a menu, by the word for one of their entries. */
const ENTRY_NAMES: Readonly<Record<string, string>> = {
  menus: "menu",
  categories: "category",
  products: "product",
  price_levels: "price level",
  modifier_groups: "modifier group",
  modifiers: "modifier",
  taxes: "tax",
  fees: "fee",
};

/** What a schema found wrong, at the path where it stands. */
interface SchemaFault {
  path: readonly PropertyKey[];
  message: string;
}

/** What the schema finds wrong in a POS's JSON, with the ids that the POS knows its entries by: it has no indexes. */
export function describeSchemaFaults(json: unknown, faults: readonly SchemaFault[]): string {
  return toldTogether([...new Set(faults.map(({ path, message }) => `${placeOf(json, path)}: ${message}`))]);
}

function placeOf(json: unknown, path: readonly PropertyKey[]): string {
  const words: string[] = [];
  let at: unknown = json;
  let list = "";
  for (const step of path) {
    at = isRecord(at) ? at[String(step)] : undefined;
    if (typeof step !== "number") {
      list = String(step);
      words.push(list);
      continue;
    }
    const name = ENTRY_NAMES[list];
    const { id } = isRecord(at) ? at : {};
    if (name !== undefined && typeof id === "string") words.splice(-1, 1, `${name} ${shown(id)}`);
    else words.push(`entry ${step + 1}`);
  }
  return words.join(", ") || "the whole";
}

/** An id that the schema may just have refused, so that it can stand in a sentence and in the database. */
function shown(id: string): string {
  return cutText(id, TEXT_MAX.id).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "\u00b7");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
