import { ContractError, type Issue, SchemaError } from "../errors.ts";
import type { SeenGuesses } from "../guesses/guesses.ts";
import { idProblem, idText } from "../wire/ids.ts";
import {
  findEntry,
  foldName,
  isJsonObject,
  planOf,
  type Shape,
  type ShapeEntry,
  sameJson,
  wirePath,
} from "../wire/shape.ts";
import { digestTable } from "../wire/tables.ts";
import { parseInstant } from "../wire/time.ts";

/** The six values PAR signs, raw: null where the body has none, totals as decimal text. */
export interface DigestFields {
  readonly requestUid: string | null;
  readonly locationId: string | null;
  readonly onlineOrderId: string | null;
  readonly grandTotal: string | null;
  readonly subtotal: string | null;
  readonly requestDatetime: string | null;
}

/** How a body spelled the names that have more than one spelling. */
export type BodySpelling = "snake" | "camel" | "pascal" | "mixed";

/** The six fields, the tenant the body names, and which accepted guesses it showed. */
export interface DigestReading {
  readonly fields: DigestFields;
  readonly organizationId: string | null;
  readonly spelling: BodySpelling;
  readonly seen: SeenGuesses;
}

const plan = planOf(digestTable);

class DigestReader {
  readonly issues: Issue[] = [];
  readonly spellings = new Set<BodySpelling>();
  readonly values = new Map<string, unknown>();
  numericIds = false;

  pick(shape: Shape, json: Readonly<Record<string, unknown>>): void {
    const found = new Map<ShapeEntry, unknown>();
    for (const key of Object.keys(json)) {
      const entry = findEntry(shape, key);
      if (entry === null) continue;
      this.#noteSpelling(entry, key);
      const value = json[key];
      if (found.has(entry) && !sameJson(found.get(entry), value)) {
        this.refuse(entry.path, "is there in two spellings that disagree");
      }
      found.set(entry, value);
    }
    for (const [entry, value] of found) {
      if (value === null || value === undefined) continue;
      if (entry.inner === null) this.values.set(entry.row?.field ?? entry.path, value);
      else if (isJsonObject(value)) this.pick(entry.inner, value);
      else this.refuse(entry.path, "must be an object");
    }
  }

  refuse(path: string, message: string): null {
    this.issues.push({ code: "invalid_field", message: `${path} ${message}`, field: path });
    return null;
  }

  id(field: string): string | null {
    const value = this.values.get(field);
    if (value === undefined) return null;
    if (typeof value === "number") this.numericIds = true;
    const text = idText(value);
    const path = pathOf(field);
    if (text === null) return this.refuse(path, "must be a text");
    const problem = idProblem(text);
    return problem === null ? text : this.refuse(path, problem);
  }

  amount(field: string): string | null {
    const value = this.values.get(field);
    if (value === undefined) return null;
    // String(n) is the shortest text that reads back as the same double: for at most 15 digits, the text PAR sent.
    return typeof value === "number" ? String(value) : this.refuse(pathOf(field), "must be a number");
  }

  spelling(): BodySpelling {
    if (this.spellings.size > 1) return "mixed";
    const [only] = this.spellings;
    return only ?? "snake";
  }

  #noteSpelling(entry: ShapeEntry, key: string): void {
    const { snake, camel, pascal } = entry.names;
    if (key === pascal) this.spellings.add("pascal");
    else if (snake === camel) return;
    else if (key === snake) this.spellings.add("snake");
    else if (key === camel) this.spellings.add("camel");
    // `RequestDateTime` for `request_datetime`: PAR's own C# name, not our mechanical one.
    else if (/^[A-Z]/.test(key) && !key.includes("_")) this.spellings.add("pascal");
    else if (/^[a-z]+[A-Z]/.test(key) && !key.includes("_")) this.spellings.add("camel");
    else if (foldName(key) !== key) this.spellings.add("snake");
    else this.spellings.add("mixed");
  }
}

function pathOf(field: string): string {
  return wirePath(digestTable, field);
}

/**
 * Reads what the digest covers, and the organization, from a parsed body. Looks at nothing else: a missing field
 * is null here (PAR's sample signs it as 0) and refused by `parseOrderRequest`, as is an unreadable date.
 *
 * @throws SchemaError `invalid_field` for an id that may not be signed (a pipe in it, `""` or `"0"` as order
 * number), a total that is no number, and two spellings of one field that disagree.
 */
export function readDigestFields(json: unknown): DigestReading {
  if (!isJsonObject(json)) throw new ContractError("invalid_json", "The body must be a JSON object.");
  const reader = new DigestReader();
  reader.pick(plan.root, json);
  const onlineOrderId = reader.id("order.onlineOrderId");
  // PAR signs a null order number as "0", so a literal "0" would share its digest.
  if (onlineOrderId === "0") reader.refuse(pathOf("order.onlineOrderId"), "must not be 0");
  const datetime = reader.values.get("requestDatetime");
  if (datetime !== undefined && typeof datetime !== "string")
    reader.refuse(pathOf("requestDatetime"), "must be a text");
  const requestDatetime = typeof datetime === "string" ? datetime : null;
  const fields: DigestFields = {
    requestUid: reader.id("requestUid"),
    locationId: reader.id("locationId"),
    onlineOrderId,
    grandTotal: reader.amount("order.grandTotal"),
    subtotal: reader.amount("order.subtotal"),
    requestDatetime,
  };
  const organizationId = reader.id("organizationId");
  if (reader.issues.length > 0) throw new SchemaError(reader.issues);
  const spelling = reader.spelling();
  return {
    fields,
    organizationId,
    spelling,
    seen: {
      request_spelling: spelling,
      id_form: reader.numericIds ? "number" : "text",
      ...(requestDatetime === null
        ? {}
        : { datetime_form: parseInstant(requestDatetime)?.form ?? "unreadable" }),
    },
  };
}

/**
 * The six fields as PAR's sample would sign them, also those that `readDigestFields` refuses: for playing PAR, and
 * never for judging a request.
 */
export function looseDigestFields(json: unknown): DigestFields {
  const reader = new DigestReader();
  if (isJsonObject(json)) reader.pick(plan.root, json);
  const text = (field: string): string | null => idText(reader.values.get(field));
  const amount = (field: string): string | null => {
    const value = reader.values.get(field);
    return typeof value === "number" ? String(value) : null;
  };
  return {
    requestUid: text("requestUid"),
    locationId: text("locationId"),
    onlineOrderId: text("order.onlineOrderId"),
    grandTotal: amount("order.grandTotal"),
    subtotal: amount("order.subtotal"),
    requestDatetime: text("requestDatetime"),
  };
}
