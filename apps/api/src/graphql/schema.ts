import "./scalars.ts";
import "./availability.ts";
import "./brand.ts";
import "./connection.ts";
import "./exchange-list.ts";
import "./location.ts";
import "./first-operator.ts";
import "./map-location.ts";
import "./map-organization.ts";
import "./mapping.ts";
import "./operator.ts";
import "./order-list.ts";
import "./overview.ts";
import "./refresh-menu.ts";
import "./set-availability.ts";
import "./settle-dispute.ts";
import "./settle-order.ts";
import "./unmapped.ts";
import { lexicographicSortSchema, printSchema } from "graphql";
import { builder } from "./builder.ts";
import "./node-query.ts";

export const schema = builder.toSchema();

/** The schema as text, in a stable order: what `apps/api/schema.graphql` must hold. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
