import { isWritable } from "@parley/limits";
import { and, asc, desc, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

/**
 * A slice of a list that is newest first. Cursors are opaque texts made by `cursorOf`; `after` goes towards
 * older rows, `before` towards newer ones; `inverted` answers oldest first, for the last rows before a cursor.
 */
export interface Page {
  limit: number;
  after?: string | null | undefined;
  before?: string | null | undefined;
  inverted?: boolean | undefined;
}

/** A cursor that `cursorOf` did not make. */
export class CursorError extends Error {
  override readonly name = "CursorError";
}

/** The cursor of a row: its time and its id, so that pages neither skip nor repeat when rows arrive. */
export function cursorOf(at: Date, id: string): string {
  return Buffer.from(`${at.getTime()} ${id}`).toString("base64url");
}

function parseCursor(cursor: string): { at: Date; id: string } {
  const match = /^(-?\d{1,16}) ([\w-]{1,64})$/.exec(Buffer.from(cursor, "base64url").toString());
  const at = new Date(Number(match?.[1] ?? Number.NaN));
  const id = match?.[2];
  if (id === undefined || !isWritable(at)) throw new CursorError("This is not a cursor of this list.");
  return { at, id };
}

/** The time of the row that a page begins at; null where it begins at the edge of the list. */
export function edgeOf({ after, before, inverted }: Page): Date | null {
  const cursor = inverted ? before : after;
  return cursor ? parseCursor(cursor).at : null;
}

/** Turns a page into the condition, order and limit of a keyset query over (at, id). */
export function keyset(
  page: Page,
  columns: { at: PgColumn; id: PgColumn },
): { where: SQL | undefined; orderBy: SQL[]; limit: number } {
  const edge = (cursor: string, sign: SQL) => {
    const { at, id } = parseCursor(cursor);
    return sql`(${columns.at}, ${columns.id}) ${sign} (${at.toISOString()}::timestamptz, ${id})`;
  };
  const direction = page.inverted ? asc : desc;
  return {
    where: and(
      page.after ? edge(page.after, sql`<`) : undefined,
      page.before ? edge(page.before, sql`>`) : undefined,
    ),
    orderBy: [direction(columns.at), direction(columns.id)],
    limit: Math.max(1, Math.min(page.limit, 1000)),
  };
}

/**
 * The limit of a list that one index has in its order, for each of some keys. PostgreSQL has no statistics of an
 * expression in a partial index and takes keys, states and places for independent, so it expects a handful where there
 * are ten thousand, and would read and sort them all. A limit that it does not know counts as a tenth of the rows: so
 * what is in order already always wins.
 */
export function limitInOrder(limit: number): SQL {
  return sql`limit (select ${limit}::int)`;
}
