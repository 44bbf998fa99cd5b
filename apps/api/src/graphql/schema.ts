import "./kernel/scalars.ts";
import "./audit/audit-list.ts";
import "./audit/verify.ts";
import "./availability/availability.ts";
import "./brands/brand.ts";
import "./cases/case.ts";
import "./cases/case-acts.ts";
import "./cases/bulk.ts";
import "./connections/connection.ts";
import "./connections/shared-id.ts";
import "./exchanges/counterparts.ts";
import "./exchanges/exchange-list.ts";
import "./live/submits-changed.ts";
import "./stores/location.ts";
import "./stores/change-store.ts";
import "./stores/create-store.ts";
import "./stores/set-pos.ts";
import "./stores/mark-test-store.ts";
import "./stores/pause-store.ts";
import "./stores/store-state.ts";
import "./issues/issue-list.ts";
import "./operators/first-operator.ts";
import "./mappings/mapping.ts";
import "./mappings/mapping-edit.ts";
import "./operators/operator.ts";
import "./operators/operator-create.ts";
import "./operators/operator-edit.ts";
import "./orders/bill.ts";
import "./orders/order-acts.ts";
import "./orders/order-list.ts";
import "./orders/recheck.ts";
import "./orders/reveal-guest.ts";
import "./overview/overview.ts";
import "./overview/stats.ts";
import "./menus/kept-menu.ts";
import "./menus/refresh-menu.ts";
import "./availability/set-availability.ts";
import "./orders/settle-dispute.ts";
import "./orders/settle-order.ts";
import "./orders/later-try.ts";
import "./orders/story.ts";
import "./orders/submit-list.ts";
import "./orders/validate-list.ts";
import "./shares/share-acts.ts";
import "./test-calls/send-test-call.ts";
import "./shares/shared-order-query.ts";
import "./mappings/unmapped.ts";
import "./views/view-acts.ts";
import { lexicographicSortSchema, printSchema } from "graphql";
import { stopWhenAbandoned } from "./kernel/abandon.ts";
import { builder } from "./kernel/builder.ts";
import "./kernel/node-query.ts";

export const schema = stopWhenAbandoned(builder.toSchema());

/** The schema as text, in a stable order; `apps/api/schema.graphql` must be equal to it. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
