import { listMenuVersions, type MenuVersionHead } from "@parley/db/menus";
import { nameOfActor } from "../kernel/actor.ts";
import { builder } from "../kernel/builder.ts";
import { badInput } from "../kernel/page.ts";
import { placeOf } from "../kernel/place.ts";
import { Location } from "../stores/location.ts";

const VERSIONS_SIZE = 50;
const VERSIONS_MAX = 200;

export const StoredMenu = builder.objectRef<MenuVersionHead>("StoredMenu").implement({
  description: "A version of a store's menu among those that are kept, without its content.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    id: t.exposeID("id", { description: "Our id, `mnu_…`." }),
    version: t.exposeString("version", { description: "The hash of its content." }),
    fetchedAt: t.expose("fetchedAt", { type: "DateTime", description: "When the POS first gave it." }),
    confirmedAt: t.expose("confirmedAt", { type: "DateTime", description: "When the POS last gave it." }),
    isInForce: t.exposeBoolean("isInForce", { description: "True where PAR is served it." }),
    isNewest: t.exposeBoolean("isCurrent", { description: "True where it is what the POS gave last." }),
    isPinned: t.boolean({
      description: "True where the store is held at it.",
      resolve: ({ pin }) => pin !== null,
    }),
  }),
});

type Pin = NonNullable<MenuVersionHead["pin"]> & Pick<MenuVersionHead, "locationId" | "version">;

const MenuPin = builder.objectRef<Pin>("MenuPin").implement({
  description: "The version of its menu that a store is held at, whatever its POS gives.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    menuId: t.exposeID("menuId", { description: "The version, by our id." }),
    version: t.exposeString("version", { description: "The hash of its content." }),
    pinnedAt: t.expose("pinnedAt", { type: "DateTime", description: "Since when." }),
    by: t.string({
      description: "Who did it: an operator by name, or `cli`.",
      resolve: ({ pinnedBy }, _args, context) => nameOfActor(pinnedBy, context),
    }),
    reason: t.exposeString("reason", { description: "Why, as somebody wrote it." }),
    waiting: t.field({
      type: StoredMenu,
      nullable: true,
      description: "What the POS gave last, where that is another version: it waits.",
      resolve: ({ locationId }, _args, { loaders }) => loaders.waitingMenu.load(locationId),
    }),
  }),
});

builder.objectFields(Location, (t) => ({
  canPinMenu: t.boolean({
    description: "Whether you may hold it at a version of its menu, and let go of that.",
    resolve: (location, _args, { may }) => may("stores.edit", placeOf(location)),
  }),
  menuPin: t.field({
    type: MenuPin,
    nullable: true,
    description: "The version that it is held at; null where it has what its POS gave last.",
    resolve: async ({ id }, _args, { loaders }) => {
      const head = await loaders.menuHead.load(id);
      return head === null || head.pin === null ? null : { ...head, ...head.pin };
    },
  }),
  menuVersions: t.field({
    type: [StoredMenu],
    description: "The versions of its menu that are kept, what the POS gave last first.",
    args: {
      first: t.arg.int({ description: `How many, ${VERSIONS_SIZE} by default, ${VERSIONS_MAX} at most.` }),
    },
    resolve: (location, { first }, { db, scopeFor }) => {
      const limit = first ?? VERSIONS_SIZE;
      if (limit < 1 || limit > VERSIONS_MAX) throw badInput(`Ask for 1 to ${VERSIONS_MAX} versions.`);
      return listMenuVersions(db, { scope: scopeFor("stores.read"), locationId: location.id, limit });
    },
  }),
}));
