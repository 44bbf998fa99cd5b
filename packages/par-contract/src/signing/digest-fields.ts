import { ContractError, type Issue, SchemaError } from "../errors.ts";
import type { SeenGuesses } from "../guesses/guesses.ts";
import { idProblem, idText } from "../wire/ids.ts";
import { WireReader } from "../wire/reader.ts";
import type { WireTable } from "../wire/row.ts";
import { foldName, isJsonObject, planOf, type Shape, type ShapeEntry } from "../wire/shape.ts";
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

type DigestField = Exclude<(typeof digestTable)[number]["field"], "order">;

/** Where a table has the fields of the digest, and the objects around them. */
export interface DigestPlan {
  readonly root: Shape;
  readonly at: Readonly<Record<DigestField, ShapeEntry>>;
  /** By slot: 1 for one of these, 0 for any other. */
  readonly marks: Uint8Array;
}

/** Finds the digest's fields in a table that has them all; done once, at load. */
export function digestPlan(table: WireTable): DigestPlan {
  const { root, slots, entries } = planOf(table);
  const at = (field: string): ShapeEntry => {
    const entry = entries[slots.get(field) ?? -1];
    if (entry === undefined) throw new Error(`no wire row for ${field}`);
    return entry;
  };
  const fields = {
    requestUid: at("requestUid"),
    requestDatetime: at("requestDatetime"),
    organizationId: at("organizationId"),
    locationId: at("locationId"),
    "order.onlineOrderId": at("order.onlineOrderId"),
    "order.grandTotal": at("order.grandTotal"),
    "order.subtotal": at("order.subtotal"),
  };
  const own = Object.values(fields);
  const around = entries.filter(
    ({ inner }) => inner !== null && own.some(({ path }) => path.startsWith(inner.path)),
  );
  const marks = new Uint8Array(entries.length);
  for (const { slot } of [...own, ...around]) marks[slot] = 1;
  return { root, at: fields, marks };
}

class DigestReader {
  readonly issues: Issue[] = [];
  readonly #plan: DigestPlan;
  readonly #spellings = new Set<BodySpelling>();
  readonly #values = new Map<ShapeEntry, unknown>();
  readonly #isSigned: boolean;
  #numericIds = false;

  constructor(
    plan: DigestPlan,
    reader: WireReader<WireTable>,
    json: Readonly<Record<string, unknown>>,
    { isSigned }: { isSigned: boolean },
  ) {
    this.#isSigned = isSigned;
    this.#plan = plan;
    this.#pick(reader, plan.root, json);
  }

  /** The value of a field as it was sent; null where there is none. */
  value(field: DigestField): unknown {
    const value = this.#values.get(this.#plan.at[field]) ?? null;
    // What is signed as it is must be judged as it is; elsewhere an empty text is one more spelling of absent.
    const mayBeAbsent = !this.#isSigned || field === "organizationId";
    return mayBeAbsent && typeof value === "string" && value.trim() === "" ? null : value;
  }

  refuse(field: DigestField, message: string): null {
    return this.#refuse(this.#plan.at[field].path, message);
  }

  id(field: DigestField): string | null {
    const value = this.value(field);
    if (value === null) return null;
    if (typeof value === "number") this.#numericIds = true;
    const text = idText(value);
    if (text === null) return this.refuse(field, "must be a text");
    const problem = idProblem(text);
    return problem === null ? text : this.refuse(field, problem);
  }

  amount(field: DigestField): string | null {
    const value = this.value(field);
    if (value === null) return null;
    // String(n) is the shortest text that reads back as the same double: for at most 15 digits, the text PAR sent.
    return typeof value === "number" ? String(value) : this.refuse(field, "must be a number");
  }

  seen(requestDatetime: string | null): SeenGuesses & { request_spelling: BodySpelling } {
    const [only = "snake", another] = this.#spellings;
    const form = parseInstant(requestDatetime ?? "")?.form;
    return {
      request_spelling: another === undefined ? only : "mixed",
      id_form: this.#numericIds ? "number" : "text",
      ...(form === undefined ? {} : { datetime_form: form }),
    };
  }

