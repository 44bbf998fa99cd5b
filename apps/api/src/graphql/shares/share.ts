import type { OpenedShare } from "@parley/db/shares";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { Order } from "../orders/order.ts";

export const OrderShare = builder.objectRef<OpenedShare>("OrderShare").implement({
  description:
    "A link that shows an order, redacted, to whoever has it. Its token is shown once, when it is made.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id." }),
    createdAt: t.expose("createdAt", { type: "DateTime", description: "When it was made." }),
    by: t.string({
      description: "Who made it: an operator by name, or `cli`.",
      resolve: ({ createdBy }, _args, context) => nameOfActor(createdBy, context),
    }),
    expiresAt: t.expose("expiresAt", { type: "DateTime", description: "When it ends by itself." }),
    revokedAt: t.expose("revokedAt", {
      type: "DateTime",
      nullable: true,
      description: "When somebody ended it; null where nobody did.",
    }),
    isOpen: t.boolean({
      description: "True while it shows the order.",
      resolve: ({ revokedAt, expiresAt }, _args, { now }) => revokedAt === null && expiresAt > now(),
    }),
    openings: t.exposeInt("openings", { description: "How often it was opened." }),
    lastOpenedAt: t.expose("lastOpenedAt", {
      type: "DateTime",
      nullable: true,
      description: "When it was opened last; null where it never was.",
    }),
  }),
});

/** The cost of reading the links, compared with a column. */
const LIST = 10;

builder.objectFields(Order, (t) => ({
  shares: t.field({
    type: [OrderShare],
    nullable: true,
    description: "Links to it, the oldest first, ended ones too; null where your role may not share it.",
    complexity: LIST,
    resolve: (order, _args, { may, loaders }) =>
      may("orders.share", order) ? loaders.shares.load(order.id) : null,
  }),
}));
