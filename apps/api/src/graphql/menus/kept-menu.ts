import { findKeptMenu } from "../../menus/kept-menu.ts";
import { builder } from "../kernel/builder.ts";
import { Location } from "../stores/location.ts";
import { MenuVersion } from "./menu.ts";

// A store's menu as it once was.

builder.objectField(Location, "menuVersion", (t) =>
  t.field({
    type: MenuVersion,
    nullable: true,
    description:
      "A menu that was or is in force here, as the POS gave it, without what people took off; null where it is not kept.",
    args: { id: t.arg.id({ required: true, description: "`mnu_…`, as `UsedVersions.menuId` has it." }) },
    resolve: async (location, { id }, { db, scopeFor, now }) => {
      const scope = scopeFor("stores.read");
      const kept = await findKeptMenu(db, { scope, locationId: location.id, menuId: id, now: now() });
      return kept === null ? null : { ...kept, location };
    },
  }),
);
