import type { Connection as ConnectionRow } from "@parley/db/connections";
import { type Location as LocationRow, listPausesAt } from "@parley/db/stores";
import { type KeptAway, keptAwayBy, pauseNow } from "../../stores/pauses.ts";
import { Connection } from "../connections/connection.ts";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import type { GraphqlContext } from "../kernel/context.ts";
import { Order } from "../orders/order.ts";
import { Location } from "../stores/location.ts";

const PauseOf = builder.enumType("PauseOf", {
  description: "What is paused.",
  values: {
    STORE: { value: "store", description: "A store." },
    CONNECTION: { value: "connection", description: "A connection: each of its stores is closed to PAR." },
  } satisfies Record<string, { value: KeptAway["of"]; description: string }>,
});

/** What is said of a connection's pause, for those who may see the connection; of a store's, for who sees the store. */
async function told<Value>(
  { of, subjectId }: KeptAway,
  { loaders }: GraphqlContext,
  read: () => Value | Promise<Value>,
): Promise<Value | null> {
  return of === "store" || (await loaders.connectionIsReadable.load(subjectId)) ? await read() : null;
}

const Pause = builder.objectRef<KeptAway>("Pause").implement({
  description: "A pause of a store or of a connection: while it lasts, PAR's orders are refused.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    of: t.expose("of", { type: PauseOf, description: "Whether a store or a connection is paused." }),
    name: t.string({
      description: "The name of the store or the connection.",
      resolve: async ({ of, subjectId }, _args, { loaders }) =>
        (await (of === "store" ? loaders.location : loaders.connection).load(subjectId)).name,
    }),
    slug: t.string({
      nullable: true,
      description: "The connection's short name; null of a store, and where you may not see the connection.",
      resolve: (pause, _args, context) =>
        pause.of === "store"
          ? null
          : told(pause, context, async () => (await context.loaders.connection.load(pause.subjectId)).slug),
    }),
    since: t.expose("since", { type: "DateTime", description: "Since when orders are refused." }),
    until: t.expose("until", {
      type: "DateTime",
      nullable: true,
      description: "When it ends by itself; null where somebody has to end it.",
    }),
    reason: t.string({
      nullable: true,
      description: "Why, as somebody wrote it; null where you may not see the connection.",
      resolve: (pause, _args, context) => told(pause, context, () => pause.reason),
    }),
    by: t.string({
      nullable: true,
      description: "Who paused it, by name; null where that is not known, or you may not see the connection.",
      resolve: (pause, _args, context) =>
        told(pause, context, () => (pause.by === null ? null : nameOfActor(pause.by, context))),
    }),
  }),
});

builder.objectField(Location, "pauses", (t) =>
  t.field({
    type: [Pause],
    description:
      "Why PAR's orders for it are refused now: it is paused, or a connection that it is reached by. Empty while they are taken.",
    resolve: async (location, _args, context) => {
      const { loaders } = context;
      const mappings = (await loaders.mappings("location")).filter(
        ({ targetId }) => targetId === location.id,
      );
      const ids = [...new Set(mappings.map(({ connectionId }) => connectionId))];
      const connections = await Promise.all(ids.map((id) => loaders.connection.load(id)));
      const pauses = await Promise.all([location, ...connections].map((one) => pauseOf(one, context)));
      return pauses.filter((pause) => pause !== null);
    },
  }),
);

builder.objectField(Connection, "pause", (t) =>
  t.field({
    type: Pause,
    nullable: true,
    description: "Why its orders are refused now; null while they are taken, or hidden for your role.",
    resolve: async (connection, _args, context) =>
      (await context.loaders.connectionIsReadable.load(connection.id))
        ? await pauseOf(connection, context)
        : null,
  }),
);

builder.objectField(Order, "pauses", (t) =>
  t.field({
    type: [Pause],
    description:
      "The pauses because of which it was refused, as they were when PAR sent it; empty where it was not refused for one.",
    resolve: async ({ cause, connectionId, locationId, receivedAt: at }, _args, { db }) =>
      cause === "location_closed"
        ? keptAwayBy(await listPausesAt(db, { subjectIds: [locationId, connectionId], at }))
        : [],
  }),
);

/** The pause that a store or a connection is in now; who began it is asked for only where there is one. */
async function pauseOf(
  paused: LocationRow | ConnectionRow,
  { loaders, now }: GraphqlContext,
): Promise<KeptAway | null> {
  const at = now();
  return pauseNow(paused, [], at) && pauseNow(paused, await loaders.pausesNow.load(paused.id), at);
}
