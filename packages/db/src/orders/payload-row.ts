import type { Database } from "../client/client.ts";
import { WRITTEN_BY } from "../packing/dictionaries.ts";
import { dictionariesFor } from "../packing/known.ts";
import { pack, unpack } from "../packing/pack.ts";
import type { orderPayloads } from "../schema/order.ts";
import type { OrderPayload } from "./types.ts";

// What is a guest's stays in the columns, of the same form as the whole, and the rest is packed: the database takes
// guests out of orders by itself (retention/kinds.ts), and nobody can take anything out of what is packed.

type Row = typeof orderPayloads.$inferSelect;
type Content = Pick<Row, "posOrder" | "priced" | "usedVersions">;
type Fields = Record<string, unknown>;

/** Who the guest is, where they were and what they wrote; comments of lines are so as well. */
const PERSONAL = new Set(["guest", "delivery", "curbside", "notes"]);

/** The columns of what an order was made of: packed but for the guest, or three that the release before reads too. */
export function payloadColumns(db: Database, content: Content): Content & Pick<Row, "packed"> {
  if (!db.packsOrders) return { ...content, packed: null };
  const posOrder = withoutGuest(content.posOrder);
  const priced = withoutGuest(content.priced);
  const packed = pack(WRITTEN_BY.order, [posOrder.rest, priced.rest, content.usedVersions ?? null]);
  return { posOrder: posOrder.personal, priced: priced.personal, usedVersions: null, packed };
}

/** A row as it was written, whichever way. Of one that is damaged nothing is read, so that nothing is guessed at. */
export async function readPayload(db: Database, row: Row): Promise<OrderPayload> {
  const { packed, ...columns } = row;
  if (packed === null) return columns;
  const dictionaries = await dictionariesFor(db, [row]);
  try {
    const [posOrder, priced, usedVersions]: [unknown, unknown, unknown] = unpack(packed, dictionaries);
    return {
      ...columns,
      posOrder: withGuest(posOrder, columns.posOrder),
      priced: withGuest(priced, columns.priced),
      usedVersions,
    };
  } catch {
    return { ...columns, posOrder: null, priced: null, usedVersions: null };
  }
}

function withoutGuest(document: unknown): { rest: unknown; personal: Fields | null } {
  if (!isObject(document)) return { rest: document ?? null, personal: null };
  const rest: Fields = {};
  const personal: Fields = {};
  for (const [name, value] of Object.entries(document)) {
    if (PERSONAL.has(name) && value !== null) personal[name] = value;
    else rest[name] = value;
  }
  const { lines } = document;
  if (Array.isArray(lines) && lines.some(hasComment)) {
    rest.lines = lines.map((line) => (hasComment(line) ? { ...line, comment: undefined } : line));
    personal.lines = lines.map((line) => (hasComment(line) ? { comment: line.comment } : {}));
  }
  return { rest, personal: Object.keys(personal).length === 0 ? null : personal };
}

function withGuest(rest: unknown, personal: unknown): unknown {
  if (!isObject(rest) || !isObject(personal)) return rest;
  const { lines, ...fields } = personal;
  const whole = { ...rest, ...fields };
  if (!Array.isArray(lines) || !Array.isArray(rest.lines)) return whole;
  return {
    ...whole,
    lines: rest.lines.map((line, at) => (isObject(line) ? { ...line, ...lines[at] } : line)),
  };
}

function hasComment(line: unknown): line is Fields & { comment: unknown } {
  return isObject(line) && line.comment !== undefined && line.comment !== null;
}

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
