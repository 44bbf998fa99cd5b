import { type Brand as BrandRow, listBrands } from "@parley/db/stores";
import { builder } from "../kernel/builder.ts";
import { Node } from "../kernel/node.ts";

export const Brand = builder.objectRef<BrandRow>("Brand").implement({
  description: "A restaurant brand of ours; PAR calls it an organization.",
  interfaces: [Node],
  authScopes: { signedIn: true },
  fields: (t) => ({
    code: t.exposeString("code", { description: "Our own short id, for example `YC01`." }),
    name: t.exposeString("name", { description: "The name guests know." }),
  }),
});

builder.queryField("brands", (t) =>
  t.field({
    type: [Brand],
    description: "The brands you may see, by name.",
    authScopes: { signedIn: true },
    resolve: (_root, _args, { db, scopeFor }) => listBrands(db, { scope: scopeFor("stores.read") }),
  }),
);
