import "./scalars.ts";
import "./brand.ts";
import "./connection.ts";
import "./exchange-list.ts";
import "./location.ts";
import "./mapping.ts";
import "./operator.ts";
import "./order-list.ts";
import "./overview.ts";
import "./refresh-menu.ts";
import "./unmapped.ts";
import { lexicographicSortSchema, printSchema } from "graphql";
import { builder } from "./builder.ts";
import { Node } from "./node.ts";

builder.queryField("node", (t) =>
  t.field({
    type: Node,
    nullable: true,
    description: "Anything by its id; null where it does not exist for you.",
    authScopes: { signedIn: true },
    args: { id: t.arg.id({ required: true, description: "An id of ours." }) },
    resolve: (): { id: string } | null => null,
  }),
);

export const schema = builder.toSchema();

/** The schema as text, in a stable order: what `apps/api/schema.graphql` must hold. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
