import { CursorError, cursorOf, type Page } from "@parley/db";
import type { QueryFieldBuilder, SchemaTypes } from "@pothos/core";
import { GraphQLError } from "graphql";
import { limits } from "./limits.ts";

/** The arguments of every list: forward pages only, by keyset. */
export function pageArgs<Types extends SchemaTypes>(t: Pick<QueryFieldBuilder<Types, Types["Root"]>, "arg">) {
  return {
    first: t.arg.int({
      description: `How many, 1 to ${limits.pageSizeMax}; ${limits.pageSize} when left out.`,
    }),
    after: t.arg.string({ description: "The `endCursor` of the page before." }),
  };
}

/** The cost of a list: its rows, each with all its requested fields. */
export function pageComplexity(args: { first?: number | null | undefined }) {
  // The rows are also counted as a list of ten, hence the division.
  const first = Math.min(args.first ?? limits.pageSize, limits.pageSizeMax);
  return { field: 1, multiplier: Math.max(1, first / limits.listMultiplier) };
}

export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } });
}

/**
 * Reads one page of a list that is newest first, and one row beyond it, which shows whether more follow.
 * @throws GraphQLError BAD_USER_INPUT for a size out of range or a cursor that is not one of ours.
 */
export async function readPage<Row extends { id: string }>(
  args: { first?: number | null | undefined; after?: string | null | undefined },
  timeOf: (row: Row) => Date,
  list: (page: Page) => Promise<Row[]>,
) {
  const first = args.first === undefined ? limits.pageSize : args.first;
  if (first === null || first < 1 || first > limits.pageSizeMax) {
    throw badInput(`first is a number from 1 to ${limits.pageSizeMax}.`);
  }
  const after = args.after ?? null;
  if (after !== null && after.length > limits.cursorLength)
    throw badInput("This is not a cursor of this list.");
  const rows = await orBadCursor(() => list({ limit: first + 1, after }));
  const edges = rows.slice(0, first).map((node) => ({ cursor: cursorOf(timeOf(node), node.id), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

async function orBadCursor<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CursorError) throw badInput(error.message);
    throw error;
  }
}
