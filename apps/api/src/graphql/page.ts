import type { QueryFieldBuilder, SchemaTypes } from "@pothos/core";

/** The arguments of every list: forward pages only, by keyset. */
export function pageArgs<Types extends SchemaTypes>(t: QueryFieldBuilder<Types, Types["Root"]>) {
  return {
    first: t.arg.int({ description: "How many, 1 to 100; 25 when left out." }),
    after: t.arg.string({ description: "The `endCursor` of the page before." }),
  };
}

export function emptyPage<Row>() {
  return {
    edges: [] as { cursor: string; node: Row }[],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  };
}
