import type { Exchange } from "@parley/db/exchanges";
import type { ObjectFieldBuilder } from "@pothos/core";
import { Connection } from "../connections/connection.ts";
import type { builder } from "../kernel/builder.ts";
import { Location } from "../stores/location.ts";
import { claimedStoreOf } from "./exchange-detail.ts";

type Fields = ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Exchange>;

/** What a recorded call says of itself, whether it is read as a call or as the submit that it was. */
export function callFields(t: Fields) {
  return {
    status: t.exposeInt("status", {
      nullable: true,
      description: "The HTTP status; null where no answer came.",
    }),
    code: t.exposeString("code", { nullable: true, description: "The error code that was answered." }),
    reason: t.exposeString("reason", {
      nullable: true,
      description: "The reason that was recorded and not told.",
    }),
    durationMs: t.float({
      description: "How long it took, in milliseconds.",
      resolve: ({ durationUs }) => durationUs / 1000,
    }),
    requestUid: t.exposeString("requestUid", { nullable: true, description: "PAR's request uid." }),
    onlineOrderId: t.exposeString("onlineOrderId", { nullable: true, description: "PAR's online order id." }),
    parLocationId: t.exposeString("parLocationId", {
      nullable: true,
      description: "PAR's location id as received.",
    }),
    claimedStore: t.string({
      nullable: true,
      description:
        "The name of the store that it says it is for, where its sender is known and its signature proves nothing of what it says; null for every other call.",
      resolve: (exchange, _args, context) => claimedStoreOf(exchange, context),
    }),
    location: t.field({
      type: Location,
      nullable: true,
      description: "The store, where it is known.",
      resolve: ({ locationId }, _args, { loaders }) =>
        locationId === null ? null : loaders.location.load(locationId),
    }),
    connection: t.field({
      type: Connection,
      nullable: true,
      description: "The connection; null where the caller was not recognised.",
      resolve: ({ connectionId }, _args, { loaders }) =>
        connectionId === null ? null : loaders.connection.load(connectionId),
    }),
  };
}
