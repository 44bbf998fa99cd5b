import type { MenuServing as ServingRow } from "@parley/db/menus";
import { Connection } from "../connections/connection.ts";
import { builder } from "../kernel/builder.ts";
import { StoredMenu } from "./stored-menu.ts";

const MenuServing = builder.objectRef<ServingRow>("MenuServing").implement({
  description:
    "That a version was served to PAR over a connection, as sums. They are some seconds late, and begin with the release that counts them.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    connection: t.field({
      type: Connection,
      description: "The connection that PAR called on.",
      resolve: ({ connectionId }, _args, { loaders }) => loaders.connection.load(connectionId),
    }),
    firstAt: t.expose("firstAt", { type: "DateTime", description: "The first call." }),
    lastAt: t.expose("lastAt", { type: "DateTime", description: "The last call." }),
    menuCalls: t.exposeInt("menuCalls", {
      description: "Calls of the menu, those that were told that it is unchanged included.",
    }),
    validates: t.exposeInt("validates", { description: "Validates that were judged by it." }),
    submits: t.exposeInt("submits", {
      description: "Submits that were judged by it, refused ones included.",
    }),
  }),
});

builder.objectField(StoredMenu, "servings", (t) =>
  t.field({
    type: [MenuServing],
    description: "To whom it was served, the last first; none where PAR has not asked since this is counted.",
    resolve: ({ id }, _args, { loaders }) => loaders.menuServings.load(id),
  }),
);
