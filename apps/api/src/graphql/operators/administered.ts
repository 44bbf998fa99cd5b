import {
  type Brand as BrandRow,
  type Location as LocationRow,
  listBrands,
  listLocations,
} from "@parley/db/stores";
import { Brand } from "../brands/brand.ts";
import { builder } from "../kernel/builder.ts";
import { Location } from "../stores/location.ts";

interface AdministeredShape {
  everyBrand: boolean;
  brands: BrandRow[];
  locations: LocationRow[];
}

const Administered = builder.objectRef<AdministeredShape>("Administered").implement({
  description: "Where the caller administers people, and so what they may give roles for.",
  authScopes: { signedIn: true },
  fields: (t) => ({
    everyBrand: t.exposeBoolean("everyBrand", {
      description: "True where they may give roles that hold for every brand, an owner's among them.",
    }),
    brands: t.expose("brands", { type: [Brand], description: "Their brands, by name." }),
    locations: t.expose("locations", { type: [Location], description: "The stores of these brands." }),
  }),
});

builder.queryField("administered", (t) =>
  t.field({
    type: Administered,
    nullable: true,
    description: "Where you administer people; null where you do not.",
    authScopes: { signedIn: true },
    resolve: async (_root, _args, { db, scopeFor }) => {
      const scope = scopeFor("operators.edit");
      const [brands, locations] = await Promise.all([
        listBrands(db, { scope }),
        listLocations(db, { scope }),
      ]);
      if (!scope.all && brands.length === 0) return null;
      return { everyBrand: scope.all, brands, locations };
    },
  }),
);
