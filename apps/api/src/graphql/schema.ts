import "./kernel/scalars.ts";
import "./availability/availability.ts";
import "./brands/brand.ts";
import "./connections/connection.ts";
import "./connections/shared-id.ts";
import "./exchanges/exchange-list.ts";
import "./stores/location.ts";
import "./operators/first-operator.ts";
import "./mappings/mapping.ts";
import "./mappings/mapping-edit.ts";
import "./operators/operator.ts";
import "./operators/operator-create.ts";
import "./operators/operator-edit.ts";
import "./orders/order-list.ts";
import "./overview/overview.ts";
import "./menus/refresh-menu.ts";
import "./availability/set-availability.ts";
import "./orders/settle-dispute.ts";
import "./orders/settle-order.ts";
import "./mappings/unmapped.ts";
import { lexicographicSortSchema, printSchema } from "graphql";
import { builder } from "./kernel/builder.ts";
import "./kernel/node-query.ts";

export const schema = builder.toSchema();

/** The schema as text, in a stable order; `apps/api/schema.graphql` must be equal to it. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