  #pick(reader: WireReader<WireTable>, shape: Shape, json: Readonly<Record<string, unknown>>): void {
    const { marks } = this.#plan;
    const { raw, twice } = reader.pick(shape, json, (entry, key) => {
      if (marks[entry.slot] === 1) this.#noteSpelling(entry, key);
    });
    for (const entry of twice)
      if (marks[entry.slot] === 1) this.#refuse(entry.path, "is there in two spellings that disagree");
    for (const entry of shape.entries) {
      if (marks[entry.slot] !== 1) continue;
      const value = raw[entry.index];
      if (value === null || value === undefined) continue;
      if (entry.inner === null) this.#values.set(entry, value);
      else if (isJsonObject(value)) this.#pick(reader, entry.inner, value);
      else this.#refuse(entry.path, "must be an object");
    }
  }

  #refuse(path: string, message: string): null {
    this.issues.push({ code: "invalid_field", message: `${path} ${message}`, field: path });
    return null;
  }

  #noteSpelling(entry: ShapeEntry, key: string): void {
    const { snake, camel, pascal } = entry.names;
    if (key === pascal) this.#spellings.add("pascal");
    else if (snake === camel) return;
    else if (key === snake) this.#spellings.add("snake");
    else if (key === camel) this.#spellings.add("camel");
    // `RequestDateTime` for `request_datetime`: PAR's own C# name, not our mechanical one.
    else if (/^[A-Z]/.test(key) && !key.includes("_")) this.#spellings.add("pascal");
    else if (/^[a-z]+[A-Z]/.test(key) && !key.includes("_")) this.#spellings.add("camel");
    else if (foldName(key) !== key) this.#spellings.add("snake");
    else this.#spellings.add("mixed");
  }
}

/** Whether a date and time can be signed, which is as seconds since 1970. */
export function isSignableDatetime(text: string): boolean {
  return parseInstant(text) !== null;
}

/** @throws ContractError `invalid_json` when a body is no object, and so has no digest fields. */
export function digestObject(json: unknown): Readonly<Record<string, unknown>> {
  if (!isJsonObject(json)) throw new ContractError("invalid_json", "The body must be a JSON object.");
  return json;
}

/**
 * Reads what the digest covers through the reader of a whole body, which goes on from there.
 *
 * @param options `isSigned`: false for a call that carries no digest, whose fields are then optional.
 * @throws SchemaError as `readDigestFields` does.
 */
export function readDigest(
  plan: DigestPlan,
  whole: WireReader<WireTable>,
  json: Readonly<Record<string, unknown>>,
  { isSigned = true }: { isSigned?: boolean } = {},
): DigestReading {
  const reader = new DigestReader(plan, whole, json, { isSigned });
  const onlineOrderId = reader.id("order.onlineOrderId");
  // PAR signs a null order number as "0", so a literal "0" would share its digest.
  if (onlineOrderId === "0") reader.refuse("order.onlineOrderId", "must not be 0");
  const datetime = reader.value("requestDatetime");
  if (datetime !== null && typeof datetime !== "string") reader.refuse("requestDatetime", "must be a text");
  const requestDatetime = typeof datetime === "string" ? datetime : null;
  // Before the digest: PAR's sample signs what it cannot read as 0, which would only be told as a mismatch.
  if (requestDatetime !== null && !isSignableDatetime(requestDatetime)) {
    reader.refuse(
      "requestDatetime",
      "must be a date and time with its zone, such as 2026-01-15T12:34:56.789Z",
    );
  }
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
  const seen = reader.seen(requestDatetime);
  return { fields, organizationId, spelling: seen.request_spelling, seen };
}

const ownPlan = digestPlan(digestTable);

/**
 * Reads what the digest covers, and the organization, from a parsed body. Looks at nothing else: a missing field
 * is null here (PAR's sample signs it as 0) and refused by `parseOrderRequest`.
 *
 * @throws SchemaError `invalid_field` for an id that may not be signed (a pipe in it, `""` or `"0"` as order
 * number), a total that is no number, a date that cannot be read, and two spellings of one field that disagree.
 */
export function readDigestFields(json: unknown): DigestReading {
  const body = digestObject(json);
  return readDigest(ownPlan, new WireReader(digestTable, body, "lenient"), body);
}

/**
 * The six fields as PAR's sample would sign them, also those that `readDigestFields` refuses: for playing PAR, and
 * never for judging a request.
 */
export function looseDigestFields(json: unknown): DigestFields {
  const body = isJsonObject(json) ? json : {};
  const reader = new DigestReader(ownPlan, new WireReader(digestTable, body, "lenient"), body, {
    isSigned: true,
  });
  const text = (field: DigestField): string | null => idText(reader.value(field));
  const amount = (field: DigestField): string | null => {
    const value = reader.value(field);
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
