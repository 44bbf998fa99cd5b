import { type Grant as GrantRow, permissionsOf, roles } from "@parley/db/operators";
import { Brand } from "../brands/brand.ts";
import { builder } from "../kernel/builder.ts";
import { Location } from "../stores/location.ts";
import { Permission } from "./permission.ts";

export const Role = builder.enumType("Role", {
  description: "What an operator may do.",
  values: {
    OWNER: { value: "owner", description: "May do everything, in every brand." },
    BRAND_ADMIN: {
      value: "brand_admin",
      description: "May do everything in their brands: mappings, menus, SharedIds, people, the audit.",
    },
    SUPPORT: {
      value: "support",
      description:
        "Finds and mends orders, sees guests' names and may reveal the rest; takes items off and puts them back.",
    },
    ENGINEER: {
      value: "engineer",
      description:
        "Sees connections, mappings and calls with their bodies, guests masked; tries calls with the simulator.",
    },
    VIEWER: {
      value: "viewer",
      description: "Sees orders, stores and mappings with guests masked; edits nothing.",
    },
  },
});

export const Grant = builder.objectRef<GrantRow>("Grant").implement({
  description: "One role, for every brand, one of them, or one store.",
  authScopes: { public: true },
  fields: (t) => ({
    role: t.expose("role", { type: Role, description: "The role." }),
    brand: t.field({
      type: Brand,
      nullable: true,
      description: "The brand it holds for, that of its store too; null means every brand.",
      resolve: ({ brandId }, _args, { loaders }) => (brandId === null ? null : loaders.brand.load(brandId)),
    }),
    location: t.field({
      type: Location,
      nullable: true,
      description: "The one store that it holds for; null means every store of the brand.",
      resolve: ({ locationId }, _args, { loaders }) =>
        locationId === null ? null : loaders.location.load(locationId),
    }),
  }),
});

builder.queryField("rolesWith", (t) =>
  t.field({
    type: [Role],
    description: "The roles that may do one thing, the most powerful first: whom to ask where yours may not.",
    authScopes: { signedIn: true },
    args: { permission: t.arg({ type: Permission, required: true, description: "What they may do." }) },
    resolve: (_root, { permission }) => roles.filter((role) => permissionsOf[role].includes(permission)),
  }),
);
